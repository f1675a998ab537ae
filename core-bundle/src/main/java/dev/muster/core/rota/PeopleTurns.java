package dev.muster.core.rota;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Bounds how sources are asked because people look at rotas: a source by one of a tenant at a time,
 * with a pause behind, and by few of all tenants. Nobody waits for a turn. It is this node's:
 * several nodes ask as many times more. For any thread.
 */
final class PeopleTurns {
  private final InstantSource clock;
  private final Set<Turn> taken = new HashSet<>();

  /** When those ended whose pause is not over: a tenant has one of a source that is there. */
  private final Map<Turn, Instant> ended = new HashMap<>();

  PeopleTurns(InstantSource clock) {
    this.clock = clock;
  }

  private record Turn(String tenant, String source) {}

  /**
   * Asks a source.
   *
   * @param source the id of one that is there
   * @return what came of it; empty, and nothing was done, if there is no turn
   */
  <R> Optional<R> take(String tenant, String source, Supplier<R> work) {
    Turn turn = new Turn(tenant, source);
    if (!begin(turn)) {
      return Optional.empty();
    }
    try {
      return Optional.of(work.get());
    } finally {
      end(turn);
    }
  }

  private synchronized boolean begin(Turn turn) {
    Instant now = clock.instant();
    // one that is to come ended before the clock was put back
    ended.values().removeIf(at -> at.isAfter(now) || !at.isAfter(now.minus(SourceBounds.PAUSE)));
    long others = taken.stream().filter(it -> it.source().equals(turn.source())).count();
    return !ended.containsKey(turn) && others < SourceBounds.OF_PEOPLE && taken.add(turn);
  }

  private synchronized void end(Turn turn) {
    taken.remove(turn);
    ended.put(turn, clock.instant());
  }
}
