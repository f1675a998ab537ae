package dev.muster.web.oidc;

import dev.muster.web.http.Parameters;
import dev.muster.web.oidc.AuthorizeRequests.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Says of a client that requests in its name are not as it is registered, at most once a minute:
 * anybody can send them. Who runs it finds here what a page for people does not tell.
 */
final class MismatchLog {
  private static final Duration QUIET = Duration.ofMinutes(1);

  /** The most clients that are remembered; of others nothing is said until one is forgotten. */
  static final int MOST_CLIENTS = 1000;

  private static final int MOST_SHOWN = 300;

  private final InstantSource clock;
  private final Consumer<String> lines;
  private final Map<String, Instant> said = new HashMap<>();

  MismatchLog(InstantSource clock, Consumer<String> lines) {
    this.clock = clock;
    this.lines = lines;
  }

  /** Says what was sent to authorize that names no client, or no address of the client. */
  void untrusted(String tenant, Parameters sent, Reason reason) {
    String client = sent.one("client_id").orElse("");
    switch (reason) {
      case CLIENT ->
          mismatch(tenant, "(unknown)", "authorize: there is no client '" + shown(client) + "'");
      case REDIRECT_URI ->
          mismatch(
              tenant,
              client,
              "authorize: the redirect_uri '"
                  + shown(sent.one("redirect_uri").orElse(""))
                  + "' is not one of its redirectUris");
      case DUPLICATE, REQUEST_URI -> {
        // the sentence on the page says it all
      }
    }
  }

  private static String shown(String text) {
    return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text;
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
