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
 * Says of a client that requests in its name are not as it is registered: anybody can send them, so
 * at most once a minute, and of those that a page was shown for, whose reference is looked for
 * here, at most so often. Who runs it finds here what a page for people does not tell.
 */
final class MismatchLog {
  private static final Duration QUIET = Duration.ofMinutes(1);

  /** The most clients that are remembered; of others nothing is said until one is forgotten. */
  static final int MOST_CLIENTS = 1000;

  /** The most pages for one client in a minute of which something is said. */
  static final int MOST_PAGES = 20;

  private static final int MOST_SHOWN = 300;

  private final InstantSource clock;
  private final Consumer<String> lines;
  private final Map<String, Said> said = new HashMap<>();

  MismatchLog(InstantSource clock, Consumer<String> lines) {
    this.clock = clock;
    this.lines = lines;
  }

  private record Said(Instant since, int lines) {}

  /** Says what was sent to authorize that names no client, or no address of the client. */
  void untrusted(String tenant, Parameters sent, Reason reason) {
    String client = sent.one("client_id").orElse("");
    switch (reason) {
      case CLIENT ->
          page(tenant, "(unknown)", "authorize: there is no client '" + shown(client) + "'");
      case NO_REDIRECT_URI -> page(tenant, client, "authorize: the redirect_uri is missing");
      case REDIRECT_URI ->
          page(
              tenant,
              client,
              "authorize: the redirect_uri '"
                  + shown(sent.one("redirect_uri").orElse(""))
                  + "' is not one of its redirectUris");
      case DUPLICATE ->
          page(tenant, "(unknown)", "authorize: client_id or redirect_uri is there more than once");
      case TOO_LONG ->
          page(
              tenant,
              "(unknown)",
              "authorize: the request of '"
                  + shown(client)
                  + "' has more than "
                  + AuthorizeRequests.MAX_REQUEST
                  + " characters");
      case REQUEST_URI ->
          page(
              tenant,
              "(unknown)",
              "authorize: the request_uri of '"
                  + shown(client)
                  + "' has expired, was answered or is another client's");
    }
  }

  /** What a client made up, not too long. */
  static String shown(String text) {
    return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text;
  }

  void mismatch(String tenant, String client, String what) {
    say("client " + client + " of tenant " + tenant, "", what, 1);
  }

  private void page(String tenant, String client, String what) {
    say("client " + client + " of tenant " + tenant, "page", what, MOST_PAGES);
  }

  private synchronized void say(String whose, String kind, String what, int most) {
    Instant now = clock.instant();
    String key = kind + " " + whose;
    if (!said.containsKey(key) && said.size() >= MOST_CLIENTS) {
      said.values().removeIf(one -> isOver(one, now));
    }
    Said before = said.get(key);
    if (before == null && said.size() >= MOST_CLIENTS) {
      return;
    }
    Said next =
        before == null || isOver(before, now)
            ? new Said(now, 1)
            : new Said(before.since(), before.lines() + 1);
    if (next.lines() <= most) {
      said.put(key, next);
      boolean last = most > 1 && next.lines() == most;
      lines.accept(what + " (" + whose + ")" + (last ? "; no more of this minute" : ""));
    }
  }

  private static boolean isOver(Said one, Instant now) {
    return !now.isBefore(one.since().plus(QUIET));
  }
}
