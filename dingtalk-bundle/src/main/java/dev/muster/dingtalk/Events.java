package dev.muster.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.platform.WebhookEvent;
import dev.muster.support.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns what a webhook request tells into events. One request may tell of many people. */
final class Events {
  private static final int LONGEST_ID = 200;

  private Events() {}

  /**
   * Reads a webhook request.
   *
   * @param event the decrypted object
   * @param text the same as text, which stands for its id where it has none
   * @param now when it came, which stands for when it happened where it does not say
   * @param chatId which of its members names a chat as the core knows it
   */
  static List<WebhookEvent> of(JsonNode event, String text, Instant now, String chatId) {
    String request =
        field(event, "eventId").or(() -> field(event, "BizId")).orElseGet(() -> digest(text));
    Instant at =
        field(event, "EventTime")
            .filter(millis -> millis.matches("[0-9]{1,15}"))
            .map(millis -> Instant.ofEpochMilli(Long.parseLong(millis)))
            .orElse(now);
    List<WebhookEvent> events = new ArrayList<>();
    switch (field(event, "EventType").orElse("")) {
      case "user_leave_org" ->
          ids(event, "UserId")
              .forEach(who -> events.add(WebhookEvent.userLeft(id(request, who), at, who)));
      case "user_add_org", "user_modify_org", "user_active_org" ->
          ids(event, "UserId")
              .forEach(who -> events.add(WebhookEvent.userChanged(id(request, who), at, who)));
      case "org_dept_create", "org_dept_modify", "org_dept_remove" ->
          ids(event, "DeptId")
              .forEach(
                  which ->
                      events.add(WebhookEvent.departmentChanged(id(request, which), at, which)));
      default -> ofChat(event, request, at, chatId).ifPresent(events::add);
    }
    return events;
  }

  /** Something that happened in a chat of ours, or of another app: the core knows which. */
  private static Optional<WebhookEvent> ofChat(
      JsonNode event, String request, Instant at, String chatId) {
    Optional<String> chat = field(event, chatId).filter(id -> id.length() <= LONGEST_ID);
    if (chat.isEmpty()) {
      // an address being verified, or something that nobody here asks about
      return Optional.empty();
    }
    String id = id(request, chat.get());
    List<String> people = List.copyOf(ids(event, "UserId"));
    return switch (field(event, "EventType").orElse("")) {
      case "chat_add_member" -> members(id, at, chat.get(), people, List.of());
      case "chat_remove_member" -> members(id, at, chat.get(), List.of(), people);
      case "chat_quit" ->
          members(id, at, chat.get(), List.of(), field(event, "operator").stream().toList());
      case "chat_update_title" ->
          field(event, "title").map(title -> WebhookEvent.chatRenamed(id, at, chat.get(), title));
      case "chat_disband" -> Optional.of(WebhookEvent.chatDissolved(id, at, chat.get()));
      default -> Optional.empty();
    };
  }

  /** People of other companies have no id here. */
  private static Optional<WebhookEvent> members(
      String id, Instant at, String chat, List<String> joined, List<String> left) {
    return joined.isEmpty() && left.isEmpty()
        ? Optional.empty()
        : Optional.of(WebhookEvent.chatMembersChanged(id, at, chat, joined, left));
  }

  /** A value by its name, which the platform writes now with a capital letter and now without. */
  static Optional<String> field(JsonNode event, String name) {
    return Json.text(find(event, name));
  }

  private static Set<String> ids(JsonNode event, String name) {
    Set<String> ids = new LinkedHashSet<>();
    JsonNode value = find(event, name);
    if (value.isArray()) {
      value.forEach(id -> Json.text(id).ifPresent(ids::add));
    } else {
      Json.text(value).ifPresent(ids::add);
    }
    return ids;
  }

  private static JsonNode find(JsonNode event, String name) {
    for (Map.Entry<String, JsonNode> entry : event.properties()) {
      if (entry.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
        return entry.getValue();
      }
    }
    return event.path(name);
  }

  private static String id(String request, String about) {
    String id = request + ":" + about;
    return id.length() <= LONGEST_ID ? id : digest(id);
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
