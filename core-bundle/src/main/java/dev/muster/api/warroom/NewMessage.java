package dev.muster.api.warroom;

import java.util.List;

/**
 * A message.
 *
 * @param text up to 10 000 characters
 * @param markdown whether it is Markdown
 * @param mentions ids of members who are notified that they are mentioned, where the platform can
 */
public record NewMessage(String text, boolean markdown, List<String> mentions) {
  /** Copies. */
  public NewMessage {
    mentions = List.copyOf(mentions);
  }
}
