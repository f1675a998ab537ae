package dev.muster.spi.platform;

import dev.muster.spi.ExternalIdentity;
import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Webhook events: what a platform sends on its own. A request is verified, decrypted and answered
 * at once; what it tells is stored before the answer is sent and worked on later by the core, which
 * also drops duplicates.
 *
 * <p>The keys are borrowed with {@link ProviderContext#verifyWith}, so that a key can be changed
 * while requests come. {@link WebhookEnvelope} is the envelope that Enterprise WeChat and DingTalk
 * share.
 */
@ConsumerType
public interface Webhooks {
  /**
   * How far the time that a platform signed may be from ours. Longer than any platform repeats a
   * request (Lark: up to 7 h 5 min), and shorter than the core remembers what came, so that whoever
   * sends an old request again is refused by the one or the other.
   */
  Duration MAX_AGE = Duration.ofHours(12);

  /**
   * Verifies and reads a webhook request: the signature first, in constant time, then the time,
   * then who it is for. No I/O, a millisecond or so. Whatever comes is answered: a webhook request
   * that cannot be read is rejected, never an exception. What it tells of and this interface has no
   * event for is accepted with no events, since a platform sends again what is not accepted.
   *
   * @param request the request as it came, nothing of it trusted
   * @return the answer and what it tells, or a refusal
   */
  Received receive(WebhookRequest request);

  /** What became of a webhook request. */
  sealed interface Received {
    /**
     * It is the platform's.
     *
     * @param contentType of the answer
     * @param answer the body of the answer, in the platform's form: the echo of an address check,
     *     an encrypted {@code success}, or nothing
     * @param platformTenant the company that the request names, as in {@link
     *     ExternalIdentity#platformTenant}; empty where it tells of nothing
     * @param events what it tells; empty for a verification of our address
     */
    record Accepted(
        String contentType, byte[] answer, String platformTenant, List<WebhookEvent> events)
        implements Received {
      /** Validates and copies the list. */
      public Accepted {
        events = List.copyOf(events);
        if (platformTenant.isEmpty() && !events.isEmpty()) {
          throw new IllegalArgumentException("Events are those of a company");
        }
      }

      /**
       * An answer to what tells of nothing.
       *
       * @param contentType of the answer
       * @param answer the body of the answer
       * @return the answer
       */
      public static Accepted silent(String contentType, byte[] answer) {
        return new Accepted(contentType, answer, "", List.of());
      }
    }

    /**
     * It is not, or cannot be shown to be, the platform's. Answered 403 with an empty body.
     *
     * @param reason for the log, without content of the request
     */
    record Rejected(String reason) implements Received {}
  }
}
