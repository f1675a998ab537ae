package dev.muster.lark;

import dev.muster.spi.chat.GroupMessage;
import dev.muster.support.chat.Cut;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Messages to a chat as rich text ("post"), in which text is text: in the platform's plain messages
 * tags and links would mean something.
 */
final class ChatTexts {
  /** Title and text; what is around them takes the rest of what a request may have. */
  static final int MOST_BYTES = 28_000;

  /** The platform takes 30 KB as it is sent: quotes and lines count several times. */
  private static final int MOST_ENCODED = 29_500;

  private static final int MOST_TITLE_BYTES = 1000;
  private static final int LEAST_BYTES = 100;
  private static final int MOST_MENTIONS = 100;
  private static final int DEEPEST_HEADING = 6;

  /** Whom this names are all of the chat. */
  private static final String ALL = "all";

  private final Api api;

  ChatTexts(Api api) {
    this.api = api;
  }

  /**
   * A message as the platform takes it.
   *
   * @param content JSON as a text
   * @param cut whether anything is missing
   */
  record Post(String content, boolean cut) {}

  Post post(GroupMessage message) {
    List<String> people =
        message.mentions().stream()
            .filter(id -> Profiles.USER_ID.matcher(id).matches() && !id.equals(ALL))
            .toList();
    List<String> named = people.subList(0, Math.min(MOST_MENTIONS, people.size()));
    Cut title = Cut.toBytes(message.title().orElse("").strip(), MOST_TITLE_BYTES);
    String text = message.isMarkdown() ? markdown(message.text()) : message.text().strip();
    int most = MOST_BYTES - bytes(title.text());
    while (true) {
      Cut cut = Cut.toBytes(text, most);
      String content = content(title.text(), cut.text(), message.isMarkdown(), named);
      int size = bytes(api.jsonText(Map.of("content", content)));
      if (size <= MOST_ENCODED || most == LEAST_BYTES) {
        return new Post(content, title.shorter() || cut.shorter() || named.size() < people.size());
      }
      long share = (long) bytes(cut.text()) * MOST_ENCODED / size;
      most = (int) Math.max(LEAST_BYTES, Math.min(most - 1L, share));
    }
  }

  private String content(String title, String text, boolean isMarkdown, List<String> named) {
    List<List<Map<String, String>>> paragraphs = new ArrayList<>();
    if (!named.isEmpty()) {
      paragraphs.add(named.stream().map(id -> Map.of("tag", "at", "user_id", id)).toList());
    }
    if (isMarkdown) {
      paragraphs.add(List.of(Map.of("tag", "md", "text", text)));
    } else {
      text.lines().forEach(line -> paragraphs.add(List.of(Map.of("tag", "text", "text", line))));
    }
    return api.jsonText(Map.of("en_us", Map.of("title", title, "content", paragraphs)));
  }

  /** Of the platform's Markdown, mentions and pictures are left out; headings it has none. */
  private static String markdown(String text) {
    return text.strip()
        .replace('<', '＜')
        .replace("![", "[")
        .lines()
        .map(ChatTexts::heading)
        .collect(Collectors.joining("\n"));
  }

  /** By hand: a pattern would look at the end of a long line again and again. */
  private static String heading(String line) {
    String begun = line.stripLeading();
    int level = 0;
    while (level < begun.length() && begun.charAt(level) == '#') {
      level++;
    }
    if (level == 0 || level > DEEPEST_HEADING || !begun.startsWith(" ", level)) {
      return line;
    }
    int end = begun.length();
    while (end > level && (begun.charAt(end - 1) == '#' || begun.charAt(end - 1) == ' ')) {
      end--;
    }
    String words = begun.substring(level, end).strip().replace("**", "");
    return words.isEmpty() ? "" : "**" + words + "**";
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
