package dev.muster.core.roomrule;

import dev.muster.core.check.FieldErrors;
import dev.muster.core.check.Texts;
import dev.muster.spi.Text;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The title of a room that alerts open. What is put in is plain text and not looked into again. */
public final class RoomTitle {
  private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([^{}]{1,120}?)\\s*\\}\\}");
  private static final Set<String> NAMES = Set.of("title", "severity", "applications", "regions");
  private static final String LABEL = "label.";
  private static final int MAX_TEMPLATE = 500;
  private static final int MAX_TITLE = 255;

  private RoomTitle() {}

  static void check(String field, String template, FieldErrors errors) {
    if (template.isBlank() || Texts.length(template) > MAX_TEMPLATE) {
      errors.add(field, "length", new Text("Give 1 to 500 characters.", "请填写 1 至 500 个字符。"));
      return;
    }
    errors.checkPrintable(field, template);
    Matcher places = PLACE.matcher(template);
    while (places.find()) {
      String name = places.group(1);
      boolean label =
          name.startsWith(LABEL) && RuleChecks.isLabelName(name.substring(LABEL.length()));
      if (!label && !NAMES.contains(name)) {
        errors.add(
            field,
            "unknown-placeholder",
            new Text("There is no placeholder {{" + name + "}}.", "不支持占位符 {{" + name + "}}。"));
      }
    }
  }

  /**
   * Fills a template in.
   *
   * @param template of the settings
   * @param values by the names of placeholders
   * @param labels of the first alert
   * @return a line of 1 to 255 characters
   */
  public static String of(String template, Map<String, String> values, Map<String, String> labels) {
    String filled =
        PLACE
            .matcher(template)
            .replaceAll(
                place -> {
                  String name = place.group(1);
                  String value =
                      name.startsWith(LABEL)
                          ? labels.getOrDefault(name.substring(LABEL.length()), "")
                          : values.getOrDefault(name, "");
                  return Matcher.quoteReplacement(value);
                });
    String line = line(filled);
    if (!line.isEmpty()) {
      return line;
    }
    String title = line(values.getOrDefault("title", ""));
    return title.isEmpty() ? "Alert" : title;
  }

  /** As a title may be that somebody gives a room: nobody is there who could be told otherwise. */
  private static String line(String text) {
    return Texts.cut(Texts.visible(Texts.oneLine(text)), MAX_TITLE);
  }
}
