package dev.muster.spi;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows who is on duty, from a system of the company's own. A hook: the services of this type are
 * asked in the order of their ranking, until one knows the rota.
 *
 * @apiNote A source that fails is logged and counted in {@code muster_hook_calls_total}. It is
 *     never taken for a rota on which nobody is on duty.
 */
@ConsumerType
public interface RotaSource {
  /** The most people of one answer. */
  int MAX_PEOPLE = 1000;

  /**
   * Says who is on duty.
   *
   * @implSpec Called by many threads at once. May block for up to 3 s; then the thread is
   *     interrupted and the next source is asked.
   * @param question which rota, and when
   * @return the people, or that this source does not know the rota
   */
  Answer onDuty(Question question);

  /**
   * What is asked.
   *
   * @param tenant the tenant's id
   * @param rota the rota's name, as rules write it
   * @param at the instant
   */
  record Question(String tenant, String rota, Instant at) {}

  /** What a source says. */
  sealed interface Answer {
    /**
     * These are on duty.
     *
     * @param people in the order in which they are to be called, at most {@link #MAX_PEOPLE}; empty
     *     where nobody is
     */
    record OnDuty(List<PersonReference> people) implements Answer {
      /** Copies. */
      public OnDuty {
        people = List.copyOf(people);
      }
    }

    /** There is no such rota here: the next source is asked. */
    record Unknown() implements Answer {}
  }
}
