package dev.muster.sandbox.dingtalk;

import dev.muster.sandbox.common.PlatformState;
import java.time.Clock;
import java.util.Optional;

/** All that can change. */
final class State extends PlatformState<World, Grants> {
  State(Clock clock) {
    super(World::fresh, new Grants(clock));
  }

  /** The company that somebody chooses when they are asked for one. */
  Optional<String> companyOf(Person person) {
    return switch (person.kind()) {
      case EMPLOYEE -> Optional.of(world().company().corpId());
      case FOREIGN_EMPLOYEE -> Optional.of(world().foreignCorpId());
      case EXTERNAL_CONTACT, STRANGER -> Optional.empty();
    };
  }
}
