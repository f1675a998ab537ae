/**
 * The provider for Enterprise WeChat (WeCom): its descriptor, its sign-in and its doctor.
 *
 * <p>Owns what is particular to that platform: addresses, fields, the meaning of its answers and of
 * its error codes, and where in its console something is set. It holds no thread, retry, cache or
 * HTTP client: those come with the {@link dev.muster.spi.platform.ProviderContext}. Success is
 * {@code errcode 0} alone; the text beside it is shown to administrators at the most and never
 * decides anything.
 */
@NullMarked
package dev.muster.wechatwork;

import org.jspecify.annotations.NullMarked;
