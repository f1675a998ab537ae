package dev.muster.spi.rota;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows who is on duty by the schedules of another system. Registered as a service; a rota that
 * names it and one of its schedules is read from it for as long as it is there. Of several with the
 * same id the one with the highest service ranking is asked.
 *
 * @apiNote What it answered last is kept while it fails, hangs or has gone: that is never taken for
 *     a time at which nobody is on duty. Nobody waits for it who opens a war room.
 * @implSpec For any thread, eight at a time. Each rota is read every few minutes, and when a war
 *     room is opened with it. A call may block until {@link DutyRequest#deadline}, for up to 5 s;
 *     after that its thread is interrupted and the call has failed. What it throws is logged
 *     without its message, or shown to administrators and logged where it is a {@link
 *     RotaSourceException}: no secrets in that. The schedule is what an administrator or responder
 *     of the tenant typed, and means nothing yet: a source that serves several tenants answers
 *     {@link RotaSourceException#unknownSchedule()} where the schedule is not that tenant's, as if
 *     there were none. Of an answer are kept {@link #MAX_SHIFTS} shifts of {@link #MAX_PEOPLE}
 *     people and, of what comes of them, 1,000 stretches with the same people on duty; a rota keeps
 *     2,000 people in all of them. People beyond those of a shift are left out, and of those on
 *     duty now beyond 2,000; where the rest is more, who is on duty is not known from there on.
 */
@ConsumerType
public interface RotaSource {
  /** The most shifts of an answer that are kept, the earliest first. */
  int MAX_SHIFTS = 1000;

  /** The most people of a shift that are kept, in its order. */
  int MAX_PEOPLE = 100;

  /**
   * What rotas call it. Does not block.
   *
   * @return {@code [a-z][a-z0-9-]{0,30}}, never changed
   */
  String id();

  /**
   * Says who is on duty from one moment to another. Asking twice changes nothing.
   *
   * @param request which schedule, and the time
   * @return who is on duty in it; where a time has no shift, nobody is
   * @throws RotaSourceException if there is no answer, for a reason that administrators see
   * @throws IOException if the other system cannot be reached; any other exception counts the same
   */
  DutyPlan read(DutyRequest request) throws IOException;
}
