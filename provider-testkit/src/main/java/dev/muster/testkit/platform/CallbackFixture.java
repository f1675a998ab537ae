package dev.muster.testkit.platform;

import dev.muster.spi.platform.Callbacks.Push;
import dev.muster.spi.platform.Callbacks.Received.Accepted;
import java.time.Instant;
import java.util.Set;

/** What the server that plays the platform pushes. */
public interface CallbackFixture {
  /**
   * The push that checks whether an address is ours.
   *
   * @return a fresh one
   */
  Push verification();

  /**
   * A push that tells of something.
   *
   * @param event what happened
   * @param subject the id of the person or department; with {@link Event#RENAMED} the old and the
   *     new id with a blank between
   * @return a fresh one
   */
  Push push(Event event, String subject);

  /**
   * The kinds of event that the platform has.
   *
   * @return at least {@link Event#LEFT}
   */
  Set<Event> events();

  /**
   * A push that only looks like the platform's, or is not meant for us.
   *
   * @param forgery what is wrong with it
   * @return a fresh one that is right otherwise
   */
  Push forged(Forgery forgery);

  /**
   * What can be wrong with a push of this platform.
   *
   * @return all of them unless the platform's pushes have no such thing
   */
  default Set<Forgery> forgeries() {
    return Set.of(Forgery.values());
  }

  /**
   * Whether the platform would take the answer: it proves that the keys are ours, where the
   * platform wants a proof.
   *
   * @param push what was answered
   * @param answer the answer
   * @param now when
   * @return true if so
   */
  boolean takes(Push push, Accepted answer, Instant now);

  /** What a push tells of. */
  enum Event {
    /** Somebody left the company. */
    LEFT,
    /** Somebody came or changed. */
    CHANGED,
    /** Somebody's id is another. */
    RENAMED,
    /** A department changed. */
    DEPARTMENT_CHANGED
  }

  /** What is wrong with a push. */
  enum Forgery {
    /** The signature is that of another token or key. */
    WRONG_SIGNATURE,
    /** There is no signature. */
    UNSIGNED,
    /** A token that the platform puts into the push is another. */
    WRONG_TOKEN,
    /** Encrypted with another key, and signed rightly where that can be. */
    WRONG_KEY,
    /** Meant for another company or app, and signed and encrypted rightly. */
    WRONG_RECEIVER,
    /** Right in everything, but older than {@link dev.muster.spi.platform.Callbacks#MAX_AGE}. */
    STALE
  }
}
