package dev.muster.core.user;

import dev.muster.api.Identity;
import dev.muster.core.check.Texts;
import dev.muster.core.digest.Sha256;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Stored;
import dev.muster.spi.hook.UserEvent.PlatformAccount;
import dev.muster.spi.storage.IndexEntry;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A user's account at a platform as it is stored. Its document's id is made of (platform, company,
 * user id), so that an account is linked at most once in a tenant and found by a read of one key.
 */
public record IdentityRecord(
    String userId,
    String identitySource,
    String platform,
    String platformTenant,
    String platformUserId,
    List<String> departments,
    Instant linkedAt,
    Instant lastSignInAt,
    Optional<PersonalLink> personal,
    Optional<Absence> absence) {
  /**
   * That whose account it is left the company, while their user stays for the sake of another
   * account.
   *
   * @param at when
   * @param backAt when they came back
   */
  public record Absence(Instant at, Optional<Instant> backAt) {}

  /** The collection. */
  public static final String COLLECTION = "identity";

  /** The index by which all of a user's are found. */
  public static final String BY_USER = "user";

  /** The index by which all of an identity source are found. */
  static final String BY_SOURCE = "source";

  /** How identities are stored. */
  public static final Schema<IdentityRecord> SCHEMA =
      Schema.of(
          COLLECTION,
          IdentityRecord.class,
          each ->
              List.of(
                  IndexEntry.of(BY_USER, each.userId()),
                  IndexEntry.of(BY_SOURCE, each.identitySource())));

  /** Copies; of what an earlier version stored nobody was absent. */
  @SuppressWarnings("NullAway")
  public IdentityRecord {
    departments = List.copyOf(departments);
    absence = absence == null ? Optional.empty() : absence;
  }

  /** One that nobody linked by saying so. */
  public IdentityRecord(
      String userId,
      String identitySource,
      String platform,
      String platformTenant,
      String platformUserId,
      List<String> departments,
      Instant linkedAt,
      Instant lastSignInAt) {
    this(
        userId,
        identitySource,
        platform,
        platformTenant,
        platformUserId,
        departments,
        linkedAt,
        lastSignInAt,
        Optional.empty(),
        Optional.empty());
  }

  /** One of somebody who is there. */
  public IdentityRecord(
      String userId,
      String identitySource,
      String platform,
      String platformTenant,
      String platformUserId,
      List<String> departments,
      Instant linkedAt,
      Instant lastSignInAt,
      Optional<PersonalLink> personal) {
    this(
        userId,
        identitySource,
        platform,
        platformTenant,
        platformUserId,
        departments,
        linkedAt,
        lastSignInAt,
        personal,
        Optional.empty());
  }

  /** The same account by another id of the platform. */
  IdentityRecord called(String id) {
    return new IdentityRecord(
        userId,
        identitySource,
        platform,
        platformTenant,
        id,
        departments,
        linkedAt,
        lastSignInAt,
        personal,
        absence);
  }

  /** The same account, whose person said so. */
  public IdentityRecord with(Optional<PersonalLink> link) {
    return new IdentityRecord(
        userId,
        identitySource,
        platform,
        platformTenant,
        platformUserId,
        departments,
        linkedAt,
        lastSignInAt,
        link,
        absence);
  }

  /** What undoes the link, as long as that can be undone. */
  public Optional<PersonalLink> undoable(Instant now) {
    return personal.filter(any -> PersonalLink.isUndoable(linkedAt, now));
  }

  /** Whether it was linked to an account that had been there before, and that can be undone. */
  public boolean isUnsettled(Instant now) {
    return undoable(now).filter(link -> !link.proof().equals(PersonalLink.CREATE)).isPresent();
  }

  /** The same account of somebody who is in other departments. */
  public IdentityRecord withDepartments(List<String> ids) {
    return new IdentityRecord(
        userId,
        identitySource,
        platform,
        platformTenant,
        platformUserId,
        ids,
        linkedAt,
        lastSignInAt,
        personal,
        absence);
  }

  /** The same account of somebody who left the company or came back. */
  private IdentityRecord withAbsence(Absence now) {
    return new IdentityRecord(
        userId,
        identitySource,
        platform,
        platformTenant,
        platformUserId,
        departments,
        linkedAt,
        lastSignInAt,
        personal,
        Optional.of(now));
  }

  /** Whether whose account it is left the company: nobody comes in by it. */
  public boolean isAbsent() {
    return absence.filter(it -> it.backAt().isEmpty()).isPresent();
  }

  /** The same account of somebody who left; what is older than their return is no news. */
  IdentityRecord left(Instant at) {
    return absence.flatMap(Absence::backAt).filter(back -> !at.isAfter(back)).isPresent()
            || absence.filter(it -> it.backAt().isEmpty() && !at.isAfter(it.at())).isPresent()
        ? this
        : withAbsence(new Absence(at, Optional.empty()));
  }

  /** The same account of somebody who came back; what is older than their leaving is no news. */
  IdentityRecord back(Instant at) {
    return absence
        .filter(it -> it.backAt().isEmpty() && !at.isBefore(it.at()))
        .map(it -> withAbsence(new Absence(it.at(), Optional.of(at))))
        .orElse(this);
  }

  /** The account at the platform. */
  public PlatformAccount account() {
    return new PlatformAccount(platform, platformTenant, platformUserId);
  }

  /** The id of the document of an account. */
  public static String id(
      String platform, String platformTenant, String platformUserId, boolean ignoreCase) {
    String user = ignoreCase ? Texts.folded(platformUserId) : platformUserId;
    String account = Schema.join(platform, platformTenant, user);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(account));
  }

  /** The identity that a document is. */
  public static Identity identity(Stored<IdentityRecord> stored) {
    IdentityRecord record = stored.value();
    return new Identity(
        stored.key().id(),
        record.identitySource,
        record.platform,
        record.platformTenant,
        record.platformUserId,
        record.departments,
        record.linkedAt,
        record.lastSignInAt,
        record.absence.filter(it -> it.backAt().isEmpty()).map(Absence::at));
  }
}
