package com.example.muster.hooks;

import dev.muster.spi.PersonReference;
import dev.muster.spi.RotaSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Reads who is on duty from a file that a planning system writes: {@code rota;from;until;e-mail}, a
 * line a shift, times as {@code 2026-11-22T08:00:00Z}.
 */
@Component
public final class DutyRoster implements RotaSource {
  private final BundleContext context;

  @Activate
  public DutyRoster(BundleContext context) {
    this.context = context;
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
    String file = context.getProperty("roster.file");
    try {
      return file == null
          ? List.of()
          : Files.readAllLines(Path.of(file)).stream()
              .map(line -> line.split(";"))
              .filter(shift -> shift.length == 4 && shift[0].equals(rota))
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // unreadable is not empty: Muster asks the next source
    }
  }
}
