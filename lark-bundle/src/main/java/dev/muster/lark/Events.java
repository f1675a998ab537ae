package dev.muster.lark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.platform.WebhookEvent;
import dev.muster.support.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the platform's events mean to us, in their two forms. Others than these mean nothing. */
final class Events {
  private static final Logger LOG = LoggerFactory.getLogger(Events.class);
  private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,128}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,12})?");
  private static final int LONGEST_MILLIS = 13;
  private static final int LONGEST_SECONDS = 10;

  private Events() {}

  /**
   * What every event has.
   *
   * @param id of this event
   * @param type what it is about
   * @param appId whose it is
   * @param tenantKey the company it is about
   * @param at when it happened
   * @param event what it tells
   */
  record Envelope(
      String id, String type, String appId, String tenantKey, Instant at, JsonNode event) {}

  /**
   * Reads either form.
   *
   * @param plain the object
   * @param now the time of an event that does not tell its own
   * @return the envelope, or empty if it is none
   */
  static Optional<Envelope> open(JsonNode plain, Instant now) {
    JsonNode event = plain.path("event");
    boolean newer = plain.path("schema").asText().equals("2.0");
    JsonNode header = newer ? plain.path("header") : event;
    Optional<String> id = Json.text(newer ? header : plain, newer ? "event_id" : "uuid");
    Optional<String> type = Json.text(header, newer ? "event_type" : "type");
    Optional<String> appId = Json.text(header, "app_id");
    Optional<String> tenantKey = Json.text(header, "tenant_key");
    if (id.filter(text -> ID.matcher(text).matches()).isEmpty()
        || type.isEmpty()
        || appId.isEmpty()
        || tenantKey.isEmpty()
        || !event.isObject()) {
      return Optional.empty();
    }
    Instant at =
        (newer
                ? Json.text(header, "create_time").flatMap(Events::byLength)
                : Json.text(plain, "ts").flatMap(Events::seconds))
            .orElse(now);
    return Optional.of(new Envelope(id.get(), type.get(), appId.get(), tenantKey.get(), at, event));
  }

  static List<WebhookEvent> of(Envelope envelope) {
    Told told = new Told(envelope);
    JsonNode event = envelope.event();
    JsonNode object = event.path("object");
    switch (envelope.type()) {
      case "contact.user.created_v3" -> told.changed(object);
      case "contact.user.updated_v3" -> told.updated(object, event.path("old_object"));
      case "contact.user.deleted_v3" -> told.left(object, "user_id");
      case "contact.department.created_v3",
          "contact.department.updated_v3",
          "contact.department.deleted_v3" ->
          told.department(object);
      case "im.chat.member.user.added_v1" -> told.joined(event);
      case "im.chat.member.user.deleted_v1", "im.chat.member.user.withdrawn_v1" -> told.left(event);
      case "im.chat.updated_v1" -> told.retitled(event);
      case "im.chat.disbanded_v1" -> told.dissolved(event);
      case "contact.scope.updated_v3" -> told.range(event.path("added"), event.path("removed"));
      case "user_add", "user_update" -> told.changed(event, "employee_id");
      case "user_leave" -> told.left(event, "employee_id");
      case "dept_add", "dept_update", "dept_delete" -> told.department(event);
      default -> {}
    }
    return told.events;
  }

  /** Collects what one request tells; each part has an id of its own that is the same next time. */
  private static final class Told {
    private final List<WebhookEvent> events = new ArrayList<>();
    private final Envelope envelope;

    Told(Envelope envelope) {
      this.envelope = envelope;
    }

    void updated(JsonNode user, JsonNode before) {
      Optional<String> old = Json.text(before, "user_id").filter(Events::isUserId);
      Optional<String> now = userId(user, "user_id");
      boolean renamed = old.isPresent() && now.isPresent() && !old.equals(now);
      if (renamed) {
        events.add(WebhookEvent.userRenamed(id(), envelope.at(), old.get(), now.get()));
      }
      if (!renamed || gone(user)) {
        changed(user);
      }
    }

    void changed(JsonNode user) {
      if (gone(user)) {
        left(user, "user_id");
      } else {
        changed(user, "user_id");
      }
    }

    private static boolean gone(JsonNode user) {
      JsonNode status = user.path("status");
      return status.path("is_resigned").asBoolean()
          || status.path("is_exited").asBoolean()
          || status.path("is_frozen").asBoolean();
    }

    void changed(JsonNode user, String name) {
      userId(user, name)
          .ifPresent(userId -> events.add(WebhookEvent.userChanged(id(), envelope.at(), userId)));
    }

    void left(JsonNode user, String name) {
      userId(user, name)
          .ifPresent(userId -> events.add(WebhookEvent.userLeft(id(), envelope.at(), userId)));
    }

    void department(JsonNode department) {
      Json.text(department, "open_department_id")
          .filter(text -> ID.matcher(text).matches())
          .ifPresent(it -> events.add(WebhookEvent.departmentChanged(id(), envelope.at(), it)));
    }

    void range(JsonNode added, JsonNode removed) {
      added.path("departments").forEach(this::department);
      added.path("users").forEach(this::changed);
      removed.path("departments").forEach(this::department);
      removed.path("users").forEach(user -> left(user, "user_id"));
    }

    void joined(JsonNode event) {
      List<String> people = people(event);
      if (!people.isEmpty()) {
        chat(event)
            .ifPresent(
                chat ->
                    events.add(
                        WebhookEvent.chatMembersChanged(
                            id(), envelope.at(), chat, people, List.of())));
      }
    }

    void left(JsonNode event) {
      List<String> people = people(event);
      if (!people.isEmpty()) {
        chat(event)
            .ifPresent(
                chat ->
                    events.add(
                        WebhookEvent.chatMembersChanged(
                            id(), envelope.at(), chat, List.of(), people)));
      }
    }

    /** The same event tells of every other setting of a chat. */
    void retitled(JsonNode event) {
      Optional<String> before = Json.text(event.path("before_change"), "name");
      Json.text(event.path("after_change"), "name")
          .filter(title -> before.filter(title::equals).isEmpty())
          .ifPresent(
              title ->
                  chat(event)
                      .ifPresent(
                          chat ->
                              events.add(
                                  WebhookEvent.chatRenamed(id(), envelope.at(), chat, title))));
    }

    void dissolved(JsonNode event) {
      chat(event)
          .ifPresent(chat -> events.add(WebhookEvent.chatDissolved(id(), envelope.at(), chat)));
    }

    private static Optional<String> chat(JsonNode event) {
      return Json.text(event, "chat_id").filter(id -> ChatCalls.CHAT_ID.matcher(id).matches());
    }

    /** Those of the company: another one's may have the same user ids. */
    private List<String> people(JsonNode event) {
      List<String> people = new ArrayList<>();
      for (JsonNode user : event.path("users")) {
        if (user.path("tenant_key").asText().equals(envelope.tenantKey())) {
          userId(user.path("user_id"), "user_id").ifPresent(people::add);
        }
      }
      return people;
    }

    private String id() {
      return events.isEmpty() ? envelope.id() : envelope.id() + ":" + events.size();
    }

    private Optional<String> userId(JsonNode user, String name) {
      Optional<String> userId = Json.text(user, name).filter(Events::isUserId);
      if (userId.isEmpty()) {
        LOG.warn(
            "an event {} names nobody: the app lacks the permission {}",
            envelope.type(),
            Scopes.USER_ID);
      }
      return userId;
    }
  }

  private static boolean isUserId(String text) {
    return Profiles.USER_ID.matcher(text).matches();
  }

  /** Milliseconds by the vendor's pages, microseconds in one of its samples. */
  private static Optional<Instant> byLength(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(text);
    if (text.length() <= LONGEST_SECONDS) {
      return Optional.of(Instant.ofEpochSecond(number));
    }
    return Optional.of(
        text.length() <= LONGEST_MILLIS
            ? Instant.ofEpochMilli(number)
            : Instant.ofEpochMilli(number / 1000));
  }

  private static Optional<Instant> seconds(String text) {
    return SECONDS.matcher(text).matches()
        ? Optional.of(Instant.ofEpochMilli(new BigDecimal(text).movePointRight(3).longValue()))
        : Optional.empty();
  }
}
