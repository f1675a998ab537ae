/**
 * HTTP to a platform: every outgoing call, within its deadline, sent again where that is safe,
 * timed.
 *
 * <p>What is sent and how the answer is read is the provider's.
 */
@NullMarked
package dev.muster.core.platform.http;

import org.jspecify.annotations.NullMarked;
