package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.Caller;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.warroom.NewClosing;
import dev.muster.api.warroom.TimelineEntry;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.ClosedChat;
import dev.muster.api.warroom.WarRoom.Closing;
import dev.muster.api.warroom.WarRoom.Done;
import dev.muster.api.warroom.WarRoom.Policy;
import dev.muster.api.warroom.WarRoom.Status;
import dev.muster.api.warroom.WarRooms.Delivery;
import dev.muster.core.testing.FakeChats;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class WarRoomPlannedClosingTest extends WarRoomFixture {
  private static final Duration HOUR = Duration.ofHours(1);

  private static NewClosing saying(Policy policy, String farewell) {
    return new NewClosing(
        policy, Map.of(), Optional.of("It is over."), false, Optional.of(farewell));
  }

  private WarRoom opened(String platform) {
    know(2);
    return open(List.of(platform), mails(2));
  }

  private void later(String id, Duration delay) {
    Instant at = core.clock.instant().plus(delay);
    WarRoom room =
        rooms.closeLater(ALICE, TENANT, id, saying(Policy.ARCHIVE, "Thank you."), delay).value();
    assertThat(room.planned().orElseThrow().at()).isEqualTo(at);
    work();
  }

  private void pass(Duration time) {
    core.clock.advance(time);
    work();
  }

  private static void refused(ThrowingCallable call, ProblemCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void saysFarewellBeforeAnythingIsDoneToAChat() {
    WarRoom room = opened("wing");
    wing.calls.clear();

    Closing closed = rooms.close(ALICE, TENANT, room.id(), saying(Policy.DISSOLVE, "Thank you."));

    assertThat(wing.calls).containsSubsequence("send", "history", "dissolve");
    assertThat(wing.only().said).endsWith("Thank you.");
    ClosedChat chat = closed.chats().get(0);
    assertThat(chat.done()).isEqualTo(Done.DISSOLVED);
    assertThat(chat.farewell().map(Delivery::sent)).contains(true);
    List<TimelineEntry> told = rooms.timeline(TENANT, room.id(), 200, Optional.empty()).items();
    assertThat(told)
        .filteredOn(it -> it.kind().equals("farewell"))
        .extracting(it -> it.text().orElseThrow())
        .containsExactly("Thank you.");
    assertThat(told)
        .filteredOn(it -> it.kind().equals("chat-closed"))
        .extracting(it -> it.detail().get("farewell"))
        .containsExactly("sent");
  }

  @Test
  void closesAllTheSameAndSaysSoWhereNoFarewellIsTaken() {
    WarRoom room = opened("wing");
    wing.failAlways("send", Code.NOT_PERMITTED);

    Closing closed = rooms.close(ALICE, TENANT, room.id(), saying(Policy.ARCHIVE, "Thank you."));

    ClosedChat chat = closed.chats().get(0);
    assertThat(chat.done()).isEqualTo(Done.ARCHIVED);
    assertThat(chat.farewell().map(Delivery::sent)).contains(false);
    assertThat(chat.farewell().flatMap(Delivery::problem).orElseThrow().code())
        .isEqualTo("not-permitted");
    assertThat(rooms.timeline(TENANT, room.id(), 200, Optional.empty()).items())
        .filteredOn(it -> it.kind().equals("chat-closed"))
        .extracting(it -> it.detail().get("farewell"))
        .containsExactly("not-sent");
  }

  @Test
  void saysThatAChatThatIsGoneWasToldNoFarewell() {
    WarRoom room = opened("wing");
    wing.only().dissolved = true;
    var unused = rooms.send(ALICE, TENANT, room.id(), said("x"));

    Closing closed = rooms.close(ALICE, TENANT, room.id(), saying(Policy.ARCHIVE, "Thank you."));

    Delivery farewell = closed.chats().get(0).farewell().orElseThrow();
    assertThat(farewell.sent()).isFalse();
    assertThat(farewell.problem().orElseThrow().code()).isEqualTo("chat-gone");
  }

  @Test
  void tellsEachOfItsChatsAndWhoCalledItOff() {
    know(2);
    WarRoom room = open(List.of("wing", "corp"), mails(2));
    later(room.id(), HOUR);
    Caller carol = new Caller("admin:carol", "192.0.2.2", "c2");
    rooms.callOff(carol, TENANT, room.id());
    work();

    assertThat(rooms.timeline(TENANT, room.id(), 200, Optional.empty()).items())
        .filteredOn(it -> it.kind().equals("close-planned"))
        .extracting(it -> it.detail().get("at"))
        .containsExactly("2026-11-22T12:00:00Z");
    for (FakeChats each : List.of(wing, corp)) {
      assertThat(each.only().said)
          .contains("This war room will be closed at 2026-11-22 12:00 (UTC).")
          .endsWith("This war room stays open: closing it was called off.");
    }
    assertThat(rooms.timeline(TENANT, room.id(), 200, Optional.empty()).items())
        .filteredOn(it -> it.kind().equals("close-called-off"))
        .extracting(TimelineEntry::actor)
        .containsExactly(carol.actor());
  }

  @Test
  void refusesAFarewellThatIsTooLongAndADelayOfMoreThanADay() {
    WarRoom room = opened("wing");
    refused(
        () -> rooms.close(ALICE, TENANT, room.id(), saying(Policy.KEEP, "x".repeat(2_001))),
        ProblemCode.INVALID_VALUE);
    for (Duration wrong : List.of(Duration.ZERO, Duration.ofSeconds(-1), HOUR.multipliedBy(25))) {
      refused(
          () -> rooms.closeLater(ALICE, TENANT, room.id(), closing(Policy.KEEP, false), wrong),
          ProblemCode.INVALID_VALUE);
    }
    assertThat(now(room.id()).planned()).isEmpty();
    assertThat(now(room.id()).status()).isEqualTo(Status.STARTED);
  }

  @Test
  void tellsItsChatsAndClosesWhenItIsTime() {
    WarRoom room = opened("wing");
    later(room.id(), HOUR);
    assertThat(wing.only().said)
        .contains("This war room will be closed at 2026-11-22 12:00 (UTC).");
    assertThat(wing.only().said).doesNotContain("Thank you.");

    pass(HOUR.minusSeconds(10));
    assertThat(now(room.id()).status()).isEqualTo(Status.STARTED);

    pass(Duration.ofSeconds(10));
    WarRoom closed = now(room.id());
    assertThat(closed.status()).isEqualTo(Status.CLOSED);
    assertThat(closed.planned()).isEmpty();
    assertThat(closed.times().closedAt()).contains(core.clock.instant());
    assertThat(closed.closing().orElseThrow().by()).isEqualTo(ALICE.actor());
    assertThat(closed.closing().orElseThrow().reason()).contains("It is over.");
    assertThat(closed.closing().orElseThrow().chats())
        .extracting(ClosedChat::done)
        .containsExactly(Done.ARCHIVED);
    assertThat(wing.only().said).endsWith("Thank you.");
    assertThat(kinds(room.id())).contains("close-planned", "farewell", "closed", "chat-closed");
  }

  @Test
  void asksAtOnceWhetherHistoryWouldBeLost() {
    WarRoom room = opened("nail");
    refused(
        () -> rooms.closeLater(ALICE, TENANT, room.id(), closing(Policy.DISSOLVE, false), HOUR),
        ProblemCode.HISTORY_WOULD_BE_LOST);
    assertThat(now(room.id()).planned()).isEmpty();
  }

  @Test
  void staysOpenWhenThatIsCalledOff() {
    WarRoom room = opened("wing");
    later(room.id(), HOUR);
    rooms.callOff(ALICE, TENANT, room.id());
    work();
    assertThat(wing.only().said).endsWith("This war room stays open: closing it was called off.");

    pass(HOUR.multipliedBy(2));
    assertThat(now(room.id()).status()).isEqualTo(Status.STARTED);
    assertThat(now(room.id()).planned()).isEmpty();
    assertThat(wing.only().said).doesNotContain("Thank you.");
    assertThat(kinds(room.id())).contains("close-called-off").doesNotContain("closed");
    refused(() -> rooms.callOff(ALICE, TENANT, room.id()), ProblemCode.NOT_FOUND);
  }

  @Test
  void isClosedByTheLatestThatWasSaidAlone() {
    WarRoom room = opened("wing");
    later(room.id(), HOUR);
    later(room.id(), HOUR.multipliedBy(3));
    assertThat(wing.only().said)
        .contains("This war room will be closed at 2026-11-22 14:00 (UTC).");

    pass(HOUR.multipliedBy(2));
    assertThat(now(room.id()).status()).isEqualTo(Status.STARTED);

    pass(HOUR);
    assertThat(now(room.id()).status()).isEqualTo(Status.CLOSED);
    assertThat(wing.only().said).filteredOn("Thank you."::equals).hasSize(1);
  }

  @Test
  void isClosedSoonerByASoonerTime() {
    WarRoom room = opened("wing");
    later(room.id(), HOUR.multipliedBy(3));
    later(room.id(), HOUR);

    pass(HOUR);
    assertThat(now(room.id()).status()).isEqualTo(Status.CLOSED);

    pass(HOUR.multipliedBy(3));
    assertThat(kinds(room.id())).filteredOn("closed"::equals).hasSize(1);
  }

  @Test
  void isClosedAtOnceWhileAClosingIsToCome() {
    WarRoom room = opened("wing");
    later(room.id(), HOUR);
    Closing closed = rooms.close(ALICE, TENANT, room.id(), closing(Policy.KEEP, false));
    assertThat(closed.policy()).isEqualTo(Policy.KEEP);
    assertThat(now(room.id()).planned()).isEmpty();
    refused(() -> rooms.callOff(ALICE, TENANT, room.id()), ProblemCode.IN_USE);
    refused(
        () -> rooms.closeLater(ALICE, TENANT, room.id(), closing(Policy.KEEP, false), HOUR),
        ProblemCode.IN_USE);

    rooms.reopen(ALICE, TENANT, room.id(), Optional.empty());
    pass(HOUR);
    assertThat(now(room.id()).status()).isEqualTo(Status.STARTED);
    assertThat(wing.only().said).doesNotContain("Thank you.");
  }

  @Test
  void isNotReopenedWhileAClosingIsToCome() {
    WarRoom room = opened("wing");
    later(room.id(), HOUR);
    refused(() -> rooms.reopen(ALICE, TENANT, room.id(), Optional.empty()), ProblemCode.IN_USE);
    assertThat(now(room.id()).planned()).isPresent();
  }

  @Test
  void isClosedInWhateverStatus() {
    WarRoom room = opened("wing");
    later(room.id(), HOUR);
    rooms.setStatus(ALICE, TENANT, room.id(), Status.DIAGNOSING);
    rooms.setStatus(ALICE, TENANT, room.id(), Status.RECOVERED);
    assertThat(now(room.id()).planned()).isPresent();

    pass(HOUR);
    assertThat(now(room.id()).status()).isEqualTo(Status.CLOSED);
  }

  @Test
  void staysOpenWhenTheProblemIsThereAgain() {
    WarRoom room = opened("wing");
    rooms.setStatus(ALICE, TENANT, room.id(), Status.RECOVERED);
    later(room.id(), HOUR);
    rooms.setStatus(ALICE, TENANT, room.id(), Status.STARTED);
    work();
    assertThat(now(room.id()).planned()).isEmpty();
    assertThat(wing.only().said).endsWith("This war room stays open: closing it was called off.");

    pass(HOUR);
    assertThat(now(room.id()).status()).isEqualTo(Status.STARTED);
  }
}
