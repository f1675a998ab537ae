/**
 * What bounds the calls to a platform: limits, rate limits per minute, quotas that are stored,
 * breakers of credentials.
 *
 * <p>Knows neither providers nor connections.
 */
@NullMarked
package dev.muster.core.platform.limit;

import org.jspecify.annotations.NullMarked;
