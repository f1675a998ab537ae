package dev.muster.wechatwork;

import dev.muster.spi.chat.GroupMessage;
import dev.muster.support.chat.Cut;

/**
 * Messages to a chat as the platform takes them. It knows a few signs of Markdown, and no way to
 * take their meaning from them: where they are to mean nothing, others stand that look alike.
 */
final class ChatTexts {
  /** The platform's limit on a text and on a Markdown alike. */
  static final int MOST_BYTES = 2048;

  private ChatTexts() {}

  /** Title and text, no longer than the platform takes. */
  static Cut content(GroupMessage message) {
    // begins a link in a text, and a mention or a colour in Markdown
    String text = message.text().replace('<', '＜').strip();
    String whole =
        message.isMarkdown()
            ? message.title().map(title -> "**" + literal(title) + "**\n").orElse("") + text
            : message.title().map(title -> title.replace('<', '＜') + "\n").orElse("") + text;
    return Cut.toBytes(whole, MOST_BYTES);
  }

  private static String literal(String title) {
    return title
        .strip()
        .replace('<', '＜')
        .replace('*', '＊')
        .replace('`', '｀')
        .replace('[', '［')
        .replace(']', '］');
  }
}
