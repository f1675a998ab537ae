package dev.muster.core.rota;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Bounds how sources are asked because people look at rotas: a source by one of a tenant at a time,
 * with a pause behind, and by few of all tenants. A turn is over when the source has left the
 * question, though nobody may wait for it any more: one that hangs is asked nothing else by people.
 * Nobody waits for a turn. It is this node's: several nodes ask as many times more. For any thread.
 */
final class PeopleTurns {
  private final InstantSource clock;
  private final Set<Turn> taken = new HashSet<>();

  /** When those ended whose pause is not over: a tenant has one of a source that is there. */
  private final Map<Turn, Instant> ended = new HashMap<>();

  PeopleTurns(InstantSource clock) {
    this.clock = clock;
  }

  private record Turn(String tenant, long source) {}

  /**
   * Asks a source.
   *
   * @param source the registration of one that is there
   * @param work asks it; gets what is to be run once the source has left the question, on any
   *     thread
   * @return what came of it; empty, and nothing was done, if there is no turn
   */
  <R> Optional<R> take(String tenant, long source, Function<Runnable, R> work) {
    Turn turn = new Turn(tenant, source);
    if (!begin(turn)) {
      return Optional.empty();
    }
    return Optional.of(work.apply(() -> end(turn)));
  }

  private synchronized boolean begin(Turn turn) {
    Instant now = clock.instant();
    // one that is to come ended before the clock was put back
    ended.values().removeIf(at -> at.isAfter(now) || !at.isAfter(now.minus(SourceBounds.PAUSE)));
    long others = taken.stream().filter(it -> it.source() == turn.source()).count();
    return !ended.containsKey(turn) && others < SourceBounds.OF_PEOPLE && taken.add(turn);
  }

  private synchronized void end(Turn turn) {
    taken.remove(turn);
    ended.put(turn, clock.instant());
  }
}
