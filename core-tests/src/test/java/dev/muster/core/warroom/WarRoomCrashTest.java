package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.NewClosing;
import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.ChatState;
import dev.muster.api.warroom.WarRoom.ClosedChat;
import dev.muster.api.warroom.WarRoom.Closing;
import dev.muster.api.warroom.WarRoom.Done;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.api.warroom.WarRoom.Policy;
import dev.muster.api.warroom.WarRoom.Status;
import dev.muster.core.testing.FakeChats;
import dev.muster.spi.chat.GroupChatFeature;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WarRoomCrashTest extends WarRoomFixture {
  @Test
  void opensNoSecondChatAndLosesNobodyWhereverItDies() {
    know(60);
    wing.with(
        it ->
            it.withFeatures(
                EnumSet.complementOf(
                    EnumSet.of(GroupChatFeature.HISTORY_SURVIVES, GroupChatFeature.FIND))));
    int rounds = 0;
    boolean died = true;
    for (int commits = 1; died; commits++, rounds++) {
      for (FakeChats each : List.of(corp, wing, nail)) {
        each.chats.clear();
        each.calls.clear();
      }
      nail.forgetKeys();
      String key = "k" + commits;
      NewWarRoom asked = about("Checkout is down", ALL, mails(60));
      core.store.dieAfterCommits(commits);
      died = dies(() -> rooms.open(ALICE, TENANT, asked, Optional.of(key)));
      takeOver();
      WarRoom room = rooms.open(ALICE, TENANT, asked, Optional.of(key)).room().value();
      workLater();

      for (FakeChats each : List.of(corp, wing, nail)) {
        assertThat(each.chats).as("died after " + commits).hasSize(1);
        assertThat(each.only().members).hasSize(60);
        assertThat(Set.copyOf(each.only().said)).hasSize(each.only().said.size());
      }
      assertThat(now(room.id()).chats())
          .as("died after " + commits)
          .allMatch(it -> it.state() == ChatState.OPEN);
      assertThat(rooms.members(TENANT, room.id()))
          .hasSize(60)
          .allSatisfy(
              it -> assertThat(it.results()).allMatch(each -> each.outcome() == Outcome.JOINED));
    }
    assertThat(rounds).isGreaterThan(15);
  }

  @Test
  void closesLaterOnceAndSaysFarewellOnceWhereverItDies() {
    know(2);
    boolean died = true;
    int rounds = 0;
    for (int commits = 1; died; commits++, rounds++) {
      wing.chats.clear();
      WarRoom room = open(List.of("wing"), mails(2));
      NewClosing how =
          new NewClosing(
              Policy.ARCHIVE, Map.of(), Optional.empty(), false, Optional.of("Thank you."));
      core.store.dieAfterCommits(commits);
      died =
          dies(
              () -> {
                rooms.closeLater(ALICE, TENANT, room.id(), how, Duration.ofHours(1));
                work();
                core.clock.advance(Duration.ofHours(1));
                work();
              });
      takeOver();
      if (now(room.id()).planned().isEmpty() && now(room.id()).status() != Status.CLOSED) {
        rooms.closeLater(ALICE, TENANT, room.id(), how, Duration.ofHours(1));
        work();
      }
      core.clock.advance(Duration.ofHours(1));
      workLater();

      assertThat(now(room.id()).closing().orElseThrow().chats())
          .as("died after " + commits)
          .extracting(ClosedChat::done)
          .containsExactly(Done.ARCHIVED);
      assertThat(now(room.id()).planned()).isEmpty();
      assertThat(wing.only().said)
          .as("died after " + commits)
          .filteredOn("Thank you."::equals)
          .hasSize(1);
      assertThat(wing.only().said)
          .as("died after " + commits)
          .filteredOn(it -> it.contains("will be closed"))
          .hasSize(1);
      assertThat(kinds(room.id()))
          .filteredOn(List.of("farewell", "closed", "close-planned", "chat-closed")::contains)
          .containsExactlyInAnyOrder("close-planned", "farewell", "closed", "chat-closed");
    }
    assertThat(rounds).isGreaterThan(8);
  }

  @Test
  void closesAllTheSameWhereverItDies() {
    know(2);
    boolean died = true;
    int rounds = 0;
    for (int commits = 1; died; commits++, rounds++) {
      wing.chats.clear();
      WarRoom room = open(List.of("wing"), mails(2));
      core.store.dieAfterCommits(commits);
      died = dies(() -> rooms.close(ALICE, TENANT, room.id(), closing(Policy.DISSOLVE, false)));
      takeOver();
      if (now(room.id()).status() != Status.CLOSED) {
        Closing unused = rooms.close(ALICE, TENANT, room.id(), closing(Policy.DISSOLVE, false));
      }
      workLater();

      assertThat(now(room.id()).closing().orElseThrow().chats())
          .extracting(ClosedChat::done)
          .containsExactly(Done.DISSOLVED);
      assertThat(rooms.timeline(TENANT, room.id(), 200, Optional.empty()).items())
          .filteredOn(it -> it.kind().equals("chat-message"))
          .hasSize(1);
    }
    assertThat(rounds).isGreaterThan(4);
  }
}
