package dev.muster.testkit.platform;

import dev.muster.spi.platform.WebhookRequest;
import dev.muster.spi.platform.Webhooks.Received.Accepted;
import java.time.Instant;
import java.util.Set;

/** The webhook events of the server that plays the platform. */
public interface WebhookFixture {
  /**
   * The request that checks whether an address is ours.
   *
   * @return a fresh one
   */
  WebhookRequest verification();

  /**
   * A webhook request that tells of something.
   *
   * @param event what happened
   * @param subject the id of the person or department; with {@link Event#RENAMED} the old and the
   *     new id with a blank between
   * @return a fresh one
   */
  WebhookRequest webhook(Event event, String subject);

  /**
   * The kinds of event that the platform has.
   *
   * @return at least {@link Event#LEFT}
   */
  Set<Event> events();

  /**
   * A webhook request that only looks like the platform's, or is not meant for us.
   *
   * @param forgery what is wrong with it
   * @return a fresh one that is right otherwise
   */
  WebhookRequest forged(Forgery forgery);

  /**
   * What can be wrong with a webhook request of this platform.
   *
   * @return all of them unless the platform's webhook requests have no such thing
   */
  default Set<Forgery> forgeries() {
    return Set.of(Forgery.values());
  }

  /**
   * Whether the platform would take the answer: it proves that the keys are ours, where the
   * platform wants a proof.
   *
   * @param request what was answered
   * @param answer the answer
   * @param now when
   * @return true if so
   */
  boolean takes(WebhookRequest request, Accepted answer, Instant now);

  /** What a webhook request tells of. */
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

  /** What is wrong with a webhook request. */
  enum Forgery {
    /** The signature is that of another token or key. */
    WRONG_SIGNATURE,
    /** There is no signature. */
    UNSIGNED,
    /** A token that the platform puts into the request is another. */
    WRONG_TOKEN,
    /** Encrypted with another key, and signed rightly where that can be. */
    WRONG_KEY,
    /** Meant for another company or app, and signed and encrypted rightly. */
    WRONG_RECEIVER,
    /** Right in everything, but older than {@link dev.muster.spi.platform.Webhooks#MAX_AGE}. */
    STALE
  }
}
