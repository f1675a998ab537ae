package dev.muster.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SignIns.Refusal;
import dev.muster.api.Statistics.CallError;
import dev.muster.api.Statistics.Credential;
import dev.muster.api.Statistics.Outcomes;
import dev.muster.api.Statistics.Past;
import dev.muster.api.Statistics.Period;
import dev.muster.api.Statistics.PlatformHealth;
import dev.muster.api.Statistics.RefusalCount;
import dev.muster.api.Statistics.Report;
import dev.muster.api.Statistics.Series;
import dev.muster.api.Statistics.Step;
import dev.muster.api.Statistics.UserCounts;
import dev.muster.api.User.Profile;
import dev.muster.core.settings.Settings;
import dev.muster.core.store.KeptCounts;
import dev.muster.core.store.Storage;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.storage.Query;
import dev.muster.spi.storage.StorageException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** It is 11:00 on Sunday, 22 November 2026, UTC: 19:00 in Shanghai. */
final class StoredStatisticsTest extends StatisticsFixture {
  @Test
  void haveEveryStepAlsoWhereNothingHappened() {
    source("chat");
    Report report = read("2026-11-01T16:00:00Z", "2026-11-22T16:00:00Z", Step.DAY, "Asia/Shanghai");

    assertThat(report.steps()).hasSize(21);
    assertThat(report.signIns()).hasSize(1);
    assertThat(report.signIns().get(0).points()).hasSize(21).containsOnly(new Outcomes(0, 0, 0));
    assertThat(report.refusals()).isEmpty();
    assertThat(report.users()).isEqualTo(new UserCounts(0, 0, 0, 0));
  }

  @Test
  void countSignInsByPlatformSourceAndOutcome() {
    tally.succeeded(TENANT, "chat", "one");
    tally.succeeded(TENANT, "chat", "one");
    tally.succeeded(TENANT, "lark", "two");
    tally.refused(TENANT, "chat", "one", Refusal.FOREIGN_COMPANY);
    tally.refused(TENANT, "chat", "one", Refusal.NO_ACCOUNT);
    tally.refused(TENANT, "lark", "two", Refusal.FOREIGN_COMPANY);
    tally.failed(TENANT, "lark", "two");
    Report report = read("2026-11-22T11:00:00Z", "2026-11-22T12:00:00Z", Step.HOUR, "UTC");

    assertThat(report.signIns())
        .containsExactly(
            new Series("chat", Optional.of("one"), List.of(new Outcomes(2, 2, 0))),
            new Series("lark", Optional.of("two"), List.of(new Outcomes(1, 1, 1))));
    assertThat(report.refusals())
        .containsExactly(new RefusalCount("foreign-company", 2), new RefusalCount("no-account", 1));
  }

  @Test
  void putTheSameHourIntoTheDayOfTheZone() {
    core.clock.advance(Duration.ofHours(6));
    tally.succeeded(TENANT, "chat", "one");

    assertThat(
            read("2026-11-22T00:00:00Z", "2026-11-24T00:00:00Z", Step.DAY, "UTC")
                .signIns()
                .get(0)
                .points())
        .extracting(Outcomes::succeeded)
        .containsExactly(1L, 0L);
    assertThat(
            read("2026-11-21T16:00:00Z", "2026-11-23T16:00:00Z", Step.DAY, "Asia/Shanghai")
                .signIns()
                .get(0)
                .points())
        .extracting(Outcomes::succeeded)
        .containsExactly(0L, 1L);
  }

  /** 11:40 UTC is 17:25 in Kathmandu, and 11:10 is 16:55. */
  @Test
  void putQuartersOfAnHourWhereTheyBelong() {
    core.clock.advance(Duration.ofMinutes(10));
    tally.succeeded(TENANT, "chat", "one");
    core.clock.advance(Duration.ofMinutes(30));
    tally.succeeded(TENANT, "chat", "one");
    tally.succeeded(TENANT, "chat", "one");
    Report report =
        read("2026-11-22T10:15:00Z", "2026-11-22T12:15:00Z", Step.HOUR, "Asia/Kathmandu");

    assertThat(report.signIns().get(0).points())
        .extracting(Outcomes::succeeded)
        .containsExactly(1L, 2L);
  }

  @Test
  void countTheHourThatComesTwiceTwice() {
    Instant first = Instant.parse("2026-10-25T00:30:00Z");
    for (Instant at : List.of(first, first.plusSeconds(3600))) {
      statistics.add(TENANT, List.of(new Past(at, "chat", "one", Set.of("li"), Map.of(), 0)));
    }
    Report hours = read("2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z", Step.HOUR, "Europe/Berlin");
    Report days = read("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", Step.DAY, "Europe/Berlin");

    assertThat(hours.signIns().get(0).points())
        .extracting(Outcomes::succeeded)
        .containsExactly(1L, 1L);
    assertThat(days.signIns().get(0).points()).extracting(Outcomes::succeeded).containsExactly(2L);
    assertThat(days.users().signedIn()).isEqualTo(1);
  }

  @Test
  void areAddedUpByAllNodes() {
    Tally other = otherNode();
    tally.succeeded(TENANT, "chat", "one");
    other.succeeded(TENANT, "chat", "one");
    other.refused(TENANT, "chat", "one", Refusal.POLICY);
    core.store.beforeNextCommit(other::write);
    tally.write();

    assertThat(total(read())).isEqualTo(new Outcomes(2, 1, 0));
  }

  private Tally otherNode() {
    Storage storage = new Storage(core.store);
    return new Tally(
        storage,
        new TenantDirectory(storage, core.clock),
        core.settings,
        TestCore.IDLE,
        core.clock);
  }

  @Test
  void surviveAStopAndAreReadByTheNextStart() {
    tally.succeeded(TENANT, "chat", "one");
    tally.close();
    Tally next = otherNode();
    next.succeeded(TENANT, "chat", "one");
    next.close();

    assertThat(total(read())).isEqualTo(new Outcomes(2, 0, 0));
  }

  @Test
  void costNoCommitUntilTheyAreWrittenAndThenOneForAllTenants() {
    core.tenants.create(TestCore.ALICE, "acme", "Acme");
    tally.succeeded(TENANT, "chat", "one");
    tally.write();
    int before = core.store.commits();
    for (int i = 0; i < 1000; i++) {
      tally.succeeded(TENANT, "chat", "one");
      tally.called("acme", "chat", Duration.ofMillis(20), Optional.empty());
    }

    assertThat(core.store.commits()).isEqualTo(before);
    tally.write();
    assertThat(core.store.commits()).isEqualTo(before + 1);
    tally.write();
    assertThat(core.store.commits()).isEqualTo(before + 1);
  }

  @Test
  void areKeptWhileTheStorageDoesNotAnswer() {
    tally.succeeded(TENANT, "chat", "one");
    core.store.beforeNextCommit(
        () -> {
          throw new StorageException("away", true, new IOException("away"));
        });
    tally.write();
    tally.succeeded(TENANT, "chat", "one");
    tally.write();

    assertThat(total(read())).isEqualTo(new Outcomes(2, 0, 0));
  }

  @Test
  void areNotTriedBatchAfterBatchWhileTheStorageDoesNotAnswer() {
    int hours = KeptCounts.BATCH + 50;
    Instant now = core.clock.instant();
    for (int i = 0; i < hours; i++) {
      Instant at = now.minus(Duration.ofHours(i));
      tally.add(TENANT, new Past(at, "chat", "one", Set.of("li"), Map.of(), 0));
    }
    core.store.beforeNextCommit(
        () -> {
          throw new StorageException("away", true, new IOException("away"));
        });
    tally.write();

    assertThat(core.store.count(HourRecord.COLLECTION, TENANT, new Query.All())).isZero();
    tally.write();
    assertThat(core.store.count(HourRecord.COLLECTION, TENANT, new Query.All())).isEqualTo(hours);
  }

  @Test
  void areReadWhileSomebodyElseWaitsForTheStorage() throws Exception {
    tally.succeeded(TENANT, "chat", "one");
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch answers = new CountDownLatch(1);
    core.store.beforeNextCommit(
        () -> {
          hangs.countDown();
          awaitQuietly(answers);
        });
    Thread writer = new Thread(tally::write);
    writer.start();
    awaitQuietly(hangs);
    tally.refused(TENANT, "chat", "one", Refusal.POLICY);
    Thread reader = new Thread(this::read);
    reader.start();
    reader.join(10_000);
    boolean isRead = !reader.isAlive();
    answers.countDown();
    reader.join();
    writer.join();

    assertThat(isRead).isTrue();
    assertThat(total(read())).isEqualTo(new Outcomes(1, 1, 0));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void areThereForWhoeverReadsWhileSomebodyElseStoresThem() throws Exception {
    tally.succeeded(TENANT, "chat", "one");
    AtomicLong seen = new AtomicLong(-1);
    Thread reader = new Thread(() -> seen.set(total(read()).succeeded()));
    core.store.beforeNextCommit(
        () -> {
          reader.start();
          try {
            // without waiting it is through in this time
            reader.join(200);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    tally.write();
    reader.join();

    assertThat(seen).hasValue(1);
  }

  @Test
  void loseNothingThatIsCountedWhileTheyAreWritten() throws Exception {
    Thread counting =
        new Thread(
            () -> {
              for (int i = 0; i < 20_000; i++) {
                tally.succeeded(TENANT, "chat", "one");
              }
            });
    counting.start();
    while (counting.isAlive()) {
      tally.write();
    }
    counting.join();

    assertThat(total(read()).succeeded()).isEqualTo(20_000);
  }

  @Test
  void endWithTheirRetention() {
    tally.succeeded(TENANT, "chat", "one");
    tally.write();
    core.clock.advance(Settings.STATISTICS_RETENTION.plus(Duration.ofMinutes(59)));
    assertThat(core.store.count(HourRecord.COLLECTION, TENANT, new Query.All())).isOne();
    core.clock.advance(Duration.ofMinutes(1));

    assertThat(core.store.count(HourRecord.COLLECTION, TENANT, new Query.All())).isZero();
  }

  @Test
  void goWithTheirTenant() {
    core.tenants.create(TestCore.ALICE, "acme", "Acme");
    tally.succeeded("acme", "chat", "one");
    tally.write();
    tally.succeeded("acme", "chat", "one");
    core.tenants.delete(TestCore.ALICE, "acme", OptionalLong.empty());
    tally.write();
    core.taskWork.runDue();
    tally.write();

    assertThat(core.store.count(HourRecord.COLLECTION, "acme", new Query.All())).isZero();
    ProblemException problem =
        catchThrowableOfType(ProblemException.class, () -> statistics.add("acme", List.of()));
    assertThat(problem.code()).isEqualTo(ProblemCode.NOT_FOUND);
  }

  @Test
  void tellApartNoMoreSourcesThanTheirBound() {
    for (int i = 0; i < 60; i++) {
      for (int n = 0; n <= i; n++) {
        tally.succeeded(TENANT, i % 2 == 0 ? "chat" : "lark", "source-" + i);
      }
    }
    Report report = read();

    assertThat(report.signIns()).hasSize(52);
    assertThat(report.signIns().stream().filter(each -> each.source().isEmpty()))
        .extracting(Series::platform)
        .containsExactly("chat", "lark");
    assertThat(total(report).succeeded()).isEqualTo(60 * 61 / 2);
  }

  @Test
  void countUsersAsTheyAreCreated() {
    String id =
        core.users.create(TestCore.ALICE, TENANT, Profile.of("li"), Optional.empty()).value().id();
    core.users.create(TestCore.ALICE, TENANT, Profile.of("wang"), Optional.empty());
    core.users.setActive(TestCore.ALICE, TENANT, id, false, Optional.empty(), OptionalLong.empty());

    assertThat(read().users()).isEqualTo(new UserCounts(1, 1, 2, 0));
    core.clock.advance(Duration.ofDays(32));
    assertThat(read().users()).isEqualTo(new UserCounts(1, 1, 0, 0));
  }

  @Test
  void tellHowPlatformsDo() {
    source("one");
    core.platforms.takeAway("chat");
    for (int i = 0; i < 99; i++) {
      tally.called(TENANT, "chat", Duration.ofMillis(100), Optional.empty());
    }
    core.clock.advance(Duration.ofMinutes(5));
    tally.called(TENANT, "chat", Duration.ofSeconds(3), Optional.of("88"));
    tally.write();
    tally.called(TENANT, "chat", Duration.ofMillis(100), Optional.empty());
    tally.called(TENANT, "other", Duration.ofMillis(100), Optional.empty());

    assertThat(read().platforms())
        .containsExactly(
            new PlatformHealth(
                "chat",
                false,
                101,
                1,
                109,
                Credential.OK,
                Optional.empty(),
                Optional.of(new CallError(Instant.parse("2026-11-22T11:05:00Z"), "88"))));
  }

  @Test
  void areNoneOfATenantThatIsNotThere() {
    assertThatThrownBy(
            () ->
                statistics.read(
                    "nobody",
                    new Period(Optional.empty(), Optional.empty(), Step.DAY, ZoneOffset.UTC)))
        .isInstanceOf(ProblemException.class);
  }
}
