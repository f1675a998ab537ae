package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.ProblemException;
import dev.muster.api.warroom.NewNotice;
import dev.muster.api.warroom.NoticeKind;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRooms.Delivery;
import dev.muster.api.warroom.WarRooms.Noticed;
import dev.muster.spi.platform.ProviderException.Code;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WarRoomNoticeTest extends WarRoomFixture {
  private static final PersonRef LI = new PersonRef.Email("li@corp.example");

  WarRoomNoticeTest() {
    wing.writesToPeople = true;
  }

  private WarRoom opened(String... platforms) {
    know(2);
    source("ww1", "ww1");
    link(user("li", "li@corp.example"), "ww1", "wing-li");
    return open(List.of(platforms), mails(2));
  }

  private Noticed notice(WarRoom room, String text, PersonRef... people) {
    return rooms.notice(
        ALICE,
        TENANT,
        room.id(),
        new NewNotice(NoticeKind.PROGRESS, Optional.of(text), List.of(), List.of(people)));
  }

  private void refused(WarRoom room, PersonRef who) {
    int before = wing.only().said.size();
    assertThatThrownBy(() -> notice(room, "Restarted.", who))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.errors())
                  .extracting(it -> it.field() + " " + it.code())
                  .containsExactly("to not-reachable");
            });
    assertThat(wing.only().said).hasSize(before);
    assertThat(wing.told).isEmpty();
  }

  @Test
  void reachesUsersWhoAreNoMembersByAMessageToThemAlone() {
    WarRoom room = opened("corp", "wing");
    Noticed done = notice(room, "Restarted.", LI, new PersonRef.OurUser("li"));

    assertThat(done.chats()).hasSize(2).allMatch(Delivery::sent);
    assertThat(done.people()).extracting(it -> it.ref()).containsExactly(LI);
    assertThat(done.people())
        .allSatisfy(
            it -> {
              assertThat(it.delivery().platform()).isEqualTo("wing");
              assertThat(it.delivery().sent()).isTrue();
            });
    assertThat(wing.told)
        .singleElement()
        .asString()
        .startsWith("ww1/wing-li: [P1] Checkout is down | Restarted.\nhttp")
        .endsWith("/war-rooms/" + room.id());
    assertThat(wing.only().members).doesNotContain("wing-li");
  }

  @Test
  void mentionsWhoIsAMember() {
    WarRoom room = opened("wing");
    Noticed done = notice(room, "Restarted.", mails(1).get(0));

    assertThat(done.people()).isEmpty();
    assertThat(wing.told).isEmpty();
    assertThat(done.chats()).allMatch(Delivery::sent);
  }

  @Test
  void refusesWhomNoAppCanWriteTo() {
    WarRoom room = opened("wing");
    refused(room, new PersonRef.Email("nobody@corp.example"));
    refused(room, new PersonRef.Mobile("+8613800000000"));
    refused(room, new PersonRef.PlatformUser("wing", "wing-9"));
    refused(room, new PersonRef.Department("wing", "7"));
  }

  @Test
  void refusesSomebodyWhoseAccountIsOfAnotherCompany() {
    know(2);
    source("ww2", "ww2");
    link(user("li", "li@corp.example"), "ww2", "wing-li");
    refused(open(List.of("wing"), mails(2)), LI);
  }

  @Test
  void refusesWhereThePlatformsOfTheRoomWriteToNobodyAlone() {
    know(2);
    source("ww1", "ww1");
    link(user("li", "li@corp.example"), "ww1", "wing-li");
    WarRoom room = open(List.of("corp"), mails(2));
    assertThatThrownBy(() -> notice(room, "Restarted.", LI)).isInstanceOf(ProblemException.class);
  }

  @Test
  void saysSoWhereSomebodyIsNotReached() {
    WarRoom room = opened("wing");
    wing.unreached.add("wing-li");
    Delivery delivery = notice(room, "Restarted.", LI).people().get(0).delivery();

    assertThat(delivery.sent()).isFalse();
    assertThat(delivery.problem().orElseThrow().code()).isEqualTo("not-reached");
  }

  @Test
  void sendsNothingTwiceToOnePerson() {
    WarRoom room = opened("wing");
    wing.failNextAfterwards("tell", Code.TIMEOUT);
    notice(room, "Restarted.", LI);
    workLater();

    assertThat(wing.told).hasSize(1);
    assertThat(wing.count("tell")).isEqualTo(1);
  }

  @Test
  void cutsWhatIsTooLongForOnePersonBetweenTwoCharacters() {
    WarRoom room = opened("wing");
    Delivery delivery = notice(room, "\uD83D\uDE00".repeat(1_000), LI).people().get(0).delivery();

    assertThat(delivery.sent()).isTrue();
    assertThat(delivery.problem().orElseThrow().code()).isEqualTo("cut");
    String text = wing.told.get(0);
    assertThat(text).endsWith("\uD83D\uDE00");
    assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(2_050);
  }
}
