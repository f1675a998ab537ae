/**
 * Alerts: taken in, kept, and turned into one war room for each problem.
 *
 * <p>Owns intakes with their keys, what is stored before a sender is answered, problems with what
 * was decided about them, and the budget of new rooms. It does not read formats ({@link
 * dev.muster.core.alert.format}), does not know rules ({@link dev.muster.core.roomrule}), and
 * leaves rooms to {@link dev.muster.core.alert.Rooms}.
 */
@NullMarked
package dev.muster.core.alert;

import org.jspecify.annotations.NullMarked;
