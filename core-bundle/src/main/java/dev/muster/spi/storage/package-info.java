/** What a storage implements: {@link dev.muster.spi.storage.DocumentStore}. */
@NullMarked
@Export
@Version("1.0.0")
package dev.muster.spi.storage;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
