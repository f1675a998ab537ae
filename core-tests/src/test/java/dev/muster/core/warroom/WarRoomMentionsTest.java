package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.NewMessage;
import dev.muster.api.warroom.NewNotice;
import dev.muster.api.warroom.NoticeKind;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.Member;
import dev.muster.api.warroom.WarRooms.Delivery;
import dev.muster.spi.chat.MemberResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A message mentions those who are in the chat, by their ids there. */
class WarRoomMentionsTest extends WarRoomFixture {
  private WarRoom room;
  private List<String> members;

  WarRoomMentionsTest() {
    know(3);
    wing.with(it -> it.withOpening(0, 0));
    wing.outcomes.put("wing-1", MemberResult.Outcome.PENDING);
  }

  @BeforeEach
  void opened() {
    room = open(List.of("corp", "wing"), mails(3));
    members = rooms.members(TENANT, room.id()).stream().map(Member::id).toList();
  }

  @Test
  void ofAMessageAreThoseWhoAreIn() {
    List<Delivery> sent =
        rooms.send(ALICE, TENANT, room.id(), new NewMessage("Come.", false, members));

    assertThat(sent).allMatch(Delivery::sent);
    assertThat(wing.only().mentioned).containsExactly(List.of("wing-0", "wing-2"));
    assertThat(corp.only().said).contains("Come.");
    assertThat(corp.only().mentioned).as("it cannot do that").isEmpty();
  }

  @Test
  void ofANoticeAreThoseWhoAreInByWhateverTheyAreNamed() {
    var unused =
        rooms.notice(
            ALICE,
            TENANT,
            room.id(),
            new NewNotice(
                NoticeKind.PROGRESS,
                Optional.of("Restarted."),
                List.of(members.get(2)),
                List.of(mails(1).get(0))));

    assertThat(wing.only().mentioned)
        .singleElement()
        .satisfies(who -> assertThat(who).containsExactlyInAnyOrder("wing-0", "wing-2"));
  }

  @Test
  void ofAMessageThatNamesNobodyAreNone() {
    var unused = rooms.send(ALICE, TENANT, room.id(), said("Come."));

    assertThat(wing.only().mentioned).isEmpty();
  }
}
