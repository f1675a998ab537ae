package dev.muster.core.alert;

import dev.muster.api.warroom.Alert.State;
import dev.muster.api.warroom.NewWarRoom.Facts;
import dev.muster.core.roomrule.Subject;
import dev.muster.core.roomrule.ThenRecord;
import dev.muster.core.store.Schema;
import dev.muster.spi.Text;
import dev.muster.spi.storage.IndexEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A problem: alerts that belong together, and what was decided about them.
 *
 * @param intake by which its alerts come
 * @param keys digests of what its sender called it, the first one first
 * @param grouping the digest of what groups its alerts
 * @param subject what it is about
 * @param firing whether it goes on
 * @param episode how often it began anew after it had been closed or decided
 * @param since when this episode began
 * @param lastAt when something was heard of it last
 * @param decision what was decided
 * @param toldAt when a message that it is over or back last went into its room's chats
 * @param toldOver whether what they heard of it last is that it is over
 */
record ProblemRecord(
    String intake,
    List<String> keys,
    Optional<String> grouping,
    Subject subject,
    boolean firing,
    int episode,
    Instant since,
    Instant lastAt,
    Decision decision,
    Optional<Instant> toldAt,
    boolean toldOver) {
  static final String COLLECTION = "alert-problem";

  /** The index of what senders call problems. */
  static final String KEY = "key";

  /** The index of what groups alerts. */
  static final String GROUPING = "grouping";

  /** The index of what waits for the budget, the oldest first. */
  static final String WAITING = "waiting";

  /** The index of all: first what is over, then what has no room; of each the oldest first. */
  static final String LEAST = "least";

  static final Schema<ProblemRecord> SCHEMA =
      new Schema<>(
          COLLECTION,
          ProblemRecord.class,
          ProblemRecord::indexes,
          problem -> Optional.of(problem.lastAt.plus(AlertBounds.KEPT)));

  /**
   * What was decided about a problem.
   *
   * @param state what becomes of its alerts
   * @param rule the id of the rule that decided
   * @param then what that rule makes of it
   * @param opening what its room is about, as it was when it was decided: whoever tries again to
   *     open it asks for the same
   * @param room the id of its room
   * @param note why it has none yet
   * @param forBudget whether it waits until there may be another room
   * @param byHand whether somebody has its room opened, also where it is over
   */
  record Decision(
      State state,
      Optional<String> rule,
      Optional<ThenRecord> then,
      Optional<Facts> opening,
      Optional<String> room,
      Optional<Text> note,
      boolean forBudget,
      boolean byHand) {
    /** No rule is for it. */
    static final Decision UNMATCHED =
        new Decision(
            State.UNMATCHED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            false);

    Decision in(State after) {
      return new Decision(after, rule, then, opening, room, Optional.empty(), false, false);
    }

    Decision waitingFor(Text why, boolean budget) {
      return new Decision(
          State.WAITING, rule, then, opening, room, Optional.of(why), budget, false);
    }

    Decision opening(Facts facts) {
      return new Decision(
          State.ROUTED, rule, then, Optional.of(facts), room, Optional.empty(), false, false);
    }

    /** Its room is opened because somebody says so. */
    Decision openingByHand(Facts facts) {
      return new Decision(
          State.ROUTED, rule, then, Optional.of(facts), room, Optional.empty(), false, true);
    }

    /** The next one is another. */
    Decision withoutRoom() {
      return new Decision(
          state, rule, then, Optional.empty(), Optional.empty(), note, forBudget, byHand);
    }

    Decision withRoom(String id) {
      return new Decision(
          State.ROUTED, rule, then, opening, Optional.of(id), Optional.empty(), false, byHand);
    }
  }

  private static String keyOf(String intake, String key) {
    return Schema.join(intake, key);
  }

  /** What a problem is found by that a sender calls so. */
  static String index(String intake, String key) {
    return keyOf(intake, key);
  }

  private List<IndexEntry> indexes() {
    List<IndexEntry> entries = new ArrayList<>();
    keys.forEach(key -> entries.add(IndexEntry.unique(KEY, keyOf(intake, key))));
    grouping.ifPresent(it -> entries.add(IndexEntry.of(GROUPING, keyOf(intake, it))));
    int missed = !firing ? 0 : decision.state() == State.ROUTED ? 2 : 1;
    entries.add(IndexEntry.of(LEAST, missed + AlertBounds.sortable(lastAt)));
    if (decision.forBudget()) {
      entries.add(IndexEntry.of(WAITING, AlertBounds.sortable(since)));
    }
    return entries;
  }

  Optional<String> room() {
    return decision.room();
  }

  Optional<Text> note() {
    return decision.note();
  }

  State state() {
    return decision.state();
  }

  /** The key by which its room is opened once; no caller's header can hold it. */
  static String openingKey(String id, int episode) {
    return "\nalert/" + id + "/" + episode;
  }

  ProblemRecord alsoCalled(String key) {
    if (keys.contains(key)) {
      return this;
    }
    List<String> all = new ArrayList<>(keys);
    all.add(key);
    if (all.size() > AlertBounds.KEYS) {
      all.remove(1);
    }
    return new ProblemRecord(
        intake, all, grouping, subject, firing, episode, since, lastAt, decision, toldAt, toldOver);
  }

  ProblemRecord about(Subject other, Instant heardAt) {
    return new ProblemRecord(
        intake, keys, grouping, other, firing, episode, since, heardAt, decision, toldAt, toldOver);
  }

  ProblemRecord firing(boolean fires) {
    return new ProblemRecord(
        intake, keys, grouping, subject, fires, episode, since, lastAt, decision, toldAt, toldOver);
  }

  ProblemRecord anew(Instant now) {
    return new ProblemRecord(
        intake,
        keys,
        grouping,
        subject,
        true,
        episode + 1,
        now,
        now,
        Decision.UNMATCHED,
        Optional.empty(),
        false);
  }

  ProblemRecord decided(Decision other) {
    return new ProblemRecord(
        intake, keys, grouping, subject, firing, episode, since, lastAt, other, toldAt, toldOver);
  }

  /** Its room's chats know how it stands. */
  ProblemRecord told(Optional<Instant> at, boolean over) {
    return new ProblemRecord(
        intake, keys, grouping, subject, firing, episode, since, lastAt, decision, at, over);
  }
}
