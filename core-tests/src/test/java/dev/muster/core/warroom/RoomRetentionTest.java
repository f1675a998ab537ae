package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.api.AuditEvent;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.Policy;
import dev.muster.core.platform.Together;
import dev.muster.core.settings.Settings;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskHandler.Result;
import dev.muster.core.task.TaskHandler.Run;
import dev.muster.core.task.TaskType.Nothing;
import dev.muster.spi.Deadline;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoomRetentionTest extends WarRoomFixture {
  private static final Duration KEPT = Duration.ofDays(730);
  private static final Duration DAY = Duration.ofDays(1);

  @BeforeEach
  void remove() {
    core.taskWork.add(new RoomRemoval(core.storage, core.accounts, core.queue));
  }

  private RoomRetention retention(Settings settings) {
    return new RoomRetention(
        core.storage,
        core.changes,
        core.directory,
        core.accounts,
        core.queue,
        settings,
        core.clock);
  }

  private Result look(Settings settings, Deadline deadline) {
    return look(retention(settings), deadline);
  }

  private Result look(RoomRetention retention, Deadline deadline) {
    return retention.run(new Run<>("t", "", new Nothing(), core.clock.instant(), 0, deadline));
  }

  private Result look(Deadline deadline) {
    return look(core.settings, deadline);
  }

  private void look() {
    look(core.settings);
  }

  private void look(Settings settings) {
    assertThat(look(settings, Deadline.in(Duration.ofMinutes(1)))).isInstanceOf(Result.Done.class);
    work();
  }

  private WarRoom opened(String key, int members) {
    know(2);
    return rooms
        .open(
            ALICE,
            TENANT,
            about("Checkout is down", List.of("wing", "nail"), mails(members)),
            Optional.of(key))
        .room()
        .value();
  }

  private void close(WarRoom room) {
    rooms.close(ALICE, TENANT, room.id(), closing(Policy.KEEP, false));
    work();
  }

  /** Whatever is stored of any room. */
  private Stream<Document> stored() {
    return core.storage.tenantCollections().stream()
        .filter(collection -> collection.startsWith("war-room"))
        .flatMap(
            it -> core.store.query(Query.of(it, TENANT, new Query.All(), 200)).items().stream());
  }

  @Test
  void removesWithARoomAllThatHangsOnIt() {
    WarRoom room = opened("k1", 250);
    var unused = rooms.send(ALICE, TENANT, room.id(), said("Hello"));
    close(room);
    RoomStore store = new RoomStore(core.storage, core.accounts, core.queue);
    core.changes.run(
        ALICE,
        TENANT,
        work -> {
          for (int i = 0; i < 450; i++) {
            store.record(
                work,
                TENANT,
                TimelineRecord.by(
                    ALICE, room.id(), core.clock.instant(), "retried", Optional.empty(), Map.of()));
          }
        });
    assertThat(stored()).hasSizeGreaterThan(10);
    core.clock.advance(KEPT.plus(DAY));

    look();

    assertThat(rooms.find(TENANT, room.id())).isEmpty();
    assertThat(stored()).isEmpty();
    assertThat(opened("k1", 2).id()).isNotEqualTo(room.id());
    assertThat(wing.chats.get(0).dissolved).isFalse();
  }

  @Test
  void isAuditedOnceForEachRoomAsWorkOfTheSystem() {
    WarRoom room = opened("k1", 2);
    WarRoom other = opened("k2", 2);
    WarRoom open = opened("k3", 2);
    close(room);
    close(other);
    core.clock.advance(KEPT.plus(DAY));

    look();
    look();

    assertThat(removals())
        .extracting(AuditEvent::actor, AuditEvent::subject)
        .containsExactlyInAnyOrder(
            tuple("system", "war-room:" + room.id()), tuple("system", "war-room:" + other.id()));
    assertThat(rooms.find(TENANT, open.id())).isPresent();
  }

  private List<AuditEvent> removals() {
    return core.events(TENANT).stream()
        .filter(event -> event.action().equals("war-room.removed"))
        .toList();
  }

  @Test
  void keepsWhatIsOpenOrWasClosedLater() {
    WarRoom open = opened("open", 2);
    WarRoom late = opened("late", 2);
    WarRoom again = opened("again", 2);
    WarRoom old = opened("old", 2);
    close(old);
    close(again);
    core.clock.advance(DAY.multipliedBy(2));
    close(late);
    rooms.reopen(ALICE, TENANT, again.id(), Optional.empty());
    work();
    core.clock.advance(KEPT.minus(DAY));

    look();

    assertThat(Stream.of(open, late, again, old).map(it -> rooms.find(TENANT, it.id()).isPresent()))
        .containsExactly(true, true, true, false);
    assertThat(rooms.timeline(TENANT, late.id(), 200, Optional.empty()).items()).isNotEmpty();
  }

  private int readsOfALook() {
    int before = core.store.reads();
    look();
    return core.store.reads() - before;
  }

  @Test
  void goesOnWhereItsTimeIsOver() {
    close(opened("k", 1));
    look();
    int ofOne = readsOfALook();
    for (int i = 0; i < 120; i++) {
      close(opened("k" + i, 1));
    }
    assertThat(readsOfALook()).as("none behind those that stay").isEqualTo(ofOne);
    core.clock.advance(KEPT.plus(DAY));

    assertThat(look(Deadline.in(Duration.ZERO))).isInstanceOf(Result.Unfinished.class);
    look();

    assertThat(stored()).isEmpty();
  }

  @Test
  void looksAtEveryTenantEachTime() {
    core.tenants.create(ALICE, "zeta", "The last");
    RoomRetention retention = retention(core.settings);
    Deadline deadline = Deadline.in(Duration.ofMinutes(1));
    assertThat(look(retention, deadline)).isInstanceOf(Result.Done.class);
    close(opened("k1", 1));
    core.clock.advance(KEPT.plus(DAY));

    assertThat(look(retention, deadline)).isInstanceOf(Result.Done.class);
    work();
    assertThat(stored()).isEmpty();
  }

  /** Else those behind a tenant with much to remove would never have their turn. */
  @Test
  void goesOnWithTheTenantWhoseTurnItWas() {
    core.tenants.create(ALICE, "zeta", "The last");
    core.mobileApps.bind(ALICE, "zeta", "wing", Map.of("corpId", "ww1", "secret", "s"));
    WarRoom theirs =
        rooms
            .open(ALICE, "zeta", about("Slow", List.of("wing"), mails(1)), Optional.empty())
            .room()
            .value();
    var unused = rooms.close(ALICE, "zeta", theirs.id(), closing(Policy.KEEP, false));
    close(opened("k1", 1));
    core.clock.advance(DAY);
    WarRoom later = opened("k2", 1);
    close(later);
    core.clock.advance(KEPT.minus(Duration.ofHours(1)));
    RoomRetention retention = retention(core.settings);
    lookUntilSomethingIsRemoved(retention);
    assertThat(rooms.find("zeta", theirs.id())).isPresent();
    core.clock.advance(DAY);

    lookUntilSomethingIsRemoved(retention);

    assertThat(rooms.find("zeta", theirs.id())).isEmpty();
    assertThat(rooms.find(TENANT, later.id())).isPresent();
  }

  /** The time is over with the first room that is removed, and may be before. */
  private void lookUntilSomethingIsRemoved(RoomRetention retention) {
    int before = core.store.commits();
    for (int i = 0; i < 100 && core.store.commits() == before; i++) {
      Deadline deadline = Deadline.in(Duration.ofMillis(40));
      core.store.beforeNextCommit(() -> Together.until(deadline::passed));
      var unused = look(retention, deadline);
    }
  }

  /** Another node may open the room again just before. */
  @Test
  void leavesARoomThatIsOpenedAgainMeanwhile() {
    WarRoom room = opened("k1", 2);
    close(room);
    core.clock.advance(KEPT.plus(DAY));
    core.store.beforeNextCommit(() -> rooms.reopen(ALICE, TENANT, room.id(), Optional.empty()));

    look();

    assertThat(rooms.find(TENANT, room.id())).isPresent();
    assertThat(rooms.members(TENANT, room.id())).hasSize(2);
    assertThat(kinds(room.id())).contains("opened", "reopened");
    assertThat(removals()).isEmpty();
  }

  /** Ending a chat is tried for a day, and its record says what is left to be done. */
  @Test
  void keepsARoomUntilItsChatsHaveEndedHoweverShortRoomsAreKept() {
    Settings half =
        new Settings(
            key -> Optional.of("12h").filter(any -> key.equals("war-rooms.retention")), "1.0.0");
    WarRoom room = opened("k1", 2);
    wing.failAlways("change", Code.UNAVAILABLE);
    var unused = rooms.close(ALICE, TENANT, room.id(), closing(Policy.ARCHIVE, false));
    work();
    core.clock.advance(Duration.ofHours(13));
    work();

    look(half);
    assertThat(rooms.find(TENANT, room.id())).isPresent();

    wing.works();
    core.clock.advance(Duration.ofMinutes(10));
    work();
    assertThat(wing.only().muted).isTrue();
    look(half);
    assertThat(stored()).isEmpty();
  }

  @Test
  void removesARoomWhoseChatWasGivenUp() {
    WarRoom room = opened("k1", 2);
    wing.failAlways("change", Code.UNAVAILABLE);
    var unused = rooms.close(ALICE, TENANT, room.id(), closing(Policy.ARCHIVE, false));
    work();
    core.clock.advance(Duration.ofHours(25));
    work();
    core.clock.advance(KEPT);

    look();

    assertThat(stored()).isEmpty();
  }

  /** It would stay for ever: whoever removes the room has looked for its entries by then. */
  @Test
  void recordsNothingOfAChatThatIsGoneWithItsRoom() {
    WarRoom room = opened("k1", 2);
    RoomStore store = new RoomStore(core.storage, core.accounts, core.queue);
    wing.during(
        "change",
        () -> {
          UnitOfWork work = new UnitOfWork();
          store
              .chat(TENANT, room.id(), "wing")
              .ifPresent(chat -> work.add(store.chats.delete(chat)));
          core.storage.commit(work);
        });
    wing.chats.get(0).dissolved = true;

    var unused = rooms.close(ALICE, TENANT, room.id(), closing(Policy.ARCHIVE, false));
    work();

    assertThat(wing.count("change")).isEqualTo(1);
    assertThat(kinds(room.id())).contains("closed").doesNotContain("chat-gone", "chat-failed");
  }
}
