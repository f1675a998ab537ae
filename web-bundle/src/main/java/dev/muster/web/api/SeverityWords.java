package dev.muster.web.api;

import dev.muster.api.warroom.Severity;
import dev.muster.spi.Text;
import dev.muster.web.http.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Severities as they are sent: P1 to P4, or a word of the tenant's settings, in capital or small
 * letters.
 *
 * @param meaning what words mean, in lower case
 */
record SeverityWords(Map<String, Severity> meaning) {
  /** P1 to P4 alone. */
  static final SeverityWords NONE = new SeverityWords(Map.of());

  private static final Text UNKNOWN =
      new Text(
          "It must be one of P1, P2, P3, P4, or a word of the settings of war rooms.",
          "须为 P1、P2、P3、P4，或作战室设置中的词。");

  /** One of them; what is none is a problem of this member. */
  Optional<Severity> one(JsonObject body, String field, String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    Severity meant = meaning.get(word);
    if (meant != null) {
      return Optional.of(meant);
    }
    for (Severity severity : Severity.values()) {
      if (severity.name().toLowerCase(Locale.ROOT).equals(word)) {
        return Optional.of(severity);
      }
    }
    body.problem(field, "unknown-value", UNKNOWN);
    return Optional.empty();
  }

  /** Those of a list, each once. */
  Set<Severity> all(JsonObject body, String name) {
    Set<Severity> found = new LinkedHashSet<>();
    List<String> texts = body.texts(name).orElse(List.of());
    for (int i = 0; i < texts.size(); i++) {
      one(body, name + "." + i, texts.get(i)).ifPresent(found::add);
    }
    return found;
  }
}
