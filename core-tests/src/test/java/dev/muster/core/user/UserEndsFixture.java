package dev.muster.core.user;

import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.Query;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Li, who has an account that verifies a mailbox, and what platforms and administrators do. */
abstract class UserEndsFixture {
  @TempDir Path folder;
  TestCore core;
  Instant now;

  @BeforeEach
  void li() {
    core = new TestCore(folder);
    core.directory.require(TENANT);
    now = core.clock.instant();
    person("li", "i-li");
  }

  void commit(UnitOfWork work) {
    assertThat(core.storage.commit(work)).isInstanceOf(CommitResult.Committed.class);
  }

  /** A user with an identity that verifies their mailbox. */
  void person(String user, String identity) {
    PlatformProfile profile =
        new PlatformProfile(
            identity,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(ContactPoint.of(user + "@corp.example", true)),
            Optional.empty(),
            false);
    commit(
        new UnitOfWork()
            .add(core.accounts.users().create(TENANT, user, UserRecord.of(user, profile, now))));
    link(user, identity);
  }

  void link(String user, String identity) {
    commit(
        new UnitOfWork()
            .add(core.accounts.identities().create(TENANT, identity, identity(user, identity))));
  }

  IdentityRecord identity(String user, String id) {
    return new IdentityRecord(user, "wecom", "chat", "ww1", id, List.of(), now, now);
  }

  UserRecord user(String id) {
    return core.accounts.users().find(TENANT, id).orElseThrow().value();
  }

  Instant in(int seconds) {
    return now.plusSeconds(seconds);
  }

  void disabledByAnAdministrator() {
    decides(false, in(1));
  }

  void decides(boolean active, Instant at) {
    Stored<UserRecord> read = core.accounts.users().find(TENANT, "li").orElseThrow();
    commit(
        new UnitOfWork()
            .add(core.accounts.users().replace(read, read.value().withActive(active, at))));
  }

  SessionRecord session(String user, Instant validFrom) {
    return new SessionRecord(
        user,
        "wecom",
        Optional.of("i-" + user),
        now,
        in(3600),
        "Firefox",
        "192.0.2.7",
        List.of(),
        validFrom,
        Instant.EPOCH);
  }

  void sessions(String user, int count, Instant validFrom, String name) {
    UnitOfWork work = new UnitOfWork();
    for (int i = 0; i < count; i++) {
      work.add(
          core.storage
              .repository(SessionRecord.SCHEMA)
              .create(TENANT, name + i, session(user, validFrom)));
    }
    commit(work);
  }

  long stored() {
    return core.store.count(SessionRecord.COLLECTION, TENANT, new Query.All());
  }
}
