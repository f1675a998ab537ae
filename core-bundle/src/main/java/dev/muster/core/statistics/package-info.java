/**
 * Numbers of what happened: sign-ins, refusals, people, calls to platforms.
 *
 * <p>Owns the counts: kept in memory for a moment, stored as one document per tenant and hour,
 * ended by {@code statistics.retention}, and how they are put together for a time zone. What is
 * worth counting the features decide. Not for operations: that is what {@code core.metrics} is for.
 */
@NullMarked
package dev.muster.core.statistics;

import org.jspecify.annotations.NullMarked;
