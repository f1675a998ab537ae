package dev.muster.core.roomrule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.ProblemException;
import dev.muster.api.Versioned;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.Rota;
import dev.muster.api.warroom.Severity;
import dev.muster.api.warroom.WarRoomRule;
import dev.muster.api.warroom.WarRoomRule.Settings;
import dev.muster.api.warroom.WarRoomRule.Then;
import dev.muster.api.warroom.WarRoomRule.Threshold;
import dev.muster.api.warroom.WarRoomRule.When;
import dev.muster.api.warroom.WarRoomRules.NotYet;
import dev.muster.api.warroom.WarRoomRules.Outcome;
import dev.muster.api.warroom.WarRoomRules.Sample;
import dev.muster.api.warroom.WarRoomSettings.Values;
import dev.muster.core.testing.TestAlerts;
import dev.muster.core.testing.TestCore;
import dev.muster.core.testing.TestUsers;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoredWarRoomRulesTest {
  private static final String TENANT = TestCore.TENANT;

  private final TestCore core = new TestCore();
  private final StoredWarRoomRules rules = core.alerting.rules;
  private static final Rota.When EVER =
      new Rota.When.Repeated(
          LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, EnumSet.allOf(DayOfWeek.class));

  private String night = "";

  @BeforeEach
  void start() {
    core.directory.require(TENANT);
    TestUsers.add(core, TENANT, List.of("u1", "u2"));
    Rota.Settings ever =
        new Rota.Settings(
            "Night",
            ZoneId.of("Asia/Shanghai"),
            List.of(new Rota.Shift(EVER, List.of(new PersonRef.Email("li@corp.example")))),
            Optional.empty());
    night = core.rotas.create(TestCore.ALICE, TENANT, ever).value().id();
    core.clock.advance(Duration.ofSeconds(1));
  }

  private Settings rule(String name, int order, When when) {
    return new Settings(
        name,
        true,
        order,
        when,
        new Then(
            List.of("lark", "dingtalk"),
            Optional.of(new PersonRef.Email("li@corp.example")),
            Optional.empty(),
            List.of(
                new PersonRef.OurUser("u1"),
                new PersonRef.Mobile("+8613800000000"),
                new PersonRef.PlatformUser("lark", "ou_1"),
                new PersonRef.Department("wechatwork", "7")),
            List.of(night),
            Optional.of("default"),
            false),
        Threshold.FIRST);
  }

  private static When when(
      List<String> applications, Set<Severity> severities, Map<String, String> labels) {
    return new When(applications, List.of(), severities, labels);
  }

  private Outcome tryOut(Map<String, String> labels) {
    return rules.tryOut(TENANT, new Sample("Checkout is slow", labels));
  }

  private static void refuses(String field, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.errors()).extracting(error -> error.field()).containsExactly(field));
  }

  @Test
  void refusesARotaAndATemplateThatAreNotThere() {
    Settings good = rule("A", 3, when(List.of(), Set.of(), Map.of()));

    refuses(
        "then.rotas", () -> rules.create(TestCore.ALICE, TENANT, naming(good, "nix", "default")));
    refuses(
        "then.template", () -> rules.create(TestCore.ALICE, TENANT, naming(good, night, "nix")));
    String id = rules.create(TestCore.ALICE, TENANT, good).value().id();
    refuses("then.rotas", () -> change(id, it -> naming(it, "nix", "default")));
    refuses("then.template", () -> change(id, it -> naming(it, night, "nix")));
  }

  private static Settings calling(
      Settings rule,
      Optional<PersonRef> owner,
      Optional<PersonRef> recorder,
      PersonRef... members) {
    Then then = rule.then();
    return new Settings(
        rule.displayName(),
        rule.enabled(),
        rule.order(),
        rule.when(),
        new Then(
            then.platforms(),
            owner,
            recorder,
            List.of(members),
            then.rotas(),
            then.template(),
            then.triage()),
        rule.threshold());
  }

  @Test
  void refusesUsersWhoAreNotThereAndLeavesThoseWhoWereDeleted() {
    Settings good = rule("A", 3, when(List.of(), Set.of(), Map.of()));
    PersonRef li = new PersonRef.OurUser("u1");
    PersonRef wang = new PersonRef.OurUser("u2");
    PersonRef zip = new PersonRef.OurUser("zip");
    Optional<PersonRef> none = Optional.empty();

    refuses(
        "then.members.1.user",
        () -> rules.create(TestCore.ALICE, TENANT, calling(good, none, none, li, zip)));
    refuses(
        "then.owner.user",
        () -> rules.create(TestCore.ALICE, TENANT, calling(good, Optional.of(zip), none)));
    String id =
        rules
            .create(TestCore.ALICE, TENANT, calling(good, none, Optional.of(li), wang))
            .value()
            .id();
    refuses("then.recorder.user", () -> change(id, it -> calling(it, none, Optional.of(zip))));
    TestUsers.delete(core, TENANT, "u1");
    TestUsers.delete(core, TENANT, "u2");
    change(id, it -> calling(it, Optional.of(wang), none, li));
    change(id, it -> calling(it, none, none, li));
    refuses("then.members.0.user", () -> change(id, it -> calling(it, none, none, wang)));
  }

  @Test
  void refusesAPlatformThatNobodyOffers() {
    Settings good = rule("A", 3, when(List.of(), Set.of(), Map.of()));

    refuses("then.platforms", () -> rules.create(TestCore.ALICE, TENANT, on(good, "lurk")));
    String id = rules.create(TestCore.ALICE, TENANT, good).value().id();
    refuses("then.platforms", () -> change(id, it -> on(it, "lark", "lurk")));
  }

  /** A bundle may be away for as long as it takes to replace it. */
  @Test
  void keepsARuleWhosePlatformIsAway() {
    Settings good = rule("A", 3, when(List.of(), Set.of(), Map.of()));
    String id = rules.create(TestCore.ALICE, TENANT, good).value().id();
    List.of("lark", "dingtalk").forEach(core.alerting.platforms::takeAway);

    change(id, it -> rule("B", 3, it.when()));
    assertThat(rules.find(TENANT, id).orElseThrow().value().settings().then().platforms())
        .containsExactly("lark", "dingtalk");

    change(id, it -> on(it, "lark"));
    refuses("then.platforms", () -> change(id, it -> on(it, "lark", "dingtalk")));
  }

  @Test
  void refusesAPlatformWhosePluginIsAwayOfWhichOnlyAnotherTenantHasAnApp() {
    core.tenants.create(TestCore.ALICE, "other", "Other");
    core.mobileApps.bind(
        TestCore.ALICE, "other", "chat", Map.of("corpId", "ww1", "agentId", "1", "secret", "s"));
    core.platforms.takeAway("chat");
    Settings good = rule("A", 3, when(List.of(), Set.of(), Map.of()));

    refuses("then.platforms", () -> rules.create(TestCore.ALICE, TENANT, on(good, "chat")));
  }

  @Test
  void countsAPlatformOnceThatIsNamedTwice() {
    Settings good = rule("A", 3, when(List.of(), Set.of(), Map.of()));

    WarRoomRule made =
        rules.create(TestCore.ALICE, TENANT, on(good, "lark", "dingtalk", "lark")).value();

    assertThat(made.settings().then().platforms()).containsExactly("lark", "dingtalk");
  }

  @Test
  void takesAPlatformThatIsAwayWhoseAppIsBound() {
    core.mobileApps.bind(
        TestCore.ALICE, TENANT, "chat", Map.of("corpId", "ww1", "agentId", "1", "secret", "s"));
    core.platforms.takeAway("chat");
    Settings good = rule("A", 3, when(List.of(), Set.of(), Map.of()));

    String id = rules.create(TestCore.ALICE, TENANT, on(good, "chat")).value().id();

    assertThat(rules.find(TENANT, id)).isPresent();
  }

  private static Settings on(Settings from, String... platforms) {
    Then then = from.then();
    return new Settings(
        from.displayName(),
        from.enabled(),
        from.order(),
        from.when(),
        new Then(
            List.of(platforms),
            then.owner(),
            then.recorder(),
            then.members(),
            then.rotas(),
            then.template(),
            then.triage()),
        from.threshold());
  }

  @Test
  void letsARuleBeChangedOfWhichTheRotaWasDeleted() {
    Settings good = rule("A", 3, when(List.of(), Set.of(), Map.of()));
    String id = rules.create(TestCore.ALICE, TENANT, good).value().id();
    core.rotas.delete(TestCore.ALICE, TENANT, night, OptionalLong.empty());

    change(id, it -> rule("B", 3, it.when()));

    assertThat(rules.find(TENANT, id).orElseThrow().value().settings().displayName())
        .isEqualTo("B");
  }

  private void change(String id, UnaryOperator<Settings> change) {
    var unused = rules.change(TestCore.ALICE, TENANT, id, change, OptionalLong.empty());
  }

  private static Settings naming(Settings from, String rota, String template) {
    Then then = from.then();
    return new Settings(
        from.displayName(),
        from.enabled(),
        from.order(),
        from.when(),
        new Then(
            then.platforms(),
            then.owner(),
            then.recorder(),
            then.members(),
            List.of(rota),
            Optional.of(template),
            then.triage()),
        from.threshold());
  }

  @Test
  void keepsWhatWasSet() {
    Settings settings =
        rule("A", 3, when(List.of("shop"), Set.of(Severity.P1), Map.of("env", "prod")));
    Versioned<WarRoomRule> made = rules.create(TestCore.ALICE, TENANT, settings);

    assertThat(made.value().settings()).isEqualTo(settings);
    assertThat(rules.find(TENANT, made.value().id())).contains(made);
    assertThat(core.events(TENANT).get(0).action()).isEqualTo("war-room-rule.created");
  }

  @Test
  void takesTheFirstRuleThatIsForAnAlert() {
    rules.create(TestCore.ALICE, TENANT, rule("Rest", 10, when(List.of(), Set.of(), Map.of())));
    rules.create(
        TestCore.ALICE,
        TENANT,
        rule(
            "Shop",
            5,
            when(List.of("shop"), Set.of(Severity.P1, Severity.P2), Map.of("env", "prod"))));

    assertThat(
            tryOut(Map.of("app", "shop", "severity", "Critical", "env", "prod"))
                .rule()
                .orElseThrow()
                .settings()
                .displayName())
        .isEqualTo("Shop");
    for (Map<String, String> other :
        List.of(
            Map.of("app", "shop", "severity", "critical"),
            Map.of("app", "shop", "severity", "info", "env", "prod"),
            Map.of("app", "crm", "severity", "critical", "env", "prod"))) {
      assertThat(tryOut(other).rule().orElseThrow().settings().displayName()).isEqualTo("Rest");
    }
    assertThat(rules.list(TENANT, 10, Optional.empty()).items())
        .extracting(rule -> rule.value().settings().displayName())
        .containsExactly("Shop", "Rest");
  }

  @Test
  void looksAtNoRuleThatIsSwitchedOff() {
    Settings all = on(rule("A", 0, when(List.of(), Set.of(), Map.of())), "lark");
    Versioned<WarRoomRule> made = rules.create(TestCore.ALICE, TENANT, all);
    core.alerting.bind(TENANT);
    assertThat(tryOut(Map.of()).wouldOpen()).isTrue();
    rules.change(
        TestCore.ALICE,
        TENANT,
        made.value().id(),
        it ->
            new Settings(it.displayName(), false, it.order(), it.when(), it.then(), it.threshold()),
        OptionalLong.of(made.version()));

    Outcome outcome = tryOut(Map.of());
    assertThat(outcome.rule()).isEmpty();
    assertThat(outcome.wouldOpen()).isFalse();
  }

  @Test
  void saysWhyAnAlertWouldOpenNothing() {
    assertThat(tryOut(Map.of()).why()).contains(NotYet.NONE);

    Versioned<WarRoomRule> made =
        rules.create(TestCore.ALICE, TENANT, TestAlerts.rule(true, Threshold.FIRST));
    assertThat(tryOut(Map.of()).why()).contains(NotYet.TRIAGE);
    assertThat(tryOut(Map.of()).wouldOpen()).isFalse();

    become(made, TestAlerts.rule(false, new Threshold(3, Duration.ofMinutes(1))));
    assertThat(tryOut(Map.of()).why()).contains(NotYet.THRESHOLD);
    assertThat(tryOut(Map.of()).wouldOpen()).isFalse();

    become(made, TestAlerts.rule(false, Threshold.FIRST));
    assertThat(tryOut(Map.of()).why()).contains(NotYet.NOT_BOUND);
    assertThat(tryOut(Map.of()).wouldOpen()).isFalse();

    core.alerting.bind(TENANT);
    assertThat(tryOut(Map.of()).why()).isEmpty();
    assertThat(tryOut(Map.of()).problem()).isEmpty();
    assertThat(tryOut(Map.of()).wouldOpen()).isTrue();

    Values usual = Values.USUAL;
    set(0, usual.per(), usual.titleTemplate());
    assertThat(tryOut(Map.of()).why()).contains(NotYet.BUDGET);
    assertThat(tryOut(Map.of()).wouldOpen()).isFalse();
  }

  private void become(Versioned<WarRoomRule> rule, Settings settings) {
    Versioned<WarRoomRule> after =
        rules.change(
            TestCore.ALICE, TENANT, rule.value().id(), it -> settings, OptionalLong.empty());
    assertThat(after.value().settings()).isEqualTo(settings);
  }

  @Test
  void readsSeverityAndTitleAsTheTenantWants() {
    core.alerting.settings.change(
        TestCore.ALICE,
        TENANT,
        before ->
            new Values(
                5,
                Duration.ofMinutes(1),
                "[{{severity}}] {{applications}}: {{title}} {{ label.host }}",
                List.of("prio"),
                Map.of("hoch", Severity.P2),
                List.of("system"),
                List.of()),
        OptionalLong.empty());

    Outcome outcome = tryOut(Map.of("prio", "Hoch", "system", "{{title}}", "host", "$1\\"));

    assertThat(outcome.severity()).isEqualTo(Severity.P2);
    assertThat(outcome.title()).isEqualTo("[P2] {{title}}: Checkout is slow $1\\");
    assertThat(tryOut(Map.of("prio", "P1")).severity()).isEqualTo(Severity.P1);
    assertThat(tryOut(Map.of("severity", "critical")).severity()).isEqualTo(Severity.P3);
  }

  @Test
  void refusesSettingsOutOfBounds() {
    Values usual = Values.USUAL;
    refuses("titleTemplate", () -> set(usual.maxNewRooms(), usual.per(), "{{nobody}}"));
    refuses("titleTemplate", () -> set(usual.maxNewRooms(), usual.per(), " "));
    refuses("maxNewRooms", () -> set(1001, usual.per(), "{{title}}"));
    refuses("perSeconds", () -> set(1, Duration.ofDays(2), "{{title}}"));
    assertThat(core.alerting.settings.find(TENANT).value()).isEqualTo(usual);
  }

  private void set(int most, Duration per, String title) {
    core.alerting.settings.change(
        TestCore.ALICE,
        TENANT,
        before ->
            new Values(
                most,
                per,
                title,
                before.severityFrom(),
                before.severities(),
                before.applicationsFrom(),
                before.regionsFrom()),
        OptionalLong.empty());
  }
}
