package dev.muster.core.reconcile;

import dev.muster.api.Reconciliations.Counts;
import dev.muster.api.Reconciliations.Kind;
import dev.muster.core.reconcile.ChunkRecord.Row;
import dev.muster.core.reconcile.Comparison.Result;
import dev.muster.core.reconcile.RunRecord.Found;
import dev.muster.core.reconcile.RunRecord.Place;
import dev.muster.core.store.Repository;
import dev.muster.core.store.UnitOfWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a run has read since its last commit. For one thread. */
final class Batch {
  /** How many of the skipped are kept, so that the differences leave room for those that matter. */
  static final int MOST_SKIPPED = 1_000;

  private final RunRecord before;
  private final List<String> departments = new ArrayList<>();
  private final List<Long> marks = new ArrayList<>();
  private final Map<Kind, List<Row>> rows = new EnumMap<>(Kind.class);
  private Counts counts;
  private int people;
  private int linked;
  private int lookups;
  private int unchecked;
  private int ending;
  private Place place;
  private UnaryOperator<RunRecord> whose = UnaryOperator.identity();

  Batch(RunRecord before) {
    this.before = before;
    this.counts = before.found().counts();
    this.place = before.place();
  }

  Place place() {
    return place;
  }

  void place(Place next) {
    place = next;
  }

  void company(String company, String app) {
    whose = run -> run.of(company, app);
  }

  void departments(List<String> ids) {
    departments.addAll(ids);
  }

  /** Somebody whom a list has. */
  void person(long mark, boolean isNew) {
    marks.add(mark);
    people += isNew ? 1 : 0;
  }

  /** So many were looked up because no list has them. */
  void lookedUp(int more) {
    lookups += more;
  }

  /** So many leave whom nobody looked up. */
  void unchecked(int more) {
    unchecked += more;
  }

  /** Somebody who is named singly and left. */
  void notLookedUp(Comparison.Found newcomer) {
    add(new Result(false, Optional.of(newcomer)));
    unchecked++;
  }

  int lookups() {
    return before.found().lookups() + lookups;
  }

  void add(Result result) {
    linked += result.linked() ? 1 : 0;
    result
        .found()
        .ifPresent(
            found -> {
              counts = counts.plus(found.kind(), 1);
              ending += Comparison.isEnd(found.kind(), found.row()) ? 1 : 0;
              if (found.kind() != Kind.SKIPPED || counts.skipped() <= MOST_SKIPPED) {
                rows.computeIfAbsent(found.kind(), kind -> new ArrayList<>()).add(found.row());
              }
            });
  }

  /** Whether it goes no further than what was stored. */
  boolean isEmpty() {
    return place.equals(before.place()) && size() == 0;
  }

  int size() {
    return marks.size() + departments.size();
  }

  /** How large what was read is in all. */
  Found found() {
    Found had = before.found();
    return new Found(
        had.departments() + departments.size(),
        had.people() + people,
        had.linked() + linked,
        had.lookups() + lookups,
        had.unchecked() + unchecked,
        had.ending() + ending,
        counts);
  }

  /** Adds what was read to a commit; returns the run with it. */
  RunRecord store(
      UnitOfWork work,
      Repository<PartRecord> parts,
      Repository<ChunkRecord> chunks,
      String tenant,
      String run) {
    Place next = place;
    if (!departments.isEmpty() || !marks.isEmpty()) {
      Instant end = before.startedAt().plus(PartRecord.LONGEST_READING);
      String id = PartRecord.id(run, before.place().parts());
      work.add(parts.create(tenant, id, new PartRecord(run, departments, marks, end)));
      next = next.withPart();
    }
    Map<Kind, Integer> inChunks = new HashMap<>(before.chunks());
    rows.forEach(
        (kind, found) -> {
          int number = inChunks.getOrDefault(kind, 0);
          for (int first = 0; first < found.size(); first += ChunkRecord.MOST) {
            List<Row> some = found.subList(first, Math.min(found.size(), first + ChunkRecord.MOST));
            work.add(
                chunks.create(
                    tenant,
                    ChunkRecord.id(run, kind, number),
                    new ChunkRecord(run, kind, number, some, before.expiresAt())));
            number++;
          }
          inChunks.put(kind, number);
        });
    return whose.apply(before).at(next, found(), inChunks);
  }
}
