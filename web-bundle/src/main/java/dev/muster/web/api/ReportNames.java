package dev.muster.web.api;

import dev.muster.spi.Text;
import java.util.Map;

/**
 * What people call what a report is about.
 *
 * @param platforms platforms, by id
 * @param tokens API tokens, by the actor that each of them is
 */
record ReportNames(Map<String, Text> platforms, Map<String, String> tokens) {
  ReportNames {
    platforms = Map.copyOf(platforms);
    tokens = Map.copyOf(tokens);
  }

  /** A platform; one that is gone by its id. */
  Text platform(String id) {
    return platforms.getOrDefault(id, Text.english(id));
  }

  /** Who did something; a token that was revoked, and anybody else, as the timeline has it. */
  Text actor(String actor) {
    String token = tokens.get(actor);
    return token == null ? Text.english(actor) : new Text("API token " + token, "API 令牌 " + token);
  }
}
