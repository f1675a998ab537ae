package dev.muster.core.source;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.IdentitySource.Settings;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.testing.TestCore;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.UserUpgrade;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.hook.SignInEvent.Account;
import dev.muster.spi.hook.SignInEvent.SignedIn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When sources are used, at the cost of a note in memory. */
final class SourceUsesTest {
  private TestCore core;
  private SourceUses uses;

  @BeforeEach
  void start() {
    core = new TestCore();
    core.platforms.offer(new FakePlatform().descriptor());
    create("door");
    uses = node();
  }

  private void create(String id) {
    core.sources.create(
        ALICE,
        TENANT,
        id,
        FakePlatform.ID,
        Settings.of("Door", Set.of(SignInMethod.BROWSER))
            .withFields(Map.of("corpId", "c1", "secret", "s3")));
  }

  private SourceUses node() {
    return new SourceUses(core.storage, core.accounts, TestCore.IDLE, core.clock);
  }

  private Instant comesIn(String source) {
    core.clock.advance(Duration.ofSeconds(1));
    ChangeSet work = core.changes.open(ALICE, TENANT);
    work.emit(new SignedIn("u1", source, SignInMethod.BROWSER, Account.RETURNING));
    core.changes.commit(work);
    return core.clock.instant();
  }

  private void link(String identity) {
    Instant now = core.clock.instant();
    core.storage.commit(
        new UnitOfWork()
            .add(
                core.accounts
                    .identities()
                    .create(
                        TENANT,
                        identity,
                        new IdentityRecord(
                            "u1", "door", "fake", "c1", identity, List.of(), now, now))));
  }

  @Test
  void aSignInIsKnownAtOnceAndStoredOnceInAWhile() {
    assertThat(uses.lastSignIn(TENANT, "door")).isEmpty();
    comesIn("door");
    uses.write();
    Instant first = comesIn("door");
    long commits = core.store.commits();
    assertThat(uses.lastSignIn(TENANT, "door")).hasValue(first);
    assertThat(uses.lastSignIns(TENANT)).containsExactly(Map.entry("door", first));
    assertThat(node().lastSignIn(TENANT, "door")).as("of another node").isPresent();
    assertThat(node().lastSignIn(TENANT, "door").orElseThrow()).isBefore(first);
    assertThat(core.store.commits()).isEqualTo(commits);

    uses.write();
    assertThat(core.store.commits()).isEqualTo(commits + 1);
    assertThat(node().lastSignIn(TENANT, "door")).hasValue(first);
    assertThat(node().lastSignIns(TENANT)).containsExactly(Map.entry("door", first));
    uses.write();
    assertThat(core.store.commits()).as("nothing is new").isEqualTo(commits + 1);
  }

  @Test
  void theNewestOfAllNodesStays() {
    SourceUses other = node();
    Instant last = comesIn("door");
    uses.write();
    Instant later = comesIn("door");
    assertThat(later).isAfter(last);
    other.write();
    uses.write();
    assertThat(node().lastSignIn(TENANT, "door")).hasValue(later);
  }

  @Test
  void aStopStoresWhatIsLeft() {
    Instant last = comesIn("door");
    uses.close();
    assertThat(node().lastSignIn(TENANT, "door")).hasValue(last);
    Instant missed = comesIn("door");
    assertThat(missed).isAfter(last);
    assertThat(uses.lastSignIn(TENANT, "door")).as("after the stop").hasValue(last);
  }

  @Test
  void nothingIsLeftOfASourceThatIsDeleted() {
    comesIn("door");
    uses.write();
    comesIn("door");
    core.sources.delete(ALICE, TENANT, "door", OptionalLong.empty());
    uses.write();
    core.sourceUses.write();
    assertThat(node().lastSignIns(TENANT)).isEmpty();
  }

  @Test
  void accountsThatAreLinkedAreCounted() {
    assertThat(uses.linkedUsers(TENANT, "door")).as("as long as not all are found").isEmpty();
    new UserUpgrade(core.storage, core.directory, core.background, core.clock);
    assertThat(uses.linkedUsers(TENANT, "door")).hasValue(0);
    link("i1");
    link("i2");
    assertThat(uses.linkedUsers(TENANT, "door")).hasValue(2);
    assertThat(uses.linkedUsers(TENANT, "other")).hasValue(0);
  }
}
