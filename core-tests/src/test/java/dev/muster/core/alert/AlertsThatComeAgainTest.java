package dev.muster.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.Alert;
import dev.muster.api.warroom.AlertFormat;
import dev.muster.api.warroom.NewWarRoom.Facts;
import dev.muster.api.warroom.Severity;
import dev.muster.api.warroom.WarRoomRule.Settings;
import dev.muster.api.warroom.WarRoomRule.Threshold;
import dev.muster.api.warroom.WarRoomRule.When;
import dev.muster.core.store.Stored;
import dev.muster.core.testing.TestAlerts;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is known of alerts that are sent more than once, and of several that are one problem. */
class AlertsThatComeAgainTest extends AlertFixture {
  private static final String FIRST =
      "{'title':'Checkout is slow','alertKey':'a','severity':'warning','application':'shop','labels':{'host':'web-1'},"
          + "'url':'https://monitor.example/1','startsAt':'2026-11-22T10:00:00Z'}";

  private Alert only() {
    assertThat(alerts()).hasSize(1);
    return alerts().get(0);
  }

  @Test
  void areShownAsTheirSenderDescribesThemNow() {
    json(FIRST);
    Alert before = only();
    core.clock.advance(Duration.ofMinutes(5));
    json(
        "{'title':'Checkout is down','alertKey':'a','severity':'critical','application':'pay','labels':{'host':'web-2'},"
            + "'url':'https://monitor.example/2','startsAt':'2026-11-22T10:30:00Z'}");

    Alert after = only();
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.content().title()).isEqualTo("Checkout is down");
    assertThat(after.content().severity()).isEqualTo(Severity.P1);
    assertThat(after.content().labels()).containsEntry("host", "web-2");
    assertThat(after.content().labels()).containsEntry("application", "pay");
    assertThat(after.content().url()).contains("https://monitor.example/2");
    assertThat(after.content().startsAt()).contains(Instant.parse("2026-11-22T10:30:00Z"));
    assertThat(after.receivedAt()).isEqualTo(before.receivedAt());
    assertThat(after.lastReceivedAt()).isEqualTo(before.lastReceivedAt().plusSeconds(300));
  }

  /** Of a pair of senders the slower one may still tell of what was before. */
  @Test
  void areNotWhatAnOlderMessageSaysOfThem() {
    json(FIRST.replace("10:00:00", "10:30:00"));
    json(FIRST.replace("Checkout is slow", "Checkout was slow"));
    json("{'alertKey':'a','status':'resolved','startsAt':'2026-11-22T10:00:00Z'}");

    assertThat(only().content().title()).isEqualTo("Checkout is slow");
    assertThat(only().content().firing()).isTrue();
  }

  @Test
  void ofOneProblemMakeItsRoomAboutAllOfThemAndTheWorst() {
    alerting.rules.create(TestCore.ALICE, TENANT, TestAlerts.rule(true, Threshold.FIRST));
    json(
        "{'title':'Slow','group':'g','alertKey':'1','severity':'critical','application':'shop','region':'cn-north'}");
    json(
        "{'title':'Slow','group':'g','alertKey':'2','severity':'info','application':'pay','region':'us-east'}");

    var unused = alerting.alerts.open(TestCore.ALICE, TENANT, alerts().get(0).id());

    Facts facts = rooms.all().get(0).what().facts();
    assertThat(facts.severity()).isEqualTo(Severity.P1);
    assertThat(facts.applications()).containsExactly("shop", "pay");
    assertThat(facts.regions()).containsExactly("cn-north", "us-east");
  }

  /** It is stored in several pieces, and judged with the last of them. */
  @Test
  void ofALargeGroupOpenOneRoomAsBadAsTheWorst() {
    alerting.openAll(TENANT);
    String all =
        IntStream.range(0, 250)
            .mapToObj(
                i ->
                    "{'title':'Slow','group':'g','alertKey':'%d','severity':'%s','summary':'%s'}"
                        .formatted(i, i < 240 ? "info" : "critical", "x".repeat(1900)))
            .collect(Collectors.joining(",", "[", "]"))
            .replace('\'', '"');
    var unused =
        alerting.inbox.receive(
            TestCore.ALICE, TENANT, intake, TestAlerts.content(AlertFormat.JSON, all));
    List<Stored<PieceRecord>> pieces =
        core.storage
            .repository(PieceRecord.SCHEMA)
            .page(TENANT, new Query.All(), false, 100, Optional.empty())
            .items();
    assertThat(pieces).hasSizeGreaterThan(2);
    assertThat(pieces)
        .allSatisfy(
            it ->
                assertThat(
                        it.value().parts().stream()
                            .mapToInt(part -> part.group().alerts().size())
                            .sum())
                    .isBetween(1, 100));
    core.taskWork.runDue();

    assertThat(rooms.all()).hasSize(1);
    assertThat(rooms.all().get(0).what().facts().severity()).isEqualTo(Severity.P1);
    assertThat(rooms.told).as("it is not raised afterwards").isEmpty();
  }

  @Test
  void ofOneGroupAreTakenByARuleThatIsForAnyOfThem() {
    Settings all = TestAlerts.rule(false, Threshold.FIRST);
    When pay = new When(List.of("pay"), List.of(), Set.of(), Map.of());
    alerting.rules.create(
        TestCore.ALICE, TENANT, new Settings("Pay", true, 0, pay, all.then(), all.threshold()));

    json("{'title':'Slow','group':'g','application':'shop'}");
    assertThat(rooms.all()).isEmpty();
    json(
        "[{'title':'Slow','group':'h','alertKey':'1','application':'shop'},{'title':'Slow','group':'h','alertKey':'2','application':'pay'}]");
    assertThat(rooms.all()).hasSize(1);
  }
}
