package dev.muster.core.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.AdmissionRule;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.platform.Directory.Lookup;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of which departments and groups somebody is, and what follows for a rule. */
class MembershipsTest extends MembershipsFixture {
  private ProviderException fault(AdmissionRule rule, ExternalIdentity person) {
    ProviderException fault = catchThrowableOfType(ProviderException.class, () -> of(rule, person));
    assertThat(fault).isNotNull();
    return fault;
  }

  @Test
  void costNothingWithoutARule() throws Exception {
    assertThat(of(AdmissionRule.EVERYBODY, person())).isEmpty();
    assertThat(directory.calls()).isZero();
  }

  @Test
  void aDepartmentMeansAllBelowIt() throws Exception {
    AdmissionRule rule = allow(department("2"), department("3"), department("211"));

    assertThat(of(rule, person("211"))).containsOnly(department("2"), department("211"));
    assertThat(of(rule, person("21"))).containsOnly(department("2"));
    assertThat(of(rule, person("2", "3"))).containsOnly(department("2"), department("3"));
    assertThat(of(rule, person("1"))).isEmpty();
    assertThat(directory.lookups()).as("what came with the sign-in is taken").isZero();
  }

  @Test
  void askTheAddressBookWhereTheSignInDoesNotSay() throws Exception {
    directory.person("li", "211");

    IdentitySource source = source(allow(department("2")));

    assertThat(admits(source, person())).isTrue();
    assertThat(admits(source, person("3").asPartial())).isTrue();
    assertThat(directory.lookups()).isEqualTo(1);
  }

  @Test
  void anotherPersonIsAskedForAnew() throws Exception {
    directory.person("li", "2").person("wang", "3");
    IdentitySource source = source(allow(department("2")));

    assertThat(core.memberships.of(TENANT, source, person())).isNotEmpty();
    assertThat(core.memberships.of(TENANT, source, ExternalIdentity.of("corp-1", "wang")))
        .isEmpty();
  }

  @Test
  void rememberAPersonForMinutesAndNoLonger() throws Exception {
    directory.person("li", "2");
    IdentitySource source = source(allow(department("2")));
    assertThat(admits(source, person())).isTrue();
    directory.person("li", "3");
    core.clock.advance(Memberships.PERSON_LIFETIME.minusMillis(1));
    assertThat(admits(source, person())).isTrue();
    core.clock.advance(Duration.ofMillis(1));
    assertThat(admits(source, person())).isFalse();
  }

  @Test
  void forgetWhatAnotherAppOfTheSourceHasSeen() throws Exception {
    directory.person("li", "2");
    AdmissionRule rule = allow(department("2"));
    assertThat(of(rule, person())).isNotEmpty();
    directory.person("li", "3");

    core.sources.change(
        TestCore.ALICE,
        TENANT,
        "door",
        it -> it.withFields(Map.of("corpId", "corp-1", "secret", "other")),
        OptionalLong.empty());

    assertThat(of(rule, person())).isEmpty();
  }

  @Test
  void groupsAreAskedForAndOnlyThoseOfTheRuleCount() throws Exception {
    directory.group("pilots", "li").group("7", "li").group("others", "wang");
    AdmissionRule rule =
        new AdmissionRule(List.of(group("pilots"), department("7")), List.of(group("others")));
    directory.department("7", "1");

    IdentitySource source = source(rule);
    for (int i = 0; i < 2; i++) {
      assertThat(core.memberships.of(TENANT, source, person("3"))).containsOnly(group("pilots"));
    }
    assertThat(directory.groupQuestions()).isEqualTo(1);
    assertThat(of(allow(group("7")), person("3"))).containsOnly(group("7"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Code.class,
      names = {"NOT_PERMITTED", "UNAVAILABLE", "THROTTLED", "CREDENTIAL_REFUSED"})
  void anAddressBookThatFailsTellsNothing(Code code) {
    directory.fails(code);

    assertThat(fault(allow(department("2")), person("2")).code()).isEqualTo(code);
    assertThat(fault(deny(department("2")), person("3")).code()).isEqualTo(code);
    assertThat(fault(deny(group("g")), person("3")).code()).isEqualTo(code);
    assertThat(fault(allow(department("2")), person()).code()).isEqualTo(code);
  }

  @Test
  void aGroupThatIsNotThereIsAFaultOfTheRule() {
    directory.fails(Code.NOT_FOUND);

    assertThat(fault(deny(group("g")), person("3")).code()).isEqualTo(Code.NOT_PERMITTED);
  }

  @Test
  void aGroupIsReadOnceForAllWhoSignIn() throws Exception {
    directory.listed("tag", Set.of("li", "wang"), Set.of());
    IdentitySource source = source(allow(group("tag")));

    for (String id : List.of("li", "wang", "LI", "zhao")) {
      assertThat(admits(source, ExternalIdentity.of("corp-1", id).withDepartments(List.of("3"))))
          .as(id)
          .isEqualTo(!id.equals("zhao"));
    }
    assertThat(directory.groupReadings()).isEqualTo(1);
    assertThat(directory.groupQuestions()).as("it tells who is in it").isZero();
    assertThat(directory.treeReadings()).as("no departments are in it").isZero();

    directory.listed("tag", Set.of("zhao"), Set.of());
    core.clock.advance(Groups.LIFETIME);
    assertThat(admits(source, person("3"))).isFalse();
    assertThat(directory.groupReadings()).isEqualTo(2);
  }

  @Test
  void aDepartmentInAGroupIsInItWithAllBelow() throws Exception {
    directory.listed("tag", Set.of(), Set.of("2"));

    assertThat(of(allow(group("tag")), person("211"))).containsOnly(group("tag"));
    assertThat(of(allow(group("tag")), person("2"))).containsOnly(group("tag"));
    assertThat(of(allow(group("tag")), person("3"))).isEmpty();
    assertThat(directory.lookups()).as("what came with the sign-in is taken").isZero();
  }

  @Test
  void nobodyIsOutsideOfAGroupByWhatCannotBeSeen() throws Exception {
    directory.listed("tag", Set.of("wang"), Set.of("99"));
    assertThat(fault(deny(group("tag")), person("3")))
        .hasMessageContaining("99")
        .hasMessageContaining("tag")
        .extracting(ProviderException::code)
        .isEqualTo(Code.NOT_PERMITTED);
    assertThat(of(deny(group("tag")), ExternalIdentity.of("corp-1", "wang")))
        .containsOnly(group("tag"));

    directory.listed("names", Set.of("wang"), Set.of());
    directory.found("li", Lookup.notVisible());
    assertThat(fault(deny(group("names")), person()).code())
        .as("a group lists people whom the app sees")
        .isEqualTo(Code.NOT_PERMITTED);
  }

  @Test
  void thatAGroupIsThereIsAskedOnceInAWhile() throws Exception {
    directory.group("role", "wang");
    IdentitySource source = source(deny(group("role")));
    assertThat(admits(source, person("3"))).isTrue();
    assertThat(admits(source, ExternalIdentity.of("corp-1", "wang"))).isFalse();
    assertThat(directory.groupReadings()).isEqualTo(1);
    assertThat(directory.groupQuestions()).isEqualTo(2);

    directory.fails(Code.NOT_FOUND);
    core.clock.advance(Groups.LIFETIME);
    assertThatThrownBy(() -> admits(source, person("3")))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.code()).isEqualTo(Code.NOT_PERMITTED));
  }

  @Test
  void aPersonIsAskedForAgainAfterAFailure() throws Exception {
    directory.person("li", "2").fails(Code.UNAVAILABLE);
    assertThat(fault(allow(department("2")), person()).code()).isEqualTo(Code.UNAVAILABLE);
    directory.works();

    assertThat(of(allow(department("2")), person())).containsOnly(department("2"));
  }

  @Test
  void somebodyWhomTheAppDoesNotSeeIsAFailureAndNobodyWithoutDepartments() {
    AdmissionRule rule = deny(department("2"));
    for (Lookup lookup :
        List.of(Lookup.notFound(), Lookup.notVisible(), Lookup.unknown(Code.NOT_PERMITTED))) {
      directory.found("li", lookup);
      assertThat(fault(rule, person()).code()).isEqualTo(Code.NOT_PERMITTED);
    }
    directory.person("li");
    assertThat(fault(rule, person()).code()).isEqualTo(Code.NOT_PERMITTED);
    directory.found("li", Lookup.unknown(Code.THROTTLED));
    assertThat(fault(rule, person()).code()).isEqualTo(Code.THROTTLED);
  }

  @Test
  void nobodyPassesADenialByWhatCannotBeSeen() throws Exception {
    assertThat(fault(deny(department("99")), person("3")))
        .hasMessageContaining("99")
        .extracting(ProviderException::code)
        .isEqualTo(Code.NOT_PERMITTED);
    assertThat(fault(deny(department("2")), person("3", "98"))).hasMessageContaining("98");
    assertThat(of(allow(department("99"), department("3")), person("3", "98")))
        .as("what is unseen is not allowed by it")
        .containsOnly(department("3"));
  }
}
