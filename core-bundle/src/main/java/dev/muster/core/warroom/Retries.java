package dev.muster.core.warroom;

import dev.muster.api.Caller;
import dev.muster.api.warroom.WarRoom.ChatState;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.change.Changes;
import dev.muster.core.store.Stored;
import dev.muster.core.warroom.LedgerRecord.Entry;
import dev.muster.core.warroom.PeopleRecord.Person;
import dev.muster.spi.hook.WarRoomEvent.WarRoomChange;
import dev.muster.spi.hook.WarRoomEvent.WarRoomChanged;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rooms in which what failed is tried again. */
final class Retries {
  private static final Set<String> SEARCHED_BY = Set.of("email", "mobile");

  private final Changes changes;
  private final RoomStore store;
  private final KnownPeople known;
  private final SearchMemory searches;
  private final InstantSource clock;

  Retries(
      Changes changes,
      RoomStore store,
      KnownPeople known,
      SearchMemory searches,
      InstantSource clock) {
    this.changes = changes;
    this.store = store;
    this.known = known;
    this.searches = searches;
    this.clock = clock;
  }

  /** Tries again what failed, and searches anew for some members. */
  void retry(Caller caller, String tenant, String id, List<String> members) {
    changes.run(
        caller,
        tenant,
        work -> {
          Stored<RoomRecord> read = store.require(tenant, id);
          RoomRecord room = read.value();
          StoredWarRooms.requireOpen(room);
          List<Person> anew = store.members(tenant, id, room, "members", members);
          for (String platform : room.platforms()) {
            if (!anew.isEmpty()) {
              forget(work, tenant, id, room, platform, anew);
            }
            store.change(work, tenant, id, platform, Retries::again);
            store.wake(work, tenant, id, platform);
          }
          store.record(
              work,
              tenant,
              TimelineRecord.by(
                  caller, id, clock.instant(), "retried", Optional.empty(), Map.of()));
          work.emit(new WarRoomChanged(id, WarRoomChange.CHANGED));
        });
  }

  /** Of whoever is in the chat there is nothing to search for. */
  private void forget(
      ChangeSet work,
      String tenant,
      String id,
      RoomRecord room,
      String platform,
      List<Person> people) {
    Ledger ledger = new Ledger(store, tenant, id, room, platform);
    for (Person person : people) {
      ledger
          .of(person)
          .filter(it -> it.outcome() != Outcome.JOINED)
          .filter(it -> it.triedBy().filter(SEARCHED_BY::contains).isPresent())
          .ifPresent(it -> ledger.put(person, Entry.unfound(it.triedBy().orElseThrow(), 0)));
    }
    ledger.storeOrAgain(work);
    searches.forget(
        work,
        store,
        tenant,
        platform,
        people.stream()
            .flatMap(it -> known.addresses(tenant, it.ref(), clock.instant()).stream())
            .toList());
  }

  private static ChatRecord again(ChatRecord chat) {
    ChatRecord people = ChatEvents.mayBeHanded(chat).invitingAgain();
    return switch (chat.state()) {
      case OPENING, OPEN -> people;
      case FAILED ->
          chat.ref().isPresent()
              ? people.state(ChatState.OPEN).troubled(Optional.empty())
              : chat.openingAgain(Ends.isUnsure(chat)).invitingAgain();
      case CLOSED -> chat.openingAgain(true).invitingAgain();
    };
  }
}
