package dev.muster.core.reconcile;

import dev.muster.api.Caller;
import dev.muster.api.IdentitySource;
import dev.muster.api.Reconciliations;
import dev.muster.api.Reconciliations.Counts;
import dev.muster.api.Reconciliations.Kind;
import dev.muster.api.Reconciliations.Problem;
import dev.muster.api.Reconciliations.Reconciliation;
import dev.muster.api.Reconciliations.State;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Stored;
import dev.muster.spi.storage.IndexEntry;
import dev.muster.spi.storage.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run as it is stored; the id is the document's.
 *
 * @param source the identity source's id
 * @param state how it stands
 * @param apply whether what it finds is applied at once
 * @param place what is next
 * @param by on whose behalf it began
 * @param decidedBy on whose behalf its differences are applied
 * @param company whose address book it is, once that is known
 * @param app by which app it is read, once that is known
 * @param found what it has found so far
 * @param chunks in how many documents the differences of a kind lie
 * @param problem why it failed
 * @param startedAt when it began
 * @param endedAt when it ended
 */
record RunRecord(
    String source,
    State state,
    boolean apply,
    Place place,
    Caller by,
    Caller decidedBy,
    Optional<String> company,
    Optional<String> app,
    Found found,
    Map<Kind, Integer> chunks,
    Optional<Problem> problem,
    Instant startedAt,
    Optional<Instant> endedAt) {
  /** The unique index of what takes a source's one place. */
  static final String RUNNING = "running";

  /** The index of a source's runs, by when they began. */
  static final String BY_SOURCE = "source";

  /** Behind all times. */
  private static final String BEYOND = "a";

  static final Schema<RunRecord> SCHEMA =
      new Schema<>(
          "reconciliation", RunRecord.class, RunRecord::indexes, it -> Optional.of(it.expiresAt()));

  /** Copies. */
  RunRecord {
    chunks = Map.copyOf(chunks);
  }

  /** In which step a run is. */
  enum Step {
    /** Whose address book it is. */
    COMPANY,
    DEPARTMENTS,
    /** The people of a department. */
    PEOPLE,
    /** Those whom the app's range names one by one. */
    NAMED_SINGLY,
    /** Those who are linked and whom no list had. */
    MISSING,
    /** What was found. */
    APPLY
  }

  /**
   * What is next.
   *
   * @param step in which step
   * @param chunk with {@code PEOPLE} which document of departments, with {@code APPLY} of
   *     differences
   * @param index which department, person or difference of it
   * @param after where a list goes on; with {@code APPLY} the kind of the differences
   * @param parts how many documents of what was read there are
   */
  record Place(Step step, int chunk, int index, Optional<String> after, int parts) {
    static final Place FIRST = at(Step.COMPANY, 0);

    static Place at(Step step, int parts) {
      return new Place(step, 0, 0, Optional.empty(), parts);
    }

    /** The same list further on. */
    Place after(Optional<String> next) {
      return new Place(step, chunk, index, next, parts);
    }

    /** One document more of what was read. */
    Place withPart() {
      return new Place(step, chunk, index, after, parts + 1);
    }
  }

  /**
   * What was found so far.
   *
   * @param departments how many departments there are
   * @param people how many people
   * @param linked how many linked accounts of users who may sign in were compared
   * @param lookups how many were looked up one by one because no list had them
   * @param unchecked how many leave whom nobody looked up
   * @param ending how many accounts end whose users stay
   * @param counts the differences
   */
  record Found(
      int departments,
      int people,
      int linked,
      int lookups,
      int unchecked,
      int ending,
      Counts counts) {
    static final Found NOTHING = new Found(0, 0, 0, 0, 0, 0, Counts.NONE);

    Found with(Counts other) {
      return new Found(departments, people, linked, lookups, unchecked, ending, other);
    }

    /** Whether somebody has to look at it. */
    boolean isUnusual() {
      int leaving = counts.disabled() + ending;
      return unchecked > 0
          || (leaving > Reconciliations.USUAL_LEAVERS
              && (long) leaving * Reconciliations.LINKED_PER_LEAVER > linked);
    }
  }

  static RunRecord begun(String source, boolean apply, Caller by, Instant now) {
    return new RunRecord(
        source,
        State.READING,
        apply,
        Place.FIRST,
        by,
        by,
        Optional.empty(),
        Optional.empty(),
        Found.NOTHING,
        Map.of(),
        Optional.empty(),
        now,
        Optional.empty());
  }

  RunRecord of(String whose, String byWhich) {
    return new RunRecord(
        source,
        state,
        apply,
        Place.at(Step.DEPARTMENTS, place.parts()),
        by,
        decidedBy,
        Optional.of(whose),
        Optional.of(byWhich),
        found,
        chunks,
        problem,
        startedAt,
        endedAt);
  }

  RunRecord at(Place next, Found soFar, Map<Kind, Integer> inChunks) {
    return new RunRecord(
        source, state, apply, next, by, decidedBy, company, app, soFar, inChunks, problem,
        startedAt, endedAt);
  }

  /** The same, whose differences wait for somebody. */
  RunRecord waiting() {
    return with(State.WAITING, place, decidedBy, problem, endedAt);
  }

  /** The same, whose differences are applied from now on. */
  RunRecord applying(Caller who) {
    return with(State.APPLYING, Place.at(Step.APPLY, place.parts()), who, problem, endedAt);
  }

  RunRecord ended(State how, Instant now) {
    return with(how, place, decidedBy, problem, Optional.of(now));
  }

  RunRecord failed(Problem why, Instant now) {
    Problem problem = isHalfWay() ? Problems.halfWay(why) : why;
    return with(State.FAILED, place, decidedBy, Optional.of(problem), Optional.of(now));
  }

  /** Whether some of what was found was applied. */
  private boolean isHalfWay() {
    return state == State.APPLYING && place.after().isPresent();
  }

  private RunRecord with(
      State now, Place next, Caller who, Optional<Problem> why, Optional<Instant> endedThen) {
    return new RunRecord(
        source, now, apply, next, by, who, company, app, found, chunks, why, startedAt, endedThen);
  }

  /** Whether a task works on it. */
  boolean isWorkedOn() {
    return state == State.READING || state == State.APPLYING;
  }

  Instant expiresAt() {
    return startedAt.plus(Reconciliations.KEPT);
  }

  /** All runs of a source: none of another one that had its id before. */
  static Query.Condition allOf(IdentitySource source) {
    long since = source.createdAt().map(Instant::toEpochMilli).orElse(0L);
    return new Query.Range(BY_SOURCE, at(source.id(), since), Schema.join(source.id(), BEYOND));
  }

  /** Whether it is one of {@link #allOf}. */
  boolean isOf(IdentitySource its) {
    return source.equals(its.id())
        && its.createdAt().stream().noneMatch(made -> startedAt.isBefore(made));
  }

  private static String at(String source, long millis) {
    return Schema.join(source, "%015d".formatted(millis));
  }

  private List<IndexEntry> indexes() {
    List<IndexEntry> entries = new ArrayList<>();
    entries.add(IndexEntry.of(BY_SOURCE, at(source, startedAt.toEpochMilli())));
    if (endedAt.isEmpty()) {
      entries.add(IndexEntry.unique(RUNNING, source));
    }
    return entries;
  }

  static Reconciliation view(Stored<RunRecord> stored) {
    RunRecord it = stored.value();
    return new Reconciliation(
        stored.key().id(),
        it.state,
        it.apply,
        it.startedAt,
        it.by.actor(),
        it.endedAt,
        it.found.people(),
        it.found.linked(),
        it.found.counts(),
        it.found.isUnusual(),
        it.problem);
  }
}
