package dev.muster.core.user;

import dev.muster.api.User;
import dev.muster.api.User.Profile;
import dev.muster.core.check.Texts;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Stored;
import dev.muster.spi.IndexEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A user as it is stored; the id is the document's.
 *
 * @param profile what is known of them
 * @param active whether they may come in
 * @param password a hash in the form of {@link PasswordHash}
 * @param createdAt since when they are known
 * @param lastSignInAt when they came in last
 * @param departure how they came to be disabled where it was a platform that told, and whether they
 *     have come back; empty once an administrator has decided otherwise
 */
public record UserRecord(
    Profile profile,
    boolean active,
    Optional<String> password,
    Instant createdAt,
    Optional<Instant> lastSignInAt,
    Optional<Departure> departure) {
  /**
   * That they left the company, as a platform told.
   *
   * @param identity the id of the identity whose company it is
   * @param at when
   * @param backAt when they came back
   */
  public record Departure(String identity, Instant at, Optional<Instant> backAt) {}

  /** The collection. */
  public static final String COLLECTION = "user";

  /** The unique index of user names, without regard to case. */
  public static final String BY_USERNAME = "username";

  /** The unique index of external ids. */
  public static final String BY_EXTERNAL_ID = "externalId";

  /** The index of mailboxes that are known to be somebody's, without regard to case. */
  public static final String BY_VERIFIED_EMAIL = "verifiedEmail";

  /** The index of phone numbers that are known to be somebody's. */
  public static final String BY_VERIFIED_PHONE = "verifiedPhone";

  /** The index of external ids without regard to case. */
  public static final String BY_ANY_EXTERNAL_ID = "anyExternalId";

  /** The index of everything a user is searched by, without regard to case. */
  public static final String SEARCH = "search";

  /** How users are stored. */
  public static final Schema<UserRecord> SCHEMA =
      Schema.of(COLLECTION, UserRecord.class, UserRecord::indexes);

  private static final int MAX_INDEXED = 100;

  /** Somebody new. */
  public static UserRecord of(Profile profile, Instant now) {
    return new UserRecord(profile, true, Optional.empty(), now, Optional.empty(), Optional.empty());
  }

  /** The same person with another profile. */
  public UserRecord with(Profile changed) {
    return new UserRecord(changed, active, password, createdAt, lastSignInAt, departure);
  }

  /** The same person with another password. */
  public UserRecord withPassword(String hash) {
    return new UserRecord(profile, active, Optional.of(hash), createdAt, lastSignInAt, departure);
  }

  /** The same person, let in or kept out by whoever decides. */
  public UserRecord withActive(boolean now) {
    return new UserRecord(profile, now, password, createdAt, lastSignInAt, Optional.empty());
  }

  /** The same person, who left. */
  UserRecord left(String identity, Instant at) {
    return new UserRecord(
        profile,
        false,
        password,
        createdAt,
        lastSignInAt,
        Optional.of(new Departure(identity, at, Optional.empty())));
  }

  /** The same person, whose identity has another id. */
  UserRecord leftBy(String identity) {
    return new UserRecord(
        profile,
        active,
        password,
        createdAt,
        lastSignInAt,
        departure.map(it -> new Departure(identity, it.at(), it.backAt())));
  }

  /** The same person, who came back. */
  UserRecord back(Instant at) {
    return new UserRecord(
        profile,
        true,
        password,
        createdAt,
        lastSignInAt,
        departure.map(it -> new Departure(it.identity(), it.at(), Optional.of(at))));
  }

  /** The same person, who came in. */
  public UserRecord signedIn(Instant at) {
    return new UserRecord(profile, active, password, createdAt, Optional.of(at), departure);
  }

  /** The user that a document is. */
  public static User user(Stored<UserRecord> stored) {
    UserRecord record = stored.value();
    return new User(
        stored.key().id(),
        record.profile,
        record.active,
        record.password.isPresent(),
        record.createdAt,
        record.lastSignInAt);
  }

  /** A text as indexes hold it. */
  public static String folded(String text) {
    return Texts.cut(Texts.folded(text.strip()), MAX_INDEXED);
  }

  /** What the user is searched by. */
  Set<String> searched() {
    Set<String> values = new LinkedHashSet<>();
    values.add(folded(profile.username()));
    profile.email().map(UserRecord::folded).ifPresent(values::add);
    profile.phone().map(UserRecord::folded).ifPresent(values::add);
    profile.externalId().map(UserRecord::folded).ifPresent(values::add);
    profile.displayName().map(UserRecord::folded).ifPresent(values::add);
    values.remove("");
    return values;
  }

  private List<IndexEntry> indexes() {
    List<IndexEntry> entries = new ArrayList<>();
    entries.add(IndexEntry.unique(BY_USERNAME, folded(profile.username())));
    profile.externalId().ifPresent(id -> entries.add(IndexEntry.unique(BY_EXTERNAL_ID, id)));
    profile
        .externalId()
        .ifPresent(id -> entries.add(IndexEntry.of(BY_ANY_EXTERNAL_ID, folded(id))));
    profile
        .email()
        .filter(value -> profile.emailVerified())
        .ifPresent(value -> entries.add(IndexEntry.of(BY_VERIFIED_EMAIL, folded(value))));
    profile
        .phone()
        .filter(value -> profile.phoneVerified())
        .ifPresent(value -> entries.add(IndexEntry.of(BY_VERIFIED_PHONE, folded(value))));
    searched().forEach(value -> entries.add(IndexEntry.of(SEARCH, value)));
    return entries;
  }
}
