/**
 * The storage SPI over JDBC: SQLite for one machine, PostgreSQL for several.
 *
 * <p>Owns the tables, how a commit is decided ({@link dev.muster.storage.Commit}), how pages are
 * read ({@link dev.muster.storage.Reads}), and the pools, threads and limits around them. What
 * differs between the two databases is in a {@link dev.muster.storage.Dialect} (SQL) and an {@link
 * dev.muster.storage.Engine} (connections and threads). It knows nothing of what the documents
 * mean, and never looks into a body.
 */
@NullMarked
package dev.muster.storage;

import org.jspecify.annotations.NullMarked;
