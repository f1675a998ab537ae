package dev.muster.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.muster.api.User;
import dev.muster.api.User.Departure;
import dev.muster.api.User.Profile;
import dev.muster.web.http.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** A user as they are shown. */
record UserView(
    String id,
    @JsonUnwrapped ProfileView profile,
    String status,
    boolean passwordSet,
    Instant createdAt,
    Optional<Instant> lastSignInAt,
    Optional<DepartureView> departure) {
  static UserView of(User user) {
    return new UserView(
        user.id(),
        ProfileView.of(user.profile()),
        user.active() ? "active" : "disabled",
        user.passwordSet(),
        user.createdAt(),
        user.lastSignInAt(),
        user.departure().map(DepartureView::of));
  }

  /** That they are disabled because they left. */
  record DepartureView(String reason, Instant at, Optional<String> identitySource) {
    private static DepartureView of(Departure it) {
      return new DepartureView(it.reason(), it.at(), it.identitySource());
    }
  }

  /** What can be set of a user, as it is sent and shown. */
  record ProfileView(
      String username,
      Optional<String> displayName,
      Optional<String> nickname,
      Optional<String> email,
      boolean emailVerified,
      Optional<String> phone,
      boolean phoneVerified,
      Optional<String> externalId,
      Optional<String> locale,
      Optional<URI> picture) {
    static ProfileView of(Profile profile) {
      return new ProfileView(
          profile.username(),
          profile.displayName(),
          profile.nickname(),
          profile.email(),
          profile.emailVerified(),
          profile.phone(),
          profile.phoneVerified(),
          profile.externalId(),
          profile.locale(),
          profile.picture());
    }

    static Profile read(JsonObject body) {
      return new Profile(
          body.requiredText("username"),
          body.text("displayName"),
          body.text("nickname"),
          body.text("email"),
          body.flag("emailVerified").orElse(false),
          body.text("phone"),
          body.flag("phoneVerified").orElse(false),
          body.text("externalId"),
          body.text("locale"),
          Inputs.uri(body, "picture"));
    }
  }
}
