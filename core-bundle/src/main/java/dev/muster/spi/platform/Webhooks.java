package dev.muster.spi.platform;

import dev.muster.spi.ExternalIdentity;
import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

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
  @ProviderType
  sealed interface Received {
    /**
     * It is the platform's, and tells of nothing: a check of our address, or something that has no
     * event here.
     *
     * @param contentType of the answer
     * @param answer the body of the answer, in the platform's form: the echo of an address check,
     *     an encrypted {@code success}, or nothing
     * @return the result
     */
    static Accepted accepted(String contentType, byte[] answer) {
      return new WebhookRecords.AcceptedRecord(contentType, answer, "", List.of());
    }

    /**
     * It is not, or cannot be shown to be, the platform's. Answered 403 with an empty body.
     *
     * @param reason for the log, without content of the request
     * @return the result
     */
    static Rejected rejected(String reason) {
      return new WebhookRecords.RejectedRecord(reason);
    }

    /** It is the platform's. */
    @ProviderType
    sealed interface Accepted extends Received permits WebhookRecords.AcceptedRecord {
      /** {@return the content type of the answer} */
      String contentType();

      /** {@return the body of the answer} */
      byte[] answer();

      /** {@return the company that the request names; empty where it tells of nothing} */
      String platformTenant();

      /** {@return what it tells} */
      List<WebhookEvent> events();

      /**
       * The same with what it tells.
       *
       * @param platformTenant the company that the request names, as in {@link
       *     ExternalIdentity#platformTenant}
       * @param events what happened there
       * @return a changed copy
       * @throws IllegalArgumentException if there are events of no company
       */
      Accepted withEvents(String platformTenant, List<WebhookEvent> events);
    }

    /** It is not shown to be the platform's. */
    @ProviderType
    sealed interface Rejected extends Received permits WebhookRecords.RejectedRecord {
      /** {@return why, for the log} */
      String reason();
    }
  }
}
