package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.AuditEvent;
import dev.muster.api.warroom.NewNotice;
import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.NoticeKind;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.ChatState;
import dev.muster.api.warroom.WarRoom.Member;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.api.warroom.WarRoom.Status;
import dev.muster.api.warroom.WarRooms.Delivery;
import dev.muster.api.warroom.WarRooms.Settings;
import dev.muster.spi.chat.MemberResult;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WarRoomPeopleTest extends WarRoomFixture {
  @Test
  void removesSomebodyFromEveryChatAndTakesThemBack() {
    know(3);
    WarRoom room = open(ALL, mails(3));
    Member third = rooms.members(TENANT, room.id()).get(2);

    Member removed = rooms.remove(ALICE, TENANT, room.id(), third.id());

    assertThat(removed.results()).allMatch(it -> it.outcome() == Outcome.REMOVED);
    assertThat(wing.only().members).doesNotContain("wing-2");
    assertThat(rooms.members(TENANT, room.id())).hasSize(2);
    assertThat(rooms.timeline(TENANT, room.id(), 200, Optional.empty()).items())
        .filteredOn(it -> it.kind().equals("member-removed"))
        .singleElement()
        .satisfies(it -> assertThat(it.detail().get("name")).isNotBlank().isNotEqualTo(third.id()));

    List<Member> back = rooms.invite(ALICE, TENANT, room.id(), List.of(third.ref()));
    assertThat(back).singleElement().extracting(Member::id).isEqualTo(third.id());
    assertThat(wing.only().members).contains("wing-2");
    assertThat(kinds(room.id())).contains("members-invited");
  }

  @Test
  void opensNoChatAgainForThoseWhoAreInvitedIfItFailedForAnotherReason() {
    know(3);
    wing.failNext("open", Code.NOT_PERMITTED);
    WarRoom room = open(List.of("wing"), mails(2));

    var unused = rooms.invite(ALICE, TENANT, room.id(), mails(3));
    work();

    assertThat(chat(now(room.id()), "wing").state()).isEqualTo(ChatState.FAILED);
    assertThat(wing.count("open")).isOne();
  }

  @Test
  void saysThatSomebodyCouldNotBeRemovedAndKeepsTheChat() {
    know(2);
    WarRoom room = open(List.of("wing"), mails(2));
    wing.failNext("remove", Code.NOT_PERMITTED);

    Member stays =
        rooms.remove(ALICE, TENANT, room.id(), rooms.members(TENANT, room.id()).get(1).id());

    assertThat(outcome(stays, "wing")).isEqualTo(Outcome.FAILED);
    assertThat(chat(now(room.id()), "wing").state()).isEqualTo(ChatState.OPEN);
    assertThat(rooms.send(ALICE, TENANT, room.id(), said("x"))).allMatch(Delivery::sent);
  }

  @Test
  void saysByWhichCodeThePlatformRefusesSomebody() {
    know(3);
    wing.with(it -> it.withOpening(0, 0));
    wing.outcomes.put("wing-1", MemberResult.Outcome.NOT_VISIBLE);
    wing.rejected.add("wing-2");
    WarRoom room = open(List.of("wing"), mails(3));
    assertThat(codes(room)).containsExactly(Optional.empty(), Optional.of("43"), Optional.of("42"));

    wing.outcomes.clear();
    wing.rejected.clear();
    rooms.retry(ALICE, TENANT, room.id());
    assertThat(codes(room)).containsOnly(Optional.empty());

    wing.failNext("remove", Code.NOT_PERMITTED);
    Member stays =
        rooms.remove(ALICE, TENANT, room.id(), rooms.members(TENANT, room.id()).get(1).id());
    assertThat(stays.results().get(0).platformCode()).hasValue("42");
  }

  private List<Optional<String>> codes(WarRoom room) {
    return rooms.members(TENANT, room.id()).stream()
        .map(it -> it.results().get(0).platformCode())
        .toList();
  }

  @Test
  void triesAgainWhatFailedAndOnlyThat() {
    know(2);
    wing.with(it -> it.withOpening(0, 0));
    wing.outcomes.put("wing-1", MemberResult.Outcome.FAILED);
    WarRoom room = open(List.of("wing"), mails(2));
    wing.outcomes.clear();
    int before = wing.calls.size();

    rooms.retry(ALICE, TENANT, room.id());

    assertThat(outcome(room.id(), 1, "wing")).isEqualTo(Outcome.JOINED);
    assertThat(wing.calls.subList(before, wing.calls.size())).containsExactly("add");
  }

  @Test
  void followsTheDuty() {
    know(4);
    shifts.addAll(mails(4).subList(2, 4));
    NewWarRoom bare = about("Checkout is down", List.of("wing"), mails(2));
    NewWarRoom asked = withRotas(bare, "shop");
    String id = rooms.open(ALICE, TENANT, asked, Optional.empty()).room().value().id();
    work();
    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-1", "wing-2");

    core.clock.advance(Duration.ofHours(1));
    work();
    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-1", "wing-3");
    assertThat(rooms.members(TENANT, id)).hasSize(3);

    core.clock.advance(Duration.ofHours(1));
    work();
    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-1");
    assertThat(kinds(id)).filteredOn("duty-changed"::equals).hasSize(3);
    assertThat(actions()).filteredOn("war-room.members-changed"::equals).hasSize(3);
  }

  @Test
  void isAuditedWhoeverInvitesRemovesWritesOrTriesAgain() {
    know(3);
    WarRoom room = open(List.of("wing"), mails(2));

    List<Member> invited = rooms.invite(ALICE, TENANT, room.id(), mails(3).subList(2, 3));
    rooms.invite(ALICE, TENANT, room.id(), mails(3));
    rooms.remove(ALICE, TENANT, room.id(), invited.get(0).id());
    rooms.send(ALICE, TENANT, room.id(), said("The password is tiger"));
    rooms.notice(
        ALICE,
        TENANT,
        room.id(),
        new NewNotice(NoticeKind.PROGRESS, Optional.of("It is tiger"), List.of()));
    rooms.retry(ALICE, TENANT, room.id());

    assertThat(actions())
        .as("who is there already is not invited")
        .containsExactlyInAnyOrder(
            "war-room.opened",
            "war-room.members-changed",
            "war-room.members-changed",
            "war-room.message-sent",
            "war-room.message-sent",
            "war-room.changed");
    assertThat(core.events(TENANT).toString()).doesNotContain("tiger");
  }

  private List<String> actions() {
    return core.events(TENANT).stream()
        .map(AuditEvent::action)
        .filter(it -> it.startsWith("war-room."))
        .toList();
  }

  @Test
  void takesAUserForTheirAccountOfTheSameAppAlone() {
    know(1);
    String user = user("li", "p0@corp.example");
    source("own", "ww1");
    source("foreign", "ww2");
    link(user, "foreign", "wing-somebody-else");

    WarRoom room = open(List.of("wing"), List.of(new PersonRef.OurUser(user)));
    assertThat(wing.only().members).containsExactly("wing-0");

    link(user, "own", "wing-li");
    WarRoom other = open(List.of("wing"), List.of(new PersonRef.OurUser(user)));
    assertThat(wing.chats.get(1).members).containsExactly("wing-li");
    assertThat(rooms.members(TENANT, other.id()).get(0).results().get(0).triedBy())
        .contains("identity");
    assertThat(rooms.members(TENANT, room.id()).get(0).results().get(0).triedBy())
        .contains("email");
  }

  @Test
  void invitesANewOwner() {
    know(3);
    WarRoom room = open(List.of("wing"), mails(2));
    rooms.change(
        ALICE,
        TENANT,
        room.id(),
        it -> new Settings(it.facts(), Optional.of(mails(3).get(2)), it.recorder()),
        OptionalLong.empty());
    work();

    assertThat(wing.only().members).contains("wing-2");
    assertThat(rooms.members(TENANT, room.id()).get(2).role()).isEqualTo(WarRoom.Role.OWNER);
  }

  @Test
  void noticesThatAChatIsGoneAndOpensAnotherByRetry() {
    know(2);
    WarRoom room = open(List.of("wing", "corp"), mails(2));
    wing.only().dissolved = true;

    List<Delivery> sent = rooms.send(ALICE, TENANT, room.id(), said("x"));

    assertThat(sent.get(0).problem().orElseThrow().code()).isEqualTo("chat-gone");
    assertThat(sent.get(1).sent()).isTrue();
    assertThat(chat(now(room.id()), "wing").state()).isEqualTo(ChatState.CLOSED);
    assertThat(now(room.id()).status()).isEqualTo(Status.STARTED);

    rooms.retry(ALICE, TENANT, room.id());
    assertThat(wing.chats).hasSize(2);
    assertThat(wing.chats.get(1).members).hasSize(2);
  }
}
