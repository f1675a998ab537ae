package dev.muster.core.alert;

import dev.muster.api.warroom.WarRoomSettings.Values;
import dev.muster.core.store.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which rooms alerts opened of late. Whoever decides about a room changes it, so that two who
 * decide at a time get in each other's way.
 *
 * @param openings when, the oldest first
 * @param wakeAt when whatever waits is looked at next; empty if nothing waits
 */
record BudgetRecord(List<Instant> openings, Optional<Instant> wakeAt) {
  static final String COLLECTION = "alert-budget";

  /** There is one. */
  static final String ID = "current";

  static final Schema<BudgetRecord> SCHEMA = Schema.of(COLLECTION, BudgetRecord.class);

  static final BudgetRecord UNUSED = new BudgetRecord(List.of(), Optional.empty());

  /** How many more rooms may be opened now. */
  int left(Values settings, Instant now) {
    return Math.max(0, settings.maxNewRooms() - recent(settings, now).size());
  }

  private List<Instant> recent(Values settings, Instant now) {
    Instant from = now.minus(settings.per());
    return openings.stream().filter(from::isBefore).toList();
  }

  /** One more room is opened. */
  BudgetRecord opened(Values settings, Instant now) {
    List<Instant> all = new ArrayList<>(recent(settings, now));
    all.add(now);
    return new BudgetRecord(all, wakeAt);
  }

  /** One room less was opened than was decided. */
  BudgetRecord givenBack() {
    return openings.isEmpty()
        ? this
        : new BudgetRecord(openings.subList(0, openings.size() - 1), wakeAt);
  }

  BudgetRecord wakingAt(Optional<Instant> time) {
    return new BudgetRecord(openings, time);
  }

  /** When there is room for another one at the earliest. */
  Instant next(Values settings, Instant now) {
    List<Instant> recent = recent(settings, now);
    int tooMany = recent.size() - settings.maxNewRooms();
    return tooMany < 0 || settings.maxNewRooms() == 0
        ? now.plus(settings.per())
        : recent.get(tooMany).plus(settings.per());
  }
}
