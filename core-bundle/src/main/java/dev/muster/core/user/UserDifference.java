package dev.muster.core.user;

import dev.muster.core.store.Schema;
import java.util.Optional;

/**
 * Numbers of users, or a difference of them.
 *
 * @param active who may come in
 * @param disabled who may not
 */
record UserDifference(long active, long disabled) {
  static final Schema<UserDifference> SCHEMA = Schema.of("user-difference", UserDifference.class);
  static final UserDifference NONE = new UserDifference(0, 0);

  static UserDifference of(boolean active) {
    return active ? new UserDifference(1, 0) : new UserDifference(0, 1);
  }

  /** Between two states of one user, each empty where there is no such user. */
  static UserDifference between(Optional<Boolean> wasActive, Optional<Boolean> isActive) {
    UserDifference before = wasActive.map(UserDifference::of).orElse(NONE);
    UserDifference after = isActive.map(UserDifference::of).orElse(NONE);
    return new UserDifference(after.active - before.active, after.disabled - before.disabled);
  }

  UserDifference plus(UserDifference other) {
    return new UserDifference(active + other.active, disabled + other.disabled);
  }

  UserDifference minus(UserDifference other) {
    return new UserDifference(active - other.active, disabled - other.disabled);
  }
}
