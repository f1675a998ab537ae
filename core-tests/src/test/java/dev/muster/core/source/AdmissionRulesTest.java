package dev.muster.core.source;

import static dev.muster.core.testing.Problems.assertInvalid;
import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.IdentitySource.AdmissionRule;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.IdentitySource.Unit;
import dev.muster.api.IdentitySource.UnitKind;
import dev.muster.api.ProblemCode;
import dev.muster.core.platform.connection.DepartmentSight.Unseen;
import dev.muster.core.store.JsonCodec;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.CheckReport.Capability;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.spi.platform.DirectoryAbility;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionRulesTest {
  private final TestCore core = new TestCore();

  private void platform(DirectoryAbility ability) {
    core.platforms.offer(TestCore.chat().withDirectory(ability));
  }

  private static List<Unit> units(UnitKind kind, int count) {
    return IntStream.range(0, count).mapToObj(i -> new Unit(kind, "u" + i)).toList();
  }

  private static AdmissionRule allow(Unit... units) {
    return new AdmissionRule(List.of(units), List.of());
  }

  private static Settings settings(AdmissionRule rule) {
    return Settings.of("WeCom", Set.of(SignInMethod.BROWSER))
        .withFields(Map.of("corpId", "wwown", "agentId", "7", "secret", "s"))
        .withAdmission(rule);
  }

  private void create(AdmissionRule rule) {
    core.sources.create(ALICE, TENANT, "wecom", "chat", settings(rule));
  }

  private void change(AdmissionRule rule) {
    core.sources.change(ALICE, TENANT, "wecom", it -> it.withAdmission(rule), OptionalLong.empty());
  }

  private AdmissionRule stored() {
    return core.sources.find(TENANT, "wecom").orElseThrow().value().settings().admission();
  }

  @Test
  void holdsSoManyUnitsAndNoMore() {
    platform(DirectoryAbility.of().withGroups(new Text("Tag", "标签")));
    AdmissionRule most =
        new AdmissionRule(
            units(UnitKind.DEPARTMENT, AdmissionRule.MAX_UNITS),
            units(UnitKind.GROUP, AdmissionRule.MAX_GROUPS));
    create(most);
    assertThat(stored()).isEqualTo(most);

    assertInvalid(
        "admission.allow",
        "too-many",
        () -> change(new AdmissionRule(units(UnitKind.DEPARTMENT, 101), List.of())));
    assertInvalid(
        "admission.deny",
        "too-many",
        () -> change(new AdmissionRule(List.of(), units(UnitKind.DEPARTMENT, 101))));
    assertInvalid(
        "admission",
        "too-many",
        () -> change(new AdmissionRule(units(UnitKind.GROUP, 21), List.of())));
    assertThat(stored()).isEqualTo(most);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb"})
  void holdsIdsOfAPlatform(String id) {
    platform(DirectoryAbility.of());
    assertInvalid(
        "admission.allow", "format", () -> create(allow(new Unit(UnitKind.DEPARTMENT, id))));
  }

  @Test
  void namesEachOnce() {
    platform(DirectoryAbility.of());
    Unit unit = new Unit(UnitKind.DEPARTMENT, "7");
    assertInvalid("admission.allow", "duplicate", () -> create(allow(unit, unit)));
    assertInvalid(
        "admission.deny",
        "duplicate",
        () -> create(new AdmissionRule(List.of(), List.of(unit, unit))));
    create(new AdmissionRule(List.of(unit), List.of(unit)));
  }

  @Test
  void namesOnlyWhatThePlatformKnows() {
    core.platforms.offer(TestCore.chat());
    assertInvalid(
        "admission.allow", "not-offered", () -> create(allow(new Unit(UnitKind.DEPARTMENT, "7"))));
    platform(DirectoryAbility.of());
    assertInvalid(
        "admission.allow", "not-offered", () -> create(allow(new Unit(UnitKind.GROUP, "7"))));
    create(allow(new Unit(UnitKind.DEPARTMENT, "7")));
    assertThat(stored().allow()).hasSize(1);
  }

  @Test
  void staysAsItIsUnderABundleWithOtherRules() {
    platform(DirectoryAbility.of().withGroups(new Text("Tag", "标签")));
    create(allow(new Unit(UnitKind.GROUP, "7")));
    core.platforms.offer(TestCore.chat());

    core.sources.change(ALICE, TENANT, "wecom", it -> it.withLoginOnly(true), OptionalLong.empty());

    assertThat(stored().allow()).hasSize(1);
    core.platforms.takeAway("chat");
    assertProblem(ProblemCode.PLATFORM_UNAVAILABLE, () -> change(AdmissionRule.EVERYBODY));
  }

  private Set<Capability> decidedByTheAddressBook() {
    return core.sources.check(ALICE, TENANT, "wecom").steps().get(0).decides();
  }

  @Test
  void haveACheckSayWhatSigningInTakesNow() {
    platform(DirectoryAbility.of().withGroups(new Text("Tag", "标签")));
    Text text = new Text("Right", "对");
    core.report =
        CheckReport.of(
            List.of(
                Step.passed("book", text).deciding(Set.of(Capability.DIRECTORY)),
                Step.passed("other", text).deciding(Set.of(Capability.CALLBACKS))));
    create(AdmissionRule.EVERYBODY);
    assertThat(decidedByTheAddressBook()).containsExactly(Capability.DIRECTORY);

    change(allow(new Unit(UnitKind.GROUP, "7")));
    assertThat(decidedByTheAddressBook()).containsExactly(Capability.DIRECTORY);
    assertThat(core.environments.get(1).groups()).containsExactly("7");
    change(allow(new Unit(UnitKind.DEPARTMENT, "7")));
    assertThat(decidedByTheAddressBook())
        .containsExactlyInAnyOrder(Capability.DIRECTORY, Capability.SIGN_IN);
    assertThat(core.environments.get(2).groups()).isEmpty();
    assertThat(core.sources.check(ALICE, TENANT, "wecom").steps().get(1).decides())
        .containsExactly(Capability.CALLBACKS);
  }

  private static Unit department(String id) {
    return new Unit(UnitKind.DEPARTMENT, id);
  }

  private Step departmentsStep() {
    return core.sources.check(ALICE, TENANT, "wecom").steps().stream()
        .filter(step -> step.id().equals("departments"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void haveACheckNameTheDepartmentsThatTheAppDoesNotSee() {
    platform(DirectoryAbility.of());
    core.sight =
        (binding, ids, deadline) ->
            List.of(new Unseen("99", Optional.empty()), new Unseen("Sales", Optional.of("7")));
    create(allow(department("Sales"), department("99"), department("2")));

    Step allowed = departmentsStep();
    assertThat(allowed.ok()).isFalse();
    assertThat(allowed.decides()).containsExactly(Capability.SIGN_IN);
    assertThat(allowed.message().en()).contains("99, Sales").doesNotContain("2,");
    assertThat(allowed.fix().orElseThrow().en())
        .contains("Sales is the name of the department 7: enter 7.")
        .contains("lets nobody in");

    change(new AdmissionRule(List.of(), List.of(department("99"))));
    assertThat(departmentsStep().fix().orElseThrow().en()).contains("nobody can sign in");
    core.sight = (binding, ids, deadline) -> List.of();
    assertThat(departmentsStep().ok()).isTrue();
  }

  @Test
  void haveACheckBeforeSavingNameThemToo() {
    platform(DirectoryAbility.of());
    core.sight =
        (binding, ids, deadline) ->
            ids.stream().map(id -> new Unseen(id, Optional.empty())).toList();

    assertThat(core.sources.check(TENANT, "wecom", "chat", settings(allow(department("99")))).ok())
        .isFalse();
    assertThat(core.sources.check(TENANT, "wecom", "chat", settings(AdmissionRule.EVERYBODY)).ok())
        .isTrue();
  }

  @Test
  void haveACheckNameSoManyDepartmentsAndCountTheOthers() {
    platform(DirectoryAbility.of());
    core.sight =
        (binding, ids, deadline) ->
            ids.stream().sorted().map(id -> new Unseen(id, Optional.empty())).toList();
    create(new AdmissionRule(List.of(), units(UnitKind.DEPARTMENT, 100)));

    assertThat(departmentsStep().message().en()).contains("u0, u1, ").endsWith(" and 80 more.");
  }

  @Test
  void haveACheckSayThatTheAddressBookDoesNotTellUnlessThePlatformSaysWhy() {
    platform(DirectoryAbility.of());
    core.sight =
        (binding, ids, deadline) -> {
          throw new ProviderException(Code.NOT_PERMITTED, "no", Optional.of("60011"));
        };
    create(allow(department("7")));

    Step unread = departmentsStep();
    assertThat(unread.ok()).isFalse();
    assertThat(unread.platformCode()).contains("60011");
    Text text = new Text("Wrong", "错");
    core.report =
        CheckReport.of(
            List.of(
                Step.failed("book", Optional.empty(), text, text, Optional.empty())
                    .deciding(Set.of(Capability.DIRECTORY))));
    assertThat(core.sources.check(ALICE, TENANT, "wecom").steps()).hasSize(1);
  }

  @Test
  void whatAnEarlierVersionStoredLetsEverybodyIn() {
    Settings read =
        new JsonCodec()
            .type(Settings.class)
            .read(
                """
                {"displayName":"WeCom","methods":["BROWSER"],"fields":{},"loginOnly":false,
                 "association":{"mode":"OFF","matchBy":[],"trust":[]},"enabled":true,"order":0}
                """
                    .getBytes(StandardCharsets.UTF_8));

    assertThat(read.admission()).isEqualTo(AdmissionRule.EVERYBODY);
  }
}
