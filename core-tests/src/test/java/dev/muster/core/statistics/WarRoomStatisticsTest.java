package dev.muster.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Statistics.AlertCounts;
import dev.muster.api.Statistics.Durations;
import dev.muster.api.Statistics.Report;
import dev.muster.api.Statistics.RoomOutcomes;
import dev.muster.api.Statistics.Step;
import dev.muster.api.warroom.Severity;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.hook.DomainEvent;
import dev.muster.spi.hook.WarRoomEvent.Progress;
import dev.muster.spi.hook.WarRoomEvent.WarRoomChange;
import dev.muster.spi.hook.WarRoomEvent.WarRoomChanged;
import dev.muster.spi.hook.WarRoomEvent.WarRoomProgressed;
import dev.muster.spi.storage.Query;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** It is 11:00 on Sunday, 22 November 2026, UTC: 16:45 in Kathmandu. */
final class WarRoomStatisticsTest extends StatisticsFixture {
  @BeforeEach
  void aTenant() {
    core.directory.require(TENANT);
  }

  private void happened(DomainEvent event) {
    core.changes.run(TestCore.ALICE, TENANT, work -> work.emit(event));
  }

  private void happened(WarRoomChange change) {
    happened(new WarRoomChanged("room", change));
  }

  private void happened(Progress progress, int seconds) {
    happened(new WarRoomProgressed("room", progress, seconds));
  }

  @Test
  void haveEveryStepAndEverySeverityAlsoWhereNothingHappened() {
    Report report = read();

    assertThat(report.warRooms().points())
        .hasSize(report.steps().size())
        .containsOnly(new RoomOutcomes(0, 0, 0));
    assertThat(report.warRooms().open()).containsOnlyKeys(Severity.values()).containsValues(0L);
    assertThat(report.warRooms().acknowledged()).isEqualTo(new Durations(0, 0, 0));
    assertThat(report.alerts()).isEqualTo(new AlertCounts(0, 0, 0, 0));
  }

  @Test
  void countWhatBecameOfRoomsInTheStepInWhichItDid() {
    happened(WarRoomChange.OPENED);
    happened(WarRoomChange.OPENED);
    happened(WarRoomChange.CHANGED);
    core.clock.advance(Duration.ofMinutes(20));
    happened(Progress.ACKNOWLEDGED, 1200);
    happened(Progress.RECOVERED, 1200);
    happened(WarRoomChange.CLOSED);
    happened(WarRoomChange.REOPENED);

    assertThat(
            read("2026-11-22T10:00:00Z", "2026-11-22T12:00:00Z", Step.HOUR, "UTC")
                .warRooms()
                .points())
        .containsExactly(new RoomOutcomes(0, 0, 0), new RoomOutcomes(2, 1, 1));
    assertThat(
            read("2026-11-22T10:15:00Z", "2026-11-22T12:15:00Z", Step.HOUR, "Asia/Kathmandu")
                .warRooms()
                .points())
        .containsExactly(new RoomOutcomes(2, 0, 0), new RoomOutcomes(0, 1, 1));
  }

  @Test
  void sayHowLongItTookToWithinAThird() {
    for (int i = 1; i <= 100; i++) {
      happened(Progress.ACKNOWLEDGED, i);
      happened(Progress.RECOVERED, i * 3600);
    }

    Report report = read();
    Durations acknowledged = report.warRooms().acknowledged();
    assertThat(acknowledged.count()).isEqualTo(100);
    assertThat(acknowledged.p50()).isBetween(43L, 57L);
    assertThat(acknowledged.p90()).isBetween(75L, 100L);
    assertThat(report.warRooms().recovered().p50()).isBetween(134_000L, 240_000L);
    assertThat(report.warRooms().points()).last().isEqualTo(new RoomOutcomes(0, 100, 0));
  }

  @Test
  void longTimesAreInTheLastClass() {
    happened(Progress.RECOVERED, Integer.MAX_VALUE);
    assertThat(read().warRooms().recovered().p90()).isGreaterThan(4_200_000);
  }

  @Test
  void countAlertsAndThoseThatWait() {
    ((StoredStatistics) core.statistics).use(tenant -> tenant.equals(TENANT) ? 7 : 0);
    tally.alerts(TENANT, 5, 3);
    tally.alerts(TENANT, 1, 1);
    tally.roomOpenedForAlerts(TENANT);

    assertThat(read().alerts()).isEqualTo(new AlertCounts(6, 4, 7, 1));
  }

  @Test
  void readHoursOfBeforeThereWereRooms() {
    tally.succeeded(TENANT, "chat", "one");
    Report report = read();
    String stored =
        new String(
            core.store
                .query(Query.of(HourRecord.COLLECTION, TENANT, new Query.All(), 10))
                .items()
                .get(0)
                .body(),
            StandardCharsets.UTF_8);

    assertThat(stored).doesNotContain("rooms");
    assertThat(report.warRooms().points()).containsOnly(new RoomOutcomes(0, 0, 0));
    happened(WarRoomChange.OPENED);
    assertThat(read().warRooms().points()).last().isEqualTo(new RoomOutcomes(1, 0, 0));
    assertThat(total(read()).succeeded()).isOne();
  }
}
