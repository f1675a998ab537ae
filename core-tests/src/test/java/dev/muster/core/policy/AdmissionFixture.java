package dev.muster.core.policy;

import dev.muster.api.Identity;
import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.MatchField;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.SignIns.Refusal;
import dev.muster.api.User;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import dev.muster.spi.SignInMethod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sources, people and users, for tests of who comes in. */
abstract class AdmissionFixture {
  static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  static final Decision CREATE = new Decision.Create(Rule.MATCH_NONE);

  static IdentitySource source(Association association, boolean loginOnly) {
    return source(association, loginOnly, true);
  }

  static IdentitySource source(Association association, boolean loginOnly, boolean enabled) {
    return new IdentitySource(
        "wecom",
        "wechatwork",
        Settings.of("WeCom", Set.of(SignInMethod.BROWSER))
            .withAssociation(association)
            .withLoginOnly(loginOnly)
            .withEnabled(enabled),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static Association match(MatchField... by) {
    return new Association(Mode.MATCH, List.of(by), Set.of());
  }

  static ExternalIdentity person(
      String userId,
      Optional<ContactPoint> workEmail,
      Optional<ContactPoint> personalEmail,
      Optional<ContactPoint> phone) {
    return ExternalIdentity.of("corp-1", userId)
        .withName(Optional.of("Li"))
        .withWorkEmail(workEmail)
        .withPersonalEmail(personalEmail)
        .withPhone(phone);
  }

  static ExternalIdentity person(String userId) {
    return person(userId, Optional.empty(), Optional.empty(), Optional.empty());
  }

  static Optional<ContactPoint> value(String value, boolean verified) {
    return Optional.of(ContactPoint.of(value, verified));
  }

  static User user(String id, User.Profile profile, boolean active) {
    return new User(id, profile, active, false, NOW, Optional.empty(), NOW, Optional.empty());
  }

  static User.Profile profile(String username) {
    return User.Profile.of(username);
  }

  static User.Profile contact(
      String email, boolean emailVerified, String phone, boolean phoneVerified) {
    return User.Profile.builder("somebody")
        .email(Optional.of(email), emailVerified)
        .phone(Optional.of(phone), phoneVerified)
        .build();
  }

  static User.Profile external(String externalId) {
    return User.Profile.builder("somebody").externalId(Optional.of(externalId)).build();
  }

  static Candidate candidate(User user, Identity... identities) {
    return new Candidate(user, false, List.of(identities));
  }

  static Identity account(String source, String platform, String platformTenant) {
    return new Identity(
        "i", source, platform, platformTenant, "another", List.of(), NOW, NOW, Optional.empty());
  }

  static Decision decide(IdentitySource source, ExternalIdentity person, Candidate... candidates) {
    return new Admission(source, person, true, Set.of())
        .decide(Optional.empty(), List.of(candidates), Optional.empty());
  }

  static Decision refuse(Refusal reason, Rule rule) {
    return new Decision.Refuse(reason, rule);
  }
}
