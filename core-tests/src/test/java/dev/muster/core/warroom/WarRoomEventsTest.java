package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.TimelineEntry;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.ChatState;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.core.task.TaskQueue;
import dev.muster.spi.chat.MemberResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What platforms tell of those who come into a chat and leave it. */
class WarRoomEventsTest extends WarRoomFixture {
  private void tell(ChatEvents.Kind kind, List<String> joined, List<String> left) {
    tell(kind, core.clock.instant(), joined, left);
  }

  private void tell(ChatEvents.Kind kind, Instant at, List<String> joined, List<String> left) {
    core.changes.run(
        ALICE,
        TENANT,
        work ->
            core.queue.add(
                work,
                TaskQueue.New.of(
                    ChatEvents.TYPE,
                    TENANT,
                    new ChatEvents.Told(
                        kind,
                        "wing",
                        wing.only().ref.chatId(),
                        at,
                        joined,
                        left,
                        Optional.empty()))));
    work();
  }

  private WarRoom withSomebodyOutside(MemberResult.Outcome why) {
    know(3);
    wing.with(it -> it.withOpening(0, 0));
    wing.outcomes.put("wing-1", why);
    return open(List.of("wing"), mails(3));
  }

  @Test
  void showThatSomebodyCameInWhoCouldNotBeAdded() {
    WarRoom room = withSomebodyOutside(MemberResult.Outcome.PENDING);

    tell(ChatEvents.Kind.MEMBERS, List.of("wing-1", "wing-of-nobody"), List.of());

    assertThat(outcome(room.id(), 1, "wing")).isEqualTo(Outcome.JOINED);
    assertThat(rooms.members(TENANT, room.id())).hasSize(3);
    assertThat(kinds(room.id())).contains("chat-members-changed");
  }

  @Test
  void doNotSayOfSomebodyWhoWasNeverInThatTheyLeft() {
    WarRoom room = withSomebodyOutside(MemberResult.Outcome.NOT_VISIBLE);

    tell(ChatEvents.Kind.MEMBERS, List.of(), List.of("wing-1", "wing-2"));

    assertThat(outcome(room.id(), 0, "wing")).isEqualTo(Outcome.JOINED);
    assertThat(outcome(room.id(), 1, "wing")).isEqualTo(Outcome.NOT_VISIBLE);
    assertThat(outcome(room.id(), 2, "wing")).isEqualTo(Outcome.FAILED);
  }

  @Test
  void ofAChatThatIsGoneSayNothing() {
    WarRoom room = withSomebodyOutside(MemberResult.Outcome.PENDING);
    tell(ChatEvents.Kind.DISSOLVED, List.of(), List.of());

    tell(ChatEvents.Kind.MEMBERS, List.of("wing-1"), List.of("wing-0"));

    assertThat(kinds(room.id())).doesNotContain("chat-members-changed").contains("chat-gone");
    assertThat(outcome(room.id(), 1, "wing")).isEqualTo(Outcome.PENDING);
  }

  @Test
  void sayWhoLeftAndThatAChatIsGone() {
    know(2);
    WarRoom room = open(List.of("wing"), mails(2));

    tell(ChatEvents.Kind.MEMBERS, List.of(), List.of("wing-1"));
    assertThat(outcome(room.id(), 1, "wing")).isEqualTo(Outcome.FAILED);

    tell(ChatEvents.Kind.DISSOLVED, List.of(), List.of());
    assertThat(chat(now(room.id()), "wing").state()).isEqualTo(ChatState.CLOSED);
    assertThat(kinds(room.id())).contains("chat-members-changed", "chat-gone");
  }

  @Test
  void thatComeLateAreShownToWhoeverGoesOnReading() {
    know(2);
    WarRoom room = open(List.of("wing"), mails(2));
    Instant left = core.clock.instant().minus(Duration.ofMinutes(1));
    int most = kinds(room.id()).size();
    Optional<String> after = rooms.timeline(TENANT, room.id(), most - 1, Optional.empty()).next();
    assertThat(after).isPresent();

    core.clock.advance(Duration.ofMinutes(5));
    tell(ChatEvents.Kind.MEMBERS, left, List.of(), List.of("wing-1"));

    List<TimelineEntry> more = rooms.timeline(TENANT, room.id(), 200, after).items();
    assertThat(more).hasSize(2).last().returns("chat-members-changed", TimelineEntry::kind);
    assertThat(more.get(1).at()).isBefore(more.get(0).at());
  }
}
