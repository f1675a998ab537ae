package dev.muster.spi.platform;

import dev.muster.spi.ExternalIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a platform pushes to us. A push is verified, decrypted and answered at once; what it tells
 * is stored before the answer is sent and worked on later by the core, which also drops duplicates.
 *
 * <p>The keys are borrowed with {@link ProviderContext#verifyWith}, so that a key can be changed
 * while pushes come. {@link CallbackEnvelope} is the envelope that Enterprise WeChat and DingTalk
 * share.
 */
@ConsumerType
public interface Callbacks {
  /**
   * How far the time that a platform signed may be from ours. Longer than any platform repeats a
   * push (Lark: up to 7 h 5 min), and shorter than the core remembers what came, so that whoever
   * sends an old push again is refused by the one or the other.
   */
  Duration MAX_AGE = Duration.ofHours(12);

  /**
   * Verifies and reads a push: the signature first, in constant time, then the time, then who it is
   * for. No I/O, a millisecond or so. Whatever comes is answered: a push that cannot be read is
   * rejected, never an exception. What it tells of and this interface has no event for is accepted
   * with no events, since a platform sends again what is not accepted.
   *
   * @param push the request as it came, nothing of it trusted
   * @return the answer and what it tells, or a refusal
   */
  Received receive(Push push);

  /**
   * A request as it came.
   *
   * @param method the HTTP method
   * @param query the query's parameters, decoded
   * @param headers values by name in lower case
   * @param body the whole body, at most 256 KiB
   */
  record Push(String method, Map<String, String> query, Map<String, String> headers, byte[] body) {
    /** Copies the maps. */
    public Push {
      query = Map.copyOf(query);
      headers = Map.copyOf(headers);
    }
  }

  /** What became of a push. */
  sealed interface Received {
    /**
     * It is the platform's.
     *
     * @param contentType of the answer
     * @param answer the body of the answer, in the platform's form: the echo of an address check,
     *     an encrypted {@code success}, or nothing
     * @param platformTenant the company that the push names, as in {@link
     *     ExternalIdentity#platformTenant}; empty where it tells of nothing
     * @param events what it tells; empty for a verification of our address
     */
    record Accepted(
        String contentType, byte[] answer, String platformTenant, List<PlatformEvent> events)
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
     * @param reason for the log, without content of the push
     */
    record Rejected(String reason) implements Received {}
  }

  /** Something that happened at the platform. */
  sealed interface PlatformEvent {
    /**
     * What makes this event different from every other of the bound app: a push that comes twice
     * tells the same ids.
     *
     * @return at most 200 characters
     */
    String id();

    /**
     * When it happened, as the platform says.
     *
     * @return the time
     */
    Instant at();

    /**
     * Somebody left the company, was switched off, or can no longer be seen by the app.
     *
     * @param id see {@link PlatformEvent#id()}
     * @param at see {@link PlatformEvent#at()}
     * @param userId who
     */
    record UserLeft(String id, Instant at, String userId) implements PlatformEvent {}

    /**
     * Somebody came, came back, or changed. The core asks the {@link Directory} what they are now
     * where that matters, so that this need not be known.
     *
     * @param id see {@link PlatformEvent#id()}
     * @param at see {@link PlatformEvent#at()}
     * @param userId who
     */
    record UserChanged(String id, Instant at, String userId) implements PlatformEvent {}

    /**
     * Somebody's id is another from now on.
     *
     * @param id see {@link PlatformEvent#id()}
     * @param at see {@link PlatformEvent#at()}
     * @param userId the id until now
     * @param newUserId the id from now on
     */
    record UserRenamed(String id, Instant at, String userId, String newUserId)
        implements PlatformEvent {}

    /**
     * A department came, went or changed.
     *
     * @param id see {@link PlatformEvent#id()}
     * @param at see {@link PlatformEvent#at()}
     * @param departmentId which
     */
    record DepartmentChanged(String id, Instant at, String departmentId) implements PlatformEvent {}

    /**
     * Somebody said something in a chat that the app is in.
     *
     * @param id see {@link PlatformEvent#id()}
     * @param at see {@link PlatformEvent#at()}
     * @param chatId where
     * @param userId who
     * @param text what, where it is text
     */
    record ChatMessage(String id, Instant at, String chatId, String userId, Optional<String> text)
        implements PlatformEvent {}
  }
}
