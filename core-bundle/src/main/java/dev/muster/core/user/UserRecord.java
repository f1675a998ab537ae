package dev.muster.core.user;

import dev.muster.api.OwnAccount;
import dev.muster.api.User;
import dev.muster.api.User.Profile;
import dev.muster.api.Users.Address;
import dev.muster.core.check.Texts;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Stored;
import dev.muster.spi.storage.IndexEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
 * @param departure how they came to be disabled where a platform reported it, and whether they have
 *     come back or were let in all the same; empty once an administrator has disabled them
 * @param origins where values of the profile come from
 * @param sessionsValidFrom changes whenever all of their sessions end: a session holds what it was
 *     when it began, and is worth nothing once that differs
 * @param passwordChange whether they have to choose another password at their next sign-in
 * @param profileChangedAt since when the profile is as it is
 */
public record UserRecord(
    Profile profile,
    boolean active,
    Optional<String> password,
    Instant createdAt,
    Optional<Instant> lastSignInAt,
    Optional<Departure> departure,
    Provenance origins,
    Instant sessionsValidFrom,
    boolean passwordChange,
    Instant profileChangedAt) {
  /** The collection. */
  public static final String COLLECTION = "user";

  /** The unique index of user names, without regard to case. */
  public static final String BY_USERNAME = "username";

  /** The index of user names that are phone numbers in another spelling than their written form. */
  static final String BY_SPELLED_PHONE = "spelledPhone";

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

  /** The index of those who may not come in, by user name. */
  static final String DISABLED = "disabled";

  /**
   * The index of the day on which somebody came in last, {@link #NEVER} before all days. A day is
   * enough to find them by, and costs one entry a day and not one per sign-in.
   */
  static final String LAST_SEEN = "lastSeen";

  private static final String NEVER = "-";

  /** How users are stored. */
  public static final Schema<UserRecord> SCHEMA =
      Schema.of(COLLECTION, UserRecord.class, UserRecord::indexes);

  private static final int MAX_INDEXED = 100;

  /** Fills in what was not stored yet when the user was. */
  public UserRecord {
    origins = origins == null ? Provenance.UNKNOWN : origins;
    sessionsValidFrom = sessionsValidFrom == null ? createdAt : sessionsValidFrom;
    profileChangedAt = profileChangedAt == null ? createdAt : profileChangedAt;
  }

  /** Somebody new, entered by an administrator. */
  public static UserRecord of(Profile profile, Instant now) {
    return new UserRecord(
        profile,
        true,
        Optional.empty(),
        now,
        Optional.empty(),
        Optional.empty(),
        Provenance.entered(profile),
        now,
        false,
        now);
  }

  /** Somebody new, who came in by a platform and goes by their id there. */
  public static UserRecord of(String username, PlatformProfile reported, Instant now) {
    return new UserRecord(
            Profile.of(username),
            true,
            Optional.empty(),
            now,
            Optional.empty(),
            Optional.empty(),
            new Provenance(Origin.NONE, Origin.NONE, true),
            now,
            false,
            now)
        .withReported(reported, now);
  }

  /** The same person as an administrator changes them. */
  UserRecord with(Profile changed, Set<Address> confirmed, Instant now) {
    Contact email =
        email()
            .entered(changed.email(), changed.emailVerified(), confirmed.contains(Address.EMAIL));
    Contact phone =
        phone()
            .entered(changed.phone(), changed.phoneVerified(), confirmed.contains(Address.PHONE));
    boolean sameName = changed.username().equals(profile.username());
    return with(
        changed,
        new Provenance(email.origin(), phone.origin(), origins.platformUsername() && sameName),
        now);
  }

  /**
   * The same person as a platform tells of them: names and picture are the platform's, an address
   * only where nobody else stands for another one.
   */
  public UserRecord withReported(PlatformProfile reported, Instant now) {
    return with(
        email().withReported(reported.identity(), reported.email(), reported.partial()),
        phone().withReported(reported.identity(), reported.phone(), reported.partial()),
        profile.toBuilder()
            .displayName(reported.name().or(profile::displayName))
            .nickname(reported.nickname().or(profile::nickname))
            .picture(reported.picture().or(profile::picture)),
        now);
  }

  /** The same person without what only this identity stands for. */
  public UserRecord ended(String identity, Instant now) {
    return with(email().ended(identity), phone().ended(identity), profile.toBuilder(), now);
  }

  /**
   * The same person as they were before an identity was linked, as far as what it brought is still
   * there. What was verified before and is not any more is not verified again.
   */
  public UserRecord undone(String identity, PersonalLink link, Instant now) {
    UserRecord rest = ended(identity, now);
    PersonalLink.Shown before = link.before();
    PersonalLink.Shown after = link.after();
    return rest.with(
        rest.email().undone(before.email(), after.email()),
        rest.phone().undone(before.phone(), after.phone()),
        profile.toBuilder()
            .displayName(undone(profile.displayName(), before.name(), after.name()))
            .nickname(undone(profile.nickname(), before.nickname(), after.nickname()))
            .picture(undone(profile.picture(), before.picture(), after.picture())),
        now);
  }

  private static <T> Optional<T> undone(Optional<T> is, Optional<T> before, Optional<T> after) {
    return is.equals(after) ? before : is;
  }

  /**
   * Whether they may come in, and all that is known of them came by the identity that they were
   * made for.
   */
  public boolean isAsCreated(PersonalLink link) {
    return active
        && password.isEmpty()
        && origins.platformUsername()
        && PersonalLink.Shown.of(profile).equals(link.after())
        && profile.locale().isEmpty()
        && profile.externalId().isEmpty()
        && !origins.email().administrator()
        && !origins.phone().administrator();
  }

  /** What is known of them; an address that these identities alone verify is not verified. */
  Profile verifiedWithout(Set<String> identities) {
    return profile.toBuilder()
        .email(profile.email(), email().isVerifiedWithout(identities))
        .phone(profile.phone(), phone().isVerifiedWithout(identities))
        .build();
  }

  /** Who verified the email address, if it is. */
  public Optional<OwnAccount.Verified> emailVerified() {
    return email().verifiedBy();
  }

  /** Who verified the phone number, if it is. */
  public Optional<OwnAccount.Verified> phoneVerified() {
    return phone().verifiedBy();
  }

  private Contact email() {
    return new Contact(profile.email(), profile.emailVerified(), origins.email());
  }

  private Contact phone() {
    return new Contact(profile.phone(), profile.phoneVerified(), origins.phone());
  }

  private UserRecord with(Contact email, Contact phone, Profile.Builder rest, Instant now) {
    return with(
        rest.email(email.value(), email.verified()).phone(phone.value(), phone.verified()).build(),
        new Provenance(email.origin(), phone.origin(), origins.platformUsername()),
        now);
  }

  private UserRecord with(Profile changed, Provenance from, Instant now) {
    return new UserRecord(
        changed,
        active,
        password,
        createdAt,
        lastSignInAt,
        departure,
        from,
        sessionsValidFrom,
        passwordChange,
        // what is learnt late was true earlier, but the profile is another one only from now on
        changed.equals(profile) || now.isBefore(profileChangedAt) ? profileChangedAt : now);
  }

  private UserRecord with(boolean now, Optional<Departure> how, Instant validFrom) {
    return new UserRecord(
        profile,
        now,
        password,
        createdAt,
        lastSignInAt,
        how,
        origins,
        validFrom,
        passwordChange,
        profileChangedAt);
  }

  private Instant validAfter(Instant now) {
    return now.isAfter(sessionsValidFrom) ? now : sessionsValidFrom.plusMillis(1);
  }

  /** The same person, signed out everywhere. */
  public UserRecord signedOut(Instant now) {
    return with(active, departure, validAfter(now));
  }

  /** Whether a session of theirs is still worth something, as far as they decide it. */
  public boolean allows(SessionRecord session) {
    return active && sessionsValidFrom.equals(session.userValidFrom());
  }

  /** The same person with a password of their own choice. */
  public UserRecord withPassword(String hash) {
    return withPassword(hash, false);
  }

  /** The same person with another password. */
  UserRecord withPassword(String hash, boolean change) {
    return new UserRecord(
        profile,
        active,
        Optional.of(hash),
        createdAt,
        lastSignInAt,
        departure,
        origins,
        sessionsValidFrom,
        change,
        profileChangedAt);
  }

  /** The same person with another password that they chose, signed out everywhere. */
  public UserRecord withChosenPassword(String hash, Instant now) {
    return withPassword(hash, false).signedOut(now);
  }

  /** The same person, let in or kept out by whoever decides. */
  public UserRecord withActive(boolean now, Instant at) {
    return now
        ? with(true, departure.map(it -> it.overruled(at)), sessionsValidFrom)
        : with(false, Optional.empty(), validAfter(at));
  }

  /** The same person, who left. */
  UserRecord left(Stored<IdentityRecord> identity, Instant at, String reason) {
    String id = identity.key().id();
    Departure how = new Departure(id, at, reason, identity.value().identitySource());
    return with(false, Optional.of(how), validAfter(at)).ended(id, at);
  }

  /** That they are disabled because they left, and nobody has decided otherwise since. */
  Optional<Departure> gone() {
    return departure.filter(it -> !active && it.backAt().isEmpty());
  }

  /** The same person, disabled already, whom the platform reports to have left once more. */
  UserRecord stillGone(String identity, Instant at) {
    return with(
            active,
            departure.map(it -> it.isRenewedBy(identity, at) ? it.at(at) : it),
            sessionsValidFrom)
        .ended(identity, at);
  }

  /** The same person, whose identity has another id. */
  UserRecord renamed(String from, String to) {
    return with(
            active,
            departure.map(it -> it.identity().equals(from) ? it.of(to) : it),
            sessionsValidFrom)
        .with(profile, origins.renamed(id -> id.equals(from) ? to : id), profileChangedAt);
  }

  /**
   * The same person, who came back by this account. That they left by another one is that one's
   * matter from now on; what is older than what was decided last changes nothing.
   */
  UserRecord back(String identity, Instant at) {
    return with(
        true, departure.filter(it -> it.isOf(identity)).map(it -> it.back(at)), sessionsValidFrom);
  }

  /** The same person, who came in. */
  public UserRecord signedIn(Instant at) {
    return new UserRecord(
        profile,
        active,
        password,
        createdAt,
        Optional.of(at),
        departure,
        origins,
        sessionsValidFrom,
        passwordChange,
        profileChangedAt);
  }

  /** Whether the user name was made of a platform's id. */
  public boolean hasPlatformUsername() {
    return origins.platformUsername();
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
        record.lastSignInAt,
        record.profileChangedAt,
        record.gone().map(it -> new User.Departure(it.reason(), it.at(), it.source())));
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

  /** The day of a time, as {@link #LAST_SEEN} has it. */
  static String day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC).toString();
  }

  private List<IndexEntry> indexes() {
    List<IndexEntry> entries = new ArrayList<>();
    entries.add(IndexEntry.unique(BY_USERNAME, folded(profile.username())));
    ProfileRules.phone(profile.username())
        .filter(number -> !number.equals(folded(profile.username())))
        .ifPresent(number -> entries.add(IndexEntry.of(BY_SPELLED_PHONE, number)));
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
    if (!active) {
      entries.add(IndexEntry.of(DISABLED, folded(profile.username())));
    }
    entries.add(IndexEntry.of(LAST_SEEN, lastSignInAt.map(UserRecord::day).orElse(NEVER)));
    searched().forEach(value -> entries.add(IndexEntry.of(SEARCH, value)));
    return entries;
  }
}
