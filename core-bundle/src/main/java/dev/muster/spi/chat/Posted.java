package dev.muster.spi.chat;

import dev.muster.spi.platform.ProviderException;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What became of a message to a chat. */
@ProviderType
public sealed interface Posted {
  /**
   * The platform took it.
   *
   * @param messageId its id at the platform, where it has one
   * @param cut whether it was too long and was cut
   * @return the result
   */
  static Sent sent(Optional<String> messageId, boolean cut) {
    return new GroupChatRecords.SentRecord(messageId, cut);
  }

  /**
   * It was sent, and the platform did not say whether it took it. It may arrive.
   *
   * @param code what kept it from being known
   * @return the result
   */
  static Unknown unknown(ProviderException.Code code) {
    return new GroupChatRecords.UnknownRecord(code);
  }

  /** The platform took it. */
  @ProviderType
  sealed interface Sent extends Posted permits GroupChatRecords.SentRecord {
    /** {@return its id at the platform, where it has one} */
    Optional<String> messageId();

    /** {@return whether it was too long and was cut} */
    boolean cut();
  }

  /** It may arrive, or not. */
  @ProviderType
  sealed interface Unknown extends Posted permits GroupChatRecords.UnknownRecord {
    /** {@return what kept it from being known} */
    ProviderException.Code code();
  }
}
