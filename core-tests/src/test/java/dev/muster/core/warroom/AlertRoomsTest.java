package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.Alert;
import dev.muster.api.warroom.AlertFormat;
import dev.muster.api.warroom.NewClosing;
import dev.muster.api.warroom.NewWarRoom.Origin;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.Severity;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.ChatState;
import dev.muster.api.warroom.WarRoom.Status;
import dev.muster.api.warroom.WarRoomRule;
import dev.muster.api.warroom.WarRoomRule.Settings;
import dev.muster.api.warroom.WarRoomRule.Then;
import dev.muster.api.warroom.WarRoomRule.Threshold;
import dev.muster.api.warroom.WarRoomRule.When;
import dev.muster.api.warroom.WarRoomRules.NotYet;
import dev.muster.api.warroom.WarRoomRules.Outcome;
import dev.muster.api.warroom.WarRoomRules.Sample;
import dev.muster.api.warroom.WarRoomTemplate;
import dev.muster.api.warroom.WarRoomTemplate.Language;
import dev.muster.api.warroom.WarRooms;
import dev.muster.api.warroom.WarRooms.Filter;
import dev.muster.core.alert.WarRoomsOfAlerts;
import dev.muster.core.testing.TestAlerts;
import dev.muster.core.testing.TestUsers;
import dev.muster.spi.Text;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From an alert to what is said in the chats. */
class AlertRoomsTest extends WarRoomFixture {
  private TestAlerts alerting = new TestAlerts(core, ofAlerts(rooms));
  private String intake = "";

  @BeforeEach
  void rule() {
    know(3);
    alerting.rules.create(
        ALICE,
        TENANT,
        new Settings(
            "All",
            true,
            0,
            new When(List.of(), List.of(), Set.of(), Map.of()),
            new Then(
                List.of("corp", "wing"),
                Optional.of(new PersonRef.Email("p0@corp.example")),
                Optional.empty(),
                mails(3),
                List.of(),
                Optional.empty(),
                false),
            Threshold.FIRST));
    intake = alerting.intake(TENANT);
  }

  private void send(String status, String startsAt) {
    alerting.send(
        TENANT,
        intake,
        AlertFormat.JSON,
        "{\"title\":\"Checkout is slow\",\"alertKey\":\"a\",\"severity\":\"critical\",\"application\":\"shop\",\"status\":\"%s\",\"startsAt\":\"%s\"}"
            .formatted(status, startsAt));
  }

  private List<WarRoom> all() {
    return rooms.list(TENANT, Filter.ALL, 10, Optional.empty()).items().stream()
        .map(room -> room.value())
        .toList();
  }

  @Test
  void knowsOfWhichProblemARoomIs() {
    send("firing", "2026-11-22T10:00:00Z");

    Alert alert =
        alerting.alerts.list(TENANT, Optional.empty(), 1, Optional.empty()).items().get(0);
    assertThat(all())
        .singleElement()
        .extracting(it -> it.origin().orElseThrow())
        .returns(alert.group(), Origin::group)
        .returns(alert.intake(), Origin::intake)
        .returns(Optional.of(alerting.rules.inOrder(TENANT).get(0).id()), Origin::rule);
    assertThat(alerting.alerts.ofGroup(TENANT, alert.group(), 10, Optional.empty()).items())
        .containsExactly(alert);
    assertThat(alerting.alerts.ofGroup(TENANT, "\0", 10, Optional.empty()).items()).isEmpty();
    assertThat(alerting.alerts.ofGroup(TENANT, "another", 10, Optional.empty()).items()).isEmpty();
    assertThat(open(List.of("corp"), mails(2)).origin()).isEmpty();
  }

  @Test
  void opensARoomTellsItOfTheEndAndGoesOnInIt() {
    send("firing", "2026-11-22T10:00:00Z");

    WarRoom room = all().get(0);
    assertThat(room.facts().title()).isEqualTo("Checkout is slow");
    assertThat(room.facts().applications()).containsExactly("shop");
    assertThat(room.openedBy()).isEqualTo("system");
    assertThat(room.chats()).allMatch(chat -> chat.state() == ChatState.OPEN);
    assertThat(corp.only().members).hasSize(3);
    int said = corp.only().said.size();

    send("resolved", "2026-11-22T10:00:00Z");
    assertThat(now(room.id()).status()).isEqualTo(Status.RECOVERED);
    assertThat(corp.only().said).hasSize(said + 1);
    assertThat(wing.only().said.get(wing.only().said.size() - 1)).contains("resolved");

    core.clock.advance(Duration.ofMinutes(1));
    send("firing", "2026-11-22T10:30:00Z");
    assertThat(now(room.id()).status()).isEqualTo(Status.STARTED);
    assertThat(corp.only().said).hasSize(said + 2);
    assertThat(all()).hasSize(1);
  }

  private String last() {
    return corp.only().said.get(corp.only().said.size() - 1);
  }

  @Test
  void speaksTheLanguageOfTheRoomsTemplate() {
    send("firing", "2026-11-22T10:00:00Z");
    send("resolved", "2026-11-22T10:00:00Z");
    assertThat(last()).contains("All alerts are resolved.").doesNotContain("告警");

    core.templates.change(
        ALICE,
        TENANT,
        "default",
        it ->
            new WarRoomTemplate.Settings(
                it.displayName(), Language.CHINESE, it.title(), it.briefing(), it.notices()),
        OptionalLong.empty());
    core.clock.advance(Duration.ofMinutes(1));
    send("firing", "2026-11-22T10:30:00Z");
    assertThat(last()).contains("告警再次触发。").doesNotContain("alerts");

    sendOf("g", "warning", "a");
    sendOf("g", "critical", "b");
    assertThat(corp.chats.get(1).said)
        .last()
        .asString()
        .contains("后续告警级别更高：P1。")
        .doesNotContain("severe");
  }

  private long saidThatItFiresAgain() {
    return corp.only().said.stream().filter(it -> it.contains("fire again")).count();
  }

  /** Only the message into the chats is bounded to one a minute. */
  @Test
  void callsOffAPlannedClosingAtOnceWhereTheProblemIsBackWithinAMinute() {
    send("firing", "2026-11-22T10:00:00Z");
    send("resolved", "2026-11-22T10:00:00Z");
    String room = all().get(0).id();
    var unused =
        rooms.closeLater(
            ALICE, TENANT, room, closing(WarRoom.Policy.KEEP, false), Duration.ofSeconds(30));
    core.clock.advance(Duration.ofSeconds(5));
    send("firing", "2026-11-22T10:00:10Z");

    assertThat(now(room).status()).isEqualTo(Status.STARTED);
    assertThat(now(room).planned()).isEmpty();
    assertThat(saidThatItFiresAgain()).isZero();
    core.clock.advance(Duration.ofSeconds(30));
    work();
    assertThat(now(room).status()).isEqualTo(Status.STARTED);
    core.clock.advance(Duration.ofSeconds(30));
    work();
    assertThat(saidThatItFiresAgain()).isOne();
    assertThat(all()).hasSize(1);
  }

  /** What somebody said of the room by hand is not said once more. */
  @Test
  void saysNothingOfAnEndThatSomebodySaidBefore() {
    send("firing", "2026-11-22T10:00:00Z");
    String room = all().get(0).id();
    var unused = rooms.setStatus(ALICE, TENANT, room, Status.RECOVERED);
    int said = corp.only().said.size();
    send("resolved", "2026-11-22T10:00:00Z");
    assertThat(corp.only().said).hasSize(said);

    send("firing", "2026-11-22T10:30:00Z");
    assertThat(now(room).status()).isEqualTo(Status.STARTED);
    assertThat(saidThatItFiresAgain()).isOne();
  }

  @Test
  void opensAnotherRoomWhereTheFirstWasClosedWhileTheProblemFires() {
    send("firing", "2026-11-22T10:00:00Z");
    send("firing", "2026-11-22T10:00:00Z");
    String room = all().get(0).id();
    var unused = rooms.close(ALICE, TENANT, room, closing(WarRoom.Policy.KEEP, false));

    send("firing", "2026-11-22T10:00:00Z");
    assertThat(all()).hasSize(2);
    send("firing", "2026-11-22T10:00:00Z");
    assertThat(all()).hasSize(2);
    assertThat(alert().warRoom()).isPresent().isNotEqualTo(Optional.of(room));
  }

  private Alert alert() {
    return alerting.alerts.list(TENANT, Optional.empty(), 1, Optional.empty()).items().get(0);
  }

  @Test
  void opensAnotherRoomByHandWhereTheFirstWasClosedWhileTheProblemFires() {
    send("firing", "2026-11-22T10:00:00Z");
    String room = all().get(0).id();
    var unused = rooms.close(ALICE, TENANT, room, closing(WarRoom.Policy.KEEP, false));

    Alert opened = alerting.alerts.open(ALICE, TENANT, alert().id());

    assertThat(opened.warRoom()).isPresent().isNotEqualTo(Optional.of(room));
    assertThat(alerting.alerts.open(ALICE, TENANT, alert().id()).warRoom())
        .isEqualTo(opened.warRoom());
    work();
    assertThat(all()).hasSize(2);
  }

  /** Both are routed by one commit, before there is a room. */
  @Test
  void opensARoomAsBadAsTheWorstOfAlertsThatComeAtOnce() {
    for (String severity : List.of("info", "critical")) {
      alerting.inbox.receive(
          ALICE,
          TENANT,
          intake,
          TestAlerts.content(
              AlertFormat.JSON,
              "{\"title\":\"Slow\",\"group\":\"g\",\"alertKey\":\"%s\",\"severity\":\"%s\"}"
                  .formatted(severity, severity)));
    }
    work();

    assertThat(all()).hasSize(1);
    assertThat(all().get(0).facts().severity()).isEqualTo(Severity.P1);
    assertThat(corp.only().title).contains("P1");
  }

  private void sendOf(String group, String severity, String key) {
    alerting.send(
        TENANT,
        intake,
        AlertFormat.JSON,
        "{\"title\":\"Slow\",\"group\":\"%s\",\"alertKey\":\"%s\",\"severity\":\"%s\"}"
            .formatted(group, key, severity));
  }

  @Test
  void raisesARoomInItsChatsAndNeverLowersIt() {
    sendOf("g", "warning", "a");
    WarRoom room = all().get(0);
    assertThat(room.facts().severity()).isEqualTo(Severity.P3);
    int said = corp.only().said.size();

    sendOf("g", "critical", "b");
    assertThat(now(room.id()).facts().severity()).isEqualTo(Severity.P1);
    assertThat(now(room.id()).facts().title()).isEqualTo(room.facts().title());
    assertThat(corp.only().said.get(corp.only().said.size() - 1)).contains("P1");
    assertThat(corp.only().said.size()).isGreaterThan(said);
    int raised = corp.only().said.size();

    sendOf("g", "info", "c");
    assertThat(now(room.id()).facts().severity()).isEqualTo(Severity.P1);
    assertThat(corp.only().said).hasSize(raised);
  }

  @Test
  void leavesARoomAloneThatWasClosedBeforeItCouldBeRaised() {
    sendOf("g", "warning", "a");
    WarRoom room = all().get(0);
    ofAlerts(rooms).raise(TENANT, "none", Severity.P1, false);
    ofAlerts(rooms).raise(TENANT, room.id(), Severity.P4, true);

    assertThat(now(room.id()).facts().severity()).isEqualTo(Severity.P3);
  }

  @Test
  void opensAnotherRoomOnceTheFirstIsClosed() {
    send("firing", "2026-11-22T10:00:00Z");
    send("resolved", "2026-11-22T10:00:00Z");
    var unused =
        rooms.close(
            ALICE,
            TENANT,
            all().get(0).id(),
            new NewClosing(WarRoom.Policy.KEEP, Optional.empty(), false));

    send("firing", "2026-11-22T10:30:00Z");

    assertThat(all()).hasSize(2);
    assertThat(corp.chats).hasSize(2);
  }

  @Test
  void opensARoomThoughTheRotaAndTheUsersOfItsRuleWereDeleted() {
    String rota =
        core.rotas.create(ALICE, TENANT, WarRoomDutyTest.always(mails(1).get(0))).value().id();
    PersonRef gone = new PersonRef.OurUser("gone");
    TestUsers.add(core, TENANT, List.of("gone"));
    List<PersonRef> members = Stream.concat(mails(2).stream(), Stream.of(gone)).toList();
    WarRoomRule rule = alerting.rules.inOrder(TENANT).get(0);
    Then then = rule.settings().then();
    alerting.rules.change(
        ALICE,
        TENANT,
        rule.id(),
        it ->
            new Settings(
                it.displayName(),
                it.enabled(),
                it.order(),
                it.when(),
                new Then(
                    then.platforms(),
                    Optional.of(gone),
                    Optional.of(gone),
                    members,
                    List.of(rota),
                    then.template(),
                    false),
                it.threshold()),
        OptionalLong.empty());
    core.rotas.delete(ALICE, TENANT, rota, OptionalLong.empty());
    TestUsers.delete(core, TENANT, "gone");

    send("firing", "2026-11-22T10:00:00Z");

    assertThat(all())
        .singleElement()
        .returns(List.of(), WarRoom::rotas)
        .returns(Optional.empty(), WarRoom::owner)
        .returns(Optional.empty(), WarRoom::recorder);
    assertThat(rooms.members(TENANT, all().get(0).id()))
        .extracting(WarRoom.Member::ref)
        .containsExactlyElementsOf(mails(2));
  }

  @Test
  void saysWhichPlatformIsNotBound() {
    Sample sample = new Sample("Checkout is slow", Map.of());
    assertThat(alerting.rules.tryOut(TENANT, sample).wouldOpen()).isTrue();
    core.mobileApps.unbind(ALICE, TENANT, "corp", false, OptionalLong.empty());
    Outcome tried = alerting.rules.tryOut(TENANT, sample);
    send("firing", "2026-11-22T10:00:00Z");

    Alert alert =
        alerting.alerts.list(TENANT, Optional.empty(), 1, Optional.empty()).items().get(0);
    assertThat(alert.state()).isEqualTo(Alert.State.WAITING);
    assertThat(alert.problem())
        .contains(new Text("No mobile app of the platform corp is bound.", "尚未绑定平台 corp 的移动应用。"));
    assertThat(tried.why()).contains(NotYet.NOT_BOUND);
    assertThat(tried.problem()).isEqualTo(alert.problem());
    assertThat(all()).isEmpty();
  }

  /** The node dies behind each commit in turn, until it gets through. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 18, 20, 24})
  void opensOneRoomAndOneChatWhereverTheNodeDies(int commits) {
    core.store.dieAfterCommits(commits);
    boolean died = dies(() -> send("firing", "2026-11-22T10:00:00Z"));
    if (died) {
      core.store.revive();
      core.clock.advance(Duration.ofMinutes(2));
      rooms = start();
      alerting = new TestAlerts(core, ofAlerts(rooms));
      work();
      // a sender that got no answer sends it again; one that did, repeats
      send("firing", "2026-11-22T10:00:00Z");
    }
    core.store.revive();
    workLater();

    assertThat(all()).hasSize(1);
    assertThat(corp.chats).hasSize(1);
    assertThat(wing.chats).hasSize(1);
    assertThat(corp.only().members).hasSize(3);
    Alert alert =
        alerting.alerts.list(TENANT, Optional.empty(), 1, Optional.empty()).items().get(0);
    assertThat(alert.warRoom()).contains(all().get(0).id());
  }

  private WarRoomsOfAlerts ofAlerts(WarRooms all) {
    return new WarRoomsOfAlerts(all, core.templates, core.tally, core.storage);
  }
}
