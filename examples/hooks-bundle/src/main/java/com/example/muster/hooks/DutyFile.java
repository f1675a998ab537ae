package com.example.muster.hooks;

import dev.muster.spi.Text;
import dev.muster.spi.hook.HookSettings;
import dev.muster.spi.rota.DutyPerson;
import dev.muster.spi.rota.DutyPlan;
import dev.muster.spi.rota.DutyRequest;
import dev.muster.spi.rota.DutyShift;
import dev.muster.spi.rota.RotaSource;
import dev.muster.spi.rota.RotaSourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Says who is on duty as a file has it that something else writes: a line for each shift, {@code
 * database 2026-11-23T01:00:00Z 2026-11-30T01:00:00Z li@corp.example +8613800000000}.
 */
@Component
public final class DutyFile implements RotaSource {
  private final HookSettings settings;

  @Activate
  public DutyFile(@Reference HookSettings settings) {
    this.settings = settings;
  }

  @Override
  public String id() {
    return "duty-file";
  }

  @Override
  public DutyPlan read(DutyRequest request) throws IOException {
    // a client of HTTP takes deadline().left() for the timeout of its call
    if (request.deadline().passed()) {
      throw new IOException("Nobody waits for the answer any more");
    }
    String file =
        settings
            .setting("duty.file")
            .orElseThrow(
                () ->
                    RotaSourceException.unavailable(
                        new Text("Set duty.file to the file.", "请用 duty.file 设置文件。")));
    List<String[]> shifts =
        Files.readAllLines(Path.of(file)).stream()
            .map(line -> line.strip().split(" +"))
            .filter(words -> words.length > 2 && words[0].equals(request.schedule()))
            .toList();
    if (shifts.isEmpty()) {
      // not a time at which nobody is on duty: whoever was known goes on being called
      throw RotaSourceException.unknownSchedule();
    }
    return DutyPlan.of(shifts.stream().map(DutyFile::shift).toList());
  }

  private static DutyShift shift(String[] words) {
    return DutyShift.of(
        Instant.parse(words[1]),
        Instant.parse(words[2]),
        Arrays.stream(words).skip(3).map(DutyFile::person).toList());
  }

  private static DutyPerson person(String word) {
    return word.startsWith("+") ? DutyPerson.mobile(word) : DutyPerson.email(word);
  }
}
