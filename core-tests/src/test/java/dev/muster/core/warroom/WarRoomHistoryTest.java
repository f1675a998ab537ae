package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.muster.spi.platform.ProviderException.Code;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was said in a chat that is dissolved. */
class WarRoomHistoryTest extends WarRoomFixture {
  @Test
  void asksForHistoryOnlyWhereAChatIsToBeDissolved() {
    know(2);
    WarRoom room = open(List.of("corp", "nail"), mails(2));

    Closing closed =
        rooms.close(
            ALICE,
            TENANT,
            room.id(),
            new NewClosing(
                Policy.DISSOLVE,
                Map.of("nail", Policy.KEEP),
                Optional.empty(),
                false,
                Optional.empty()));

    assertThat(closed.chats())
        .extracting(ClosedChat::done)
        .containsExactly(Done.RENAMED, Done.KEPT);
  }

  @Test
  void keepsWhatWasSaidBeforeItDissolvesAChat() {
    know(2);
    WarRoom room = open(List.of("wing"), mails(2));
    rooms.send(ALICE, TENANT, room.id(), said("We look into it."));
    wing.only().said.add("It is the cache.");
    String briefing = wing.only().said.get(0);

    Closing closed = rooms.close(ALICE, TENANT, room.id(), closing(Policy.DISSOLVE, false));

    assertThat(closed.chats()).extracting(ClosedChat::done).containsExactly(Done.DISSOLVED);
    assertThat(wing.calls).containsSubsequence("history", "dissolve");
    List<TimelineEntry> timeline = rooms.timeline(TENANT, room.id(), 200, Optional.empty()).items();
    assertThat(timeline)
        .filteredOn(it -> it.kind().equals("chat-message"))
        .extracting(it -> it.text().orElseThrow())
        .containsExactly(briefing, "It is the cache.");
    assertThat(timeline)
        .as("what we sent stands there from then on")
        .filteredOn(it -> it.text().equals(Optional.of("We look into it.")))
        .extracting(TimelineEntry::kind)
        .containsExactly("message");

    rooms.reopen(ALICE, TENANT, room.id(), Optional.empty());
    assertThat(wing.chats).hasSize(2);
    assertThat(wing.chats.get(1).members).hasSize(2);
  }

  @Test
  void cutsWhatWasSaidToTheLengthThatProvidersAreTold() {
    know(2);
    WarRoom room = open(List.of("wing"), mails(2));
    wing.only().said.add("🚨".repeat(20_000));

    rooms.close(ALICE, TENANT, room.id(), closing(Policy.DISSOLVE, false));

    assertThat(rooms.timeline(TENANT, room.id(), 200, Optional.empty()).items())
        .filteredOn(it -> it.kind().equals("chat-message"))
        .extracting(it -> it.text().orElseThrow())
        .contains("🚨".repeat(10_000));
  }

  @Test
  void losesNoHistoryUnlessForced() {
    know(2);
    WarRoom room = open(List.of("nail"), mails(2));

    assertThatThrownBy(() -> rooms.close(ALICE, TENANT, room.id(), closing(Policy.DISSOLVE, false)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.code()).isEqualTo(ProblemCode.HISTORY_WOULD_BE_LOST));
    assertThat(now(room.id()).status()).isEqualTo(Status.STARTED);

    Closing closed = rooms.close(ALICE, TENANT, room.id(), closing(Policy.DISSOLVE, true));
    assertThat(closed.chats()).extracting(ClosedChat::done).containsExactly(Done.DISSOLVED);
  }

  @Test
  void asksWhetherTheHistoryMayBeReadBeforeARoomIsClosed() {
    know(2);
    WarRoom room = open(List.of("wing"), mails(2));
    wing.failAlways("history", Code.NOT_PERMITTED);

    assertThatThrownBy(() -> rooms.close(ALICE, TENANT, room.id(), closing(Policy.DISSOLVE, false)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ProblemCode.HISTORY_WOULD_BE_LOST);
              assertThat(e.detail().en()).contains("wing");
            });
    assertThat(wing.count("history")).isEqualTo(1);
    assertThat(now(room.id()).status()).isEqualTo(Status.STARTED);
    assertThat(wing.only().title).doesNotStartWith("[closed]");

    Closing archived = rooms.close(ALICE, TENANT, room.id(), closing(Policy.ARCHIVE, false));
    assertThat(archived.chats()).extracting(ClosedChat::done).containsExactly(Done.ARCHIVED);
  }

  @Test
  void closesARoomWhoseHistoryCannotBeReadNowAndDissolvesItsChatOnceItCan() {
    know(2);
    WarRoom room = open(List.of("wing"), mails(2));
    wing.failAlways("history", Code.UNAVAILABLE);

    Closing waiting = rooms.close(ALICE, TENANT, room.id(), closing(Policy.DISSOLVE, false));
    assertThat(waiting.chats()).noneMatch(ClosedChat::complete);
    assertThat(wing.only().dissolved).isFalse();

    wing.works();
    workLater();
    assertThat(now(room.id()).closing().orElseThrow().chats())
        .extracting(ClosedChat::done)
        .containsExactly(Done.DISSOLVED);
  }

  @Test
  void archivesWhereTheHistoryCannotBeReadInTheEnd() {
    know(2);
    WarRoom room = open(List.of("wing"), mails(2));
    wing.failNext("history", Code.TIMEOUT);
    wing.failAlways("history", Code.NOT_PERMITTED);
    Closing closed = rooms.close(ALICE, TENANT, room.id(), closing(Policy.DISSOLVE, false));

    assertThat(closed.chats().get(0).done()).isEqualTo(Done.ARCHIVED);
    assertThat(wing.only().dissolved).isFalse();
  }

  /** A platform that limits calls would else be asked for all of it again and again. */
  @Test
  void goesOnReadingWhatWasSaidWhereAPlatformStoppedIt() {
    know(2);
    WarRoom room = open(List.of("wing"), mails(2));
    for (int i = 0; i < 5; i++) {
      wing.only().said.add("It is number " + i);
    }
    wing.historyPage = 2;
    afterItsFirstPage(() -> wing.failNext("history", Code.THROTTLED));

    var unused = rooms.close(ALICE, TENANT, room.id(), closing(Policy.DISSOLVE, false));
    assertThat(wing.only().dissolved).isFalse();
    workLater();

    assertThat(wing.only().dissolved).isTrue();
    assertThat(wing.count("history"))
        .as("whether it may be read, three pages, and one call that failed")
        .isEqualTo(5);
    assertThat(rooms.timeline(TENANT, room.id(), 200, Optional.empty()).items())
        .filteredOn(it -> it.kind().equals("chat-message"))
        .as("the briefing too, in the order in which they were said")
        .hasSize(6)
        .isSortedAccordingTo(Comparator.comparing(TimelineEntry::at));
  }

  @Test
  void readsAnewOnceWhereThePlatformForgotHowFarItCame() {
    know(2);
    WarRoom room = open(List.of("wing"), mails(2));
    for (int i = 0; i < 5; i++) {
      var unused = rooms.send(ALICE, TENANT, room.id(), said("It is number " + i));
    }
    wing.historyPage = 2;
    afterItsFirstPage(() -> wing.failNext("history", Code.REJECTED));

    Closing closed = rooms.close(ALICE, TENANT, room.id(), closing(Policy.DISSOLVE, false));

    assertThat(closed.chats()).extracting(ClosedChat::done).containsExactly(Done.DISSOLVED);
    assertThat(wing.count("history"))
        .as("whether it may be read, a page, one call that failed, and three pages")
        .isEqualTo(6);
  }

  /** The first call of all only asks whether history may be read. */
  private void afterItsFirstPage(Runnable others) {
    wing.during("history", () -> wing.during("history", others));
  }

  @Test
  void saysThatHistoryWasLostWhereThatWasForced() {
    know(2);
    WarRoom refused = open(List.of("wing"), mails(2));
    wing.failAlways("history", Code.NOT_PERMITTED);
    ClosedChat chat =
        only(rooms.close(ALICE, TENANT, refused.id(), closing(Policy.DISSOLVE, true)));

    assertThat(chat.done()).isEqualTo(Done.DISSOLVED);
    assertThat(chat.detail().orElseThrow().en()).contains("lost");
    assertThat(closings(refused))
        .containsExactly(Map.of("policy", "dissolve", "done", "dissolved", "history", "lost"));

    WarRoom unreadable = open(List.of("nail"), mails(2));
    ClosedChat other =
        only(rooms.close(ALICE, TENANT, unreadable.id(), closing(Policy.DISSOLVE, true)));
    assertThat(other.done()).isEqualTo(Done.DISSOLVED);
    assertThat(other.detail().orElseThrow().en()).contains("lost");
  }

  @Test
  void losesNoHistoryWhereAForcedDissolvingIsRefused() {
    know(2);
    WarRoom room = open(List.of("wing"), mails(2));
    wing.failAlways("history", Code.NOT_PERMITTED);
    wing.failAlways("dissolve", Code.NOT_PERMITTED);
    ClosedChat chat = only(rooms.close(ALICE, TENANT, room.id(), closing(Policy.DISSOLVE, true)));

    assertThat(chat.done()).isEqualTo(Done.ARCHIVED);
    assertThat(chat.detail().orElseThrow().en()).contains("permission").doesNotContain("lost");
    assertThat(closings(room)).containsExactly(Map.of("policy", "dissolve", "done", "archived"));
  }
}
