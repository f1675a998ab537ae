package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.warroom.NewClosing;
import dev.muster.api.warroom.TimelineEntry;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.ChatState;
import dev.muster.api.warroom.WarRoom.ClosedChat;
import dev.muster.api.warroom.WarRoom.Closing;
import dev.muster.api.warroom.WarRoom.Done;
import dev.muster.api.warroom.WarRoom.Policy;
import dev.muster.api.warroom.WarRoom.Status;
import dev.muster.api.warroom.WarRoomTemplate;
import dev.muster.api.warroom.WarRoomTemplate.Language;
import dev.muster.api.warroom.WarRooms.Settings;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WarRoomEndingTest extends WarRoomFixture {
  @Test
  void renamesAChatWhoseRoomHasAnotherTitle() {
    know(2);
    WarRoom room = open(List.of("corp"), mails(2));
    rooms.change(
        ALICE,
        TENANT,
        room.id(),
        it ->
            new Settings(
                about("Payments are slow", List.of("corp"), List.of()).facts(),
                it.owner(),
                it.recorder()),
        OptionalLong.empty());
    work();

    assertThat(corp.only().title).contains("Payments are slow");
  }

  @Test
  void saysWhatEachPlatformDid() {
    know(2);
    WarRoom room = open(ALL, mails(2));
    Closing closed = rooms.close(ALICE, TENANT, room.id(), closing(Policy.ARCHIVE, false));

    assertThat(closed.chats())
        .extracting(ClosedChat::done)
        .containsExactly(Done.RENAMED, Done.ARCHIVED, Done.RENAMED);
    assertThat(closed.chats()).allMatch(ClosedChat::complete);
    assertThat(wing.only().muted).isTrue();
    assertThat(corp.only().title).startsWith("[closed]");
    assertThat(now(room.id()).status()).isEqualTo(Status.CLOSED);

    rooms.reopen(ALICE, TENANT, room.id(), Optional.empty());
    assertThat(wing.only().muted).isFalse();
    assertThat(wing.only().title).doesNotStartWith("[closed]");
    assertThat(corp.chats).hasSize(1);
  }

  @Test
  void closesEachChatAsIsSaidForItsPlatform() {
    know(2);
    WarRoom room = open(ALL, mails(2));

    Closing closed =
        rooms.close(
            ALICE,
            TENANT,
            room.id(),
            new NewClosing(
                Policy.ARCHIVE,
                Map.of("corp", Policy.KEEP, "wing", Policy.DISSOLVE),
                Optional.empty(),
                false,
                Optional.empty()));

    assertThat(closed.chats())
        .extracting(ClosedChat::platform, ClosedChat::policy, ClosedChat::done)
        .containsExactly(
            tuple("corp", Policy.KEEP, Done.KEPT),
            tuple("wing", Policy.DISSOLVE, Done.DISSOLVED),
            tuple("nail", Policy.ARCHIVE, Done.RENAMED));
    assertThat(corp.only().title).doesNotStartWith("[closed]");
    assertThat(wing.only().dissolved).isTrue();
    List<TimelineEntry> told = rooms.timeline(TENANT, room.id(), 200, Optional.empty()).items();
    assertThat(told)
        .filteredOn(it -> it.kind().equals("closed"))
        .extracting(TimelineEntry::detail)
        .containsExactly(
            Map.of("policy", "archive", "policy.corp", "keep", "policy.wing", "dissolve"));
    assertThat(told)
        .filteredOn(it -> it.kind().equals("chat-closed"))
        .extracting(it -> it.platform().orElseThrow(), TimelineEntry::detail)
        .containsExactlyInAnyOrder(
            tuple("corp", Map.of("policy", "keep", "done", "kept")),
            tuple("wing", Map.of("policy", "dissolve", "done", "dissolved")),
            tuple("nail", Map.of("policy", "archive", "done", "renamed")));
  }

  @Test
  void refusesAPolicyOfAPlatformOnWhichTheRoomHasNoChat() {
    know(2);
    WarRoom room = open(List.of("wing"), mails(2));

    assertThatThrownBy(
            () ->
                rooms.close(
                    ALICE,
                    TENANT,
                    room.id(),
                    new NewClosing(
                        Policy.KEEP,
                        Map.of("corp", Policy.ARCHIVE),
                        Optional.empty(),
                        false,
                        Optional.empty())))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.errors())
                    .extracting(it -> it.field())
                    .containsExactly("policies.corp"));
    assertThat(now(room.id()).status()).isEqualTo(Status.STARTED);
  }

  @Test
  void saysInTheLanguageOfItsTemplateThatAChatIsClosed() {
    core.templates.change(
        ALICE,
        TENANT,
        "default",
        it ->
            new WarRoomTemplate.Settings(
                it.displayName(), Language.CHINESE, it.title(), it.briefing(), it.notices()),
        OptionalLong.empty());
    know(2);
    WarRoom room = open(List.of("corp"), mails(2));
    String title = corp.only().title;

    rooms.close(ALICE, TENANT, room.id(), closing(Policy.ARCHIVE, false));
    assertThat(corp.only().title).isEqualTo("[已关闭] " + title);

    rooms.reopen(ALICE, TENANT, room.id(), Optional.empty());
    work();
    assertThat(corp.only().title).isEqualTo(title);
  }

  @Test
  void tellsTheChatsThatStayedThatTheirRoomIsOpenAgain() {
    know(2);
    WarRoom room = open(List.of("corp", "wing"), mails(2));
    rooms.close(
        ALICE,
        TENANT,
        room.id(),
        new NewClosing(
            Policy.ARCHIVE,
            Map.of("wing", Policy.DISSOLVE),
            Optional.empty(),
            false,
            Optional.empty()));

    rooms.reopen(ALICE, TENANT, room.id(), Optional.empty());
    work();

    assertThat(corp.only().muted).isFalse();
    assertThat(corp.only().said).contains("This war room is open again.");
    assertThat(wing.chats.get(1).said).doesNotContain("This war room is open again.");
  }

  @Test
  void invitesEverybodyToTheChatThatIsOpenedInPlaceOfTheOneThatWasDissolved() {
    int many = 60;
    know(many);
    WarRoom room = open(List.of("wing"), mails(many));
    rooms.close(ALICE, TENANT, room.id(), closing(Policy.DISSOLVE, false));

    rooms.reopen(ALICE, TENANT, room.id(), Optional.empty());

    assertThat(wing.chats.get(1).members).hasSize(many);
  }

  @Test
  void archivesWhereNothingCanBeDissolved() {
    know(2);
    WarRoom room = open(List.of("corp"), mails(2));
    Closing closed = rooms.close(ALICE, TENANT, room.id(), closing(Policy.DISSOLVE, false));

    assertThat(closed.chats().get(0).done()).isEqualTo(Done.RENAMED);
    assertThat(closed.chats().get(0).detail().orElseThrow().en()).contains("cannot dissolve");
    assertThatThrownBy(() -> rooms.send(ALICE, TENANT, room.id(), said("x")))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.IN_USE));
  }

  @Test
  void keepsTheAppBoundWhileARoomIsOpen() {
    know(2);
    WarRoom room = open(List.of("wing"), mails(2));
    assertThatThrownBy(
            () -> core.mobileApps.unbind(ALICE, TENANT, "wing", false, OptionalLong.empty()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.dependants())
                    .containsExactly(
                        new ProblemException.Dependant("war-room", room.id(), "Checkout is down")));
    rooms.close(ALICE, TENANT, room.id(), closing(Policy.KEEP, false));
    core.mobileApps.unbind(ALICE, TENANT, "wing", false, OptionalLong.empty());
    assertThat(chat(now(room.id()), "wing").state()).isEqualTo(ChatState.OPEN);
  }

  @Test
  void saysThatAPlatformRefusedToRenameAChat() {
    know(2);
    WarRoom room = open(List.of("corp"), mails(2));
    corp.failAlways("change", Code.NOT_PERMITTED);

    ClosedChat chat = only(rooms.close(ALICE, TENANT, room.id(), closing(Policy.ARCHIVE, false)));

    assertThat(corp.only().title).doesNotStartWith("[closed]");
    assertThat(chat.done()).isEqualTo(Done.KEPT);
    assertThat(chat.complete()).isTrue();
    assertThat(chat.detail().orElseThrow().en()).contains("not be renamed", "permission");
    assertThat(closings(room)).containsExactly(Map.of("policy", "archive", "done", "kept"));
    assertThat(corp.count("change")).isEqualTo(1);
  }

  @Test
  void mutesAChatAlsoWhereItCannotBeRenamedAndSaysSo() {
    know(2);
    WarRoom room = open(List.of("wing"), mails(2));
    wing.failAlways("change", Code.NOT_PERMITTED);

    ClosedChat chat = only(rooms.close(ALICE, TENANT, room.id(), closing(Policy.ARCHIVE, false)));

    assertThat(wing.only().muted).isTrue();
    assertThat(wing.only().title).doesNotStartWith("[closed]");
    assertThat(chat.done()).isEqualTo(Done.MUTED);
    assertThat(chat.detail().orElseThrow().en()).contains("not be renamed");
    assertThat(closings(room)).containsExactly(Map.of("policy", "archive", "done", "muted"));

    wing.works();
    rooms.reopen(ALICE, TENANT, room.id(), Optional.empty());
    assertThat(wing.only().muted).isFalse();
  }

  @Test
  void leavesAChatAsItIsOnceItsEndIsADayLate() {
    know(2);
    WarRoom room = open(List.of("wing"), mails(2));
    int before = wing.calls.size();
    var unused = unwaited().close(ALICE, TENANT, room.id(), closing(Policy.DISSOLVE, true));
    core.clock.advance(Duration.ofHours(25));
    work();

    assertThat(wing.calls).hasSize(before);
    ClosedChat chat = only(now(room.id()).closing().orElseThrow());
    assertThat(chat.done()).isEqualTo(Done.KEPT);
    assertThat(chat.detail().orElseThrow().en()).contains("for a day");
  }

  @Test
  void saysThatAChatWasDissolvedAtThePlatformBeforeOrWhileItsRoomWasClosed() {
    know(2);
    WarRoom before = open(List.of("wing"), mails(2));
    wing.only().dissolved = true;
    var unused = rooms.send(ALICE, TENANT, before.id(), said("x"));
    assertThat(only(rooms.close(ALICE, TENANT, before.id(), closing(Policy.ARCHIVE, false))))
        .satisfies(WarRoomEndingTest::isGone);

    WarRoom meanwhile = open(List.of("nail"), mails(2));
    nail.only().dissolved = true;
    assertThat(only(rooms.close(ALICE, TENANT, meanwhile.id(), closing(Policy.ARCHIVE, false))))
        .satisfies(WarRoomEndingTest::isGone);
  }

  private static void isGone(ClosedChat chat) {
    assertThat(chat.done()).isEqualTo(Done.KEPT);
    assertThat(chat.detail().orElseThrow().en()).contains("was dissolved at the platform");
  }
}
