package dev.muster.core.roomrule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.ProblemException;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.WarRoomRule.Settings;
import dev.muster.api.warroom.WarRoomRule.Then;
import dev.muster.api.warroom.WarRoomRule.Threshold;
import dev.muster.api.warroom.WarRoomRule.When;
import dev.muster.core.testing.TestAlerts;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Text;
import dev.muster.spi.platform.PlatformDescriptor;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every alert is compared with every rule, and all rules are in memory. */
class RuleBoundsTest {
  private static final String TENANT = TestCore.TENANT;
  private static final Settings GOOD = TestAlerts.rule(false, Threshold.FIRST);

  private final TestCore core = new TestCore();
  private final StoredWarRoomRules rules = core.alerting.rules;

  RuleBoundsTest() {
    core.directory.require(TENANT);
    // more than a rule takes
    for (String id : names(11)) {
      core.alerting.platforms.offer(PlatformDescriptor.of(id, new Text(id, id)));
    }
  }

  private static Settings named(String name, int order) {
    return new Settings(name, true, order, GOOD.when(), GOOD.then(), GOOD.threshold());
  }

  private static Settings of(Threshold threshold) {
    return new Settings("A", true, 0, GOOD.when(), GOOD.then(), threshold);
  }

  private static Settings of(List<String> regions, Map<String, String> labels) {
    When when = new When(List.of(), regions, Set.of(), labels);
    return new Settings("A", true, 0, when, GOOD.then(), GOOD.threshold());
  }

  private static Settings of(List<String> platforms, List<String> rotas, String template) {
    Then then =
        new Then(
            platforms,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            rotas,
            Optional.of(template),
            false);
    return new Settings("A", true, 0, GOOD.when(), then, GOOD.threshold());
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
  }

  private static Map<String, String> labels(int count) {
    return names(count).stream().collect(Collectors.toMap(Function.identity(), it -> "x"));
  }

  static Stream<Arguments> tooMuch() {
    List<String> lark = List.of("lark");
    return Stream.of(
        Arguments.of("displayName", named("x".repeat(101), 0)),
        Arguments.of("order", named("A", -1)),
        Arguments.of("order", named("A", 1_000_001)),
        Arguments.of("threshold.alerts", of(new Threshold(0, Duration.ofMinutes(1)))),
        Arguments.of("threshold.alerts", of(new Threshold(1001, Duration.ofMinutes(1)))),
        Arguments.of("threshold.withinSeconds", of(new Threshold(2, Duration.ZERO))),
        Arguments.of(
            "threshold.withinSeconds", of(new Threshold(2, Duration.ofDays(1).plusSeconds(1)))),
        Arguments.of("when.regions", of(names(101), Map.of())),
        Arguments.of("when.regions", of(List.of("x".repeat(256)), Map.of())),
        Arguments.of("when.labels", of(List.of(), labels(65))),
        Arguments.of("when.labels", of(List.of(), Map.of("x".repeat(101), "x"))),
        Arguments.of("when.labels", of(List.of(), Map.of("x", "x".repeat(1001)))),
        Arguments.of("then.platforms", of(names(11), List.of(), "default")),
        Arguments.of("then.rotas", of(lark, names(11), "default")),
        Arguments.of("then.template", of(lark, List.of(), "x".repeat(101))));
  }

  @ParameterizedTest
  @MethodSource("tooMuch")
  void refuseWhatIsTooMuch(String field, Settings settings) {
    assertThatThrownBy(() -> rules.create(TestCore.ALICE, TENANT, settings))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.errors()).extracting(it -> it.field()).contains(field));
    assertThat(rules.inOrder(TENANT)).isEmpty();
  }

  @Test
  void takeAsMuchAsThereMayBe() {
    var unused =
        rules.create(
            TestCore.ALICE,
            TENANT,
            new Settings(
                "x".repeat(100),
                true,
                1_000_000,
                new When(
                    Collections.nCopies(100, "x".repeat(255)),
                    names(100),
                    Set.of(),
                    Map.of("x".repeat(100), "x".repeat(1000))),
                new Then(
                    names(10),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    false),
                new Threshold(1000, Duration.ofDays(1))));
    assertThat(rules.inOrder(TENANT)).hasSize(1);
  }

  @Test
  void areTwoHundredOfATenantAtMost() {
    for (int i = 0; i < 200; i++) {
      var unused = rules.create(TestCore.ALICE, TENANT, named("A" + i, i));
    }

    assertThatThrownBy(() -> rules.create(TestCore.ALICE, TENANT, GOOD))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.errors()).extracting(it -> it.code()).containsExactly("too-many"));
    assertThat(rules.inOrder(TENANT)).hasSize(200);
  }

  @Test
  void refusesEachFieldOutOfBounds() {
    refuses(
        "when.applications",
        () -> create(Collections.nCopies(101, "a"), List.of("lark"), List.of()));
    refuses(
        "when.applications", () -> create(List.of("a".repeat(256)), List.of("lark"), List.of()));
    refuses("then.platforms", () -> create(List.of(), List.of(), List.of()));
    List<String> eleven = IntStream.rangeClosed(1, 11).mapToObj(each -> "p" + each).toList();
    refuses("then.platforms", () -> create(List.of(), eleven, List.of()));
    refuses("then.platforms", () -> create(List.of(), List.of("../x"), List.of()));
    refuses(
        "then.members",
        () ->
            create(
                List.of(), List.of("lark"), Collections.nCopies(501, new PersonRef.OurUser("u"))));
    refuses(
        "then.members.0.email",
        () -> create(List.of(), List.of("lark"), List.of(new PersonRef.Email("li"))));
    refuses(
        "then.members.0.mobile",
        () -> create(List.of(), List.of("lark"), List.of(new PersonRef.Mobile("138"))));
  }

  private void create(List<String> applications, List<String> platforms, List<PersonRef> members) {
    rules.create(
        TestCore.ALICE,
        TENANT,
        new Settings(
            "A",
            true,
            0,
            new When(applications, List.of(), Set.of(), Map.of()),
            new Then(
                platforms,
                Optional.empty(),
                Optional.empty(),
                members,
                List.of(),
                Optional.empty(),
                false),
            Threshold.FIRST));
  }

  private static void refuses(String field, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.errors()).extracting(error -> error.field()).containsExactly(field));
  }
}
