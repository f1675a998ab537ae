package dev.muster.lark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.chat.GroupChatRef;
import dev.muster.spi.chat.HistoryEntry;
import dev.muster.spi.platform.ProviderException;
import dev.muster.support.Answer;
import dev.muster.support.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was said in a chat. The platform names those who said it by ids of this app alone; the
 * address book has the ids that we know them by.
 */
final class ChatHistory {
  private static final Pattern MESSAGE_ID = Pattern.compile("[0-9A-Za-z_-]{1,100}");
  private static final Pattern OPEN_ID = Pattern.compile("ou_[0-9A-Za-z_-]{1,100}");
  private static final Pattern MILLIS = Pattern.compile("[0-9]{10,16}");
  private static final Pattern KIND = Pattern.compile("[a-z_]{1,30}");
  private static final Pattern MENTION = Pattern.compile("@_user_[0-9]{1,5}");
  private static final Pattern VARIABLE = Pattern.compile("\\{([a-z_]{1,40})}");

  private final Api api;
  private final ChatCalls calls;
  private final Json json = Json.forAnswers();

  ChatHistory(Api api, ChatCalls calls) {
    this.api = api;
    this.calls = calls;
  }

  Page<HistoryEntry> page(
      GroupChatRef chat, Instant since, Optional<String> after, Deadline deadline)
      throws ProviderException {
    Answer answer = calls.askForHistory(calls.history(chat, since, after), deadline);
    Map<String, HistoryEntry> found = new LinkedHashMap<>();
    Senders senders = new Senders(deadline);
    for (JsonNode item : LarkDirectory.list(answer, "items")) {
      String id = answer.id(item, "message_id", MESSAGE_ID);
      Instant at =
          Json.text(item, "create_time")
              .filter(text -> MILLIS.matcher(text).matches())
              .map(text -> Instant.ofEpochMilli(Long.parseLong(text)))
              .orElseThrow(() -> answer.unexpected("has no create_time"));
      if (!at.isBefore(since)) {
        HistoryEntry entry = HistoryEntry.of(id, at, text(item));
        JsonNode sender = item.path("sender");
        found.put(
            id,
            isOwn(sender)
                ? entry.asOwn()
                : senders.of(sender).map(entry::withUserId).orElse(entry));
      }
    }
    return new Page<>(List.copyOf(found.values()), LarkDirectory.next(answer, after));
  }

  /** There may be other apps in a chat. */
  private boolean isOwn(JsonNode sender) {
    return sender.path("sender_type").asText().equals("app")
        && sender.path("id").asText().equals(api.app().appId());
  }

  /** The user ids behind those of this app, asked for once a page. */
  private final class Senders {
    private final Map<String, Optional<String>> known = new HashMap<>();
    private final Deadline deadline;
    private boolean failed;

    Senders(Deadline deadline) {
      this.deadline = deadline;
    }

    Optional<String> of(JsonNode sender) {
      return sender.path("sender_type").asText().equals("user")
          ? Json.text(sender, "id")
              .filter(id -> OPEN_ID.matcher(id).matches())
              .flatMap(id -> known.computeIfAbsent(id, this::ask))
          : Optional.empty();
    }

    /** What was said counts for more than who said it: a failure leaves the name out. */
    private Optional<String> ask(String openId) {
      if (failed) {
        return Optional.empty();
      }
      try {
        Answer answer =
            calls.ask(LarkSignIn.member(api, openId), ErrorCodes.NOBODY_IN_SIGHT, deadline);
        return answer.refusal().isPresent()
            ? Optional.empty()
            : Optional.of(Profiles.userId(answer, answer.at("data", "user")));
      } catch (ProviderException e) {
        failed = true;
        return Optional.empty();
      }
    }
  }

  private String text(JsonNode item) {
    if (item.path("deleted").asBoolean()) {
      return "[recalled]";
    }
    String kind = item.path("msg_type").asText();
    Optional<JsonNode> content =
        json.object(item.path("body").path("content").asText().getBytes(StandardCharsets.UTF_8));
    String text =
        content
            .map(
                it ->
                    switch (kind) {
                      case "text" -> it.path("text").asText();
                      case "post" -> post(it);
                      case "system" -> system(it);
                      default -> "";
                    })
            .orElse("");
    if (!text.isBlank()) {
      return withNames(text, item.path("mentions")).strip();
    }
    return KIND.matcher(kind).matches() ? "[" + kind + "]" : "[message]";
  }

  /** The platform puts a number in place of a name. */
  private static String withNames(String text, JsonNode mentions) {
    Map<String, String> names = new HashMap<>();
    mentions.forEach(it -> names.put(it.path("key").asText(), it.path("name").asText()));
    return MENTION
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    names.containsKey(found.group())
                        ? "@" + names.get(found.group())
                        : found.group()));
  }

  private static String post(JsonNode content) {
    StringBuilder text = new StringBuilder(content.path("title").asText());
    for (JsonNode paragraph : content.path("content")) {
      text.append('\n');
      paragraph.forEach(part -> text.append(part(part)));
    }
    return text.toString();
  }

  private static String part(JsonNode part) {
    String text = part.path("text").asText();
    return switch (part.path("tag").asText()) {
      case "text", "code_block", "md" -> text;
      case "a" -> link(text, part.path("href").asText());
      case "at" -> part.path("user_id").asText();
      case "img" -> "[image]";
      case "media" -> "[media]";
      case "emotion" -> "[" + part.path("emoji_type").asText() + "]";
      case "hr" -> "---";
      default -> "";
    };
  }

  private static String link(String text, String address) {
    return text.equals(address) ? text : text + " (" + address + ")";
  }

  /** Such as who invited whom: a sentence with names to be filled in. */
  private static String system(JsonNode content) {
    return VARIABLE
        .matcher(content.path("template").asText())
        .replaceAll(
            found -> {
              JsonNode value = content.path(found.group(1));
              StringBuilder names = new StringBuilder();
              for (JsonNode name : value) {
                names.append(names.isEmpty() ? "" : ", ").append(name.asText());
              }
              return Matcher.quoteReplacement(
                  value.isTextual() ? value.textValue() : names.toString());
            });
  }
}
