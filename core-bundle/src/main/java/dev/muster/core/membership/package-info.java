/**
 * Where people belong: the tree of a company's departments as an app sees it, and which of the
 * units that a source's rule names somebody is in.
 *
 * <p>Owns what was read of address books for a few minutes, and reads each at most once at a time.
 * Decides nothing: what follows from where somebody belongs is the policy's. What cannot be read is
 * a failure, never an empty answer. How fast address books are asked in the background is decided
 * here as well, for reconciliations too.
 */
@NullMarked
package dev.muster.core.membership;

import org.jspecify.annotations.NullMarked;
