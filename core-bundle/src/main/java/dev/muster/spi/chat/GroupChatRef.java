package dev.muster.spi.chat;

/**
 * Which chat. The core keeps it as it is.
 *
 * @param chatId how webhook events name the chat, up to 200 characters
 * @param detail what else the provider needs to find it, up to 500 characters; may be empty
 */
public record GroupChatRef(String chatId, String detail) {
  /**
   * Checks.
   *
   * @throws IllegalArgumentException if a part is too long, or there is no id
   */
  public GroupChatRef {
    if (chatId.isBlank() || chatId.length() > 200 || detail.length() > 500) {
      throw new IllegalArgumentException("A chat has an id of up to 200 characters");
    }
  }

  /**
   * A chat that needs no more than its id.
   *
   * @param chatId how webhook events name the chat
   * @return the reference
   */
  public static GroupChatRef of(String chatId) {
    return new GroupChatRef(chatId, "");
  }
}
