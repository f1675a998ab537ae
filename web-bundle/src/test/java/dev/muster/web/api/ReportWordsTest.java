package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.NoticeKind;
import dev.muster.api.warroom.TimelineEntry;
import dev.muster.api.warroom.WarRoom.ChatState;
import dev.muster.api.warroom.WarRoom.Done;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.api.warroom.WarRoom.Policy;
import dev.muster.api.warroom.WarRoom.Role;
import dev.muster.api.warroom.WarRoom.Status;
import dev.muster.spi.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
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

  @ParameterizedTest
  @MethodSource("words")
  void areTheConsoles(String part, String value, Text word) throws IOException {
    assertThat(inConsole("en", part, value)).isEqualToIgnoringCase(word.en());
    assertThat(inConsole("zh-CN", part, value)).isEqualTo(word.zhCn());
  }

  private static Stream<Arguments> words() {
    return Stream.of(
            TimelineEntry.KINDS.stream().map(it -> word("events", it, ReportWords.ofKind(it))),
            TimelineEntry.PROBLEMS.stream()
                .map(it -> word("faults", it, ReportWords.ofProblem(it))),
            Stream.of(ChatState.values())
                .map(it -> word("chatStates", WarRoomView.word(it), ReportWords.of(it))),
            Stream.of(Outcome.values())
                .map(it -> word("outcomes", WarRoomView.word(it), ReportWords.of(it))),
            Stream.of(Role.values())
                .map(it -> word("roles", WarRoomView.word(it), ReportWords.of(it))),
            Stream.of(Policy.values())
                .map(it -> word("policies", WarRoomView.word(it), ReportWords.of(it))),
            Stream.of(Done.values())
                .map(it -> word("done", WarRoomView.word(it), ReportWords.of(it))),
            Stream.of(NoticeKind.values())
                .map(it -> word("kinds", WarRoomView.word(it), ReportDetail.notice(it))))
        .flatMap(it -> it);
  }

  private static Arguments word(String part, String value, Text word) {
    return Arguments.of(part, value, word);
  }

  private static String inConsole(String language, String part, String value) throws IOException {
    String all = dictionary(language, "\n  " + part + ": \\{(.*?)\\}( as |,)");
    Matcher found = Pattern.compile("[ '{]" + value + "'?: '([^']*)'").matcher(all);
    assertThat(found.find()).as(value).isTrue();
    return found.group(1);
  }

  private static String dictionary(String language, String part) throws IOException {
    String all = Files.readString(Path.of("console/src/i18n", language, "war-rooms.ts"));
    Matcher found = Pattern.compile(part, Pattern.DOTALL).matcher(all);
    assertThat(found.find()).as(part).isTrue();
    return found.group(1);
  }
}
