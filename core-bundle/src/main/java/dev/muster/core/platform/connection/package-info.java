/**
 * Connections to bound apps, and what the core lends them ({@link
 * dev.muster.spi.platform.ProviderContext}): secrets, tokens, breakers, limits, HTTP.
 *
 * <p>Does not own what a tenant has bound ({@link dev.muster.core.platform.connection.Credentials}
 * says it) nor what a sign-in or a webhook event makes of an answer.
 */
@NullMarked
package dev.muster.core.platform.connection;

import org.jspecify.annotations.NullMarked;
