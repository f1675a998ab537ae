package dev.muster.core.roomtemplate;

import dev.muster.api.warroom.WarRoomTemplate.Placeholder;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.check.Texts;
import dev.muster.spi.Text;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with placeholders. Values are put in once and not looked into. */
final class TemplateText {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([^{}]*)\\}\\}");

  /** Each may become a text of the greatest length. */
  private static final int MOST_PLACES = 50;

  private static final int MOST_SHOWN = 100;
  private static final int MOST_NAMED = 5;
  private static final int MOST_CHARACTERS = 20_000;
  private static final int MOST_OF_A_TITLE = 255;

  private TemplateText() {}

  /** Notes placeholders that do not exist. */
  static void check(String field, String text, FieldErrors errors) {
    Matcher places = PLACE.matcher(text);
    int count = 0;
    Set<String> unknown = new LinkedHashSet<>();
    while (places.find()) {
      count++;
      String name = places.group(1).strip();
      if (Placeholder.of(name).isEmpty() && unknown.size() < MOST_NAMED) {
        unknown.add("{{" + Texts.cut(Texts.oneLine(name), MOST_SHOWN) + "}}");
      }
    }
    if (!unknown.isEmpty()) {
      errors.add(
          field,
          "unknown-placeholder",
          new Text(
              "There is no placeholder " + String.join(", ", unknown) + ".",
              "不支持占位符 " + String.join("、", unknown) + "。"));
    } else if (count > MOST_PLACES) {
      errors.add(field, "too-many", new Text("Use at most 50 placeholders.", "最多使用 50 个占位符。"));
    }
  }

  /** A line of plain text; blank where nothing is left. */
  static String line(String text, Map<Placeholder, String> values) {
    String filled =
        PLACE
            .matcher(text)
            .replaceAll(place -> Matcher.quoteReplacement(value(place.group(1), values)));
    return Texts.cut(Texts.oneLine(filled), MOST_OF_A_TITLE);
  }

  /**
   * Markdown in which values are plain text. A line is left out of whose placeholders none has a
   * value.
   */
  static String markdown(String text, Map<Placeholder, String> values) {
    List<String> lines = new ArrayList<>();
    text.lines()
        .filter(line -> !isOfNothing(line, values))
        .map(line -> filled(line, values))
        .forEach(
            line -> {
              boolean after = !lines.isEmpty() && !lines.get(lines.size() - 1).isBlank();
              if (after || !line.isBlank()) {
                lines.add(line);
              }
            });
    return Texts.cut(String.join("\n", lines).strip(), MOST_CHARACTERS);
  }

  private static boolean isOfNothing(String line, Map<Placeholder, String> values) {
    List<String> names = PLACE.matcher(line).results().map(place -> place.group(1)).toList();
    return !names.isEmpty() && names.stream().allMatch(name -> value(name, values).isBlank());
  }

  private static String filled(String line, Map<Placeholder, String> values) {
    return PLACE
        .matcher(line)
        .replaceAll(
            place -> {
              String value = value(place.group(1), values);
              // ours, and no link any more with another sign in it
              boolean isLink = place.group(1).strip().equals(Placeholder.LINK.id());
              return Matcher.quoteReplacement(isLink ? value : PlainText.inMarkdown(value));
            });
  }

  private static String value(String name, Map<Placeholder, String> values) {
    return Placeholder.of(name.strip()).map(it -> values.getOrDefault(it, "")).orElse("").strip();
  }
}
