package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.ChatState;
import dev.muster.api.warroom.WarRoom.ClosedChat;
import dev.muster.api.warroom.WarRoom.Done;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.api.warroom.WarRoom.Policy;
import dev.muster.api.warroom.WarRoom.Result;
import dev.muster.api.warroom.WarRooms.Settings;
import dev.muster.core.testing.FakeChats;
import dev.muster.spi.chat.MemberResult;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WarRoomDoubtTest extends WarRoomFixture {
  @Test
  void opensNoSecondOneWhereTheKeyHolds() {
    know(2);
    wing.failNextAfterwards("open", Code.TIMEOUT);
    WarRoom room = open(List.of("wing"), mails(2));
    assertThat(chat(room, "wing").state()).isEqualTo(ChatState.OPENING);

    workLater();

    assertThat(chat(now(room.id()), "wing").state()).isEqualTo(ChatState.OPEN);
    assertThat(wing.chats).hasSize(1);
  }

  /** Whatever title it was asked for bears the chat that it opened. */
  @Test
  void renamesAChatWhoseRoomWasRenamedWhileNobodyKnewOfIt() {
    know(2);
    nail.forgetKeys();
    for (FakeChats each : List.of(wing, nail)) {
      each.failNextAfterwards("open", Code.TIMEOUT);
    }
    WarRoom room = open(List.of("wing", "nail"), mails(2));
    rooms.change(
        ALICE,
        TENANT,
        room.id(),
        it ->
            new Settings(
                about("Payments are slow", List.of("corp"), List.of()).facts(),
                it.owner(),
                it.recorder()),
        OptionalLong.empty());
    workLater();

    for (FakeChats each : List.of(wing, nail)) {
      assertThat(each.only().title).contains("Payments are slow");
    }
  }

  @Test
  void looksForItWhereTheKeyMeansNothing() {
    know(2);
    nail.forgetKeys();
    nail.failNextAfterwards("open", Code.TIMEOUT);
    WarRoom room = open(List.of("nail"), mails(2));
    workLater();

    assertThat(chat(now(room.id()), "nail").state()).isEqualTo(ChatState.OPEN);
    assertThat(nail.chats).hasSize(1);
    assertThat(nail.count("find")).isOne();
  }

  @Test
  void isNotLookedForWhereTheRoomIsClosedAndItsChatsAreKept() {
    know(2);
    nail.forgetKeys();
    nail.failNextAfterwards("open", Code.TIMEOUT);
    WarRoom room = open(List.of("nail"), mails(2));
    int before = nail.calls.size();

    var unused = rooms.close(ALICE, TENANT, room.id(), closing(Policy.KEEP, false));
    workLater();

    assertThat(nail.calls).hasSize(before);
  }

  @Test
  void opensAnotherOnlyWhereThePlatformSaysThatThereIsNone() {
    know(2);
    nail.failNext("open", Code.TIMEOUT);
    WarRoom room = open(List.of("nail"), mails(2));
    workLater();

    assertThat(chat(now(room.id()), "nail").state()).isEqualTo(ChatState.OPEN);
    assertThat(nail.chats).hasSize(1);
    assertThat(nail.calls).containsSubsequence("open", "find", "open");
  }

  @Test
  void dissolvesAChatOfWhichNobodyKnewYetThatItWasOpened() {
    know(2);
    nail.forgetKeys();
    for (FakeChats each : List.of(wing, nail)) {
      each.failNextAfterwards("open", Code.TIMEOUT);
    }
    WarRoom room = open(List.of("wing", "nail"), mails(2));

    rooms.close(ALICE, TENANT, room.id(), closing(Policy.DISSOLVE, true));
    workLater();

    for (FakeChats each : List.of(wing, nail)) {
      assertThat(each.only().dissolved).isTrue();
    }
    assertThat(now(room.id()).closing().orElseThrow().chats())
        .allMatch(ClosedChat::complete)
        .allMatch(it -> it.done() == Done.DISSOLVED);
  }

  @Test
  void saysThatThereMayBeAChatWhereThePlatformDoesNotAnswerForADay() {
    know(2);
    wing.failNextAfterwards("open", Code.TIMEOUT);
    wing.failAlways("open", Code.UNAVAILABLE);
    WarRoom room = open(List.of("wing"), mails(2));
    rooms.close(ALICE, TENANT, room.id(), closing(Policy.DISSOLVE, true));
    workLater();
    assertThat(now(room.id()).closing().orElseThrow().chats()).noneMatch(ClosedChat::complete);

    core.clock.advance(Duration.ofHours(25));
    work();

    ClosedChat chat = now(room.id()).closing().orElseThrow().chats().get(0);
    assertThat(chat.complete()).isTrue();
    assertThat(chat.detail().orElseThrow().en()).contains("did not say whether it opened a chat");
  }

  @Test
  void leavesItToAPersonWhereNobodyCanTell() {
    know(2);
    wing.failNextAfterwards("open", Code.TIMEOUT);
    wing.failAlways("open", Code.UNAVAILABLE);
    WarRoom room = open(List.of("wing"), mails(2));
    core.clock.advance(Duration.ofHours(10));
    wing.works();
    work();

    assertThat(chat(now(room.id()), "wing").state()).isEqualTo(ChatState.FAILED);
    assertThat(chat(now(room.id()), "wing").problem().orElseThrow().code())
        .isEqualTo("opening-unknown");
    assertThat(wing.chats).hasSize(1);

    rooms.retry(ALICE, TENANT, room.id());
    assertThat(chat(now(room.id()), "wing").state()).isEqualTo(ChatState.OPEN);
    assertThat(wing.chats).hasSize(2);
  }

  @Test
  void readsWhoIsInWhereThePlatformDoesNotSayWhoWasAdded() {
    know(2);
    wing.with(it -> it.withOpening(0, 0));
    wing.outcomes.put("wing-0", MemberResult.Outcome.UNKNOWN);
    WarRoom room = open(List.of("wing"), mails(2));

    assertThat(outcome(room.id(), 0, "wing")).isEqualTo(Outcome.FAILED);
    assertThat(outcome(room.id(), 1, "wing")).isEqualTo(Outcome.JOINED);
    assertThat(wing.count("members")).isEqualTo(3);
  }

  @Test
  void readsWhoIsInWhereTheAnswerToAnAddingWasNotUnderstood() {
    know(2);
    wing.with(it -> it.withOpening(0, 0));
    wing.failNextAfterwards("add", Code.UNEXPECTED_ANSWER);

    WarRoom room = open(List.of("wing"), mails(2));

    assertThat(outcome(room.id(), 0, "wing")).isEqualTo(Outcome.JOINED);
    assertThat(outcome(room.id(), 1, "wing")).isEqualTo(Outcome.JOINED);
    assertThat(wing.count("add")).isOne();
  }

  @Test
  void addsOnceMoreWhoIsNotInWhereTheAnswerToAnAddingWasNotUnderstood() {
    know(2);
    wing.with(it -> it.withOpening(0, 0));
    wing.failNext("add", Code.UNEXPECTED_ANSWER);

    WarRoom room = open(List.of("wing"), mails(2));

    assertThat(outcome(room.id(), 0, "wing")).isEqualTo(Outcome.JOINED);
    assertThat(wing.count("add")).isEqualTo(2);
  }

  /** The app may not read who is in: nobody can tell. */
  private WarRoom doubtful() {
    know(3);
    wing.with(it -> it.withOpening(0, 0));
    wing.failAlways("add", Code.UNEXPECTED_ANSWER);
    wing.failAlways("members", Code.NOT_PERMITTED);
    WarRoom room = open(List.of("wing"), mails(2));
    wing.works();
    return room;
  }

  @Test
  void saysThatNobodyCanTellWhetherSomebodyJoined() {
    WarRoom room = doubtful();

    Result result = rooms.members(TENANT, room.id()).get(0).results().get(0);
    assertThat(result.outcome()).isEqualTo(Outcome.PENDING);
    assertThat(result.detail().orElseThrow().en())
        .contains("does not say whether the person joined");
    assertThat(result.platformCode()).contains("42");
  }

  @Test
  void findsOutAtTheNextLookWhoJoinedAfterAll() {
    WarRoom room = doubtful();
    wing.only().members.add("wing-0");

    var unused = rooms.invite(ALICE, TENANT, room.id(), List.of(mails(3).get(2)));

    assertThat(outcome(room.id(), 0, "wing")).isEqualTo(Outcome.JOINED);
    assertThat(outcome(room.id(), 1, "wing")).isEqualTo(Outcome.PENDING);
    assertThat(outcome(room.id(), 2, "wing")).isEqualTo(Outcome.JOINED);
  }

  @Test
  void addsAgainOfWhomNobodyCouldTell() {
    WarRoom room = doubtful();

    rooms.retry(ALICE, TENANT, room.id());

    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-1");
    assertThat(outcome(room.id(), 0, "wing")).isEqualTo(Outcome.JOINED);
    assertThat(rooms.members(TENANT, room.id()).get(0).results().get(0).detail()).isEmpty();
  }
}
