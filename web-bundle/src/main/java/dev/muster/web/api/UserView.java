package dev.muster.web.api;

import dev.muster.api.User;
import java.time.Instant;
import java.util.Optional;

/** A user as it is shown. */
record UserView(
    String id,
    String username,
    Optional<String> displayName,
    Optional<String> email,
    boolean emailVerified,
    Optional<String> phone,
    boolean phoneVerified,
    Optional<String> externalId,
    Optional<String> locale,
    Optional<String> picture,
    String status,
    boolean passwordSet,
    Instant createdAt,
    Optional<Instant> lastSignInAt) {
  static UserView of(User user) {
    User.Profile profile = user.profile();
    return new UserView(
        user.id(),
        profile.username(),
        profile.displayName(),
        profile.email(),
        profile.emailVerified(),
        profile.phone(),
        profile.phoneVerified(),
        profile.externalId(),
        profile.locale(),
        profile.picture().map(Object::toString),
        user.active() ? "active" : "disabled",
        user.passwordSet(),
        user.createdAt(),
        user.lastSignInAt());
  }
}
