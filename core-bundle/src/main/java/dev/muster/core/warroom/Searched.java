package dev.muster.core.warroom;

import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.store.Stored;
import dev.muster.core.warroom.SearchedRecord.Answer;
import dev.muster.spi.Deadline;
import dev.muster.spi.platform.Directory.Lookup;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers for a day whom a platform's searches did not find, for all rooms of a tenant: some
 * platforms take searches that find nobody for guessing, and make no more of them for a day.
 * Searches that find somebody cost nothing, and are made anew. For one thread.
 */
final class Searched {
  private static final Logger LOG = LoggerFactory.getLogger(Searched.class);

  private final SearchMemory memory;
  private final ChatRun run;
  private final Deadline deadline;
  private String binding;
  private Optional<Runnable> turn = Optional.empty();
  private final Map<String, Map<String, Answer>> read = new HashMap<>();
  private final Map<String, Answer> fresh = new TreeMap<>();

  Searched(SearchMemory memory, ChatRun run, Deadline deadline) {
    this.memory = memory;
    this.run = run;
    this.deadline = deadline;
    this.binding = binding();
  }

  private String binding() {
    return run.calls().found(run.tenant, run.platform).map(Binding::stamp).orElse("");
  }

  /**
   * What was said of addresses, where that still counts. For all others it is this thread's turn to
   * ask, until {@link #end}.
   *
   * @throws Overtaken if others search for longer than this run can wait
   */
  Map<String, Lookup> answers(Collection<String> addresses) {
    Map<String, Lookup> answers = remembered(addresses);
    if (turn.isPresent() || answers.size() == addresses.size()) {
      return answers;
    }
    turn =
        Optional.of(
            memory
                .turn(run.tenant, run.platform, ChatRun.timeToWait(deadline, Bounds.SEARCH_TURN))
                .orElseThrow(Overtaken::new));
    // whoever had it before has stored what was said
    read.clear();
    binding = binding();
    return remembered(addresses);
  }

  private Map<String, Lookup> remembered(Collection<String> addresses) {
    Map<String, Lookup> answers = new HashMap<>();
    addresses.forEach(it -> answer(it).ifPresent(was -> answers.put(it, was)));
    return answers;
  }

  private Optional<Lookup> answer(String address) {
    String digest = digest(address);
    Map<String, Answer> piece =
        read.computeIfAbsent(
            SearchedRecord.id(run.platform, digest),
            id ->
                run.store
                    .searched
                    .find(run.tenant, id)
                    .map(it -> it.value().counting(binding, run.now()))
                    .orElseGet(Map::of));
    return Optional.ofNullable(piece.get(digest))
        .map(it -> it.outcome() == Outcome.NOT_VISIBLE ? Lookup.notVisible() : Lookup.notFound());
  }

  private String digest(String address) {
    return memory.digest(run.tenant, run.platform, address);
  }

  /** Keeps what the platform said, where that is that it found nobody. */
  void learn(String address, Lookup lookup) {
    if (lookup instanceof Lookup.NotFound) {
      learn(address, Outcome.NOT_FOUND);
    } else if (lookup instanceof Lookup.NotVisible) {
      learn(address, Outcome.NOT_VISIBLE);
    }
  }

  private void learn(String address, Outcome outcome) {
    fresh.put(digest(address), new Answer(outcome, run.now().plus(Bounds.UNFOUND_REMEMBERED)));
  }

  /** Stores what was learnt, and lets others search. */
  void end() {
    try {
      if (!fresh.isEmpty()) {
        store();
      }
    } catch (RuntimeException e) {
      // no fault of the room, whose people were searched for: at worst some are once more
      LOG.warn(
          "Whom searches of {} at {} did not find is not remembered", run.tenant, run.platform, e);
    } finally {
      turn.ifPresent(Runnable::run);
      turn = Optional.empty();
    }
  }

  private void store() {
    Map<String, Map<String, Answer>> pieces = new TreeMap<>();
    fresh.forEach(
        (digest, answer) ->
            pieces
                .computeIfAbsent(SearchedRecord.id(run.platform, digest), any -> new HashMap<>())
                .put(digest, answer));
    run.commit(
        work -> {
          // else another app may have been asked
          if (binding().equals(binding)) {
            pieces.forEach((id, answers) -> add(work, id, answers));
          }
        });
  }

  private void add(ChangeSet work, String id, Map<String, Answer> answers) {
    Optional<Stored<SearchedRecord>> before = run.store.searched.find(run.tenant, id);
    Map<String, Answer> all =
        before.map(it -> it.value().counting(binding, run.now())).orElseGet(HashMap::new);
    all.putAll(answers);
    SearchedRecord after = new SearchedRecord(run.platform, binding, bounded(all));
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
}
