package dev.muster.core.user;

import dev.muster.api.Session;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Stored;
import dev.muster.spi.storage.IndexEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A session as it is stored. Its document's id is a digest of what the browser holds, and the
 * session's id.
 *
 * @param userId whose it is
 * @param identitySource the source by which they signed in
 * @param identityId the account with which they signed in; empty with a password
 * @param authTime when that was
 * @param expiresAt when it ends by itself
 * @param userAgent what the browser calls itself
 * @param address the browser's address
 * @param replaced the ids of the same user's sessions that ended as this one began: first those in
 *     which something was granted for longer, which have theirs, then those whose codes may still
 *     be on their way; of both the latest first
 * @param userValidFrom what their {@link UserRecord#sessionsValidFrom} was
 * @param sourceValidFrom the same of the identity source
 * @param lastUsedAt when something was granted in it last, up to {@link #LAST_USE_LAG} ago
 * @param grantsUntil until when something that was granted in it may last whether anybody is signed
 *     in by it or not (offline access), which may be before the session's time is over; the
 *     document stays as long, so that what ends the session ends that, too
 * @param told which clients are told when it ends, at most {@link #MOST_TOLD}, the latest last;
 *     where there were more, the oldest has gone of the client that is told most often
 */
public record SessionRecord(
    String userId,
    String identitySource,
    Optional<String> identityId,
    Instant authTime,
    Instant expiresAt,
    String userAgent,
    String address,
    List<String> replaced,
    Instant userValidFrom,
    Instant sourceValidFrom,
    Instant lastUsedAt,
    Optional<Instant> grantsUntil,
    List<ToldClient> told) {
  /**
   * How late what is stored of the last use may be. It is stored by the commit that grants
   * something, and would else make two of one session get in each other's way at every use.
   */
  public static final Duration LAST_USE_LAG = Duration.ofHours(1);

  /** How many clients are told of a session's end: more than anybody uses in a day. */
  public static final int MOST_TOLD = 100;

  /** The collection. */
  public static final String COLLECTION = "session";

  /** The index by which all of a user's are found. */
  public static final String BY_USER = "user";

  /** The index by which the session that replaced another is found. */
  public static final String BY_REPLACED = "replaced";

  /** How sessions are stored. */
  public static final Schema<SessionRecord> SCHEMA =
      new Schema<>(
          COLLECTION,
          SessionRecord.class,
          SessionRecord::indexes,
          each -> Optional.of(each.lastsUntil()));

  /** Copies; what an earlier version stored replaced nothing, and was used as it began. */
  @SuppressWarnings("NullAway")
  public SessionRecord {
    replaced = replaced == null ? List.of() : List.copyOf(replaced);
    lastUsedAt = lastUsedAt == null ? authTime : lastUsedAt;
    grantsUntil = grantsUntil == null ? Optional.empty() : grantsUntil;
    told = told == null ? List.of() : List.copyOf(told);
  }

  /** One that has just begun. */
  public SessionRecord(
      String userId,
      String identitySource,
      Optional<String> identityId,
      Instant authTime,
      Instant expiresAt,
      String userAgent,
      String address,
      List<String> replaced,
      Instant userValidFrom,
      Instant sourceValidFrom) {
    this(
        userId,
        identitySource,
        identityId,
        authTime,
        expiresAt,
        userAgent,
        address,
        replaced,
        userValidFrom,
        sourceValidFrom,
        authTime,
        Optional.empty(),
        List.of());
  }

  /** Whether somebody is signed in by it in a browser. */
  public boolean isLive(Instant now) {
    return now.isBefore(expiresAt);
  }

  /** Until when the document stays. */
  public Instant lastsUntil() {
    return grantsUntil.filter(expiresAt::isBefore).orElse(expiresAt);
  }

  /** The same, in which something was granted that may last until then. */
  public SessionRecord kept(Instant until) {
    return grantsUntil.filter(known -> !known.isBefore(until)).isPresent()
        ? this
        : with(expiresAt, userValidFrom, lastUsedAt, Optional.of(until), told);
  }

  /** The same, in which nobody is signed in any more: what was granted for longer stays. */
  public SessionRecord closed(Instant now) {
    return with(now, userValidFrom, lastUsedAt, grantsUntil, told);
  }

  /** The same session of a user whose other sessions end. */
  public SessionRecord validFrom(Instant userValue) {
    return with(expiresAt, userValue, lastUsedAt, grantsUntil, told);
  }

  /** The same session, in which something is granted; itself if that is known well enough. */
  public SessionRecord usedAt(Instant now) {
    return now.isBefore(lastUsedAt.plus(LAST_USE_LAG))
        ? this
        : with(expiresAt, userValidFrom, now, grantsUntil, told);
  }

  /** The same, of whose end these are told as well. */
  public SessionRecord telling(List<ToldClient> clients) {
    List<ToldClient> all = Stream.concat(told.stream(), clients.stream()).distinct().toList();
    return all.equals(told)
        ? this
        : with(expiresAt, userValidFrom, lastUsedAt, grantsUntil, bounded(all));
  }

  /** So that a client that is given tokens again and again displaces no other. */
  private static List<ToldClient> bounded(List<ToldClient> clients) {
    List<ToldClient> all = new ArrayList<>(clients);
    while (all.size() > MOST_TOLD) {
      List<String> ids = all.stream().map(ToldClient::clientId).toList();
      all.remove(
          Collections.max(
              all,
              Comparator.comparingInt(
                  (ToldClient each) -> Collections.frequency(ids, each.clientId()))));
    }
    return all;
  }

  /** The same session, which began by an account that has another id. */
  SessionRecord renamed(String identity) {
    return new SessionRecord(
        userId,
        identitySource,
        Optional.of(identity),
        authTime,
        expiresAt,
        userAgent,
        address,
        replaced,
        userValidFrom,
        sourceValidFrom,
        lastUsedAt,
        grantsUntil,
        told);
  }

  private SessionRecord with(
      Instant expires,
      Instant userValue,
      Instant used,
      Optional<Instant> until,
      List<ToldClient> clients) {
    return new SessionRecord(
        userId,
        identitySource,
        identityId,
        authTime,
        expires,
        userAgent,
        address,
        replaced,
        userValue,
        sourceValidFrom,
        used,
        until,
        clients);
  }

  private List<IndexEntry> indexes() {
    return Stream.concat(
            Stream.of(IndexEntry.of(BY_USER, userId)),
            replaced.stream().map(id -> IndexEntry.of(BY_REPLACED, id)))
        .toList();
  }

  /** The session that a document is. */
  public static Session session(Stored<SessionRecord> stored) {
    SessionRecord record = stored.value();
    return new Session(
        stored.key().id(),
        record.userId,
        record.identitySource,
        record.identityId,
        record.authTime,
        record.lastUsedAt,
        record.expiresAt,
        record.userAgent,
        record.address);
  }
}
