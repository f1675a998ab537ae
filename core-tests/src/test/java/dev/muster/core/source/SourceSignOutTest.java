package dev.muster.core.source;

import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.testing.TestCore;
import dev.muster.core.user.SessionRecord;
import dev.muster.spi.Deadline;
import dev.muster.spi.storage.Query;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More sessions than end in one go, or in one run. */
class SourceSignOutTest {
  private static final int OF_THE_SOURCE = 250;
  private static final int OF_OTHERS = 30;

  @TempDir private Path folder;
  private TestCore core;

  @BeforeEach
  void sessions() {
    core = new TestCore(folder);
    core.directory.require(TENANT);
    UnitOfWork work = new UnitOfWork();
    for (int i = 0; i < OF_THE_SOURCE; i++) {
      add(work, "a" + i, "gone");
    }
    for (int i = 0; i < OF_OTHERS; i++) {
      add(work, "b" + i, "door");
    }
    core.storage.commit(work);
  }

  private void add(UnitOfWork work, String id, String source) {
    Instant now = core.clock.instant();
    work.add(
        core.storage
            .repository(SessionRecord.SCHEMA)
            .create(
                TENANT,
                id,
                new SessionRecord(
                    "li",
                    source,
                    Optional.empty(),
                    now,
                    now.plusSeconds(3600),
                    "Firefox",
                    "192.0.2.7",
                    List.of(),
                    now,
                    now)));
  }

  private TaskHandler.Result run(SourceSignOut.Of payload) {
    return core.sourceSignOut.run(
        new TaskHandler.Run<>(
            "t", TENANT, payload, core.clock.instant(), 0, Deadline.in(Duration.ZERO)));
  }

  private long left() {
    return core.store.count(SessionRecord.COLLECTION, TENANT, new Query.All());
  }

  @Test
  void leavesWhatComesAfterItsTimeToTheNextRun() {
    TaskHandler.Result result = run(new SourceSignOut.Of("gone", Optional.empty()));
    assertThat(left()).isEqualTo(OF_THE_SOURCE + OF_OTHERS - SourceSignOut.BATCH);
    int runs = 1;
    while (result instanceof TaskHandler.Result.Unfinished unfinished) {
      result = run((SourceSignOut.Of) unfinished.payload().orElseThrow());
      runs++;
    }

    assertThat(runs).isEqualTo((OF_THE_SOURCE + OF_OTHERS) / SourceSignOut.BATCH);
    assertThat(left()).isEqualTo(OF_OTHERS);
  }
}
