/**
 * The core, assembled once for tests: its services on a store in memory, with a clock that a test
 * moves and a store that a test steers.
 */
@NullMarked
package dev.muster.core.testing;

import org.jspecify.annotations.NullMarked;
