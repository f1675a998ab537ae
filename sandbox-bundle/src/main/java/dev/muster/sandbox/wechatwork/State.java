package dev.muster.sandbox.wechatwork;

import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.common.PlatformState;
import java.time.Clock;

/** All that can change. */
final class State extends PlatformState<World, Grants> {
  State(Clock clock) {
    super(World::fresh, new Grants(clock));
  }

  /** What the app tells of its trusted domain; callers hear their own host if none was set. */
  String trustedDomain(SandboxRequest request) {
    return trustedDomain().isEmpty() ? request.header("Host").orElse("") : trustedDomain();
  }
}
