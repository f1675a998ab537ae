package dev.muster.web.api;

import dev.muster.api.ApiTokens;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What API tokens are called that did something, for one answer. Of one thread. */
final class ActorNames implements Function<String, Optional<String>> {
  /** Each of them is looked up. */
  private static final int MOST = 20;

  private static final String TOKEN = "token:";

  private final ApiTokens tokens;
  private final Map<String, Optional<String>> known = new HashMap<>();

  ActorNames(ApiTokens tokens) {
    this.tokens = tokens;
  }

  /** A token's name; empty for one that was revoked, for anybody else, and beyond the bound. */
  @Override
  public Optional<String> apply(String actor) {
    if (!actor.startsWith(TOKEN) || (known.size() >= MOST && !known.containsKey(actor))) {
      return Optional.empty();
    }
    return known.computeIfAbsent(
        actor,
        it ->
            tokens
                .find(it.substring(TOKEN.length()))
                .map(token -> token.value().settings().displayName()));
  }
}
