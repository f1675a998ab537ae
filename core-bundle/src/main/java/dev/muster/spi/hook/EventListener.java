package dev.muster.spi.hook;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Receives what has happened: somebody signed in, a user was disabled, a binding changed. A hook:
 * every service of this type that is registered receives every event.
 *
 * <p>Events are delivered after they were stored, by the node on which they happened, in their
 * order, one at a time. They are delivered at most once: a listener that is slower than what
 * happens, that fails, or whose node dies, misses some. Whoever needs all of them reads the audit
 * log, in which every event stands under its {@link RecordedEvent#id id}.
 *
 * @apiNote Nobody waits for a listener: it neither delays nor fails what it receives. Up to 1000
 *     events wait for it; those beyond are dropped, counted in {@code muster_hook_calls_total} with
 *     the outcome {@code busy}, and logged.
 */
@ConsumerType
public interface EventListener {
  /**
   * Takes an event.
   *
   * @implSpec May block for up to 5 s; then the thread is interrupted and the next event comes.
   *     Kinds of events are added in minor versions: leave alone what you do not know. Whatever is
   *     thrown is logged, and the next event comes.
   * @param event what happened
   */
  void on(RecordedEvent event);
}
