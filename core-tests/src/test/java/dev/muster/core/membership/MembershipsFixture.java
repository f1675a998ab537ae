package dev.muster.core.membership;

import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.AdmissionRule;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.IdentitySource.Unit;
import dev.muster.api.IdentitySource.UnitKind;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.policy.Admission;
import dev.muster.core.testing.FakeDirectory;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.ProviderException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;

/** The company 1 has 2 and 3; 2 has 21, which has 211. */
abstract class MembershipsFixture {
  static final String TENANT = TestCore.TENANT;

  final TestCore core = new TestCore();
  final FakeDirectory directory =
      new FakeDirectory()
          .department("211", "21")
          .department("1", "")
          .department("2", "1")
          .department("3", "1")
          .department("21", "2");

  @BeforeEach
  void open() {
    FakePlatform platform = new FakePlatform();
    platform.knows(directory);
    core.offer(platform);
    core.sources.create(
        TestCore.ALICE,
        TENANT,
        "door",
        FakePlatform.ID,
        Settings.of("Door", Set.of(SignInMethod.BROWSER))
            .withFields(Map.of("corpId", "corp-1", "secret", "s")));
  }

  static Unit department(String id) {
    return new Unit(UnitKind.DEPARTMENT, id);
  }

  static Unit group(String id) {
    return new Unit(UnitKind.GROUP, id);
  }

  static AdmissionRule allow(Unit... units) {
    return new AdmissionRule(List.of(units), List.of());
  }

  static AdmissionRule deny(Unit... units) {
    return new AdmissionRule(List.of(), List.of(units));
  }

  IdentitySource source(AdmissionRule rule) {
    return core.sources
        .change(TestCore.ALICE, TENANT, "door", it -> it.withAdmission(rule), OptionalLong.empty())
        .value();
  }

  static ExternalIdentity person(String... departments) {
    return ExternalIdentity.of("corp-1", "li").withDepartments(List.of(departments));
  }

  Set<Unit> of(AdmissionRule rule, ExternalIdentity person) throws ProviderException {
    return core.memberships.of(TENANT, source(rule), person);
  }

  boolean admits(IdentitySource source, ExternalIdentity person) throws ProviderException {
    return Admission.bars(
            source.settings().admission(), core.memberships.of(TENANT, source, person))
        .isEmpty();
  }
}
