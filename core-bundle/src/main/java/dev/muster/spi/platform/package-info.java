/**
 * What a chat platform implements: {@link dev.muster.spi.platform.ChatProvider} and what its
 * connections can do, and what the core gives them for it.
 */
@NullMarked
@Export
@Version("1.6.0")
package dev.muster.spi.platform;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
