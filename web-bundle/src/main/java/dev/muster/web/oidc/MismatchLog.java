package dev.muster.web.oidc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Says of a client that it authenticates in another way than it is registered for, at most once a
 * minute: anybody can send such requests in its name.
 */
final class MismatchLog {
  private static final Duration QUIET = Duration.ofMinutes(1);

  /** The most clients that are remembered; of others nothing is said until one is forgotten. */
  static final int MOST_CLIENTS = 1000;

  private final InstantSource clock;
  private final Consumer<String> lines;
  private final Map<String, Instant> said = new HashMap<>();

  MismatchLog(InstantSource clock, Consumer<String> lines) {
    this.clock = clock;
    this.lines = lines;
  }

  synchronized void mismatch(String tenant, String client, String what) {
    Instant now = clock.instant();
    String whose = "client " + client + " of tenant " + tenant;
    if (!said.containsKey(whose) && said.size() >= MOST_CLIENTS) {
      said.values().removeIf(at -> !now.isBefore(at.plus(QUIET)));
    }
    Instant before = said.get(whose);
    boolean quiet = before == null ? said.size() >= MOST_CLIENTS : now.isBefore(before.plus(QUIET));
    if (!quiet) {
      said.put(whose, now);
      lines.accept(what + " (" + whose + ")");
    }
  }
}
