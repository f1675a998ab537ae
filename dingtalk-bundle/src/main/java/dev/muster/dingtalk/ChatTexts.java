package dev.muster.dingtalk;

import dev.muster.spi.chat.GroupMessage;
import dev.muster.support.chat.Cut;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A message to a chat as the platform takes it.
 *
 * @param body title and text
 * @param markdown whether it is Markdown
 * @param heading what the list of chats shows of it
 * @param mentions who is told, with commas between; empty for nobody
 */
record ChatTexts(Cut body, boolean markdown, String heading, String mentions) {
  /** How many people one message tells that they are named. */
  private static final int MOST_MENTIONED = 50;

  private static final int HEADING_CHARACTERS = 40;

  /** Of title and text, once they are JSON. */
  private static final int MOST_JSON_BYTES = 15_000;

  /**
   * Title and text, no longer than they may be.
   *
   * @param message what is said
   * @param mostBytes how long it may be
   * @param robot who says it
   * @param api what writes JSON
   */
  static ChatTexts of(GroupMessage message, int mostBytes, ChatRobot robot, Api api) {
    boolean markdown = message.isMarkdown();
    String whole = (markdown ? markdown(message) : text(message)).strip();
    String heading =
        Cut.toCharacters(
                message
                    .title()
                    .orElseGet(() -> message.text().strip().lines().findFirst().orElse("")),
                HEADING_CHARACTERS)
            .text();
    List<String> named = robot.mentions() ? named(message) : List.of();
    String tail = named.stream().map(id -> "@" + id).collect(Collectors.joining(" "));
    String below = tail.isEmpty() ? "" : (markdown ? "\n\n" : "\n") + tail;
    int most = mostBytes - bytes(below);
    while (true) {
      Cut kept = Cut.toBytes(whole, Math.max(most, 64));
      Cut body = new Cut(kept.text() + below, kept.shorter());
      ChatTexts texts = new ChatTexts(body, markdown, heading, String.join(",", named));
      int json = bytes(api.jsonText(robot.parameters(texts)));
      if (json <= MOST_JSON_BYTES || most <= 64) {
        return texts;
      }
      // a sign may be six as JSON
      most = (int) ((long) most * MOST_JSON_BYTES / json) - 1;
    }
  }

  private static List<String> named(GroupMessage message) {
    return message.mentions().stream()
        .filter(id -> DingTalkSignIn.ID.matcher(id).matches() && !id.contains(","))
        .limit(MOST_MENTIONED)
        .toList();
  }

  private static String text(GroupMessage message) {
    return message.title().map(title -> title + "\n").orElse("") + message.text();
  }

  /** A line ends where there are two blanks before its end. Pictures would be fetched. */
  private static String markdown(GroupMessage message) {
    String text =
        message
            .text()
            .replace('<', '＜')
            .replace("![", "[")
            .replaceAll("(?<=[^\\n])\\n(?=[^\\n])", "  \n");
    return message.title().map(title -> "### " + literal(title) + "\n\n").orElse("") + text;
  }

  /** There is no way to take their meaning from signs, so that others stand that look alike. */
  private static String literal(String title) {
    return title
        .strip()
        .replace('<', '＜')
        .replace('*', '＊')
        .replace('_', '＿')
        .replace('`', '｀')
        .replace('[', '［')
        .replace(']', '］');
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
