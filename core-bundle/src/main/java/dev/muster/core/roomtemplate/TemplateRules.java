package dev.muster.core.roomtemplate;

import dev.muster.api.ProblemException;
import dev.muster.api.warroom.WarRoomTemplate.Placeholder;
import dev.muster.api.warroom.WarRoomTemplate.Settings;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.check.Texts;
import dev.muster.spi.Text;
import java.util.Locale;
import java.util.Map;

/** What a template may be. */
final class TemplateRules {
  /** Of a tenant. */
  private static final int MAX_TEMPLATES = 200;

  private static final int MAX_TITLE = 255;
  private static final int MAX_TEXT = 10_000;

  private TemplateRules() {}

  /** Checks whether there may be another one. */
  static void checkCount(long present) {
    if (present >= MAX_TEMPLATES) {
      throw ProblemException.invalid(
          "", "too-many", new Text("A tenant has at most 200 templates.", "每个租户最多 200 个模板。"));
    }
  }

  /** Checks settings. */
  static void check(Settings settings, FieldErrors errors) {
    errors.checkName("displayName", settings.displayName());
    settings
        .title()
        .ifPresent(
            title -> {
              text("title", title, MAX_TITLE, errors);
              errors.checkPrintable("title", title);
            });
    settings.briefing().ifPresent(briefing -> text("briefing", briefing, MAX_TEXT, errors));
    settings
        .notices()
        .forEach(
            (kind, text) ->
                text("notices." + kind.name().toLowerCase(Locale.ROOT), text, MAX_TEXT, errors));
  }

  /** Checks what is to stand for placeholders. */
  static void check(Map<Placeholder, String> values, FieldErrors errors) {
    values.forEach(
        (placeholder, value) -> {
          if (Texts.length(value) > MAX_TEXT) {
            errors.add(
                "values." + placeholder.id(),
                "length",
                new Text("Give at most 10000 characters.", "最多填写 10000 个字符。"));
          }
        });
  }

  private static void text(String field, String text, int most, FieldErrors errors) {
    if (text.isBlank() || Texts.length(text) > most) {
      errors.add(
          field,
          "length",
          new Text("Give 1 to " + most + " characters.", "请填写 1 至 " + most + " 个字符。"));
    } else {
      if (!text.lines().map(line -> line.replace('\t', ' ')).allMatch(Texts::isPrintable)) {
        errors.add(field, "not-printable", FieldErrors.NOT_PRINTABLE);
      }
      TemplateText.check(field, text, errors);
    }
  }
}
