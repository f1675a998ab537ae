package dev.muster.core.signin;

import dev.muster.api.SignInTries;
import dev.muster.api.SignInTries.Decision;
import dev.muster.api.SignInTries.Problem;
import dev.muster.api.SignInTries.Try;
import dev.muster.api.SignIns;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A try of an identity source. The document's id is the try's.
 *
 * @param source the source's id
 * @param expiresAt until when it can be opened
 * @param stage how far it has come
 * @param person whom the platform has shown
 * @param decision what would have become of them
 * @param problem what they would have been told
 */
record TryRecord(
    String source,
    Instant expiresAt,
    Stage stage,
    Optional<StoredPerson> person,
    Optional<Decision> decision,
    Optional<Problem> problem) {
  /** Ends when nobody can come back any more, and what came of the last has been read. */
  static final Schema<TryRecord> SCHEMA =
      new Schema<>(
          "sign-in-try",
          TryRecord.class,
          record -> List.of(),
          record ->
              Optional.of(record.expiresAt().plus(SignIns.LIFETIME).plus(SignInTries.LIFETIME)));

  /** Each is reached once, on whichever node. */
  enum Stage {
    /** Nobody has opened it. */
    MADE,
    /** A browser went to the platform. */
    OPENED,
    /** It came back; the platform is asked who came. */
    RETURNED,
    /** It is known what came of it. */
    DONE
  }

  static TryRecord made(String source, Instant expiresAt) {
    return new TryRecord(
        source, expiresAt, Stage.MADE, Optional.empty(), Optional.empty(), Optional.empty());
  }

  TryRecord at(Stage reached) {
    return new TryRecord(source, expiresAt, reached, person, decision, problem);
  }

  TryRecord done(Optional<StoredPerson> shown, Optional<Decision> decided, Optional<Problem> told) {
    return new TryRecord(source, expiresAt, Stage.DONE, shown, decided, told);
  }

  /** The same with whom the platform has shown. */
  TryRecord showing(StoredPerson shown) {
    return new TryRecord(source, expiresAt, stage, Optional.of(shown), decision, problem);
  }

  static Try view(Stored<TryRecord> stored) {
    return stored.value().view(stored.key().id());
  }

  Try view(String id) {
    return new Try(
        id,
        source,
        expiresAt,
        stage == Stage.DONE,
        person.map(StoredPerson::identity),
        decision,
        problem);
  }
}
