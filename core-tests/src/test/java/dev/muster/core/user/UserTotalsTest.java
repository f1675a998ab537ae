package dev.muster.core.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.User.Profile;
import dev.muster.core.store.Storage;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.testing.SteeredStore;
import dev.muster.core.testing.TestCore;
import dev.muster.core.user.UserTotals.Totals;
import dev.muster.spi.storage.Query;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class UserTotalsTest {
  private static final String TENANT = TestCore.TENANT;

  private final TestCore core = new TestCore();
  private final UserTotals totals = core.userTotals;

  private String create(String name) {
    return core.users
        .create(TestCore.ALICE, TENANT, Profile.of(name), Optional.empty())
        .value()
        .id();
  }

  private void setActive(String user, boolean active) {
    core.users.setActive(
        TestCore.ALICE, TENANT, user, active, Optional.empty(), OptionalLong.empty());
  }

  private void delete(String user) {
    core.users.delete(TestCore.ALICE, TENANT, user, OptionalLong.empty());
  }

  private long pending() {
    return core.store.count(UserDifference.SCHEMA.collection(), TENANT, new Query.All());
  }

  @Test
  void followEveryChange() {
    assertThat(totals.of(TENANT)).isEqualTo(new Totals(0, 0));
    String li = create("li");
    String wang = create("wang");
    create("zhao");
    assertThat(totals.of(TENANT)).isEqualTo(new Totals(3, 0));
    setActive(li, false);
    setActive(li, false);
    setActive(wang, true);
    assertThat(totals.of(TENANT)).isEqualTo(new Totals(2, 1));
    delete(li);
    delete(wang);
    assertThat(totals.of(TENANT)).isEqualTo(new Totals(1, 0));
  }

  @Test
  void areCountedWhereTheyNeverWere() {
    setActive(create("li"), false);
    create("wang");

    assertThat(totals.of(TENANT)).isEqualTo(new Totals(1, 1));
    assertThat(pending()).isZero();
  }

  @Test
  void areCountedAgainWhereSomebodyIsCreatedMeanwhile() {
    create("li");
    core.store.beforeNextCommit(() -> create("wang"));

    assertThat(totals.of(TENANT)).isEqualTo(new Totals(2, 0));
  }

  @Test
  void areAddedUpInTheBackground() {
    create("li");
    totals.settle();
    create("wang");
    assertThat(pending()).isOne();
    totals.settle();

    assertThat(pending()).isZero();
    assertThat(totals.of(TENANT)).isEqualTo(new Totals(2, 0));
  }

  @Test
  void areAddedUpOnceByTwoNodes() {
    create("li");
    assertThat(totals.of(TENANT)).isEqualTo(new Totals(1, 0));
    UserTotals other = otherNode();
    create("wang");
    core.store.beforeNextCommit(() -> assertThat(other.of(TENANT)).isEqualTo(new Totals(2, 0)));

    assertThat(totals.of(TENANT)).isEqualTo(new Totals(2, 0));
    assertThat(other.of(TENANT)).isEqualTo(new Totals(2, 0));
  }

  private UserTotals otherNode() {
    Storage storage = new Storage(core.store);
    return new UserTotals(
        storage, new TenantDirectory(storage, core.clock), new Accounts(storage), TestCore.IDLE);
  }

  /** One has counted before the other and stores it after the other has begun to. */
  @Test
  void areRightWhereTwoNodesCountMoreThanOneCommitTakes() {
    create("li");
    UserTotals other = otherNode();
    core.store.beforeNextCommit(
        () -> {
          for (int i = 0; i < 700; i++) {
            create("user-" + i);
          }
          core.store.dieAfterCommits(1);
          assertThatThrownBy(() -> other.of(TENANT)).isInstanceOf(SteeredStore.Died.class);
          core.store.revive();
        });
    totals.of(TENANT);

    assertThat(totals.of(TENANT)).isEqualTo(new Totals(701, 0));
    assertThat(pending()).isZero();
  }

  @Test
  void areRightAfterTheNodeThatChangedThemDied() {
    create("li");
    assertThat(totals.of(TENANT)).isEqualTo(new Totals(1, 0));
    core.store.dieAfterCommits(1);
    try {
      create("wang");
    } catch (SteeredStore.Died e) {
      // as the test wants it
    }
    core.store.revive();

    assertThat(totals.of(TENANT)).isEqualTo(new Totals(2, 0));
  }

  @Test
  void addUpMoreThanOneCommitTakes() {
    assertThat(totals.of(TENANT)).isEqualTo(new Totals(0, 0));
    for (int i = 0; i < 1203; i++) {
      create("user-" + i);
    }

    assertThat(totals.of(TENANT)).isEqualTo(new Totals(1203, 0));
    assertThat(pending()).isZero();
  }

  @Test
  void goWithTheirTenant() {
    core.tenants.create(TestCore.ALICE, "acme", "Acme");
    core.users.create(TestCore.ALICE, "acme", Profile.of("li"), Optional.empty());
    core.tenants.delete(TestCore.ALICE, "acme", OptionalLong.empty());
    totals.settle();
    core.taskWork.runDue();
    core.tenants.create(TestCore.ALICE, "acme", "Acme");

    assertThat(totals.of("acme")).isEqualTo(new Totals(0, 0));
  }
}
