package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.ChatState;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.api.warroom.WarRoom.Problem;
import dev.muster.api.warroom.WarRoomTemplate;
import dev.muster.api.warroom.WarRooms.Opened;
import dev.muster.api.warroom.WarRooms.Settings;
import dev.muster.spi.Text;
import dev.muster.spi.chat.MemberResult;
import dev.muster.spi.platform.ProviderException.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WarRoomOpeningTest extends WarRoomFixture {
  @Test
  void bearsTheTitleOfItsTemplateThoughThatChangesWhileTheChatIsOpened() {
    know(2);
    wing.during(
        "open",
        () ->
            core.templates.change(
                ALICE,
                TENANT,
                WarRoomTemplate.DEFAULT,
                it ->
                    new WarRoomTemplate.Settings(
                        it.displayName(),
                        it.language(),
                        Optional.of("Now: {{title}}"),
                        it.briefing(),
                        it.notices()),
                OptionalLong.empty()));

    open(List.of("wing"), mails(2));

    assertThat(wing.only().title).isEqualTo("Now: Checkout is down");
  }

  @Test
  void opensAChatOnEveryPlatformWithEverybodyInIt() {
    know(3);

    WarRoom room = open(ALL, mails(3));

    assertThat(room.chats()).allMatch(it -> it.state() == ChatState.OPEN);
    assertThat(corp.only().members).containsExactlyInAnyOrder("corp-0", "corp-1", "corp-2");
    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-1", "wing-2");
    assertThat(nail.only().members).containsExactlyInAnyOrder("nail-0", "nail-1", "nail-2");
    assertThat(rooms.members(TENANT, room.id()))
        .allSatisfy(
            member ->
                assertThat(member.results())
                    .hasSize(3)
                    .allMatch(it -> it.outcome() == Outcome.JOINED)
                    .allMatch(it -> it.triedBy().equals(Optional.of("email"))));
    assertThat(wing.only().said).singleElement().asString().contains("Checkout is down");
    assertThat(wing.only().pinned).isPresent();
    assertThat(chat(room, "wing").joinLink()).isPresent();
    assertThat(corp.only().title).isEqualTo("[P1] Checkout is down");
  }

  @Test
  void asksForFiveHundredPeopleInTheFewestCalls() {
    know(500);

    WarRoom room = open(ALL, mails(500));

    assertThat(rooms.members(TENANT, room.id()))
        .hasSize(500)
        .allSatisfy(
            it -> assertThat(it.results()).allMatch(each -> each.outcome() == Outcome.JOINED));
    // everybody comes with the chat, or 50 do and 450 in nine calls
    assertThat(corp.calls).containsExactly("emails", "open", "send");
    assertThat(nail.calls).containsExactly("emails", "open", "send");
    assertThat(wing.count("open")).isOne();
    assertThat(wing.count("add")).isEqualTo(9);
    assertThat(wing.calls).hasSize(14);
  }

  @Test
  void saysOfEachPersonWhatBecameOfThem() {
    know(4);
    wing.people.remove("p1@corp.example");
    wing.outcomes.put("wing-2", MemberResult.Outcome.NOT_VISIBLE);
    wing.with(it -> it.withOpening(0, 0));

    WarRoom room = open(List.of("wing"), mails(4));

    assertThat(IntStream.range(0, 4).mapToObj(i -> outcome(room.id(), i, "wing")))
        .containsExactly(Outcome.JOINED, Outcome.NOT_FOUND, Outcome.NOT_VISIBLE, Outcome.JOINED);
    assertThat(detail(room.id(), 2)).startsWith("The app does not see the person of this ID");
  }

  @Test
  void findsOutWhomABatchIsRefusedFor() {
    know(20);
    wing.with(it -> it.withOpening(0, 0));
    wing.rejected.add("wing-7");

    WarRoom room = open(List.of("wing"), mails(20));

    assertThat(outcome(room.id(), 7, "wing")).isEqualTo(Outcome.FAILED);
    assertThat(wing.only().members).hasSize(19);
  }

  @Test
  void opensWithOthersWhereThePlatformRefusesOne() {
    know(5);
    corp.rejected.add("corp-0");

    WarRoom room = open(List.of("corp"), mails(5));

    assertThat(chat(room, "corp").state()).isEqualTo(ChatState.OPEN);
    assertThat(corp.only().members).hasSize(4).doesNotContain("corp-0");
    assertThat(outcome(room.id(), 0, "corp")).isEqualTo(Outcome.FAILED);
  }

  @Test
  void invitesThePeopleOfADepartment() {
    wing.departments.put("7", List.of("wing-1", "wing-2"));

    WarRoom room =
        open(
            List.of("wing"),
            List.of(
                new PersonRef.PlatformUser("wing", "wing-1"),
                new PersonRef.Department("wing", "7")));

    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-1", "wing-2");
    assertThat(rooms.members(TENANT, room.id())).hasSize(3);
  }

  @Test
  void failsWithASentenceWhereThereAreTooFewAndGoesOnOnceThereAreMore() {
    know(1);
    WarRoom room = open(List.of("corp"), mails(1));

    assertThat(chat(room, "corp").state()).isEqualTo(ChatState.FAILED);
    Problem problem = chat(room, "corp").problem().orElseThrow();
    assertThat(problem.code()).isEqualTo("too-few-people");
    assertThat(problem.message().en()).contains("at least 2 people");
    assertThat(corp.chats).isEmpty();

    know(2);
    rooms.invite(ALICE, TENANT, room.id(), mails(2));

    assertThat(chat(now(room.id()), "corp").state()).isEqualTo(ChatState.OPEN);
    assertThat(corp.only().members).hasSize(2);
  }

  /** A platform that refuses a chat for one of its people does not say which. */
  @Test
  void saysThatTooFewAreLeftWhereItIsForABadIdThatAChatIsRefused() {
    know(1);
    unknownId("nobody");
    WarRoom room = open(List.of("corp"), List.of(mails(1).get(0), id("nobody")));

    assertThat(chat(room, "corp").state()).isEqualTo(ChatState.FAILED);
    Problem problem = chat(room, "corp").problem().orElseThrow();
    assertThat(problem.code()).isEqualTo("too-few-people");
    assertThat(problem.message().en()).contains("at least 2 people");
    assertThat(outcome(room.id(), 0, "corp")).isEqualTo(Outcome.PENDING);
    assertThat(outcome(room.id(), 1, "corp")).isEqualTo(Outcome.NOT_FOUND);
    assertThat(detail(room.id(), 1)).startsWith("The platform has nobody of this ID");

    know(2);
    rooms.invite(ALICE, TENANT, room.id(), List.of(mails(2).get(1)));

    assertThat(chat(now(room.id()), "corp").state()).isEqualTo(ChatState.OPEN);
    assertThat(corp.only().members).containsExactlyInAnyOrder("corp-0", "corp-1");
  }

  @Test
  void opensWithTheOthersWhereABadIdStandsBetweenThem() {
    know(2);
    unknownId("nobody");

    WarRoom room = open(List.of("corp"), List.of(mails(1).get(0), id("nobody"), mails(2).get(1)));

    assertThat(chat(room, "corp").state()).isEqualTo(ChatState.OPEN);
    assertThat(corp.only().members).containsExactlyInAnyOrder("corp-0", "corp-1");
    assertThat(outcome(room.id(), 1, "corp")).isEqualTo(Outcome.NOT_FOUND);
  }

  @Test
  void saysThatAChatWasRefusedWhereEverybodyIsThere() {
    know(2);
    corp.rejected.add("corp-1");

    WarRoom room = open(List.of("corp"), mails(2));

    assertThat(chat(room, "corp").problem().orElseThrow().code()).isEqualTo("rejected");
    assertThat(outcome(room.id(), 1, "corp")).isEqualTo(Outcome.PENDING);
  }

  @Test
  void saysThatAChatWasRefusedWhereTheAddressBookDoesNotAnswer() {
    know(1);
    unknownId("nobody");
    corp.failAlways("person", Code.UNAVAILABLE);

    WarRoom room = open(List.of("corp"), List.of(mails(1).get(0), id("nobody")));

    assertThat(chat(room, "corp").problem().orElseThrow().code()).isEqualTo("rejected");
    assertThat(outcome(room.id(), 1, "corp")).isEqualTo(Outcome.PENDING);
  }

  /** What to do about somebody on the room's only platform. */
  private String detail(String id, int member) {
    return rooms.members(TENANT, id).get(member).results().get(0).detail().map(Text::en).orElse("");
  }

  private void unknownId(String userId) {
    corp.unknownIds.add(userId);
    corp.rejected.add(userId);
  }

  private static PersonRef id(String userId) {
    return new PersonRef.PlatformUser("corp", userId);
  }

  @Test
  void saysThatOnePersonIsNeededWhereNobodyWasFound() {
    WarRoom room = open(List.of("nail"), mails(1));

    assertThat(chat(room, "nail").problem().orElseThrow().message().en())
        .contains("at least one person");
  }

  @Test
  void goesOnOnceSomebodyLeadsARoomThatHadTooFew() {
    know(2);
    WarRoom room = open(List.of("corp"), mails(1));

    var unused =
        rooms.change(
            ALICE,
            TENANT,
            room.id(),
            it -> new Settings(it.facts(), Optional.of(mails(2).get(1)), it.recorder()),
            OptionalLong.empty());
    work();

    assertThat(chat(now(room.id()), "corp").state()).isEqualTo(ChatState.OPEN);
    assertThat(corp.only().members).hasSize(2);
  }

  @Test
  void opensTheOthersWhereOnePlatformIsDownAndThatOneOnceItIsBack() {
    know(2);
    corp.failAlways("emails", Code.UNAVAILABLE);

    WarRoom room = open(ALL, mails(2));

    assertThat(chat(room, "wing").state()).isEqualTo(ChatState.OPEN);
    assertThat(chat(room, "nail").state()).isEqualTo(ChatState.OPEN);
    assertThat(chat(room, "corp").state()).isEqualTo(ChatState.OPENING);
    assertThat(chat(room, "corp").problem().orElseThrow().code()).isEqualTo("unavailable");

    corp.works();
    workLater();
    assertThat(chat(now(room.id()), "corp").state()).isEqualTo(ChatState.OPEN);
    assertThat(chat(now(room.id()), "corp").problem()).isEmpty();
  }

  @Test
  void givesTheSameRoomForTheSameKeyAndRefusesItForAnother() {
    know(2);
    NewWarRoom asked = about("Checkout is down", List.of("corp"), mails(2));
    Opened first = rooms.open(ALICE, TENANT, asked, Optional.of("k1"));
    Opened second = rooms.open(ALICE, TENANT, asked, Optional.of("k1"));

    assertThat(first.replayed()).isFalse();
    assertThat(second.replayed()).isTrue();
    assertThat(second.room().value().id()).isEqualTo(first.room().value().id());
    assertThat(corp.chats).hasSize(1);
    assertThatThrownBy(
            () ->
                rooms.open(
                    ALICE,
                    TENANT,
                    about("Something else", List.of("corp"), mails(2)),
                    Optional.of("k1")))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.INVALID_VALUE));
  }

  @Test
  void saysOfSomebodyOfAnotherPlatformThatThereIsNoChatForThem() {
    know(2);
    List<PersonRef> people = new ArrayList<>(mails(2));
    people.add(new PersonRef.PlatformUser("wing", "wing-1"));

    WarRoom room = open(List.of("corp"), people);

    assertThat(outcome(room.id(), 2, "wing")).isEqualTo(Outcome.NOT_FOUND);
    assertThat(chat(room, "corp").state()).isEqualTo(ChatState.OPEN);
    assertThat(wing.calls).isEmpty();
  }

  @Test
  void countsAPlatformOnceThatIsNamedTwice() {
    know(3);

    WarRoom room = open(List.of("corp", "corp"), mails(3));

    assertThat(room.chats()).hasSize(1);
    assertThat(corp.chats).hasSize(1);
  }

  @Test
  void refusesWhatIsOutOfBounds() {
    refuses(about("x".repeat(256), List.of("corp"), mails(2)), "title");
    refuses(about(" ", List.of("corp"), mails(2)), "title");
    refuses(about("Check\u200Bout", List.of("corp"), mails(2)), "title");
    refuses(about("\u3164", List.of("corp"), mails(2)), "title");
    refuses(about("Check\u0007out", List.of("corp"), mails(2)), "title");
    refuses(about("x", List.of("nowhere"), mails(2)), "platforms");
    refuses(about("x", List.of("corp", "../x"), mails(2)), "platforms");
    refuses(about("x", List.of(), mails(2)), "platforms");
    refuses(about("x", List.of("corp"), mails(2001)), "members");
    refuses(about("x", List.of("corp"), List.of(new PersonRef.Email("x"))), "members.0.email");
    assertThat(corp.calls).isEmpty();
  }

  private void refuses(NewWarRoom room, String field) {
    assertThatThrownBy(() -> rooms.open(ALICE, TENANT, room, Optional.empty()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.errors()).anyMatch(it -> it.field().equals(field)));
  }
}
