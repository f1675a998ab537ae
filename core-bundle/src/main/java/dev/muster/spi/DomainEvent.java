package dev.muster.spi;

import java.time.Instant;
import java.util.Map;

/** Something that has happened and is stored. No event holds a secret, a code or a token. */
public sealed interface DomainEvent {
  /**
   * What every event has.
   *
   * @return its origin
   */
  Origin origin();

  /**
   * Where an event comes from.
   *
   * @param id its id in the audit log, unique in the installation
   * @param at when it happened
   * @param tenant the tenant's id
   * @param actor by whom: {@code admin:alice}, {@code token:…}, {@code user:…} or {@code system}
   * @param address the caller's network address, or the empty string
   * @param correlationId the request in which it happened, as logs have it
   */
  record Origin(
      String id, Instant at, String tenant, String actor, String address, String correlationId) {}

  /**
   * Somebody signed in.
   *
   * @param origin where it comes from
   * @param user the user's id
   * @param identitySource the id of the identity source
   * @param method how they came in
   * @param account what it did to their account
   */
  record SignedIn(
      Origin origin, String user, String identitySource, SignInMethod method, Account account)
      implements DomainEvent {}

  /** What a sign-in did to the person's account. */
  enum Account {
    /** Nothing: it was linked before. */
    RETURNING,
    /** It was linked to a user who was there. */
    LINKED,
    /** A user was created. */
    CREATED
  }

  /**
   * Somebody was refused. Of a flood no more than 60 a minute and tenant are told.
   *
   * @param origin where it comes from
   * @param identitySource the id of the identity source
   * @param reason why, in kebab case, such as {@code foreign-company}; more may be added
   */
  record SignInRefused(Origin origin, String identitySource, String reason)
      implements DomainEvent {}

  /**
   * A user came to be, was changed or went.
   *
   * @param origin where it comes from
   * @param user the user's id
   * @param change what happened to them
   */
  record UserChanged(Origin origin, String user, UserChange change) implements DomainEvent {}

  /** What happens to users. */
  enum UserChange {
    /** Created, by an administrator or by a first sign-in. */
    CREATED,
    /** Something in their profile is another. */
    CHANGED,
    /** May not come in any more. */
    DISABLED,
    /** May come in again. */
    ENABLED,
    /** Deleted. */
    DELETED
  }

  /**
   * A user's account at a platform was unlinked.
   *
   * @param origin where it comes from
   * @param user the user's id
   * @param platform the platform's id
   * @param platformTenant the company's id there
   * @param platformUserId the person's id there
   */
  record IdentityUnlinked(
      Origin origin, String user, String platform, String platformTenant, String platformUserId)
      implements DomainEvent {}

  /**
   * The binding of a tenant to a platform changed.
   *
   * @param origin where it comes from
   * @param platform the platform's id
   * @param change what happened to it
   */
  record MobileAppChanged(Origin origin, String platform, BindingChange change)
      implements DomainEvent {}

  /**
   * A way in for people changed.
   *
   * @param origin where it comes from
   * @param identitySource its id
   * @param change what happened to it
   */
  record IdentitySourceChanged(Origin origin, String identitySource, BindingChange change)
      implements DomainEvent {}

  /** What happens to bindings. */
  enum BindingChange {
    /** It is there. */
    CREATED,
    /** It is set otherwise, secrets included. */
    CHANGED,
    /** It is gone. */
    DELETED
  }

  /**
   * Anything else that the audit log has.
   *
   * @param origin where it comes from
   * @param action such as {@code client.created}; more may be added
   * @param subject such as {@code client:shop}
   * @param detail more of it
   */
  record Other(Origin origin, String action, String subject, Map<String, String> detail)
      implements DomainEvent {
    /** Copies. */
    public Other {
      detail = Map.copyOf(detail);
    }
  }
}
