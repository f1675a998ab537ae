package dev.muster.core.rota;

import dev.muster.api.warroom.PersonRef;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers the people of a rota, so that whoever counts them compares no references. */
final class Crews {
  private final List<PersonRef> people = new ArrayList<>();
  private final Map<PersonRef, Integer> numbers = new HashMap<>();

  /** Takes the people of a shift or group. */
  Crew crew(List<PersonRef> members) {
    return new Crew(members.stream().distinct().mapToInt(this::number).toArray());
  }

  private int number(PersonRef person) {
    return numbers.computeIfAbsent(
        person,
        any -> {
          people.add(person);
          return people.size() - 1;
        });
  }

  int size() {
    return people.size();
  }

  /** Whom turns have, in no order. */
  BitSet numbers(Collection<Turn> turns) {
    BitSet all = new BitSet(people.size());
    for (Turn turn : turns) {
      for (int each : turn.crew().people()) {
        all.set(each);
      }
    }
    return all;
  }

  /** All people of turns, each once, in the order of the turns. */
  List<PersonRef> of(Collection<Turn> turns) {
    BitSet seen = new BitSet(people.size());
    List<PersonRef> all = new ArrayList<>();
    for (Turn turn : turns) {
      for (int each : turn.crew().people()) {
        if (!seen.get(each)) {
          seen.set(each);
          all.add(people.get(each));
        }
      }
    }
    return all;
  }
}
