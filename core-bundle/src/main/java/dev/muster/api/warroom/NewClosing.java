package dev.muster.api.warroom;

import dev.muster.api.warroom.WarRoom.Policy;
import java.util.Map;
import java.util.Optional;

/**
 * How a room is to be closed.
 *
 * @param policy what is to become of its chats
 * @param policies what is to become of the chats of some platforms instead, by the platform's id
 * @param reason why, up to 10 000 characters
 * @param force whether chats are dissolved whose history cannot be kept
 * @param farewell what is written into each chat before, up to 2 000 characters
 */
public record NewClosing(
    Policy policy,
    Map<String, Policy> policies,
    Optional<String> reason,
    boolean force,
    Optional<String> farewell) {
  /** Copies. */
  public NewClosing {
    policies = Map.copyOf(policies);
  }

  /**
   * One policy for all platforms, and no farewell.
   *
   * @param policy what is to become of the room's chats
   * @param reason why, up to 10 000 characters
   * @param force whether chats are dissolved whose history cannot be kept
   */
  public NewClosing(Policy policy, Optional<String> reason, boolean force) {
    this(policy, Map.of(), reason, force, Optional.empty());
  }

  /**
   * What is to become of the chat of a platform.
   *
   * @param platform the platform's id
   * @return the policy for it
   */
  public Policy policyOf(String platform) {
    return policies.getOrDefault(platform, policy);
  }
}
