package dev.muster.core.session;

import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.PasswordSignIns;
import dev.muster.api.ProblemCode;
import dev.muster.api.User.Profile;
import dev.muster.core.audit.Audit;
import dev.muster.core.change.Changes;
import dev.muster.core.source.SourceSignOut;
import dev.muster.core.source.StoredSourceSessions;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.tenancy.StoredTenants;
import dev.muster.core.tenancy.TenantRemoval;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.testing.SteeredStore;
import dev.muster.core.testing.TestCore;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.KnownUsers;
import dev.muster.core.user.PasswordHash;
import dev.muster.core.user.SessionRecord;
import dev.muster.core.user.StoredUsers;
import dev.muster.core.user.ToldClient;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.storage.Query;
import dev.muster.testkit.storage.InMemoryDocumentStore;
import dev.muster.testkit.storage.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ends a session, in one commit and for good. */
class SessionEndsTest {
  private static final OptionalLong ANY = OptionalLong.empty();
  private static final String SOURCE = "door";

  @TempDir private Path folder;
  private TestCore core;
  private StoredUsers users;
  private StoredSessions sessions;
  private String user;

  @BeforeEach
  void signIn() {
    core = new TestCore(folder);
    users =
        new StoredUsers(
            core.storage,
            core.housekeeping,
            core.accounts,
            core.directory,
            core.changes,
            new PasswordHash(PasswordHash.Cost.LEAST),
            core.passwordRules,
            core.clock);
    sessions =
        new StoredSessions(
            core.storage,
            core.queue,
            new KnownUsers(core.storage, core.accounts),
            new StoredSourceSessions(core.storage, core.directory),
            core.digests,
            core.changes,
            core.clock);
    core.mobileApps.bind(
        ALICE, TENANT, "chat", Map.of("corpId", "wwa", "agentId", "1", "secret", "s3cret"));
    create();
    user = users.create(ALICE, TENANT, named("li"), Optional.empty()).value().id();
  }

  private static Profile named(String name) {
    return Profile.of(name);
  }

  /** Takes its credentials from the bound app. */
  private void create() {
    core.sources.create(
        ALICE, TENANT, SOURCE, "chat", Settings.of("Door", Set.of(SignInMethod.BROWSER)));
  }

  private void enabled(boolean enabled) {
    core.sources.change(ALICE, TENANT, SOURCE, before -> before.withEnabled(enabled), ANY);
  }

  private Secret session() {
    return session("identity-1");
  }

  private Secret session(String identity) {
    return session(SOURCE, Optional.of(identity));
  }

  private Secret session(String source, Optional<String> identity) {
    return core.changes.make(
        ALICE,
        TENANT,
        work -> {
          Stored<UserRecord> owner = core.accounts.users().find(TENANT, user).orElseThrow();
          Secret token =
              sessions
                  .begin(
                      work,
                      TENANT,
                      new StoredSessions.Beginning(
                          user,
                          owner.value().sessionsValidFrom(),
                          source,
                          identity,
                          "Firefox",
                          "192.0.2.1",
                          StoredSessions.Replaced.NOTHING,
                          Optional.empty(),
                          Optional.empty()),
                      core.clock.instant())
                  .orElseThrow()
                  .token();
          return () -> token;
        });
  }

  private boolean isValid(Secret token) {
    return sessions.find(TENANT, token).isPresent();
  }

  private long stored() {
    return core.storage.repository(SessionRecord.SCHEMA).count(TENANT, new Query.All());
  }

  @Nested
  class WithItsUser {
    @Test
    void whoIsDisabledAndStaysEndedWhenTheyAreEnabledAgain() {
      Secret before = session();

      users.setActive(ALICE, TENANT, user, false, Optional.empty(), ANY);
      assertThat(isValid(before)).isFalse();

      users.setActive(ALICE, TENANT, user, true, Optional.empty(), ANY);
      assertThat(isValid(before)).isFalse();
      assertThat(isValid(session())).isTrue();
    }

    @Test
    void whoIsSignedOutEverywhereInTheSameMillisecondInWhichItBegan() {
      Secret before = session();

      users.endSessions(ALICE, TENANT, user);

      assertThat(isValid(before)).isFalse();
      assertThat(isValid(session())).isTrue();
    }

    @Test
    void whoIsDeleted() {
      Secret before = session();

      users.delete(ALICE, TENANT, user, ANY);

      assertThat(isValid(before)).isFalse();
    }

    @Test
    void whoLeftTheCompany() {
      Secret before = session();
      String identity = IdentityRecord.id("chat", "wwa", "li", true);
      core.changes.run(
          ALICE,
          TENANT,
          work ->
              work.add(
                  core.accounts
                      .identities()
                      .create(
                          TENANT,
                          identity,
                          new IdentityRecord(
                              user,
                              SOURCE,
                              "chat",
                              "wwa",
                              "li",
                              List.of(),
                              core.clock.instant(),
                              core.clock.instant()))));

      core.changes.run(
          ALICE,
          TENANT,
          work -> core.departures.leave(work, TENANT, identity, core.clock.instant()));

      assertThat(isValid(before)).isFalse();

      // nothing has cleaned up when they are back
      core.changes.run(
          ALICE,
          TENANT,
          work -> core.departures.comeBack(work, TENANT, identity, core.clock.instant()));
      assertThat(isValid(before)).isFalse();
      assertThat(isValid(session())).isTrue();
    }

    @Test
    void inOneCommitSoThatACrashAfterItRevivesNothing() {
      Secret before = session();
      users.setActive(ALICE, TENANT, user, false, Optional.empty(), ANY);
      // the node dies before it cleans up; the user is enabled on another one
      users.setActive(ALICE, TENANT, user, true, Optional.empty(), ANY);
      assertThat(stored()).isEqualTo(1);
      assertThat(isValid(before)).isFalse();
      Secret after = session();

      core.taskWork.runDue();

      assertThat(stored()).isEqualTo(1);
      assertThat(isValid(after)).isTrue();
    }
  }

  @Nested
  class WithItsSource {
    @Test
    void thatIsDisabledAndStaysEndedWhenItIsEnabledAgain() {
      Secret before = session();

      enabled(false);
      assertThat(isValid(before)).isFalse();

      enabled(true);
      assertThat(isValid(before)).isFalse();
      assertThat(isValid(session())).isTrue();
    }

    @Test
    void thatIsDeletedAndIsNotRevivedByAnotherOneOfItsId() {
      Secret before = session();

      core.sources.delete(ALICE, TENANT, SOURCE, ANY);
      assertThat(isValid(before)).isFalse();

      core.clock.advance(Duration.ofMillis(1));
      create();
      assertThat(isValid(before)).isFalse();
    }

    @Test
    void butNotWithAnyOtherChangeOfIt() {
      Secret before = session();

      enabled(true);

      assertThat(isValid(before)).isTrue();
    }

    @Test
    void whoseAppIsUnboundAndStaysEndedWhenItIsBoundAgain() {
      Secret before = session();

      core.mobileApps.unbind(ALICE, TENANT, "chat", true, ANY);
      assertThat(isValid(before)).isFalse();

      core.mobileApps.bind(
          ALICE, TENANT, "chat", Map.of("corpId", "wwa", "agentId", "1", "secret", "s3cret"));
      assertThat(isValid(before)).isFalse();
    }
  }

  /** What is told to clients is added as the document is deleted. */
  @Nested
  class LeavesNoDocumentBehind {
    private void isGone() {
      assertThat(stored()).isEqualTo(1);
      core.taskWork.runDue();
      assertThat(stored()).isZero();
    }

    @Test
    void whereItsSourceIsDisabledAndEnabledAgainMeanwhile() {
      session();
      enabled(false);
      enabled(true);
      isGone();
    }

    @Test
    void whereItsSourceIsDeleted() {
      session();
      core.sources.delete(ALICE, TENANT, SOURCE, ANY);
      isGone();
    }

    @Test
    void whereItsAppIsUnbound() {
      session();
      core.mobileApps.unbind(ALICE, TENANT, "chat", true, ANY);
      isGone();
    }

    @Test
    void whereTheSignInByPasswordIsTurnedOff() {
      core.tenants.change(ALICE, TENANT, was -> was.withPasswordSignIn(true), ANY);
      session(PasswordSignIns.SOURCE, Optional.empty());
      core.tenants.change(ALICE, TENANT, was -> was.withPasswordSignIn(false), ANY);
      isGone();
    }

    @Test
    void butThoseOfOtherSourcesAndThoseThatBeganLater() {
      core.tenants.change(ALICE, TENANT, was -> was.withPasswordSignIn(true), ANY);
      session(PasswordSignIns.SOURCE, Optional.empty());
      enabled(false);
      enabled(true);
      session();
      core.taskWork.runDue();
      assertThat(stored()).isEqualTo(2);
    }
  }

  @Test
  void withItsIdentityAndNotWithAnotherOfTheUser() {
    String identity = IdentityRecord.id("chat", "wwa", "li", true);
    core.changes.run(
        ALICE,
        TENANT,
        work ->
            work.add(
                core.accounts
                    .identities()
                    .create(
                        TENANT,
                        identity,
                        new IdentityRecord(
                            user,
                            SOURCE,
                            "chat",
                            "wwa",
                            "li",
                            List.of(),
                            core.clock.instant(),
                            core.clock.instant()))));
    Secret by = session(identity);
    Secret other = session("another");

    users.unlink(ALICE, TENANT, user, Optional.of(identity));

    assertThat(isValid(by)).isFalse();
    assertThat(isValid(other)).isTrue();
  }

  @Test
  void thatAnEarlierVersionStored() {
    Secret token = session();
    String id = sessions.find(TENANT, token).orElseThrow().session().id();
    var repository = core.storage.repository(SessionRecord.SCHEMA);
    Stored<SessionRecord> read = repository.find(TENANT, id).orElseThrow();
    SessionRecord now = read.value();
    core.changes.run(
        ALICE,
        TENANT,
        work ->
            work.add(
                repository.replace(
                    read,
                    new SessionRecord(
                        now.userId(),
                        now.identitySource(),
                        now.identityId(),
                        now.authTime(),
                        now.expiresAt(),
                        now.userAgent(),
                        now.address(),
                        List.of(),
                        null,
                        null))));

    assertThat(isValid(token)).isFalse();
  }

  /** With it end those in which something was granted for longer, however long ago. */
  @Nested
  class InItsBrowser {
    private Optional<Secret> held = Optional.empty();

    /** Signs in again, in the same browser. */
    private String signsIn(Optional<Duration> offline) {
      core.clock.advance(Duration.ofSeconds(1));
      Instant now = core.clock.instant();
      StoredSessions.Begun begun =
          core.changes.make(
              ALICE,
              TENANT,
              work -> {
                Stored<UserRecord> owner = core.accounts.users().find(TENANT, user).orElseThrow();
                StoredSessions.Beginning beginning =
                    new StoredSessions.Beginning(
                        user,
                        owner.value().sessionsValidFrom(),
                        SOURCE,
                        Optional.of("identity-1"),
                        "Firefox",
                        "192.0.2.1",
                        sessions.replace(work, ALICE, TENANT, held.stream().toList(), user, now),
                        offline.map(now::plus),
                        Optional.empty());
                StoredSessions.Begun made =
                    sessions.begin(work, TENANT, beginning, now).orElseThrow();
                return () -> made;
              });
      held = Optional.of(begun.token());
      return begun.session().id();
    }

    private boolean isThere(String session) {
      return core.storage.repository(SessionRecord.SCHEMA).find(TENANT, session).isPresent();
    }

    private void signsOut() {
      sessions.end(ALICE, TENANT, held.orElseThrow());
    }

    @Test
    void howeverManySignInsAgo() {
      String first = signsIn(Optional.of(Duration.ofDays(90)));
      for (int i = 0; i < 60; i++) {
        signsIn(Optional.of(Duration.ofDays(90)));
      }
      assertThat(isThere(first)).isTrue();
      assertThat(stored()).isEqualTo(61);

      signsOut();

      assertThat(isThere(first)).isFalse();
      assertThat(stored()).isZero();
    }

    @Test
    void alsoWhereManyWithoutFollowedAtOnce() {
      String first = signsIn(Optional.of(Duration.ofDays(90)));
      for (int i = 0; i < 50; i++) {
        signsIn(Optional.empty());
      }
      assertThat(isThere(first)).isTrue();

      signsOut();

      assertThat(isThere(first)).isFalse();
    }

    @Test
    void alsoWhereThoseBetweenLastedLess() {
      String first = signsIn(Optional.of(Duration.ofDays(90)));
      for (int i = 0; i < 30; i++) {
        signsIn(Optional.of(Duration.ofHours(13)));
      }
      core.clock.advance(Duration.ofHours(11));
      signsIn(Optional.empty());
      core.clock.advance(Duration.ofHours(3));
      signsIn(Optional.empty());
      assertThat(isThere(first)).isTrue();

      signsOut();

      assertThat(isThere(first)).isFalse();
    }

    @Test
    void andNotThatOfAnotherBrowser() {
      String elsewhere = signsIn(Optional.of(Duration.ofDays(90)));
      held = Optional.empty();
      signsIn(Optional.of(Duration.ofDays(90)));
      signsIn(Optional.empty());

      signsOut();

      assertThat(isThere(elsewhere)).isTrue();
      assertThat(stored()).isOne();
    }
  }

  @Test
  void tellsEveryClientOfItHoweverOftenOneGotTokens() {
    SessionRecord record =
        core.storage
            .repository(SessionRecord.SCHEMA)
            .find(TENANT, sessions.find(TENANT, session()).orElseThrow().session().id())
            .orElseThrow()
            .value();
    Instant created = core.clock.instant();
    record = record.telling(List.of(new ToldClient("mail", created, "s0")));
    for (int i = 0; i < 2 * SessionRecord.MOST_TOLD; i++) {
      record = record.telling(List.of(new ToldClient("shop", created, "s" + i)));
    }

    assertThat(record.told())
        .hasSize(SessionRecord.MOST_TOLD)
        .startsWith(new ToldClient("mail", created, "s0"))
        .endsWith(new ToldClient("shop", created, "s" + (2 * SessionRecord.MOST_TOLD - 1)));
  }

  @Nested
  class WhileItsTenantIsDeleted {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-28T11:00:00Z"));
    private final SteeredStore store = new SteeredStore(new InMemoryDocumentStore(clock));
    private final Storage storage = new Storage(store);
    private final TenantDirectory directory = new TenantDirectory(storage, clock);
    private final Changes changes = new Changes(storage, directory, Audit.at(storage, clock));
    private final TaskQueue queue = new TaskQueue(storage, clock);
    private final StoredTenants tenants =
        new StoredTenants(
            storage,
            directory,
            new TenantRemoval(storage, store, queue),
            new SourceSignOut(storage, queue),
            changes,
            clock);
    private final Accounts accounts = new Accounts(storage);

    @Test
    void nothingIsLeftByWhoeverReadItBefore() {
      tenants.create(ALICE, "acme", "Acme");
      store.beforeNextCommit(() -> tenants.delete(ALICE, "acme", ANY));

      assertProblem(
          ProblemCode.NOT_FOUND,
          () ->
              changes.run(
                  ALICE,
                  "acme",
                  work ->
                      work.add(
                          accounts
                              .users()
                              .create("acme", "u", UserRecord.of(named("li"), clock.instant())))));

      assertThat(accounts.users().find("acme", "u")).isEmpty();
    }
  }
}
