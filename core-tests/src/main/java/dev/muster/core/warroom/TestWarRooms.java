package dev.muster.core.warroom;

import dev.muster.api.warroom.WarRooms;
import dev.muster.core.testing.TestCore;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** War rooms whose work is done by whoever waits for it, for other packages' tests. */
public final class TestWarRooms {
  private TestWarRooms() {}

  /** Adds the work to a core, and returns the service. */
  public static WarRooms on(TestCore core) {
    ChatCalls calls = new ChatCalls(core.credentials, core.connections);
    SearchMemory searches = new SearchMemory(core.digests);
    core.taskWork.add(
        new ChatLane(
            core.storage,
            core.changes,
            core.queue,
            core.accounts,
            core.platforms,
            calls,
            searches,
            core.templates,
            core.settings,
            core.clock));
    core.taskWork.add(
        new DutyChanges(core.storage, core.accounts, core.queue, core.rotas, core.clock));
    core.taskWork.add(
        new DutyAsking(core.storage, core.accounts, core.queue, core.rotas, core.clock));
    core.taskWork.add(new DueClosings(core.storage, core.accounts, core.queue, core.clock));
    return new StoredWarRooms(
        core.storage,
        core.changes,
        core.directory,
        core.queue,
        core.accounts,
        core.platforms,
        calls,
        searches,
        core.templates,
        core.rotas,
        core.settings,
        new Working(core),
        core.clock);
  }

  private static final class Working extends Waiting {
    private final TestCore core;

    Working(TestCore core) {
      this.core = core;
    }

    @Override
    public void until(Duration most, BooleanSupplier isOver) {
      if (!isOver.getAsBoolean()) {
        core.taskWork.runDue();
      }
    }
  }
}
