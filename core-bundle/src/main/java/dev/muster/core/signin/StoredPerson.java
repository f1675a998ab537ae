package dev.muster.core.signin;

import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** An {@link ExternalIdentity}, whose form is not ours to store. */
public record StoredPerson(
    String platformTenant,
    String userId,
    Optional<String> name,
    Optional<String> nickname,
    Optional<URI> picture,
    Optional<Contact> workEmail,
    Optional<Contact> personalEmail,
    Optional<Contact> phone,
    List<String> departments,
    boolean partial) {
  /** A {@link ContactPoint}, likewise. */
  public record Contact(String value, boolean verified) {
    static Contact of(ContactPoint contact) {
      return new Contact(contact.value(), contact.verified());
    }

    ContactPoint contactPoint() {
      return ContactPoint.of(value, verified);
    }
  }

  /** The form of a person. */
  public static StoredPerson of(ExternalIdentity identity) {
    return new StoredPerson(
        identity.platformTenant(),
        identity.userId(),
        identity.name(),
        identity.nickname(),
        identity.picture(),
        identity.workEmail().map(Contact::of),
        identity.personalEmail().map(Contact::of),
        identity.phone().map(Contact::of),
        identity.departments(),
        identity.partial());
  }

  /** The person of a form. */
  public ExternalIdentity identity() {
    ExternalIdentity identity =
        ExternalIdentity.of(platformTenant, userId)
            .withName(name)
            .withNickname(nickname)
            .withPicture(picture)
            .withWorkEmail(workEmail.map(Contact::contactPoint))
            .withPersonalEmail(personalEmail.map(Contact::contactPoint))
            .withPhone(phone.map(Contact::contactPoint))
            .withDepartments(departments);
    return partial ? identity.asPartial() : identity;
  }
}
