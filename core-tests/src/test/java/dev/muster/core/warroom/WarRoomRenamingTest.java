package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.api.warroom.NewWarRoom.Facts;
import dev.muster.api.warroom.TimelineEntry;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.Policy;
import dev.muster.api.warroom.WarRooms.Settings;
import dev.muster.core.task.TaskQueue;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another title of a chat stands in the timeline, whoever gave it and whatever platforms tell. */
class WarRoomRenamingTest extends WarRoomFixture {
  @BeforeEach
  void people() {
    know(3);
  }

  private void rename(WarRoom room, String title) {
    core.clock.advance(Duration.ofSeconds(1));
    rooms.change(
        ALICE,
        TENANT,
        room.id(),
        it ->
            new Settings(
                new Facts(
                    title,
                    it.facts().severity(),
                    it.facts().summary(),
                    it.facts().applications(),
                    it.facts().regions()),
                it.owner(),
                it.recorder()),
        OptionalLong.empty());
    work();
  }

  private void wingTells(String title) {
    core.clock.advance(Duration.ofSeconds(1));
    wingTells(title, core.clock.instant());
  }

  private void wingTells(String title, Instant at) {
    ChatEvents.Told told =
        new ChatEvents.Told(
            ChatEvents.Kind.RENAMED,
            "wing",
            wing.only().ref.chatId(),
            at,
            List.of(),
            List.of(),
            Optional.of(title));
    core.changes.run(
        ALICE,
        TENANT,
        work -> core.queue.add(work, TaskQueue.New.of(ChatEvents.TYPE, TENANT, told)));
    work();
  }

  private List<TimelineEntry> renamings(WarRoom room) {
    return rooms.timeline(TENANT, room.id(), 200, Optional.empty()).items().stream()
        .filter(it -> it.kind().equals("chat-renamed"))
        .toList();
  }

  @Test
  void saysOfEachPlatformThatItsChatHasTheNewTitle() {
    WarRoom room = open(List.of("corp", "wing"), mails(3));
    assertThat(renamings(room)).isEmpty();

    rename(room, "Payments are slow");

    String title = corp.only().title;
    assertThat(title).contains("Payments are slow");
    assertThat(renamings(room))
        .extracting(it -> it.platform().orElseThrow(), it -> it.detail().get("title"))
        .containsExactlyInAnyOrder(tuple("corp", title), tuple("wing", title));
  }

  @Test
  void saysItOnceWhereThePlatformTellsWhatWeDid() {
    WarRoom room = open(List.of("wing"), mails(3));
    wingTells(wing.only().title);
    assertThat(renamings(room)).isEmpty();

    rename(room, "Payments are slow " + "x".repeat(100));
    String title = wing.only().title;
    wingTells(title);
    wingTells(title.substring(0, 59) + "…");

    assertThat(renamings(room)).hasSize(1);
  }

  @Test
  void saysItOnceWhereThePlatformTellsBeforeWeHaveStoredIt() {
    WarRoom room = open(List.of("wing"), mails(3));
    wing.during("change", () -> wingTells(wing.only().title));

    rename(room, "Payments are slow");

    assertThat(renamings(room))
        .extracting(it -> it.detail().get("title"))
        .containsExactly(wing.only().title);
  }

  @Test
  void saysEachTitleOnceWhereThePlatformTellsOfThemAfterTheLast() {
    WarRoom room = open(List.of("wing"), mails(3));
    rename(room, "Payments are slow");
    String first = wing.only().title;
    Instant at = core.clock.instant();
    rename(room, "Payments fail");
    String second = wing.only().title;
    core.clock.advance(Duration.ofMinutes(30));

    wingTells(first, at);
    wingTells(second, at);

    assertThat(renamings(room))
        .extracting(it -> it.detail().get("title"))
        .containsExactly(first, second);
  }

  @Test
  void saysThatSomebodyElseGaveItATitleAgainThatWeHadGiven() {
    WarRoom room = open(List.of("wing"), mails(3));
    rename(room, "Payments are slow");
    String ours = wing.only().title;
    wingTells(ours);
    wingTells("Lunch");
    wingTells(ours);
    wingTells("Lunch");
    rename(room, "Payments fail");
    String untold = wing.only().title;
    wingTells("Lunch");
    core.clock.advance(Bounds.GIVEN_TITLE_TOLD);
    wingTells(untold);

    assertThat(renamings(room))
        .extracting(it -> it.detail().get("title"))
        .containsExactly(ours, "Lunch", ours, "Lunch", untold, "Lunch", untold);
  }

  @Test
  void knowsNoMoreOfOurTitlesThanTheLast() {
    WarRoom room = open(List.of("wing"), mails(3));
    rename(room, "Payments are slow");
    String first = wing.only().title;
    for (int i = 0; i < Bounds.GIVEN_TITLES; i++) {
      rename(room, "Payments fail " + i);
    }

    wingTells(first);

    assertThat(renamings(room)).hasSize(Bounds.GIVEN_TITLES + 2);
  }

  @Test
  void saysThatSomebodyElseShortenedIt() {
    WarRoom room = open(List.of("wing"), mails(3));
    rename(room, "Payments are slow " + "x".repeat(100));
    String title = wing.only().title;

    wingTells(title.substring(0, 20) + "…");
    wingTells(title.substring(0, 70) + "…");

    assertThat(renamings(room)).hasSize(3);
  }

  @Test
  void saysThatSomebodyElseRenamedItAndRenamedItBack() {
    WarRoom room = open(List.of("wing"), mails(3));
    String title = wing.only().title;

    wingTells("Lunch");
    wingTells("Lunch");
    wingTells(title);

    assertThat(renamings(room))
        .extracting(it -> it.detail().get("title"))
        .containsExactly("Lunch", title);
  }

  @Test
  void saysNothingWhereThePlatformRefuses() {
    WarRoom room = open(List.of("wing"), mails(3));
    wing.failNext("change", Code.NOT_PERMITTED);

    rename(room, "Payments are slow");

    assertThat(wing.only().title).doesNotContain("Payments");
    assertThat(renamings(room)).isEmpty();
  }

  @Test
  void leavesItToTheEndOfAChatWhatBecameOfItsTitle() {
    WarRoom room = open(List.of("corp"), mails(3));

    rooms.close(ALICE, TENANT, room.id(), closing(Policy.ARCHIVE, false));
    work();

    assertThat(corp.only().title).startsWith("[closed]");
    assertThat(renamings(room)).isEmpty();
    rooms.reopen(ALICE, TENANT, room.id(), Optional.empty());
    work();
    assertThat(renamings(room)).hasSize(1);
  }
}
