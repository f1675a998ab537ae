package dev.muster.sandbox.lark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.sandbox.common.ApiError;
import dev.muster.sandbox.common.Json;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Messages as the client shows them, and whom they mention. */
final class RichText {
  private static final Pattern MENTION =
      Pattern.compile("<at (?:user_)?id=\"?([^\">]{1,64})\"?>[^<]{0,64}(?:</at>)?");
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)\\]\\(([^)]*)\\)");
  private static final Pattern STYLE = Pattern.compile("</?[bius]>");
  private static final Pattern SIGNS = Pattern.compile("\\*\\*|`|(?m)^> ");

  private final StringBuilder text = new StringBuilder();
  private final Set<String> mentioned = new LinkedHashSet<>();

  private RichText() {}

  /**
   * Reads the content of a message.
   *
   * @param kind {@code text} or {@code post}
   * @param content JSON as a text
   * @return what is shown
   * @throws ApiError if it is none, or says nothing
   */
  static RichText of(String kind, String content) throws ApiError {
    Optional<JsonNode> parsed = Json.parse(content).filter(it -> it.isObject() && !it.isEmpty());
    if (parsed.isEmpty() || !(kind.equals("text") || kind.equals("post"))) {
      throw invalid();
    }
    RichText read = new RichText();
    if (kind.equals("text")) {
      String said = parsed.get().path("text").asText();
      read.text.append(STYLE.matcher(read.marked(said)).replaceAll(""));
    } else {
      // in the first language there is
      read.post(parsed.get().elements().next());
    }
    if (read.shown().isEmpty()) {
      throw invalid();
    }
    return read;
  }

  static ApiError invalid() {
    return new ApiError("230001", "Your request contains an invalid request parameter");
  }

  String shown() {
    return text.toString().strip();
  }

  Set<String> mentioned() {
    return mentioned;
  }

  private void post(JsonNode post) {
    text.append(post.path("title").asText());
    for (JsonNode paragraph : post.path("content")) {
      text.append('\n');
      paragraph.forEach(this::part);
    }
  }

  private void part(JsonNode part) {
    String said = part.path("text").asText();
    switch (part.path("tag").asText()) {
      case "at" -> {
        mentioned.add(part.path("user_id").asText());
        text.append('@').append(part.path("user_id").asText());
      }
      case "a" -> text.append(said).append(" (").append(part.path("href").asText()).append(')');
      case "md" -> text.append(SIGNS.matcher(marked(said)).replaceAll(""));
      case "text" -> text.append(said);
      default -> {}
    }
  }

  private String marked(String said) {
    Matcher mention = MENTION.matcher(said);
    while (mention.find()) {
      mentioned.add(mention.group(1));
    }
    return LINK.matcher(mention.replaceAll("@$1")).replaceAll("$1 ($2)");
  }
}
