/**
 * Typed repositories over {@link dev.muster.spi.storage.DocumentStore}: how documents are written,
 * what a commit of several features is, what is kept in memory.
 *
 * <p>Owns the JSON of stored documents, paging, optimistic changes with bounded repetition and the
 * invalidation of caches. It knows no kind of document: features declare theirs as a {@link
 * dev.muster.core.store.Schema}.
 */
@NullMarked
package dev.muster.core.store;

import org.jspecify.annotations.NullMarked;
