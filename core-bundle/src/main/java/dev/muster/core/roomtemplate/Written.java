package dev.muster.core.roomtemplate;

import dev.muster.api.warroom.NoticeKind;
import dev.muster.api.warroom.Severity;
import dev.muster.api.warroom.WarRoomTemplate.Placeholder;
import dev.muster.api.warroom.WarRoomTemplate.Settings;
import dev.muster.api.warroom.WarRoomTemplates;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The texts of a template, with the built-in ones of its language where it has none. */
final class Written implements Templates.Texts {
  private static final String ONLY_TITLE = "{{title}}";
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private final BuiltIn language;
  private final WarRoomTemplates.Texts texts;

  Written(Settings settings) {
    this.language = BuiltIn.in(settings.language());
    WarRoomTemplates.Texts usual = language.texts();
    Map<NoticeKind, String> notices = new HashMap<>(usual.notices());
    notices.putAll(settings.notices());
    this.texts =
        new WarRoomTemplates.Texts(
            settings.title().orElse(usual.title()),
            settings.briefing().orElse(usual.briefing()),
            notices);
  }

  WarRoomTemplates.Texts texts() {
    return texts;
  }

  @Override
  public String title(Templates.Values values) {
    return title(language.of(values));
  }

  @Override
  public String briefing(Templates.Values values) {
    return markdown(texts.briefing(), language.of(values));
  }

  @Override
  public String notice(NoticeKind kind, Templates.Values values) {
    return notice(kind, language.of(values));
  }

  @Override
  public String closed(String title) {
    return language.closed() + title;
  }

  @Override
  public String openAgain() {
    return language.openAgain();
  }

  @Override
  public String closesAt(Instant time) {
    return String.format(
        Locale.ROOT, language.closesAt(), MINUTE.format(time.atOffset(ZoneOffset.UTC)));
  }

  @Override
  public String staysOpen() {
    return language.staysOpen();
  }

  @Override
  public String resolved() {
    return language.alerts().resolved();
  }

  @Override
  public String fireAgain() {
    return language.alerts().fireAgain();
  }

  @Override
  public String moreSevere(Severity severity) {
    return String.format(Locale.ROOT, language.alerts().moreSevere(), severity.name());
  }

  /** What all of it comes to. */
  WarRoomTemplates.Texts shown(Map<Placeholder, String> values) {
    Map<NoticeKind, String> notices = new HashMap<>();
    texts.notices().keySet().forEach(kind -> notices.put(kind, notice(kind, values)));
    return new WarRoomTemplates.Texts(title(values), markdown(texts.briefing(), values), notices);
  }

  private String notice(NoticeKind kind, Map<Placeholder, String> values) {
    return markdown(texts.notices().getOrDefault(kind, ""), values);
  }

  /** A title of placeholders that have no values is the problem's. */
  private String title(Map<Placeholder, String> values) {
    String line = TemplateText.line(texts.title(), values);
    return line.isBlank() ? TemplateText.line(ONLY_TITLE, values) : line;
  }

  private static String markdown(String text, Map<Placeholder, String> values) {
    String filled = TemplateText.markdown(text, values);
    return filled.isBlank() ? TemplateText.markdown(ONLY_TITLE, values) : filled;
  }
}
