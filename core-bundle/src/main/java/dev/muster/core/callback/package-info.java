/**
 * What platforms push: taken in, remembered, worked on.
 *
 * <p>Owns the queue between the answer to a platform and what follows from it: an event is stored
 * before the platform is answered, lies there until its effect is committed with it, and is
 * remembered for longer than a push may be old, so that nothing is lost by a crash and nothing is
 * done twice. Does not verify (providers do) and does not decide what becomes of a user ({@link
 * dev.muster.core.user.Departures} does).
 */
@NullMarked
package dev.muster.core.callback;

import org.jspecify.annotations.NullMarked;
