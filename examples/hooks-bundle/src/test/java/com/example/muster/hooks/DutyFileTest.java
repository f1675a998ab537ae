package com.example.muster.hooks;

import dev.muster.spi.rota.RotaSource;
import dev.muster.testkit.rota.RotaSourceContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class DutyFileTest extends RotaSourceContract {
  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        file(),
        """
        web 2026-11-23T01:00:00Z 2026-11-30T01:00:00Z wang@corp.example
        database 2026-11-23T01:00:00Z 2026-11-30T01:00:00Z li@corp.example +8613800000000
        database 2026-11-30T01:00:00Z 2026-12-07T01:00:00Z
        """);
  }

  private Path file() {
    return folder.resolve("duty.txt");
  }

  @Override
  protected RotaSource source() {
    return new DutyFile(
        key -> key.equals("duty.file") ? Optional.of(file().toString()) : Optional.empty());
  }

  @Override
  protected String schedule() {
    return "database";
  }

  @Override
  protected Instant staffed() {
    return Instant.parse("2026-11-25T00:00:00Z");
  }
}
