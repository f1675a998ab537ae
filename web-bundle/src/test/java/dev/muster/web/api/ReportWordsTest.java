package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.TimelineEntry;
import dev.muster.api.warroom.WarRoom.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words of reports, and of the console for the same. */
class ReportWordsTest {
  @Test
  void haveEveryKindOfEntry() {
    assertThat(TimelineEntry.KINDS)
        .allSatisfy(
            kind -> {
              assertThat(ReportWords.ofKind(kind).en()).isNotEqualTo(kind);
              assertThat(ReportWords.ofKind(kind).zhCn()).containsPattern("\\p{IsHan}");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN"})
  void areAllThereInTheConsole(String language) throws IOException {
    String events = dictionary(language, "  events: \\{(.*?)\\n  \\}");
    assertThat(TimelineEntry.KINDS)
        .allSatisfy(kind -> assertThat(events).containsPattern("\n    '?" + kind + "'?: '"));
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void areTheConsolesOfStatuses(Status status) throws IOException {
    String word = WarRoomView.word(status) + ": '";
    assertThat(dictionary("en", "  statuses: \\{(.*?)\\}"))
        .contains(word + ReportWords.of(status).en() + "'");
    assertThat(dictionary("zh-CN", "  statuses: \\{(.*?)\\}"))
        .contains(word + ReportWords.of(status).zhCn() + "'");
  }

  private static String dictionary(String language, String part) throws IOException {
    String all = Files.readString(Path.of("console/src/i18n", language, "war-rooms.ts"));
    Matcher found = Pattern.compile(part, Pattern.DOTALL).matcher(all);
    assertThat(found.find()).as(part).isTrue();
    return found.group(1);
  }
}
