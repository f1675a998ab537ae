package dev.muster.spi.chat;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Something that was said in a chat. Immutable; methods that return one make changed copies. */
@ProviderType
public sealed interface HistoryEntry permits GroupChatRecords.HistoryRecord {
  /**
   * Something that an app or the platform said.
   *
   * @param id the message's id at the platform
   * @param at when
   * @param text as plain text; the kind of it in square brackets where it is no text, such as
   *     {@code [image]}. The core keeps 10 000 characters (Unicode code points) and cuts what is
   *     longer
   * @return the entry
   */
  static HistoryEntry of(String id, Instant at, String text) {
    return new GroupChatRecords.HistoryRecord(id, at, text, Optional.empty(), false);
  }

  /** {@return the message's id at the platform} */
  String id();

  /** {@return when} */
  Instant at();

  /** {@return as plain text} */
  String text();

  /** {@return who, by the id at the platform; empty for an app or the platform} */
  Optional<String> userId();

  /** {@return whether the connection's own app said it: the core has that from when it sent it} */
  boolean isOwn();

  /**
   * The same, said by the connection's own app. Not what another app or the platform says.
   *
   * @return a changed copy
   */
  HistoryEntry asOwn();

  /**
   * The same, said by somebody.
   *
   * @param userId the person's id at the platform
   * @return a changed copy
   */
  HistoryEntry withUserId(String userId);
}
