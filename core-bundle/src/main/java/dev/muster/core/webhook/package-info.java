/**
 * Webhook events: what platforms send on their own, received, remembered, worked on.
 *
 * <p>Owns the queue between the answer to a platform and what follows from it: an event is stored
 * before the platform is answered, waits there until its effect is committed with it, and is
 * remembered for longer than a request of a platform may be old, so that nothing is lost by a crash
 * and nothing is done twice. Does not verify (providers do) and does not decide what becomes of a
 * user ({@link dev.muster.core.user.Deprovisioning} does).
 */
@NullMarked
package dev.muster.core.webhook;

import org.jspecify.annotations.NullMarked;
