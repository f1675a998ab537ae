package dev.muster.core.roomtemplate;

import dev.muster.api.Versioned;
import dev.muster.api.warroom.NoticeKind;
import dev.muster.api.warroom.WarRoomTemplate;
import dev.muster.api.warroom.WarRoomTemplate.Language;
import dev.muster.api.warroom.WarRoomTemplate.Settings;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Stored;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A template as it is stored; its id is the document's. */
record TemplateRecord(
    String displayName,
    Language language,
    Optional<String> title,
    Optional<String> briefing,
    Map<NoticeKind, String> notices,
    Instant createdAt) {
  static final String COLLECTION = "war-room-template";
  static final Schema<TemplateRecord> SCHEMA = Schema.of(COLLECTION, TemplateRecord.class);

  static TemplateRecord of(Settings settings, Instant createdAt) {
    return new TemplateRecord(
        settings.displayName(),
        settings.language(),
        settings.title(),
        settings.briefing(),
        settings.notices(),
        createdAt);
  }

  Settings settings() {
    return new Settings(displayName, language, title, briefing, notices);
  }

  static Versioned<WarRoomTemplate> template(Stored<TemplateRecord> stored) {
    TemplateRecord record = stored.value();
    return new Versioned<>(
        new WarRoomTemplate(stored.key().id(), record.settings(), Optional.of(record.createdAt)),
        stored.version());
  }
}
