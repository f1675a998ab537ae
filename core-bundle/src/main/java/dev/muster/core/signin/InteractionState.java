package dev.muster.core.signin;

import dev.muster.core.secret.SecretBox;
import dev.muster.core.store.JsonCodec;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sign-in that waits for a step, sealed into the key that is handed out for it. Nothing of it is
 * stored; that its key was used is, by its one-time key.
 *
 * @param state the one-time key
 * @param source by which identity source
 * @param method how the person signs in
 * @param person who they are at the platform
 * @param userIdIgnoresCase as in {@link SignInProgress}
 * @param clientId for which client, where for one
 * @param proofs what was shown in steps before
 */
record InteractionState(
    String state,
    String source,
    SignInMethod method,
    Person person,
    boolean userIdIgnoresCase,
    Optional<String> clientId,
    Map<String, String> proofs) {
  private static final String PURPOSE = "interaction";
  private static final JsonCodec.Type<InteractionState> JSON =
      new JsonCodec().type(InteractionState.class);

  /** An {@link ExternalIdentity}, whose form is not ours to seal. */
  record Person(
      String platformTenant,
      String userId,
      Optional<String> name,
      Optional<URI> picture,
      Optional<Contact> workEmail,
      Optional<Contact> personalEmail,
      Optional<Contact> phone,
      List<String> departments,
      boolean partial) {
    static Person of(ExternalIdentity identity) {
      return new Person(
          identity.platformTenant(),
          identity.userId(),
          identity.name(),
          identity.picture(),
          identity.workEmail().map(Contact::of),
          identity.personalEmail().map(Contact::of),
          identity.phone().map(Contact::of),
          identity.departments(),
          identity.partial());
    }

    ExternalIdentity identity() {
      ExternalIdentity identity =
          ExternalIdentity.of(platformTenant, userId)
              .withName(name)
              .withPicture(picture)
              .withWorkEmail(workEmail.map(Contact::contactPoint))
              .withPersonalEmail(personalEmail.map(Contact::contactPoint))
              .withPhone(phone.map(Contact::contactPoint))
              .withDepartments(departments);
      return partial ? identity.asPartial() : identity;
    }
  }

  /** A {@link ContactPoint}, likewise. */
  record Contact(String value, boolean verified) {
    static Contact of(ContactPoint contact) {
      return new Contact(contact.value(), contact.verified());
    }

    ContactPoint contactPoint() {
      return ContactPoint.of(value, verified);
    }
  }

  static InteractionState of(String state, SignInProgress progress) {
    SignInContext context = progress.context();
    return new InteractionState(
        state,
        context.source().id(),
        context.method(),
        Person.of(progress.person()),
        progress.userIdIgnoresCase(),
        context.clientId(),
        progress.proofs());
  }

  Secret seal(SecretBox box, String tenant, String step, Instant until) {
    return Secret.of(box.sealForTravel(PURPOSE, JSON.write(this), bound(tenant, step), until));
  }

  /** Opens for the same tenant and step, and until its time is over. */
  static Optional<InteractionState> open(SecretBox box, String tenant, String step, Secret key) {
    return box.openFromTravel(PURPOSE, key.reveal(), bound(tenant, step)).map(JSON::read);
  }

  /** Tenants have no slash. */
  private static String bound(String tenant, String step) {
    return tenant + '/' + step;
  }
}
