/**
 * Quota meters: how much is used of what platforms give only so much of.
 *
 * <p>Owns the counts, kept in memory for a moment and stored as one document per quota and period,
 * and what is told when most is used. Which calls count the platforms' descriptors say; no call is
 * refused here.
 */
@NullMarked
package dev.muster.core.quota;

import org.jspecify.annotations.NullMarked;
