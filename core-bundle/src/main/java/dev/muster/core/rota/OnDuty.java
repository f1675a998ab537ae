package dev.muster.core.rota;

import dev.muster.api.warroom.PersonRef;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;

/**
 * Who is on duty while turns begin and end one after the other: each costs what it has of people,
 * however many others there are at that time.
 */
final class OnDuty {
  private final Crews crews;

  /** By their places, which are in the order in which their people are named. */
  private final TreeMap<Integer, Turn> present = new TreeMap<>();

  /** In how many present turns each person is. */
  private final int[] turns;

  /** Who has come or gone since {@link #people} and is not back as they were. */
  private final BitSet changed;

  /** How many present turns have people. */
  private int staffed;

  private long steps;

  OnDuty(Crews crews) {
    this.crews = crews;
    this.turns = new int[crews.size()];
    this.changed = new BitSet(crews.size());
  }

  void begin(int place, Turn turn) {
    present.put(place, turn);
    count(turn, 1, 1);
  }

  void end(int place, Turn turn) {
    present.remove(place);
    count(turn, -1, 0);
  }

  /** Adds to the turns of each, and notes for whom that makes another number than they had. */
  private void count(Turn turn, int more, int edge) {
    staffed += turn.crew().size() == 0 ? 0 : more;
    steps += 1 + turn.crew().size();
    for (int each : turn.crew().people()) {
      turns[each] += more;
      if (turns[each] == edge) {
        changed.flip(each);
      }
    }
  }

  /** Whether others are on duty than when they were asked for last. */
  boolean hasChanged() {
    return !changed.isEmpty();
  }

  /** Whether several turns that have people are at this time. */
  boolean overlaps() {
    return staffed > 1;
  }

  /** Those on duty, each once, in the order of their turns. */
  List<PersonRef> people() {
    changed.clear();
    present.values().forEach(turn -> steps += 1 + turn.crew().size());
    return crews.of(present.values());
  }

  /** What all of that has cost. */
  long steps() {
    return steps;
  }
}
