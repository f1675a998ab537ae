package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.TimelineEntry;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.ChatState;
import dev.muster.api.warroom.WarRoom.Role;
import dev.muster.api.warroom.WarRooms.Settings;
import dev.muster.spi.chat.GroupChatFeature;
import dev.muster.spi.chat.MemberResult.Outcome;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WarRoomOwnerTest extends WarRoomFixture {
  private static final PersonRef NEXT = new PersonRef.Email("p1@corp.example");

  @BeforeEach
  void people() {
    know(3);
    corp.with(it -> it.withFeatures(Set.of(GroupChatFeature.CHANGE_OWNER)));
  }

  private void lead(WarRoom room, PersonRef who) {
    rooms.change(
        ALICE,
        TENANT,
        room.id(),
        it -> new Settings(it.facts(), Optional.of(who), it.recorder()),
        OptionalLong.empty());
    work();
  }

  private List<Map<String, String>> told(WarRoom room, String kind, String platform) {
    return rooms.timeline(TENANT, room.id(), 200, Optional.empty()).items().stream()
        .filter(it -> it.kind().equals(kind) && it.platform().equals(Optional.of(platform)))
        .map(TimelineEntry::detail)
        .toList();
  }

  private String member(WarRoom room, PersonRef ref) {
    return rooms.members(TENANT, room.id()).stream()
        .filter(it -> it.ref().equals(ref))
        .findFirst()
        .orElseThrow()
        .id();
  }

  @Test
  void handsTheChatsToWhoLeadsTheRoomFromNowOn() {
    WarRoom room = open(ALL, mails(2));
    lead(room, NEXT);

    Map<String, String> who = Map.of("member", member(room, NEXT));
    assertThat(corp.only().owner).contains("corp-1");
    assertThat(wing.only().owner).contains("wing-1");
    assertThat(told(room, "chat-owner-changed", "corp")).containsExactly(who);
    assertThat(told(room, "chat-owner-changed", "wing")).containsExactly(who);
    assertThat(told(room, "chat-owner-changed", "nail")).isEmpty();
    assertThat(told(room, "chat-owner-kept", "nail"))
        .containsExactly(Map.of("member", member(room, NEXT), "problem", "not-supported"));
  }

  @Test
  void handsAChatToSomebodyWhoIsInvitedByThat() {
    WarRoom room = open(List.of("wing"), mails(2));
    lead(room, new PersonRef.Email("p2@corp.example"));

    assertThat(wing.only().members).contains("wing-2");
    assertThat(wing.only().owner).contains("wing-2");
  }

  @Test
  void leavesAChatToItsOwnerWhileTheOtherIsNotInIt() {
    WarRoom room = open(List.of("wing"), mails(2));
    wing.outcomes.put("wing-2", Outcome.NOT_VISIBLE);
    PersonRef ref = new PersonRef.Email("p2@corp.example");
    lead(room, ref);

    assertThat(wing.only().owner).isEmpty();
    assertThat(told(room, "chat-owner-kept", "wing"))
        .containsExactly(Map.of("member", member(room, ref), "problem", "not-joined"));

    wing.outcomes.clear();
    rooms.retry(ALICE, TENANT, room.id());
    assertThat(wing.only().owner).contains("wing-2");
    assertThat(told(room, "chat-owner-changed", "wing")).hasSize(1);
  }

  @Test
  void saysSoWhereThePlatformRefuses() {
    WarRoom room = open(List.of("wing"), mails(2));
    wing.failNext("change", Code.NOT_PERMITTED);
    lead(room, NEXT);

    assertThat(wing.only().owner).isEmpty();
    assertThat(told(room, "chat-owner-kept", "wing"))
        .containsExactly(Map.of("member", member(room, NEXT), "problem", "not-permitted"));
    assertThat(chat(now(room.id()), "wing").problem()).isEmpty();
  }

  @Test
  void triesAgainWhereThePlatformIsDown() {
    WarRoom room = open(List.of("wing"), mails(2));
    wing.failNext("change", Code.UNAVAILABLE);
    lead(room, NEXT);
    assertThat(wing.only().owner).isEmpty();

    workLater();
    assertThat(wing.only().owner).contains("wing-1");
    assertThat(told(room, "chat-owner-changed", "wing")).hasSize(1);
  }

  @Test
  void handsAChatToWhoLeadsTheRoomByThenWhereSomebodyElseWasNamedMeanwhile() {
    WarRoom room = open(List.of("wing"), mails(3));
    wing.during(
        "change",
        () ->
            unwaited()
                .change(
                    ALICE,
                    TENANT,
                    room.id(),
                    it -> new Settings(it.facts(), Optional.of(mails(3).get(2)), it.recorder()),
                    OptionalLong.empty()));
    lead(room, NEXT);
    work();

    assertThat(wing.only().owner).contains("wing-2");
    assertThat(told(room, "chat-owner-changed", "wing")).hasSize(2);
  }

  @Test
  void leavesAChatAloneWhereNobodyLeadsTheRoomAnyMore() {
    WarRoom room = open(List.of("wing"), mails(2));
    for (Optional<PersonRef> owner : List.of(Optional.of(NEXT), Optional.<PersonRef>empty())) {
      unwaited()
          .change(
              ALICE,
              TENANT,
              room.id(),
              it -> new Settings(it.facts(), owner, it.recorder()),
              OptionalLong.empty());
    }
    work();

    assertThat(wing.only().owner).isEmpty();
    assertThat(kinds(room.id())).doesNotContain("chat-owner-changed", "chat-owner-kept");
  }

  @Test
  void noticesThatTheChatIsGoneThatWouldBeHandedOver() {
    WarRoom room = open(List.of("wing"), mails(2));
    wing.only().dissolved = true;
    lead(room, NEXT);

    assertThat(kinds(room.id())).contains("chat-gone").doesNotContain("chat-owner-kept");
    assertThat(chat(now(room.id()), "wing").state()).isEqualTo(ChatState.CLOSED);
  }

  private Role role(WarRoom room, PersonRef ref) {
    return rooms.members(TENANT, room.id()).stream()
        .filter(it -> it.ref().equals(ref))
        .findFirst()
        .orElseThrow()
        .role();
  }

  @Test
  void hasOneOwnerWhoIsAMemberLikeTheOthersAfterwards() {
    WarRoom room = open(List.of("wing"), mails(3));
    lead(room, NEXT);
    lead(room, mails(3).get(2));
    assertThat(role(room, NEXT)).isEqualTo(Role.MEMBER);
    assertThat(role(room, mails(3).get(2))).isEqualTo(Role.OWNER);
  }

  @Test
  void takesBackWhoWasRemovedAndIsToLead() {
    WarRoom room = open(List.of("wing"), mails(2));
    var unused = rooms.remove(ALICE, TENANT, room.id(), member(room, NEXT));
    assertThat(wing.only().members).doesNotContain("wing-1");

    lead(room, NEXT);
    assertThat(wing.only().members).contains("wing-1");
    assertThat(wing.only().owner).contains("wing-1");
    assertThat(role(room, NEXT)).isEqualTo(Role.OWNER);
  }

  @Test
  void losesItsRecorderAndTheirRoleWithTheMember() {
    WarRoom room = open(List.of("wing"), mails(2));
    rooms.change(
        ALICE,
        TENANT,
        room.id(),
        it -> new Settings(it.facts(), it.owner(), Optional.of(NEXT)),
        OptionalLong.empty());
    work();
    assertThat(role(room, NEXT)).isEqualTo(Role.RECORDER);

    var unused = rooms.remove(ALICE, TENANT, room.id(), member(room, NEXT));
    assertThat(now(room.id()).recorder()).isEmpty();
    assertThat(details(room, "member-removed"))
        .singleElement()
        .satisfies(it -> assertThat(it).containsEntry("recorder", ""));
    var unusedToo = rooms.invite(ALICE, TENANT, room.id(), List.of(NEXT));
    assertThat(role(room, NEXT)).isEqualTo(Role.MEMBER);
  }

  private List<Map<String, String>> details(WarRoom room, String kind) {
    return rooms.timeline(TENANT, room.id(), 200, Optional.empty()).items().stream()
        .filter(it -> it.kind().equals(kind))
        .map(TimelineEntry::detail)
        .toList();
  }

  @Test
  void saysInTheTimelineWhatIsAnotherByNowAndWhoLeadsAndRecords() {
    WarRoom room = open(List.of("wing"), mails(2));
    PersonRef recorder = new PersonRef.Email("p2@corp.example");
    rooms.change(
        ALICE,
        TENANT,
        room.id(),
        it ->
            new Settings(
                new NewWarRoom.Facts(
                    it.facts().title(),
                    it.facts().severity(),
                    Optional.of("Since ten.\n" + "x".repeat(1_000)),
                    List.of("shop", "pay"),
                    List.of()),
                Optional.of(NEXT),
                Optional.of(recorder)),
        OptionalLong.empty());
    work();

    Map<String, String> detail = details(room, "changed").get(0);
    assertThat(detail)
        .containsOnlyKeys(
            "summary", "applications", "regions", "owner", "ownerName", "recorder", "recorderName")
        .containsEntry("applications", "shop, pay")
        .containsEntry("regions", "")
        .containsEntry("owner", member(room, NEXT))
        .containsEntry("recorder", member(room, recorder));
    assertThat(detail.get("summary")).startsWith("Since ten. xxx").hasSize(500);
    assertThat(detail.get("recorderName")).isNotBlank().isNotEqualTo(detail.get("recorder"));

    core.clock.advance(Duration.ofSeconds(1));
    rooms.change(
        ALICE,
        TENANT,
        room.id(),
        it -> new Settings(it.facts(), Optional.empty(), it.recorder()),
        OptionalLong.empty());
    assertThat(details(room, "changed").get(1)).isEqualTo(Map.of("owner", ""));
  }

  @Test
  void saysInTheTimelineThatTheRoomHasNoOwnerAnyMoreWhoseOwnerIsRemoved() {
    WarRoom room = open(List.of("wing"), mails(2));
    lead(room, NEXT);

    String owner = member(room, NEXT);
    var unused = rooms.remove(ALICE, TENANT, room.id(), owner);

    assertThat(now(room.id()).owner()).isEmpty();
    assertThat(details(room, "member-removed"))
        .singleElement()
        .satisfies(
            it ->
                assertThat(it)
                    .containsOnlyKeys("member", "name", "owner")
                    .containsEntry("member", owner)
                    .containsEntry("owner", ""));
  }

  @Test
  void leavesOwnersAloneWhereNobodyElseLeads() {
    WarRoom room = open(List.of("wing"), mails(2));
    rooms.change(
        ALICE,
        TENANT,
        room.id(),
        it ->
            new Settings(
                about("Payments are slow", List.of("wing"), List.of()).facts(),
                it.owner(),
                it.recorder()),
        OptionalLong.empty());
    work();

    assertThat(wing.only().owner).isEmpty();
    assertThat(kinds(room.id())).doesNotContain("chat-owner-changed", "chat-owner-kept");
  }

  @Test
  void keepsInTheRoomWhoLeadsItAfterTheirDuty() {
    shifts.add(NEXT);
    NewWarRoom bare = about("Checkout is down", List.of("wing"), mails(1));
    WarRoom room =
        rooms.open(ALICE, TENANT, withRotas(bare, "shop"), Optional.empty()).room().value();
    work();
    lead(room, NEXT);

    core.clock.advance(Duration.ofHours(1));
    work();

    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-1");
    assertThat(wing.only().owner).contains("wing-1");
  }
}
