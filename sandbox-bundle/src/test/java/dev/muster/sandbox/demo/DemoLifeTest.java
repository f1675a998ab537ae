package dev.muster.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Statistics.Past;
import dev.muster.api.User.Profile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DemoLifeTest {
  private static final Instant NOW = Instant.parse("2026-11-29T05:30:00Z");
  private static final List<Map.Entry<String, String>> SOURCES =
      List.of(Map.entry("wecom", "wechatwork"), Map.entry("dingtalk", "dingtalk"));

  private static List<Profile> people() {
    return IntStream.range(0, 44).mapToObj(DemoLife::profile).toList();
  }

  @Test
  void everybodyHasAUserNameThatCanBePartOfAnAddress() {
    assertThat(people())
        .extracting(Profile::username)
        .doesNotHaveDuplicates()
        .contains("zhang.wei", "ingrid.sorensen", "nguyen.thi.lan", "lucas.moreau", "liang.chen")
        .allMatch(name -> name.matches("[a-z.-]+"));
    assertThat(people())
        .extracting(profile -> profile.displayName().orElseThrow())
        .contains("张伟", "欧阳倩", "José Álvarez");
  }

  @Test
  void theMonthIsTheSameEveryTimeAndEndsBeforeNow() {
    List<String> people = people().stream().map(Profile::username).toList();
    List<Past> past = DemoLife.past(SOURCES, people, NOW);

    assertThat(past).isEqualTo(DemoLife.past(SOURCES, people, NOW)).hasSize(30 * 24 * 2);
    assertThat(past).allMatch(each -> each.at().isBefore(NOW));
    assertThat(past.get(0).at()).isEqualTo(Instant.parse("2026-10-30T05:00:00Z"));
    assertThat(past.stream().mapToLong(Past::failed).sum()).isEqualTo(18);
    assertThat(past.stream().mapToInt(each -> each.users().size()).sum()).isBetween(1500, 4000);
    assertThat(past.stream().flatMap(each -> each.refused().keySet().stream()).distinct())
        .hasSizeGreaterThan(2);
  }
}
