/**
 * The provider for Lark and Feishu, one platform in two clouds: its descriptor, its sign-in, its
 * address book, its events and its doctor.
 *
 * <p>Owns what is particular to that platform: addresses, fields, the meaning of its answers and of
 * its error codes, and where in its console something is set. It holds no thread, retry, cache or
 * HTTP client: those come with the {@link dev.muster.spi.platform.ProviderContext}. An answer is
 * judged by the number in its body before the HTTP status, because many of the platform's failures
 * are HTTP 200; the text beside the number never decides anything.
 */
@NullMarked
package dev.muster.lark;

import org.jspecify.annotations.NullMarked;
