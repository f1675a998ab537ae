package dev.muster.spi.hook;

import java.util.Map;
import java.util.Optional;

/** Something happened to a user. */
public sealed interface UserEvent extends DomainEvent {
  /**
   * The user it happened to.
   *
   * @return the user's id
   */
  String user();

  @Override
  default String subject() {
    return Subjects.user(user());
  }

  /**
   * A user was created, changed or deleted. One who was created by signing in comes with {@link
   * SignInEvent.SignedIn} and {@link SignInEvent.Account#CREATED} alone.
   *
   * @param user the user's id
   * @param change what happened to them
   * @param reason why: in kebab case where no administrator wanted it, such as {@code
   *     left-company}, else in the administrator's words, if they gave any
   */
  record UserChanged(String user, UserChange change, Optional<String> reason) implements UserEvent {
    /**
     * By an administrator.
     *
     * @param user the user's id
     * @param change what happened to them
     */
    public UserChanged(String user, UserChange change) {
      this(user, change, Optional.empty());
    }

    @Override
    public EventAction action() {
      return change.action;
    }

    @Override
    public Map<String, String> detail() {
      return reason.map(why -> Map.of("reason", why)).orElse(Map.of());
    }
  }

  /** What happens to users. */
  enum UserChange {
    /** Created by an administrator. */
    CREATED(EventAction.USER_CREATED),
    /** Something in their profile has changed. */
    CHANGED(EventAction.USER_CHANGED),
    /** May not sign in any more. */
    DISABLED(EventAction.USER_DISABLED),
    /** May sign in again. */
    ENABLED(EventAction.USER_ENABLED),
    /** Signed out everywhere. */
    SESSIONS_ENDED(EventAction.USER_SESSIONS_ENDED),
    /** Has another password, which an administrator set. */
    PASSWORD_SET(EventAction.USER_PASSWORD_SET),
    /** Chose another password. */
    PASSWORD_CHANGED(EventAction.USER_PASSWORD_CHANGED),
    /** Deleted. */
    DELETED(EventAction.USER_DELETED);

    private final EventAction action;

    UserChange(EventAction action) {
      this.action = action;
    }
  }

  /**
   * An account at a platform was linked to a user who existed.
   *
   * @param user the user's id
   * @param account the account
   * @param proof how it is known to be theirs: {@code match} where fields matched, {@code
   *     password}, {@code code} or {@code identity-source} where they were asked and proved it,
   *     {@code account} where they were signed in to it; more may be added
   */
  record IdentityLinked(String user, PlatformAccount account, String proof) implements UserEvent {
    @Override
    public EventAction action() {
      return EventAction.IDENTITY_LINKED;
    }

    @Override
    public Map<String, String> detail() {
      return Map.of(
          "platform", account.platform(),
          "platformTenant", account.platformTenant(),
          "platformUserId", account.platformUserId(),
          "proof", proof);
    }
  }

  /**
   * Somebody asked for a one-time code for a user, and it is on its way.
   *
   * @param user the user's id
   * @param purpose what it is for, as in {@link CodeDelivery.Message}
   * @param delivery the name of the {@link CodeDelivery} that carries it, or the id of the platform
   *     whose message it is
   */
  record CodeSent(String user, String purpose, String delivery) implements UserEvent {
    @Override
    public EventAction action() {
      return EventAction.CODE_SENT;
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("purpose", purpose, "delivery", delivery);
    }
  }

  /**
   * Somebody asked for a one-time code for a user, and none is known to have gone out.
   *
   * @param user the user's id
   * @param purpose what it was for, as in {@link CodeDelivery.Message}
   * @param reason why: {@code failed} where every delivery failed and no platform took a message,
   *     {@code unconfirmed} where a platform did not answer, so that it may arrive, {@code
   *     unreachable} where none reaches a verified address or an identity of theirs, {@code
   *     link-not-settled} where it would reach what stands by a link that can still be undone,
   *     {@code limited} where too many were asked for; more may be added
   */
  record CodeNotSent(String user, String purpose, String reason) implements UserEvent {
    @Override
    public EventAction action() {
      return EventAction.CODE_NOT_SENT;
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("purpose", purpose, "reason", reason);
    }
  }

  /**
   * A user undid a link that was made in their name a short time before; the account at the
   * platform is unlinked.
   *
   * @param user the user's id
   * @param account the account
   */
  record IdentityLinkUndone(String user, PlatformAccount account) implements UserEvent {
    @Override
    public EventAction action() {
      return EventAction.IDENTITY_LINK_UNDONE;
    }

    @Override
    public Map<String, String> detail() {
      return account.detail();
    }
  }

  /**
   * A user's account at a platform was unlinked.
   *
   * @param user the user's id
   * @param account the account
   */
  record IdentityUnlinked(String user, PlatformAccount account) implements UserEvent {
    @Override
    public EventAction action() {
      return EventAction.IDENTITY_UNLINKED;
    }

    @Override
    public Map<String, String> detail() {
      return account.detail();
    }
  }

  /**
   * A platform renamed a user's account.
   *
   * @param user the user's id
   * @param account the account, by its former id
   * @param to its id from now on
   * @param taken true where that is another user's account already, so that nothing was changed
   */
  record IdentityRenamed(String user, PlatformAccount account, String to, boolean taken)
      implements UserEvent {
    @Override
    public EventAction action() {
      return taken ? EventAction.IDENTITY_RENAME_REFUSED : EventAction.IDENTITY_RENAMED;
    }

    @Override
    public Map<String, String> detail() {
      return Map.of(
          "platform", account.platform(),
          "platformTenant", account.platformTenant(),
          "from", account.platformUserId(),
          "to", to);
    }
  }

  /**
   * A person's account at a platform.
   *
   * @param platform the platform's id
   * @param platformTenant the company's id there
   * @param platformUserId the person's id there
   */
  record PlatformAccount(String platform, String platformTenant, String platformUserId) {
    private Map<String, String> detail() {
      return Map.of(
          "platform", platform,
          "platformTenant", platformTenant,
          "platformUserId", platformUserId);
    }
  }
}
