package dev.muster.core.warroom;

import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.store.Stored;
import dev.muster.core.warroom.SearchedRecord.Answer;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.Directory.Lookup;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Remembers what a platform's searches said of addresses, for all rooms of a tenant: some platforms
 * take searches that find nobody for guessing, and make no more of them for a day. For one thread.
 */
final class Searched {
  private final ChatRun run;
  private final String binding;
  private final Map<String, Map<String, Answer>> read = new HashMap<>();
  private final Map<String, Answer> fresh = new TreeMap<>();

  Searched(ChatRun run) {
    this.run = run;
    this.binding = run.calls().found(run.tenant, run.platform).map(Binding::stamp).orElse("");
  }

  /** What was said of an address, where that still counts. */
  Optional<Lookup> answer(String address) {
    String digest = SearchedRecord.digest(address);
    Map<String, Answer> piece =
        read.computeIfAbsent(
            SearchedRecord.id(run.platform, digest),
            id ->
                run.store
                    .searched
                    .find(run.tenant, id)
                    .map(it -> it.value().counting(binding, run.now()))
                    .orElseGet(Map::of));
    return Optional.ofNullable(piece.get(digest)).map(Searched::lookup);
  }

  private static Lookup lookup(Answer answer) {
    if (answer.userId().isPresent()) {
      return Lookup.found(
          Directory.Person.of(answer.userId().get(), Directory.Status.UNKNOWN)
              .withName(answer.name()));
    }
    return answer.outcome() == Outcome.NOT_VISIBLE ? Lookup.notVisible() : Lookup.notFound();
  }

  /** Keeps what the platform said, unless it said nothing or that somebody has left. */
  void learn(String address, Lookup lookup) {
    if (lookup instanceof Lookup.Found found) {
      Directory.Person person = found.person();
      if (person.status() != Directory.Status.LEFT
          && person.status() != Directory.Status.DISABLED) {
        learn(
            address,
            Outcome.PENDING,
            Optional.of(person.userId()),
            person.name(),
            Bounds.FOUND_REMEMBERED);
      }
    } else if (lookup instanceof Lookup.NotFound) {
      learnNobody(address, Outcome.NOT_FOUND);
    } else if (lookup instanceof Lookup.NotVisible) {
      learnNobody(address, Outcome.NOT_VISIBLE);
    }
  }

  private void learnNobody(String address, Outcome outcome) {
    learn(address, outcome, Optional.empty(), Optional.empty(), Bounds.UNFOUND_REMEMBERED);
  }

  private void learn(
      String address,
      Outcome outcome,
      Optional<String> userId,
      Optional<String> name,
      Duration length) {
    fresh.put(
        SearchedRecord.digest(address), new Answer(outcome, userId, name, run.now().plus(length)));
  }

  /** Stores what was learnt. */
  void store() {
    if (fresh.isEmpty()) {
      return;
    }
    Map<String, Map<String, Answer>> pieces = new TreeMap<>();
    fresh.forEach(
        (digest, answer) ->
            pieces
                .computeIfAbsent(SearchedRecord.id(run.platform, digest), any -> new HashMap<>())
                .put(digest, answer));
    run.commit(work -> pieces.forEach((id, answers) -> add(work, id, answers)));
    fresh.clear();
  }

  private void add(ChangeSet work, String id, Map<String, Answer> answers) {
    Optional<Stored<SearchedRecord>> before = run.store.searched.find(run.tenant, id);
    Map<String, Answer> all =
        before.map(it -> it.value().counting(binding, run.now())).orElseGet(HashMap::new);
    all.putAll(answers);
    SearchedRecord after = new SearchedRecord(binding, bounded(all));
    work.add(
        before.isPresent()
            ? run.store.searched.replace(before.get(), after)
            : run.store.searched.create(run.tenant, id, after));
  }

  /** Those go first whose time is over first. */
  private static Map<String, Answer> bounded(Map<String, Answer> all) {
    Map<String, Answer> some = new HashMap<>();
    all.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<String, Answer> it) -> it.getValue().until())
                .reversed())
        .limit(Bounds.SEARCHED_IN_PIECE)
        .forEach(it -> some.put(it.getKey(), it.getValue()));
    return some;
  }

  /** Has a platform asked again for addresses, whatever it said of them. */
  static void forget(
      ChangeSet work,
      RoomStore store,
      String tenant,
      String platform,
      Collection<String> addresses) {
    Map<String, Map<String, Answer>> pieces = new TreeMap<>();
    for (String address : addresses) {
      String digest = SearchedRecord.digest(address);
      String id = SearchedRecord.id(platform, digest);
      store
          .searched
          .find(tenant, id)
          .filter(it -> it.value().answers().containsKey(digest))
          .ifPresent(
              it ->
                  pieces
                      .computeIfAbsent(id, any -> new HashMap<>(it.value().answers()))
                      .remove(digest));
    }
    pieces.forEach(
        (id, answers) ->
            store
                .searched
                .find(tenant, id)
                .ifPresent(
                    it ->
                        work.add(
                            answers.isEmpty()
                                ? store.searched.delete(it)
                                : store.searched.replace(
                                    it, new SearchedRecord(it.value().stamp(), answers)))));
  }
}
