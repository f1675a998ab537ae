package dev.muster.core.warroom;

import dev.muster.core.change.ChangeSet;
import dev.muster.core.store.Stored;
import dev.muster.core.warroom.LedgerRecord.Entry;
import dev.muster.core.warroom.PeopleRecord.Person;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who was invited to a room and what became of them on one platform, as a run of its lane knows it.
 * For one thread.
 */
final class Ledger {
  private final RoomStore store;
  private final String tenant;
  private final String room;
  private final String platform;
  private final Map<String, Person> people = new LinkedHashMap<>();
  private final Map<Integer, Stored<LedgerRecord>> stored = new HashMap<>();
  private final Map<Integer, Map<String, Entry>> entries = new HashMap<>();
  private final Set<Integer> changed = new TreeSet<>();

  Ledger(RoomStore store, String tenant, String room, RoomRecord record, String platform) {
    this.store = store;
    this.tenant = tenant;
    this.room = room;
    this.platform = platform;
    for (Person each : store.everybody(tenant, room, record)) {
      if (each.ref().isFor(platform)) {
        people.put(each.id(), each);
      }
    }
    for (int chunk = 0; chunk < record.chunks(); chunk++) {
      Map<String, Entry> known = new HashMap<>();
      int number = chunk;
      store
          .ledgers
          .find(tenant, LedgerRecord.id(room, platform, chunk))
          .ifPresent(
              read -> {
                stored.put(number, read);
                known.putAll(read.value().entries());
              });
      entries.put(chunk, known);
    }
  }

  /** Everybody whom it concerns, those to be removed as well. */
  List<Person> people() {
    return List.copyOf(people.values());
  }

  Optional<Entry> of(Person person) {
    return Optional.ofNullable(entries.getOrDefault(chunk(person), Map.of()).get(person.id()));
  }

  void put(Person person, Entry entry) {
    int chunk = chunk(person);
    entries.computeIfAbsent(chunk, any -> new HashMap<>()).put(person.id(), entry);
    changed.add(chunk);
  }

  private static int chunk(Person person) {
    return PeopleRecord.chunkOf(person.id()).orElseThrow();
  }

  boolean isChanged() {
    return !changed.isEmpty();
  }

  /** Adds what has changed to a commit that only this lane makes. */
  void store(ChangeSet work) {
    for (int chunk : changed) {
      LedgerRecord after = new LedgerRecord(entries.getOrDefault(chunk, Map.of()));
      Stored<LedgerRecord> before = stored.get(chunk);
      String id = LedgerRecord.id(room, platform, chunk);
      work.add(
          before == null
              ? store.ledgers.create(tenant, id, after)
              : store.ledgers.replace(before, after),
          conflict -> Optional.of(new Overtaken()));
    }
  }

  /** The same for whoever reads everything again after a conflict. */
  void storeOrAgain(ChangeSet work) {
    for (int chunk : changed) {
      LedgerRecord after = new LedgerRecord(entries.getOrDefault(chunk, Map.of()));
      Stored<LedgerRecord> before = stored.get(chunk);
      work.add(
          before == null
              ? store.ledgers.create(tenant, LedgerRecord.id(room, platform, chunk), after)
              : store.ledgers.replace(before, after));
    }
  }

  /** What was stored is what the next commit rests on. */
  void stored(ChangeSet work) {
    for (int chunk : changed) {
      var key = store.ledgers.key(tenant, LedgerRecord.id(room, platform, chunk));
      stored.put(
          chunk,
          new Stored<>(
              key, work.version(key), new LedgerRecord(entries.getOrDefault(chunk, Map.of()))));
    }
    changed.clear();
  }
}
