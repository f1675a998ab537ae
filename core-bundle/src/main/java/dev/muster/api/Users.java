package dev.muster.api;

import dev.muster.spi.Page;
import dev.muster.spi.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/** The people of a tenant, their identities and their sessions. */
@ProviderType
public interface Users {
  /** Addresses that accounts are joined by. */
  enum Address {
    /** The mailbox. */
    EMAIL,
    /** The phone number. */
    PHONE
  }

  /**
   * A change of what is known of a user.
   *
   * @param profile makes the new profile of the present one. May be called more than once.
   * @param confirmed addresses that the caller says are this user's, also where that was known
   *     already: no platform takes that back. One that the new profile does not call verified does
   *     not count.
   * @param password a new password, or empty to leave it
   */
  record Change(
      UnaryOperator<User.Profile> profile, Set<Address> confirmed, Optional<Secret> password) {
    /** Copies. */
    public Change {
      confirmed = Set.copyOf(confirmed);
    }

    /**
     * A change of the profile that confirms no address and leaves the password.
     *
     * @param profile makes the new profile of the present one
     * @return the change
     */
    public static Change of(UnaryOperator<User.Profile> profile) {
      return new Change(profile, Set.of(), Optional.empty());
    }
  }

  /**
   * Which users are listed.
   *
   * @param search the beginning of a user name, an e-mail address, a phone number, an external id
   *     or a display name, without regard to case; empty for everybody
   * @param active true for those who may come in, false for those who may not; empty for both
   * @param source those who are linked to an account of this identity source, by its id
   * @param inactiveSince those who have not come in since this time, or never
   */
  record Filter(
      Optional<String> search,
      Optional<Boolean> active,
      Optional<String> source,
      Optional<Instant> inactiveSince) {
    /** Everybody. */
    public static final Filter NONE =
        new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Those whose names, addresses or ids begin so.
     *
     * @param text the beginning
     * @return the filter
     */
    public static Filter search(String text) {
      return new Filter(Optional.of(text), Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /**
   * Adds a user.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param profile what is known of them
   * @param password a password, 12 to 200 characters, or empty for none
   * @return the user
   * @throws ProblemException {@code NOT_FOUND} (tenant), {@code INVALID_VALUE}, {@code
   *     ALREADY_EXISTS} naming the field that is not unique
   */
  Versioned<User> create(
      Caller caller, String tenant, User.Profile profile, Optional<Secret> password);

  /**
   * Reads a user.
   *
   * @param tenant the tenant's id
   * @param id the user's id, however odd
   * @return the user, or empty if there is none
   */
  Optional<Versioned<User>> find(String tenant, String id);

  /**
   * Lists users: in the order of user names where nothing narrows that down, otherwise in an order
   * that stays the same from page to page.
   *
   * @param tenant the tenant's id
   * @param filter which of them
   * @param limit 1 to 200
   * @param after {@link Page#next()} of the page before, or empty
   * @return a page, in which nobody stands twice; with a filter it may hold fewer than {@code
   *     limit} while more follow
   * @throws ProblemException {@code INVALID_VALUE} if {@code after} is none of ours
   */
  Page<Versioned<User>> list(String tenant, Filter filter, int limit, Optional<String> after);

  /**
   * Everybody, a large page at a time, in an order in which nobody is skipped or comes twice
   * whatever is changed of them meanwhile.
   *
   * @param tenant the tenant's id
   * @param after {@link Page#next()} of the page before, or empty
   * @return a page
   * @throws ProblemException {@code INVALID_VALUE} if {@code after} is none of ours
   */
  Page<User> everybody(String tenant, Optional<String> after);

  /**
   * Changes what is known of a user.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the user's id
   * @param change what changes
   * @param expected the version that the caller has read, if it matters
   * @return the user
   * @throws ProblemException {@code NOT_FOUND}, {@code INVALID_VALUE}, {@code ALREADY_EXISTS},
   *     {@code STALE}
   */
  Versioned<User> change(
      Caller caller, String tenant, String id, Change change, OptionalLong expected);

  /**
   * Lets a user in again, or keeps them out: then their sessions and tokens end too.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the user's id
   * @param active whether they may come in
   * @param reason why, in the caller's words, for the audit log: at most 200 characters in a line
   * @param expected the version that the caller has read, if it matters
   * @return the user
   * @throws ProblemException {@code NOT_FOUND}, {@code INVALID_VALUE}, {@code STALE}
   */
  Versioned<User> setActive(
      Caller caller,
      String tenant,
      String id,
      boolean active,
      Optional<String> reason,
      OptionalLong expected);

  /**
   * Gives a user a password; their sessions and tokens end.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the user's id
   * @param password 12 to 200 characters
   * @param change whether they have to choose another at their next sign-in
   * @throws ProblemException {@code NOT_FOUND}, {@code INVALID_VALUE}
   */
  void setPassword(Caller caller, String tenant, String id, Secret password, boolean change);

  /**
   * Deletes a user with their identities, sessions and tokens.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the user's id
   * @param expected the version that the caller has read, if it matters
   * @throws ProblemException {@code NOT_FOUND}, {@code STALE}
   */
  void delete(Caller caller, String tenant, String id, OptionalLong expected);

  /**
   * A user's accounts at platforms.
   *
   * @param tenant the tenant's id
   * @param id the user's id
   * @return all of them
   * @throws ProblemException {@code NOT_FOUND}
   */
  List<Identity> identities(String tenant, String id);

  /**
   * Unlinks one of a user's accounts at platforms, or all.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the user's id
   * @param identity which, or empty for all
   * @throws ProblemException {@code NOT_FOUND}
   */
  void unlink(Caller caller, String tenant, String id, Optional<String> identity);

  /**
   * A user's sessions that have not ended.
   *
   * @param tenant the tenant's id
   * @param id the user's id
   * @return all of them, newest first
   * @throws ProblemException {@code NOT_FOUND}
   */
  List<Session> sessions(String tenant, String id);

  /**
   * Ends one of a user's sessions and what was granted in it.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the user's id
   * @param session the session's id
   * @throws ProblemException {@code NOT_FOUND}
   */
  void endSession(Caller caller, String tenant, String id, String session);

  /**
   * Ends a user's sessions and what was granted in them.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the user's id
   * @throws ProblemException {@code NOT_FOUND}
   */
  void endSessions(Caller caller, String tenant, String id);
}
