package dev.muster.core.alert;

import dev.muster.api.warroom.Alert;
import dev.muster.api.warroom.Alert.Content;
import dev.muster.api.warroom.Alert.State;
import dev.muster.api.warroom.AlertFormat;
import dev.muster.api.warroom.Severity;
import dev.muster.core.digest.Sha256;
import dev.muster.core.store.Schema;
import dev.muster.spi.alert.AlertItem;
import dev.muster.spi.storage.IndexEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An alert as it is stored. There is one document for what a sender calls the same alert of the
 * same problem; its id follows from both.
 *
 * @param problem the problem's id
 * @param intake by which it came
 * @param format how it was written
 * @param fingerprint what its sender tells it by
 * @param title a line
 * @param summary more of it
 * @param severity how bad it is
 * @param labels its labels
 * @param startsAt since when it fires, as its sender says
 * @param url where to read more
 * @param firing whether it fires
 * @param receivedAt when it came first since it was resolved last
 * @param lastAt when it came last
 * @param state what becomes of it: that of its problem
 */
record AlertRecord(
    String problem,
    String intake,
    AlertFormat format,
    String fingerprint,
    String title,
    Optional<String> summary,
    Severity severity,
    Map<String, String> labels,
    Optional<Instant> startsAt,
    Optional<String> url,
    boolean firing,
    Instant receivedAt,
    Instant lastAt,
    State state) {
  static final String COLLECTION = "alert";

  /** The index of all, by the time at which they came. */
  static final String RECEIVED = "received";

  /** The index of those in a state, by the time at which they came. */
  static final String STATE = "state";

  /** The index of a problem's, by the time at which they came. */
  static final String PROBLEM = "problem";

  /** The index of a problem's that fire. */
  static final String FIRING = "firing";

  static final Schema<AlertRecord> SCHEMA =
      new Schema<>(
          COLLECTION,
          AlertRecord.class,
          AlertRecord::indexes,
          alert -> Optional.of(alert.lastAt.plus(AlertBounds.KEPT)));

  private List<IndexEntry> indexes() {
    String time = AlertBounds.sortable(receivedAt);
    List<IndexEntry> entries = new ArrayList<>();
    entries.add(IndexEntry.of(RECEIVED, time));
    entries.add(IndexEntry.of(STATE, Schema.join(state.name(), time)));
    entries.add(IndexEntry.of(PROBLEM, Schema.join(problem, time)));
    if (firing) {
      entries.add(IndexEntry.of(FIRING, problem));
    }
    return entries;
  }

  static String id(String problem, String fingerprint) {
    byte[] digest = Sha256.of(problem + "\n" + fingerprint);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 22);
  }

  /** A new one, or the same that fires anew. */
  static AlertRecord of(
      String problem, PieceRecord from, AlertItem item, Severity severity, State state) {
    return new AlertRecord(
        problem,
        from.intake(),
        from.format(),
        item.fingerprint(),
        item.title(),
        item.summary(),
        severity,
        item.labels(),
        item.startsAt(),
        item.url(),
        true,
        from.receivedAt(),
        from.receivedAt(),
        state);
  }

  /** It came again: what it says now counts. */
  AlertRecord again(PieceRecord from, AlertItem item, Severity now, State nowIn) {
    AlertRecord fresh = of(problem, from, item, now, nowIn);
    boolean known = lastAt.plus(AlertBounds.PRECISION).isAfter(from.receivedAt());
    return new AlertRecord(
        problem,
        intake,
        format,
        fingerprint,
        fresh.title,
        fresh.summary,
        fresh.severity,
        fresh.labels,
        fresh.startsAt,
        fresh.url,
        true,
        receivedAt,
        known ? lastAt : from.receivedAt(),
        nowIn);
  }

  AlertRecord in(State after, boolean fires) {
    return new AlertRecord(
        problem,
        intake,
        format,
        fingerprint,
        title,
        summary,
        severity,
        labels,
        startsAt,
        url,
        fires,
        receivedAt,
        lastAt,
        after);
  }

  /** Whether a message is older than what is known, as that of the slower one of a pair is. */
  boolean isNewerThan(AlertItem item) {
    if (startsAt.isEmpty() || item.startsAt().isEmpty()) {
      return false;
    }
    int order = startsAt.get().compareTo(item.startsAt().get());
    return order > 0 || (order == 0 && !firing && !item.resolved());
  }

  /**
   * As it is shown.
   *
   * @param version of its document, and of that of its problem
   */
  Alert alert(String id, Optional<ProblemRecord> of, long version) {
    return new Alert(
        id,
        problem,
        intake,
        new Content(format, fingerprint, title, severity, labels, startsAt, url, firing),
        receivedAt,
        lastAt,
        state,
        state == State.ROUTED ? of.flatMap(ProblemRecord::room) : Optional.empty(),
        state == State.WAITING ? of.flatMap(ProblemRecord::note) : Optional.empty(),
        version);
  }
}
