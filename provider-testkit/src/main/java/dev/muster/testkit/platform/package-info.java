/**
 * The contract of {@link dev.muster.spi.platform.ChatProvider} as tests, and a context to run one
 * in.
 *
 * <p>Whoever writes a platform extends {@link dev.muster.testkit.platform.ChatProviderContract},
 * hands it a {@link dev.muster.testkit.platform.PlatformFixture} with a server that plays the
 * platform, and runs it like any other test. {@link
 * dev.muster.testkit.platform.TestProviderContext} stands in for the core: it really calls, really
 * keeps tokens, and really ends by the deadline. Nothing here is used by a running product.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.muster.testkit.platform;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
