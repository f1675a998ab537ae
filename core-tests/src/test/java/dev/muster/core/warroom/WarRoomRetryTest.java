package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.Chat;
import dev.muster.api.warroom.WarRoom.ChatState;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.api.warroom.WarRoom.Policy;
import dev.muster.spi.chat.MemberResult;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is added once more, and who is not. */
class WarRoomRetryTest extends WarRoomFixture {
  /** What the platform says of somebody may be another thing tomorrow. */
  @ParameterizedTest
  @EnumSource(
      value = MemberResult.Outcome.class,
      names = {"NOT_FOUND", "NOT_VISIBLE", "LEFT_COMPANY", "PENDING", "FULL", "FAILED"})
  void addsAgainWhoeverWasNotAdded(MemberResult.Outcome said) {
    know(3);
    wing.with(it -> it.withOpening(0, 0));
    wing.outcomes.put("wing-1", said);
    WarRoom room = open(List.of("wing"), mails(3));
    assertThat(wing.only().members).containsExactly("wing-0", "wing-2");
    assertThat(outcome(room.id(), 1, "wing")).isNotEqualTo(Outcome.JOINED);
    int before = wing.calls.size();
    workLater();
    assertThat(wing.calls).as("not by itself").hasSize(before);

    wing.outcomes.clear();
    rooms.retry(ALICE, TENANT, room.id());

    assertThat(outcome(room.id(), 1, "wing")).isEqualTo(Outcome.JOINED);
    assertThat(wing.only().members).containsExactly("wing-0", "wing-2", "wing-1");
    assertThat(wing.calls.subList(before, wing.calls.size())).containsExactly("add");
  }

  @Test
  void takesForJoinedWhoIsInTheChatWhateverThePlatformSaidOfAddingThem() {
    know(3);
    wing.with(it -> it.withOpening(0, 0));
    wing.outcomes.put("wing-1", MemberResult.Outcome.UNKNOWN);
    wing.during("add", () -> wing.only().members.add("wing-1"));

    WarRoom room = open(List.of("wing"), mails(3));
    work();

    assertThat(outcome(room.id(), 1, "wing")).isEqualTo(Outcome.JOINED);
    assertThat(wing.count("add")).as("nobody is added twice").isOne();
  }

  /** By then somebody may have put right what was wrong. */
  @Test
  void goesOnWithAChatThatFailedAfterItWasOpened() {
    know(2);
    WarRoom room = open(List.of("wing"), mails(2));
    var unused = rooms.close(ALICE, TENANT, room.id(), closing(Policy.ARCHIVE, false));
    wing.failNext("mute", Code.NOT_PERMITTED);
    rooms.reopen(ALICE, TENANT, room.id(), Optional.empty());
    work();
    assertThat(chat(now(room.id()), "wing").state()).isEqualTo(ChatState.FAILED);

    rooms.retry(ALICE, TENANT, room.id());

    Chat chat = chat(now(room.id()), "wing");
    assertThat(chat.state()).isEqualTo(ChatState.OPEN);
    assertThat(chat.problem()).isEmpty();
    assertThat(wing.only().muted).isFalse();
    assertThat(kinds(room.id())).contains("retried");
  }

  @Test
  void opensAnotherChatWhereOneIsGoneWhoseKeyHoldsForEver() {
    know(2);
    WarRoom room = open(List.of("corp"), mails(2));
    corp.only().dissolved = true;
    var unused = rooms.send(ALICE, TENANT, room.id(), said("x"));
    assertThat(chat(now(room.id()), "corp").state()).isEqualTo(ChatState.CLOSED);

    rooms.retry(ALICE, TENANT, room.id());

    assertThat(corp.chats).hasSize(2);
    assertThat(chat(now(room.id()), "corp").state()).isEqualTo(ChatState.OPEN);
  }

  @Test
  void opensAChatOnceThoseAreFoundForWhomItWaited() {
    WarRoom room = open(List.of("corp"), mails(2));
    assertThat(chat(now(room.id()), "corp").state()).isEqualTo(ChatState.FAILED);
    core.clock.advance(Duration.ofHours(25));
    know(2);

    rooms.retry(ALICE, TENANT, room.id());

    assertThat(corp.only().members).containsExactly("corp-0", "corp-1");
  }

  /** Their address may be somebody else's by now. */
  @Test
  void searchesAnewForTheMembersWhoAreNamedUnlessTheyAreInTheChat() {
    know(2);
    wing.with(it -> it.withOpening(0, 0));
    wing.people.put("+8613800138000", "wing-2");
    List.of("wing-1", "wing-2")
        .forEach(it -> wing.outcomes.put(it, MemberResult.Outcome.LEFT_COMPANY));
    List<PersonRef> two = mails(2);
    WarRoom room =
        open(
            List.of("wing"),
            List.of(two.get(0), two.get(1), new PersonRef.Mobile("+8613800138000")));
    assertThat(wing.only().members).containsExactly("wing-0");
    wing.people.put("p0@corp.example", "wing-7");
    wing.people.put("p1@corp.example", "wing-8");
    wing.people.put("+8613800138000", "wing-9");

    rooms.retry(
        ALICE,
        TENANT,
        room.id(),
        rooms.members(TENANT, room.id()).stream().map(WarRoom.Member::id).toList());

    assertThat(wing.only().members).containsExactly("wing-0", "wing-8", "wing-9");
  }

  @Test
  void isRefusedOnceTheRoomIsClosed() {
    know(1);
    WarRoom room = open(List.of("wing"), mails(1));
    var unused = rooms.close(ALICE, TENANT, room.id(), closing(Policy.KEEP, false));

    assertThatThrownBy(() -> rooms.retry(ALICE, TENANT, room.id()))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.IN_USE));
  }
}
