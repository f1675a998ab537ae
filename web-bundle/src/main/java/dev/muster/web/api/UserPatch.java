package dev.muster.web.api;

import dev.muster.api.User.Profile;
import dev.muster.api.Users.Address;
import dev.muster.web.http.JsonObject;
import java.net.URI;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a request says of a user; what it does not say stays. */
record UserPatch(
    Optional<String> username,
    Member<String> displayName,
    Member<String> email,
    Member<Boolean> emailVerified,
    Member<String> phone,
    Member<Boolean> phoneVerified,
    Member<String> externalId,
    Member<String> locale,
    Member<URI> picture) {
  private static final Profile NOTHING =
      new Profile(
          "",
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  static UserPatch read(JsonObject body) {
    return new UserPatch(
        body.text("username"),
        Member.of(body, "displayName", body.text("displayName")),
        Member.of(body, "email", body.text("email")),
        Member.of(body, "emailVerified", body.flag("emailVerified")),
        Member.of(body, "phone", body.text("phone")),
        Member.of(body, "phoneVerified", body.flag("phoneVerified")),
        Member.of(body, "externalId", body.text("externalId")),
        Member.of(body, "locale", body.text("locale")),
        Member.of(body, "picture", Inputs.uri(body, "picture")));
  }

  /** Addresses that the request itself says are theirs. */
  Set<Address> confirmed() {
    Set<Address> confirmed = EnumSet.noneOf(Address.class);
    if (emailVerified.or(false, false)) {
      confirmed.add(Address.EMAIL);
    }
    if (phoneVerified.or(false, false)) {
      confirmed.add(Address.PHONE);
    }
    return confirmed;
  }

  Profile create() {
    return apply(NOTHING);
  }

  /**
   * Puts it into practice. An address that is changed is not known to be theirs any more, unless
   * the request says so.
   */
  Profile apply(Profile present) {
    Optional<String> newEmail = email.orAbsent(present.email());
    Optional<String> newPhone = phone.orAbsent(present.phone());
    return new Profile(
        username.orElse(present.username()),
        displayName.orAbsent(present.displayName()),
        newEmail,
        emailVerified.or(present.emailVerified() && newEmail.equals(present.email()), false),
        newPhone,
        phoneVerified.or(present.phoneVerified() && newPhone.equals(present.phone()), false),
        externalId.orAbsent(present.externalId()),
        locale.orAbsent(present.locale()),
        picture.orAbsent(present.picture()));
  }
}
