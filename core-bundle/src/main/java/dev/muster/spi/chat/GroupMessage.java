package dev.muster.spi.chat;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** A message to a chat. Immutable; the {@code with} methods make changed copies. */
@ProviderType
public sealed interface GroupMessage permits GroupChatRecords.MessageRecord {
  /**
   * Plain text, in which nothing is markup, a mention or a link with another text.
   *
   * @param text lines end with a line feed
   * @return the message
   * @throws IllegalArgumentException if it is blank
   */
  static GroupMessage text(String text) {
    return new GroupChatRecords.MessageRecord(
        text, false, Optional.empty(), List.of(), Optional.empty());
  }

  /**
   * Markdown, of which the provider keeps what the platform shows: bold, links, lists, quotes and
   * headings where it has them, their plain text where it has not.
   *
   * @param markdown lines end with a line feed
   * @return the message
   * @throws IllegalArgumentException if it is blank
   */
  static GroupMessage markdown(String markdown) {
    return new GroupChatRecords.MessageRecord(
        markdown, true, Optional.empty(), List.of(), Optional.empty());
  }

  /** {@return the text, lines end with a line feed} */
  String text();

  /** {@return whether the text is Markdown} */
  boolean isMarkdown();

  /** {@return a line above the text, plain; empty if none} */
  Optional<String> title();

  /** {@return who is to be told that they are named, by their ids at the platform} */
  List<String> mentions();

  /**
   * The same message, sent again by the same key, arrives once where {@link
   * GroupChatFeature#MESSAGE_KEYS} says so; elsewhere the key is not used.
   *
   * @return {@code [A-Za-z0-9_-]{1,50}}; empty if each is another message
   */
  Optional<String> key();

  /**
   * The same with a title.
   *
   * @param line a line of plain text
   * @return a changed copy
   * @throws IllegalArgumentException if it is not one line
   */
  GroupMessage withTitle(String line);

  /**
   * The same with people who are notified that they are mentioned.
   *
   * @param userIds members, by their ids at the platform
   * @return a changed copy
   */
  GroupMessage withMentions(List<String> userIds);

  /**
   * The same with a key.
   *
   * @param by {@code [A-Za-z0-9_-]{1,50}}
   * @return a changed copy
   * @throws IllegalArgumentException if it is of another form
   */
  GroupMessage withKey(String by);
}
