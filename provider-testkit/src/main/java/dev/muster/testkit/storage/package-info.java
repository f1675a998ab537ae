/**
 * The contract of {@link dev.muster.spi.storage.DocumentStore} as tests, and a store in memory.
 *
 * <p>Whoever writes a storage extends {@link dev.muster.testkit.storage.DocumentStoreContract} in a
 * few lines and runs it like any other test. {@link
 * dev.muster.testkit.storage.InMemoryDocumentStore} keeps the same contract but for durability, and
 * serves the tests of everything above a store. Nothing here is used by a running product.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.muster.testkit.storage;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
