package dev.muster.spi.platform;

import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Messages of the bound app to one person of the company: what the platform calls an app message, a
 * robot's message or a bot's message. Nothing that others read.
 */
@ConsumerType
public interface Messages {
  /**
   * Sends a message, once: a call that was not answered is not made again.
   *
   * @implSpec Nobody of another company than that of the bound app is reached, even where they have
   *     the same user id there. What the platform would take for markup, a mention or a link with
   *     another text is shown as it is written: people choose what they are called, and names are
   *     in messages. Neither title nor text goes into a log or an exception.
   * @param message what to whom
   * @param deadline by when it ends
   * @return what became of it; {@link Delivery.Unknown} where it was sent and not answered
   * @throws ProviderException if it was not sent: {@code NOT_PERMITTED} if the app may send none,
   *     {@code THROTTLED} if it or the person has had too many; {@code TIMEOUT} if not even a token
   *     was to be had
   */
  Delivery send(Message message, Deadline deadline) throws ProviderException;

  /** What became of a message. */
  @ProviderType
  sealed interface Delivery {
    /**
     * The platform took it.
     *
     * @return the result
     */
    static Sent sent() {
      return new MessageRecords.SentRecord();
    }

    /**
     * The platform has no such person for the app: they left, never were, are of another company or
     * outside what the app may see. Nothing was sent.
     *
     * @return the result
     */
    static NotReached notReached() {
      return new MessageRecords.NotReachedRecord();
    }

    /**
     * It was sent, and the platform did not say whether it took it. It may arrive.
     *
     * @param code what kept it from being known
     * @return the result
     */
    static Unknown unknown(ProviderException.Code code) {
      return new MessageRecords.UnknownRecord(code);
    }

    /** The platform took it. */
    @ProviderType
    sealed interface Sent extends Delivery permits MessageRecords.SentRecord {}

    /** The platform has no such person for the app. */
    @ProviderType
    sealed interface NotReached extends Delivery permits MessageRecords.NotReachedRecord {}

    /** It may arrive, or not. */
    @ProviderType
    sealed interface Unknown extends Delivery permits MessageRecords.UnknownRecord {
      /** {@return what kept it from being known} */
      ProviderException.Code code();
    }
  }

  /** A message. Immutable; the {@code with} methods make changed copies. */
  @ProviderType
  sealed interface Message permits MessageRecords.MessageRecord {
    /** The most bytes in UTF-8 of title and text together, which every platform takes. */
    int MOST_BYTES = 2000;

    /**
     * A message without a title.
     *
     * @param company the person's company, as {@link ExternalIdentity#platformTenant} has it
     * @param userId the person's id there
     * @param text plain text, lines end with a line feed
     * @return the message
     * @throws IllegalArgumentException if it is longer than {@link #MOST_BYTES}
     */
    static Message of(String company, String userId, Secret text) {
      return new MessageRecords.MessageRecord(
          company, userId, Optional.empty(), text, "en", Optional.empty());
    }

    /** {@return the person's company, as {@link ExternalIdentity#platformTenant} has it} */
    String company();

    /** {@return the person's id there} */
    String userId();

    /** {@return a line that notifications may show, without anything secret; empty if none} */
    Optional<String> title();

    /** {@return plain text, lines end with a line feed} */
    Secret text();

    /** {@return the language of title and text, a BCP 47 tag} */
    String language();

    /**
     * The same message, sent again by the same key, arrives once where the platform sees to it;
     * where it does not, the key is not used.
     *
     * @return {@code [A-Za-z0-9_-]{1,50}}; empty if each is another message
     */
    Optional<String> key();

    /**
     * The same with a title.
     *
     * @param line a line without anything secret
     * @return a changed copy
     * @throws IllegalArgumentException if it is none, or the message is longer than {@link
     *     #MOST_BYTES}
     */
    Message withTitle(String line);

    /**
     * The same in another language than English.
     *
     * @param tag a BCP 47 tag
     * @return a changed copy
     */
    Message withLanguage(String tag);

    /**
     * The same with a key.
     *
     * @param key {@code [A-Za-z0-9_-]{1,50}}
     * @return a changed copy
     * @throws IllegalArgumentException if it is of another form
     */
    Message withKey(String key);
  }
}
