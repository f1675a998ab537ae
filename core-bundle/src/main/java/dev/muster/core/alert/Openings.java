package dev.muster.core.alert;

import dev.muster.api.warroom.WarRoomSettings.Values;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.store.Stored;
import dev.muster.core.task.TaskType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The budget of new rooms within one commit. Of one thread. */
final class Openings {
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  private final Deciding deciding;
  private final ChangeSet work;
  private final String tenant;
  private final Values settings;
  private final Instant now;
  private @Nullable Stored<BudgetRecord> read;
  private BudgetRecord after = BudgetRecord.UNUSED;

  Openings(Deciding deciding, ChangeSet work, String tenant, Values settings, Instant now) {
    this.deciding = deciding;
    this.work = work;
    this.tenant = tenant;
    this.settings = settings;
    this.now = now;
  }

  private void read() {
    if (read == null) {
      read = deciding.budget(tenant);
      after = read.value();
    }
  }

  Values settings() {
    return settings;
  }

  Instant now() {
    return now;
  }

  /** How many more rooms may be opened. */
  int left() {
    read();
    return after.left(settings, now);
  }

  /** One more is opened. */
  void take() {
    read();
    after = after.opened(settings, now);
  }

  /** Something waits: it is looked at as soon as there may be another room. */
  void park() {
    read();
    if (after.wakeAt().filter(now::isBefore).isEmpty()) {
      wakeNext();
    }
  }

  /** Something still waits, or nothing does. */
  void waking(boolean any) {
    read();
    after = after.wakingAt(Optional.empty());
    if (any) {
      wakeNext();
    }
  }

  private void wakeNext() {
    // an administrator may allow more of them meanwhile; and tasks may run a moment early
    Instant next = after.next(settings, now).plus(TaskType.EARLY);
    Instant soon = now.plus(LOOK_EVERY);
    Instant at = next.isBefore(soon) ? next : soon;
    after = after.wakingAt(Optional.of(at));
    deciding.wake(work, tenant, at);
  }

  /** Adds it to the commit, if anybody asked. */
  void store() {
    Stored<BudgetRecord> known = read;
    if (known != null) {
      deciding.store(work, tenant, known, after);
    }
  }
}
