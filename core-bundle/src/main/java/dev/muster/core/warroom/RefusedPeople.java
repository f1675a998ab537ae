package dev.muster.core.warroom;

import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.core.warroom.LedgerRecord.Entry;
import dev.muster.core.warroom.PeopleRecord.Person;
import dev.muster.spi.Deadline;
import dev.muster.spi.platform.Directory.Lookup;
import dev.muster.spi.platform.Directory.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Of those with whom a platform refused to open a chat, who cannot be in one. Its refusal does not
 * say who is in the way; the address book knows of whom there is nobody.
 */
final class RefusedPeople {
  private RefusedPeople() {}

  /**
   * What the address book says.
   *
   * @param there who is there, as many as are needed
   * @param anyLost whether somebody is not
   */
  record Told(List<String> there, boolean anyLost) {}

  /** Asks for one after the other until enough are there, and stores who is not. */
  static Told ask(ChatRun run, Ledger ledger, List<String> ids, int need) {
    Map<String, List<Person>> people =
        ledger.people().stream()
            .filter(it -> !it.removed() && ledger.of(it).flatMap(Entry::userId).isPresent())
            .collect(Collectors.groupingBy(it -> ChatPeople.id(ledger, it)));
    Deadline deadline = Deadline.in(Bounds.REFUSED_LOOKED_FOR);
    List<String> there = new ArrayList<>();
    for (String id : ids) {
      if (there.size() >= need || deadline.left().isZero() || deadline.left().isNegative()) {
        break;
      }
      Lookup lookup;
      try {
        lookup = run.calls().askPeople(run.tenant, run.platform, (book, by) -> book.person(id, by));
      } catch (Fault e) {
        // the refusal says what is known then
        break;
      }
      Optional<Outcome> lost = lost(lookup);
      if (lost.isPresent()) {
        for (Person person : people.getOrDefault(id, List.of())) {
          Entry entry = ChatPeople.entry(ledger, person);
          ledger.put(
              person,
              lost.get() == Outcome.LEFT_COMPANY
                  ? entry.settled(lost.get(), Optional.empty())
                  : entry.notThere(lost.get()));
        }
      } else if (lookup instanceof Lookup.Found) {
        there.add(id);
      }
    }
    boolean anyLost = ledger.isChanged();
    if (anyLost) {
      run.store(ledger);
    }
    return new Told(List.copyOf(there), anyLost);
  }

  private static Optional<Outcome> lost(Lookup lookup) {
    if (lookup instanceof Lookup.Found found) {
      Status status = found.person().status();
      return status == Status.LEFT || status == Status.DISABLED
          ? Optional.of(Outcome.LEFT_COMPANY)
          : Optional.empty();
    }
    if (lookup instanceof Lookup.NotFound) {
      return Optional.of(Outcome.NOT_FOUND);
    }
    return lookup instanceof Lookup.NotVisible
        ? Optional.of(Outcome.NOT_VISIBLE)
        : Optional.empty();
  }
}
