package dev.muster.web.api;

import dev.muster.api.Caller;
import dev.muster.spi.Text;
import java.util.Map;
import java.util.Optional;

/**
 * What people call what a report is about.
 *
 * @param platforms platforms, by id
 * @param tokens API tokens, by the actor that each of them is
 * @param origin what opened the room, where alerts did
 */
record ReportNames(
    Map<String, Text> platforms, Map<String, String> tokens, Optional<ReportOrigins.Named> origin) {
  private static final String SYSTEM = Caller.SYSTEM.actor();

  ReportNames {
    platforms = Map.copyOf(platforms);
    tokens = Map.copyOf(tokens);
  }

  /** A platform; one that is gone by its id. */
  Text platform(String id) {
    return platforms.getOrDefault(id, Text.english(id));
  }

  /** What an API token is called; empty for one that was revoked, and for anybody else. */
  Optional<String> token(String actor) {
    return Optional.ofNullable(tokens.get(actor));
  }

  /** Who did something, as the console calls them; a token that was revoked by its id. */
  Text actor(String actor) {
    return token(actor)
        .map(it -> new Text("API token " + it, "API 令牌 " + it))
        .orElseGet(
            () ->
                actor.equals(SYSTEM)
                    ? new Text("Muster", "系统")
                    : Text.english(actor.substring(actor.indexOf(':') + 1)));
  }
}
