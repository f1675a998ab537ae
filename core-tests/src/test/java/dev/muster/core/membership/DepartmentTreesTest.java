package dev.muster.core.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.Departments;
import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.platform.Together;
import dev.muster.core.platform.connection.DepartmentSight.Unseen;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Deadline;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How long a tree of departments serves, when it is read again, and what it tells. */
class DepartmentTreesTest extends MembershipsFixture {
  private List<Unseen> unseen(String... ids) throws ProviderException {
    return core.memberships.unseen(
        core.credentials.ofSource(TENANT, "door").orElseThrow(),
        Set.of(ids),
        Deadline.in(Duration.ofSeconds(30)));
  }

  @Test
  void tellWhichDepartmentsTheAppDoesNotSeeAndWhoseNameThatIs() throws Exception {
    directory.department("22", "2");

    assertThat(unseen("2", "211")).isEmpty();
    assertThat(unseen("2", "Department 21", "99"))
        .containsExactly(
            new Unseen("99", Optional.empty()), new Unseen("Department 21", Optional.of("21")));
  }

  @Test
  void readTheTreeAgainForACheckThatComesAMinuteLater() throws Exception {
    assertThat(unseen("4")).hasSize(1);
    directory.department("4", "1");
    core.clock.advance(Memberships.TREE_DOUBT);

    assertThat(unseen("4")).isEmpty();
  }

  @Test
  void aDeadAddressBookIsAskedOnceByAllWhoSignInMeanwhile() throws Exception {
    IdentitySource source = source(allow(department("2")));
    directory.fails(Code.TIMEOUT);
    for (int i = 0; i < 1_000; i++) {
      assertThatThrownBy(() -> admits(source, person("211"))).isInstanceOf(ProviderException.class);
    }
    assertThat(directory.treeReadings()).isEqualTo(1);

    directory.works();
    core.clock.advance(Memberships.FAILURE_LIFETIME);
    assertThat(admits(source, person("211"))).isTrue();
  }

  @Test
  void oneWhoseDepartmentIsUnknownKeepsNobodyElse() throws Exception {
    IdentitySource source = source(allow(department("2")));
    assertThat(admits(source, person("211"))).isTrue();
    core.clock.advance(Memberships.TREE_DOUBT);
    directory.fails(Code.TIMEOUT);

    assertThatThrownBy(() -> admits(source, person("unknown")))
        .isInstanceOf(ProviderException.class);
    assertThat(admits(source, person("211"))).isTrue();
  }

  @Test
  void aDepartmentThatIsNewIsLookedForAfterAMinute() throws Exception {
    IdentitySource source = source(allow(department("2")));
    assertThat(admits(source, person("22"))).isFalse();
    directory.department("22", "2");
    core.clock.advance(Memberships.TREE_DOUBT.minusMillis(1));
    assertThat(admits(source, person("22"))).isFalse();
    core.clock.advance(Duration.ofMillis(1));

    assertThat(admits(source, person("22"))).isTrue();
  }

  @Test
  void whoIsInADepartmentOutOfSightComesInByAnotherWhileTheTreeIsReadAgain() throws Exception {
    IdentitySource source = source(allow(department("2")));
    assertThat(admits(source, person("211"))).isTrue();
    core.clock.advance(Memberships.TREE_DOUBT);
    CountDownLatch gate = directory.close();

    assertThat(admits(source, person("211", "unseen"))).isTrue();
    assertThat(admits(source, person("3", "unseen"))).isFalse();
    assertThat(directory.treeReadings()).isEqualTo(2);
    gate.countDown();
  }

  @Test
  void nobodyPassesADenialByATreeThatMayBeTooOld() throws Exception {
    directory.listed("tag", Set.of(), Set.of("2"));
    IdentitySource source = source(deny(group("tag")));
    assertThat(admits(source, person("3"))).isTrue();
    directory.department("22", "2");
    core.clock.advance(Memberships.TREE_DOUBT);
    CountDownLatch gate = directory.close();

    assertThatThrownBy(() -> admits(source, person("22")))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.code()).isEqualTo(Code.TIMEOUT));
    gate.countDown();
  }

  @Test
  void aTreeServesBeyondItsTimeWhileTheNextIsRead() throws Exception {
    IdentitySource source = source(allow(department("2")));
    assertThat(admits(source, person("211"))).isTrue();
    core.clock.advance(Memberships.TREE_LIFETIME);
    CountDownLatch gate = directory.close();

    assertThat(admits(source, person("211"))).isTrue();
    assertThat(directory.treeReadings()).isEqualTo(2);
    gate.countDown();
  }

  @Test
  void aTreeIsThatOfTheAppWhicheverSourceUsesItAndHoweverItIsChanged() throws Exception {
    core.sources.create(
        TestCore.ALICE,
        TENANT,
        "gate",
        FakePlatform.ID,
        Settings.of("Gate", Set.of(SignInMethod.BROWSER))
            .withFields(Map.of("corpId", "corp-1", "secret", "s")));
    for (String id : List.of("2", "3")) {
      assertThat(of(allow(department(id)), person(id))).isNotEmpty();
    }
    assertThat(core.memberships.list(TENANT, "gate")).hasSize(5);

    assertThat(directory.treeReadings()).isEqualTo(1);
  }

  @Test
  void aTreeIsReadOnceForAllWhoComeAtATime() throws Exception {
    IdentitySource source = source(allow(department("2")));
    CountDownLatch gate = directory.close();
    AtomicInteger arrived = new AtomicInteger();
    assertThat(
            Together.run(
                20,
                () -> {
                  if (arrived.incrementAndGet() == 20) {
                    gate.countDown();
                  }
                  return admits(source, person("211"));
                }))
        .containsOnly(true);

    assertThat(directory.treeReadings()).isEqualTo(1);
  }

  @Test
  void aTreeIsRenewedWhileTheOldOneServesAndEndsAtLast() throws Exception {
    IdentitySource source = source(allow(department("2")));
    assertThat(admits(source, person("211"))).isTrue();
    directory.fails(Code.UNAVAILABLE);
    core.clock.advance(Memberships.TREE_RENEWAL);
    assertThat(admits(source, person("211"))).isTrue();
    core.clock.advance(Memberships.TREE_LIFETIME.minus(Memberships.TREE_RENEWAL));

    assertThatThrownBy(() -> admits(source, person("211"))).isInstanceOf(ProviderException.class);
  }

  @Test
  void aTreeIsReadToItsEndAlsoWhereThePlatformSlowsDown() throws Exception {
    directory.throttlesOnce();

    assertThat(of(allow(department("2")), person("211"))).containsOnly(department("2"));
    assertThat(directory.treeReadings()).isEqualTo(1);
  }

  @Test
  void departmentsThatStandInACircleComeToAnEnd() throws Exception {
    directory.department("a", "b").department("b", "a");

    assertThat(of(allow(department("b"), department("2")), person("a")))
        .containsOnly(department("b"));
  }

  @Test
  void listsTheDepartmentsWithWhatIsAboveThem() {
    List<Departments.Department> all = core.memberships.list(TENANT, "door");

    assertThat(all)
        .extracting(Departments.Department::id)
        .containsExactly("1", "2", "21", "211", "3");
    assertThat(all.get(3).path())
        .isEqualTo(Arrays.asList("Department 1", "Department 2", "Department 21"));
    directory.fails(Code.NOT_PERMITTED);
    core.clock.advance(Memberships.TREE_LIFETIME);
    assertThatThrownBy(() -> core.memberships.list(TENANT, "door"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE));
    assertThatThrownBy(() -> core.memberships.list(TENANT, "nobody"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.NOT_FOUND));
  }
}
