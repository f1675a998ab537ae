/**
 * Platforms that come and go: who offers which, connections to bound apps, and what the core lends
 * them ({@link dev.muster.spi.platform.ProviderContext}).
 *
 * <p>Owns the product's only dynamic references to providers, every outgoing call to a platform,
 * access tokens, circuit breakers and call budgets. It does not own what a tenant has bound ({@link
 * dev.muster.core.platform.Credentials} tells it) nor what a sign-in or a war room makes of an
 * answer.
 */
@NullMarked
package dev.muster.core.platform;

import org.jspecify.annotations.NullMarked;
