package com.example.muster.hooks;

import dev.muster.spi.HookSettings;
import dev.muster.spi.PersonReference;
import dev.muster.spi.RotaSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Reads who is on duty from a file that a planning system writes: {@code rota;from;until;e-mail}, a
 * line a shift, times as {@code 2026-11-22T08:00:00Z}.
 */
@Component
public final class DutyRoster implements RotaSource {
  private final HookSettings settings;

  @Activate
  public DutyRoster(@Reference HookSettings settings) {
    this.settings = settings;
  }

  @Override
  public Answer onDuty(Question question) {
    List<String[]> shifts = shifts(question.rota());
    if (shifts.isEmpty()) {
      return new Answer.Unknown();
    }
    return new Answer.OnDuty(
        shifts.stream()
            .filter(shift -> !question.at().isBefore(Instant.parse(shift[1])))
            .filter(shift -> question.at().isBefore(Instant.parse(shift[2])))
            .map(shift -> (PersonReference) new PersonReference.ByEmail(shift[3]))
            .toList());
  }

  private List<String[]> shifts(String rota) {
    Optional<String> file = settings.setting("roster.file");
    try {
      return file.isEmpty()
          ? List.of()
          : Files.readAllLines(Path.of(file.get())).stream()
              .map(line -> line.split(";"))
              .filter(shift -> shift.length == 4 && shift[0].equals(rota))
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // unreadable is not empty: Muster asks the next source
    }
  }
}
