package dev.muster.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.muster.api.warroom.NoticeKind;
import dev.muster.api.warroom.WarRoomTemplate;
import dev.muster.api.warroom.WarRoomTemplate.Language;
import dev.muster.api.warroom.WarRoomTemplate.Placeholder;
import dev.muster.api.warroom.WarRoomTemplate.Settings;
import dev.muster.api.warroom.WarRoomTemplates.Preview;
import dev.muster.api.warroom.WarRoomTemplates.Texts;
import dev.muster.web.http.JsonObject;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A template of war rooms as it is shown. */
record TemplateView(String id, @JsonUnwrapped SettingsView settings, Optional<Instant> createdAt) {
  static TemplateView of(WarRoomTemplate template) {
    return new TemplateView(
        template.id(), SettingsView.of(template.settings()), template.createdAt());
  }

  /** What a kind of notice is called. */
  static String id(NoticeKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, String> notices(Map<NoticeKind, String> notices) {
    Map<String, String> shown = new TreeMap<>();
    notices.forEach((kind, text) -> shown.put(id(kind), text));
    return shown;
  }

  /** What can be set of a template, as it is sent and shown. */
  record SettingsView(
      String displayName,
      String language,
      Optional<String> title,
      Optional<String> briefing,
      Map<String, String> notices) {
    static SettingsView of(Settings settings) {
      return new SettingsView(
          settings.displayName(),
          settings.language().tag(),
          settings.title(),
          settings.briefing(),
          TemplateView.notices(settings.notices()));
    }

    static Settings read(JsonObject body) {
      return new Settings(
          body.requiredText("displayName"),
          Inputs.word(body, "language", Language.values(), Language::tag).orElse(Language.ENGLISH),
          body.text("title"),
          body.text("briefing"),
          notices(body));
    }

    private static Map<NoticeKind, String> notices(JsonObject body) {
      Map<NoticeKind, String> notices = new EnumMap<>(NoticeKind.class);
      body.object("notices")
          .ifPresent(
              object -> {
                for (NoticeKind kind : NoticeKind.values()) {
                  object.text(id(kind)).ifPresent(text -> notices.put(kind, text));
                }
              });
      return notices;
    }
  }

  /** What stands for placeholders in a preview. */
  static Map<Placeholder, String> values(JsonObject body) {
    Map<Placeholder, String> values = new EnumMap<>(Placeholder.class);
    body.object("values")
        .ifPresent(
            object -> {
              for (Placeholder each : Placeholder.values()) {
                object.text(each.id()).ifPresent(text -> values.put(each, text));
              }
            });
    return values;
  }

  /** What a template comes to, and what of it is the built-in one's. */
  record PreviewView(@JsonUnwrapped TextsView shown, TextsView template) {
    static PreviewView of(Preview preview) {
      return new PreviewView(TextsView.of(preview.shown()), TextsView.of(preview.written()));
    }
  }

  record TextsView(String title, String briefing, Map<String, String> notices) {
    static TextsView of(Texts texts) {
      return new TextsView(texts.title(), texts.briefing(), TemplateView.notices(texts.notices()));
    }
  }
}
