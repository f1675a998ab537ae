package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.ProblemException;
import dev.muster.api.warroom.NewMessage;
import dev.muster.api.warroom.NewNotice;
import dev.muster.api.warroom.NoticeKind;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.ChatState;
import dev.muster.api.warroom.WarRoom.Policy;
import dev.muster.api.warroom.WarRooms.Delivery;
import dev.muster.api.warroom.WarRooms.DeliveryState;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.testing.FakeChats;
import dev.muster.core.warroom.MessageRecord.Delivered;
import dev.muster.spi.Deadline;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WarRoomMessagesTest extends WarRoomFixture {
  @Test
  void sendsAMessageToEveryChatOnce() {
    know(2);
    WarRoom room = open(ALL, mails(2));

    List<Delivery> sent = rooms.send(ALICE, TENANT, room.id(), said("It is the cache."));

    assertThat(sent).hasSize(3).allMatch(Delivery::sent);
    for (FakeChats each : List.of(corp, wing, nail)) {
      assertThat(each.only().said).filteredOn("It is the cache."::equals).hasSize(1);
    }
  }

  @Test
  void saysWhereAMessageDidNotGoOutAndGivesItUpAfterSomeMinutes() {
    know(2);
    WarRoom room = open(List.of("corp", "wing"), mails(2));
    corp.failAlways("send", Code.THROTTLED);

    List<Delivery> sent = rooms.send(ALICE, TENANT, room.id(), said("x"));

    assertThat(sent.get(0).state()).isEqualTo(DeliveryState.WAITING);
    assertThat(sent.get(0).problem().orElseThrow().code()).isEqualTo("pending");
    assertThat(sent.get(1).state()).isEqualTo(DeliveryState.SENT);
    workLater();
    corp.works();
    workLater();
    assertThat(corp.only().said).doesNotContain("x");
  }

  @Test
  void tellsWhatIsRefusedFromWhatMayHaveArrived() {
    know(2);
    WarRoom room = open(List.of("corp", "nail"), mails(2));
    corp.failNext("send", Code.NOT_PERMITTED);
    nail.failNextAfterwards("send", Code.TIMEOUT);
    List<Delivery> sent = rooms.send(ALICE, TENANT, room.id(), said("x"));
    assertThat(sent)
        .extracting(Delivery::state)
        .containsExactly(DeliveryState.NOT_SENT, DeliveryState.WAITING);
    assertThat(rooms.timeline(TENANT, room.id(), 50, Optional.empty()).items())
        .filteredOn(it -> it.kind().equals("message-not-sent"))
        .as("for those who look later")
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.platform()).contains("corp");
              assertThat(it.detail()).containsEntry("problem", "not-permitted");
            });
  }

  @Test
  void saysThatAMessageMayHaveArrived() {
    assertThat(Talk.delivery("corp", Delivered.failed(ChatTexts.unsure())).state())
        .isEqualTo(DeliveryState.UNKNOWN);
  }

  @Test
  void sendsNoMessageTwiceWherePlatformsHaveNoKeysForThem() {
    know(2);
    WarRoom room = open(List.of("corp"), mails(2));
    corp.failNextAfterwards("send", Code.TIMEOUT);
    List<Delivery> unused = rooms.send(ALICE, TENANT, room.id(), said("x"));
    workLater();

    assertThat(corp.only().said).filteredOn("x"::equals).hasSize(1);
  }

  @Test
  void doesNotCallAMessageRefusedThatMayHaveArrived() {
    know(2);
    WarRoom room = open(List.of("corp"), mails(2));
    corp.failNextAfterwards("send", Code.UNEXPECTED_ANSWER);

    List<Delivery> sent = rooms.send(ALICE, TENANT, room.id(), said("x"));

    assertThat(corp.only().said).contains("x");
    assertThat(sent.get(0).problem().orElseThrow().code()).isEqualTo("delivery-unknown");
  }

  @Test
  void saysOfEveryMessageThatWaitsThatItsChatFailed() {
    know(2);
    WarRoom room = open(List.of("wing"), mails(2));
    rooms.close(ALICE, TENANT, room.id(), closing(Policy.ARCHIVE, false));
    unwaited().reopen(ALICE, TENANT, room.id(), Optional.empty());
    for (int i = 0; i < 25; i++) {
      unwaited().send(ALICE, TENANT, room.id(), said("It is number " + i));
    }
    wing.failNext("mute", Code.NOT_PERMITTED);

    TaskHandler.Result once =
        lane()
            .run(
                new TaskHandler.Run<>(
                    "once",
                    TENANT,
                    new ChatLane.Of(room.id(), "wing"),
                    core.clock.instant(),
                    0,
                    Deadline.in(Duration.ofMinutes(1))));

    assertThat(once).isInstanceOf(TaskHandler.Result.Done.class);
    assertThat(chat(now(room.id()), "wing").state()).isEqualTo(ChatState.FAILED);
    assertThat(
            new RoomStore(core.storage, core.accounts, core.queue)
                .waiting(TENANT, room.id(), "wing"))
        .isEmpty();
  }

  @Test
  void writesNoticesByTheTemplate() {
    know(2);
    WarRoom room = open(List.of("wing"), mails(2));
    List<Delivery> sent =
        rooms
            .notice(
                ALICE,
                TENANT,
                room.id(),
                new NewNotice(NoticeKind.RECOVERY, Optional.of("Restarted."), List.of()))
            .chats();

    assertThat(sent).allMatch(Delivery::sent);
    assertThat(wing.only().said).last().asString().contains("Recovered", "Restarted");
    assertThat(kinds(room.id())).contains("notice");
  }

  @Test
  void mentionsMembersAlone() {
    know(2);
    WarRoom room = open(List.of("wing"), mails(2));
    assertThatThrownBy(
            () ->
                rooms.send(
                    ALICE, TENANT, room.id(), new NewMessage("x", false, List.of("0-nobody"))))
        .isInstanceOf(ProblemException.class);
  }
}
