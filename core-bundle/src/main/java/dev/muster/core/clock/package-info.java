/**
 * The clock that everything goes by, as a service: a test assembles the same parts with a clock of
 * its own.
 *
 * <p>It owns what time it is. How long a call may take is measured, not looked up here: see {@link
 * dev.muster.spi.Deadline}.
 */
@NullMarked
package dev.muster.core.clock;

import org.jspecify.annotations.NullMarked;
