package dev.muster.core.user;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.testing.SteeredStore;
import dev.muster.spi.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is deleted with a user, and with the identities and sessions that end. */
class UserHousekeepingTest extends UserEndsFixture {
  private UserHousekeeping node(SteeredStore store) {
    Storage storage = new Storage(store);
    return new UserHousekeeping(
        storage, new Accounts(storage), new TaskQueue(storage, core.clock, 6, 3));
  }

  private static TaskHandler.Run<UserHousekeeping.Of> task(String user) {
    return task(new UserHousekeeping.Of(user, Optional.empty()), Duration.ofHours(1));
  }

  private static TaskHandler.Run<UserHousekeeping.Of> task(
      UserHousekeeping.Of payload, Duration left) {
    return new TaskHandler.Run<>("t", TENANT, payload, Instant.EPOCH, 0, Deadline.in(left));
  }

  private void deleted(String user) {
    Stored<UserRecord> read = core.accounts.users().find(TENANT, user).orElseThrow();
    commit(new UnitOfWork().add(core.accounts.users().delete(read)));
  }

  @Test
  void deletesEveryIdentityOfWhoIsDeletedAlsoWhenOneOfThemIsLinkedAnewMeanwhile() {
    link("li", "i-second");
    person("wang", "i-wang");
    deleted("li");
    SteeredStore store = new SteeredStore(core.store);
    store.beforeNextCommit(
        () -> {
          var second = core.accounts.identities().find(TENANT, "i-second").orElseThrow();
          commit(
              new UnitOfWork()
                  .add(core.accounts.identities().replace(second, identity("wang", "i-second"))));
        });

    node(store).run(task("li"));

    assertThat(core.accounts.identities().find(TENANT, "i-li")).isEmpty();
    assertThat(core.departures.userOf(TENANT, "i-second")).hasValue("wang");
    assertThat(core.departures.userOf(TENANT, "i-wang")).hasValue("wang");
  }

  @Test
  void deletesNoIdentityOfWhoIsOnlyDisabled() {
    disabledByAnAdministrator();

    core.housekeeping.run(task("li"));

    assertThat(core.departures.userOf(TENANT, "i-li")).hasValue("li");
  }

  @Test
  void deletesEverySessionThatEndedAndNoOther() {
    person("wang", "i-wang");
    sessions("li", 450, user("li").sessionsValidFrom(), "old");
    sessions("wang", 1, user("wang").sessionsValidFrom(), "wangs");
    Stored<UserRecord> read = core.accounts.users().find(TENANT, "li").orElseThrow();
    commit(
        new UnitOfWork().add(core.accounts.users().replace(read, read.value().signedOut(in(1)))));
    sessions("li", 1, user("li").sessionsValidFrom(), "new");

    core.housekeeping.run(task("li"));

    assertThat(stored()).isEqualTo(2);
  }

  @Test
  void leavesTheSessionsThatComeAfterItsTimeToTheNextRun() {
    sessions("li", 450, user("li").sessionsValidFrom(), "old");
    Stored<UserRecord> read = core.accounts.users().find(TENANT, "li").orElseThrow();
    commit(
        new UnitOfWork().add(core.accounts.users().replace(read, read.value().signedOut(in(1)))));
    sessions("li", 250, user("li").sessionsValidFrom(), "new");
    UserHousekeeping.Of payload = new UserHousekeeping.Of("li", Optional.empty());

    TaskHandler.Result result = core.housekeeping.run(task(payload, Duration.ZERO));
    assertThat(stored()).as("some are left").isGreaterThan(250);
    int runs = 1;
    while (result instanceof TaskHandler.Result.Unfinished unfinished) {
      payload = (UserHousekeeping.Of) unfinished.payload().orElseThrow();
      result = core.housekeeping.run(task(payload, Duration.ZERO));
      runs++;
    }

    assertThat(result).isInstanceOf(TaskHandler.Result.Done.class);
    assertThat(runs).as("it goes on where it was").isEqualTo(4);
    assertThat(stored()).isEqualTo(250);
  }

  @Test
  void aTaskOfAnEarlierVersionBeginsWithTheFirstSession() {
    sessions("li", 3, user("li").sessionsValidFrom(), "old");
    deleted("li");
    UserHousekeeping.Of payload =
        core.storage
            .json()
            .value(core.storage.json().tree(Map.of("user", "li")), UserHousekeeping.Of.class);

    core.housekeeping.run(task(payload, Duration.ofHours(1)));

    assertThat(stored()).isZero();
  }

  @Test
  void unlinkingEndsTheSessionsOfThatIdentityOrAllWhereTheyAreTooMany() {
    StoredUsers users =
        new StoredUsers(
            core.storage,
            core.housekeeping,
            core.accounts,
            core.directory,
            core.changes,
            new PasswordHash(PasswordHash.Cost.LEAST),
            core.passwordRules,
            core.clock);
    link("li", "i-second");
    link("li", "i-third");
    Instant valid = user("li").sessionsValidFrom();
    sessions("li", 3, valid, "few");
    users.unlink(ALICE, TENANT, "li", Optional.of("i-second"));
    assertThat(stored()).as("of the other identity").isEqualTo(3);
    assertThat(user("li").sessionsValidFrom()).isEqualTo(valid);

    sessions("li", 897, valid, "many");
    users.unlink(ALICE, TENANT, "li", Optional.of("i-third"));

    assertThat(user("li").sessionsValidFrom()).isAfter(valid);
    assertThat(users.sessions(TENANT, "li")).isEmpty();
    assertThat(users.find(TENANT, "li").map(it -> it.value().id())).hasValue("li");
    users.delete(ALICE, TENANT, "li", OptionalLong.empty());
    assertThat(users.find(TENANT, "li").map(it -> it.value())).isEmpty();
  }
}
