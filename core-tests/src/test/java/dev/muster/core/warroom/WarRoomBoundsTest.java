package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.ProblemException;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.ClosedChat;
import dev.muster.api.warroom.WarRoom.Done;
import dev.muster.api.warroom.WarRoom.Member;
import dev.muster.api.warroom.WarRoom.Policy;
import dev.muster.api.warroom.WarRoom.Status;
import dev.muster.api.warroom.WarRooms.Settings;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.storage.CommitResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A room does not grow for ever, whatever happens in it. */
class WarRoomBoundsTest extends WarRoomFixture {
  /** Those who were removed are kept, and count. */
  @Test
  void remembersTenThousandPeopleOfWhomNoMoreAreInvited() {
    know(4);
    WarRoom room = open(List.of("wing"), mails(2));
    fill(room, Bounds.PEOPLE_EVER - 1);

    assertThatThrownBy(() -> rooms.invite(ALICE, TENANT, room.id(), mails(4)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.errors()).extracting(it -> it.code()).containsExactly("too-many"));
    assertThat(rooms.members(TENANT, room.id())).hasSize(2);
  }

  /** As if so many had been in a room, of whom most were removed. */
  private void fill(WarRoom room, int people) {
    Repository<RoomRecord> records = core.storage.repository(RoomRecord.SCHEMA);
    Stored<RoomRecord> read = records.find(TENANT, room.id()).orElseThrow();
    RoomRecord full = read.value().inviting(read.value().chunks(), people);
    assertThat(core.storage.commit(new UnitOfWork().add(records.replace(read, full))))
        .isInstanceOf(CommitResult.Committed.class);
  }

  @Test
  void hasNobodyComeOnDutyOrLeadOfWhomItWouldNotRememberThatTheyWere() {
    know(4);
    List<PersonRef> people = mails(4);
    shifts.addAll(people.subList(2, 4));
    WarRoom room =
        rooms
            .open(
                ALICE,
                TENANT,
                withRotas(about("Slow", List.of("wing"), people.subList(0, 2)), "shop"),
                Optional.empty())
            .room()
            .value();
    work();
    fill(room, Bounds.PEOPLE_EVER);

    core.clock.advance(Duration.ofHours(1));
    work();
    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-1");
    assertThatThrownBy(
            () ->
                rooms.change(
                    ALICE,
                    TENANT,
                    room.id(),
                    it -> new Settings(it.facts(), Optional.of(people.get(3)), it.recorder()),
                    OptionalLong.empty()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.errors()).extracting(it -> it.code()).containsExactly("too-many"));
  }

  @Test
  void takesADepartmentBackOnlyIfThereIsRoomForItsPeopleToo() {
    know(1);
    PersonRef shop = new PersonRef.Department("wing", "7");
    wing.departments.put("7", List.of("wing-7", "wing-8"));
    WarRoom room = open(List.of("wing"), List.of(mails(1).get(0), shop));
    var unused =
        rooms.remove(ALICE, TENANT, room.id(), rooms.members(TENANT, room.id()).get(1).id());
    fill(room, Bounds.PEOPLE_EVER - 2);

    assertThatThrownBy(() -> rooms.invite(ALICE, TENANT, room.id(), List.of(shop)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.errors()).extracting(it -> it.code()).containsExactly("too-many"));
  }

  @Test
  void takesNobodyBackForWhomThereIsNoRoomAnyMore() {
    List<PersonRef> people = mails(Bounds.PEOPLE + 1);
    rooms = unwaited();
    WarRoom room = open(List.of("wing"), people.subList(0, 1_000));
    for (int at = 1_000; at < Bounds.PEOPLE; at += 1_000) {
      rooms.invite(ALICE, TENANT, room.id(), people.subList(at, at + 1_000));
    }
    Member first = rooms.members(TENANT, room.id()).get(0);
    var unused = rooms.remove(ALICE, TENANT, room.id(), first.id());
    assertThat(rooms.invite(ALICE, TENANT, room.id(), List.of(people.get(Bounds.PEOPLE))))
        .hasSize(1);

    assertThatThrownBy(() -> rooms.invite(ALICE, TENANT, room.id(), List.of(first.ref())))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.errors()).extracting(it -> it.code()).containsExactly("too-many"));
  }

  /** There may be two thousand of them, and much going on in the room. */
  @Test
  void looksForThoseWhoAreInvitedOnceThoughSomebodyElseIsFaster() {
    WarRoom room = open(List.of("wing"), mails(1));
    PersonRef li = new PersonRef.OurUser(user("li", "p1@corp.example"));
    List<Integer> looked = new ArrayList<>();
    AtomicInteger before = new AtomicInteger();
    core.store.beforeNextCommit(
        () -> {
          var unused = rooms.setStatus(ALICE, TENANT, room.id(), Status.DIAGNOSING);
          before.set(core.store.commits());
          core.store.beforeNextFind(
              UserRecord.SCHEMA.collection(), () -> looked.add(core.store.commits()));
        });
    assertThat(rooms.invite(ALICE, TENANT, room.id(), List.of(li)))
        .extracting(Member::ref)
        .containsExactly(li);

    assertThat(now(room.id()).status()).isEqualTo(Status.DIAGNOSING);
    assertThat(looked).as("none before it is stored").doesNotContain(before.get());
  }

  /** What could be kept of it alone would pass for all that was said. */
  @Test
  void dissolvesNoChatOfWhichMoreWasSaidThanIsKept() {
    know(2);
    WarRoom room = open(List.of("wing"), mails(2));
    wing.historyPage = 1;
    for (int i = 0; i <= Bounds.HISTORY_PAGES; i++) {
      wing.only().said.add("It is number " + i);
    }

    var unused = rooms.close(ALICE, TENANT, room.id(), closing(Policy.DISSOLVE, false));
    work();

    ClosedChat chat = now(room.id()).closing().orElseThrow().chats().get(0);
    assertThat(chat.done()).isEqualTo(Done.ARCHIVED);
    assertThat(chat.detail().orElseThrow().en()).contains("could not be kept");
    assertThat(wing.only().dissolved).isFalse();
    assertThat(wing.count("history")).isEqualTo(1 + Bounds.HISTORY_PAGES);
  }
}
