package com.example.muster.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.spi.PersonReference;
import dev.muster.spi.RotaSource.Answer;
import dev.muster.spi.RotaSource.Question;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hook is a plain class: no framework is needed to ask it. */
final class DutyRosterTest {
  @TempDir Path folder;

  private static DutyRoster roster(Map<String, String> settings) {
    return new DutyRoster(key -> Optional.ofNullable(settings.get(key)));
  }

  private static Question question(String rota) {
    return new Question("default", rota, Instant.parse("2026-11-22T12:00:00Z"));
  }

  @Test
  void saysWhoIsOnDuty() throws IOException {
    Path file = folder.resolve("roster.csv");
    Files.writeString(file, "database;2026-11-22T08:00:00Z;2026-11-22T20:00:00Z;li@corp.example\n");
    DutyRoster roster = roster(Map.of("roster.file", file.toString()));

    assertThat(roster.onDuty(question("database")))
        .isEqualTo(new Answer.OnDuty(List.of(new PersonReference.ByEmail("li@corp.example"))));
    assertThat(roster.onDuty(question("network"))).isEqualTo(new Answer.Unknown());
  }

  @Test
  void knowsNoRotaWithoutAFileAndFailsWhereItCannotBeRead() {
    assertThat(roster(Map.of()).onDuty(question("database"))).isEqualTo(new Answer.Unknown());
    DutyRoster broken = roster(Map.of("roster.file", folder.resolve("none").toString()));
    assertThatThrownBy(() -> broken.onDuty(question("database")))
        .isInstanceOf(UncheckedIOException.class);
  }
}
