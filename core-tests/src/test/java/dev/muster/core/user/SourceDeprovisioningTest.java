package dev.muster.core.user;

import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Caller;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskType;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Deadline;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import dev.muster.spi.storage.Query;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More identities than are looked at in one go, or in one run. */
final class SourceDeprovisioningTest {
  private static final int MANY = 450;

  @TempDir private Path folder;
  private TestCore core;
  private SourceDeprovisioning ends;

  @BeforeEach
  void peopleOfTwoSources() {
    core = new TestCore(folder);
    core.directory.require(TENANT);
    ends = core.sourceEnds;
    for (int i = 0; i < MANY; i++) {
      person(String.format("%04d", i), i % 10 == 0 ? "stays" : "goes");
    }
  }

  private void person(String id, String source) {
    Instant now = core.clock.instant();
    PlatformProfile told =
        new PlatformProfile(
            id,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(ContactPoint.of(id + "@corp.example", true)),
            Optional.empty(),
            false);
    core.storage.commit(
        new UnitOfWork()
            .add(
                core.accounts
                    .identities()
                    .create(
                        TENANT,
                        id,
                        new IdentityRecord("u" + id, source, "p", "c", id, List.of(), now, now)))
            .add(core.accounts.users().create(TENANT, "u" + id, UserRecord.of(id, told, now))));
  }

  private long usersWithAVerifiedAddress() {
    return core.accounts.users().all(TENANT, new Query.All(), 2 * MANY).stream()
        .filter(user -> user.value().profile().emailVerified())
        .count();
  }

  private TaskHandler.Result run(SourceDeprovisioning.Of payload, Duration left) {
    return ends.run(
        new TaskHandler.Run<>("t", TENANT, payload, core.clock.instant(), 0, Deadline.in(left)));
  }

  @Test
  void endsWhatAllOfThemVerifyInOneRunThatHasTheTime() {
    TaskHandler.Result result =
        run(new SourceDeprovisioning.Of("goes", Optional.empty()), Duration.ofHours(1));

    assertThat(result).isInstanceOf(TaskHandler.Result.Done.class);
    assertThat(usersWithAVerifiedAddress()).isEqualTo(MANY / 10);
  }

  @Test
  void endsWhatSeveralIdentitiesOfOnePersonVerify() {
    Instant now = core.clock.instant();
    core.storage.commit(
        new UnitOfWork()
            .add(
                core.accounts
                    .identities()
                    .create(
                        TENANT,
                        "0000b",
                        new IdentityRecord(
                            "u0001", "goes", "p", "c", "0000b", List.of(), now, now))));

    TaskHandler.Result unused =
        run(new SourceDeprovisioning.Of("goes", Optional.empty()), Duration.ofHours(1));

    assertThat(usersWithAVerifiedAddress()).isEqualTo(MANY / 10);
  }

  @Test
  void goesOnWhereARunBeforeRanOutOfTime() {
    List<SourceDeprovisioning.Of> runs = new ArrayList<>();
    core.taskWork.add(
        new TaskHandler<SourceDeprovisioning.Of>() {
          @Override
          public TaskType<SourceDeprovisioning.Of> type() {
            return ends.type();
          }

          @Override
          public Result run(Run<SourceDeprovisioning.Of> task) {
            runs.add(task.payload());
            return SourceDeprovisioningTest.this.run(task.payload(), Duration.ZERO);
          }
        });
    core.changes.run(Caller.SYSTEM, TENANT, work -> ends.after(work, TENANT, "goes"));
    core.taskWork.runDue();

    assertThat(runs)
        .extracting(SourceDeprovisioning.Of::source)
        .hasSize(MANY / SourceDeprovisioning.BATCH + 1)
        .containsOnly("goes");
    assertThat(runs).extracting(SourceDeprovisioning.Of::after).doesNotHaveDuplicates();
    assertThat(usersWithAVerifiedAddress()).isEqualTo(MANY / 10);
  }

  @Test
  void leavesWhatComesAfterItsTimeToTheNextRun() {
    TaskHandler.Result result =
        run(new SourceDeprovisioning.Of("goes", Optional.empty()), Duration.ZERO);

    assertThat(result).isInstanceOf(TaskHandler.Result.Unfinished.class);
    assertThat(usersWithAVerifiedAddress()).isEqualTo(MANY - SourceDeprovisioning.BATCH * 9 / 10);
  }
}
