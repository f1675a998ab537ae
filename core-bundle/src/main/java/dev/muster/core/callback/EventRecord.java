package dev.muster.core.callback;

import dev.muster.core.store.Schema;
import dev.muster.spi.Callbacks;
import dev.muster.spi.IndexEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An event as it is stored. Lies in no tenant's partition, because whoever works on the queue works
 * for all; its id is made of tenant, platform and the platform's id of it.
 *
 * @param kind what happened
 * @param tenant whose
 * @param platform from where
 * @param identity the id of the identity that it is about
 * @param platformUserId the person's id there; with {@code RENAMED} the new one
 * @param newIdentity with {@code RENAMED}, the id of the identity from now on
 * @param at when it happened
 * @param receivedAt when it came
 * @param attempts how often it was worked on in vain
 * @param dueAt when it is to be worked on; empty when that is done
 */
record EventRecord(
    Kind kind,
    String tenant,
    String platform,
    String identity,
    String platformUserId,
    Optional<String> newIdentity,
    Instant at,
    Instant receivedAt,
    int attempts,
    Optional<Instant> dueAt) {
  static final String COLLECTION = "platform-event";

  /** No tenant's. */
  static final String PARTITION = "";

  /** The index of what is still to be done: by lane, whose it is, and when it is due. */
  static final String DUE = "due";

  /** The index of whose it is. The removal of tenants asks by it. */
  static final String TENANT = "tenant";

  /** Longer than a push may be old by either clock. */
  static final Duration REMEMBERED = Callbacks.MAX_AGE.multipliedBy(4);

  static final Schema<EventRecord> SCHEMA =
      new Schema<>(
          COLLECTION,
          EventRecord.class,
          EventRecord::indexes,
          event -> Optional.of(event.receivedAt().plus(REMEMBERED)));

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final int MOST_DOUBLINGS = 8;

  /** What happened. */
  enum Kind {
    LEFT,
    CHANGED,
    RENAMED
  }

  /** What is worked on at once, and what takes as long as a platform likes. */
  enum Lane {
    /** Asks nobody. */
    QUICK,
    /** Asks the platform. */
    ASKING;

    /** The beginning of this lane's index values. */
    String prefix() {
      return name() + Schema.SEPARATOR;
    }

    /** The beginning of one tenant's index values in this lane. */
    String prefix(String tenant) {
      return prefix() + tenant + Schema.SEPARATOR;
    }
  }

  /**
   * In one lane everything is worked on in its order, so that nobody is renamed before they left.
   */
  Lane lane() {
    return kind == Kind.CHANGED ? Lane.ASKING : Lane.QUICK;
  }

  private List<IndexEntry> indexes() {
    IndexEntry whose = IndexEntry.of(TENANT, tenant);
    return dueAt
        .map(due -> List.of(whose, IndexEntry.of(DUE, lane().prefix(tenant) + sortable(due))))
        .orElse(List.of(whose));
  }

  static String sortable(Instant time) {
    return String.format(Locale.ROOT, "%016d", Math.max(0, time.toEpochMilli()));
  }

  static String id(String tenant, String platform, String eventId) {
    String text = String.join("\n", List.of(tenant, platform, eventId));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  EventRecord done() {
    return due(attempts, Optional.empty());
  }

  /** To be worked on again, later the more often it was in vain. */
  EventRecord again(Instant now) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
    return due(attempts + 1, Optional.of(now.plus(pause)));
  }

  private EventRecord due(int tried, Optional<Instant> due) {
    return new EventRecord(
        kind, tenant, platform, identity, platformUserId, newIdentity, at, receivedAt, tried, due);
  }
}
