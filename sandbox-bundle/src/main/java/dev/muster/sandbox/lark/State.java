package dev.muster.sandbox.lark;

import dev.muster.sandbox.common.PlatformState;
import java.time.Clock;

/** All that can change. */
final class State extends PlatformState<World, Grants> {
  private final Clock clock;

  State(Clock clock) {
    super(World::fresh, new Grants(clock));
    this.clock = clock;
  }

  Clock clock() {
    return clock;
  }
}
