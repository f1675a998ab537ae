package dev.muster.wechatwork;

import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.WebhookEnvelope;
import dev.muster.spi.platform.WebhookEnvelope.Content;
import dev.muster.spi.platform.WebhookEvent;
import dev.muster.spi.platform.WebhookRequest;
import dev.muster.spi.platform.Webhooks;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Webhook events of the app and of Contacts Sync, which may share an address and keys. Signed in
 * the query, sealed in the body (vendor's page 91116).
 */
final class WechatWorkWebhooks implements Webhooks {
  private static final String TEXT = "text/plain; charset=utf-8";

  private final String corpId;
  private final ProviderContext context;

  WechatWorkWebhooks(String corpId, ProviderContext context) {
    this.corpId = corpId;
    this.context = context;
  }

  @Override
  public Received receive(WebhookRequest request) {
    boolean check = request.method().equals("GET");
    Optional<String> encrypted =
        check
            // Base64 has no blanks: this was a plus before somebody decoded the query
            ? Optional.ofNullable(request.query().get("echostr")).map(it -> it.replace(' ', '+'))
            : Xml.texts(request.body()).map(it -> it.getOrDefault("Encrypt", ""));
    if (encrypted.filter(it -> !it.isEmpty()).isEmpty()) {
      return Received.rejected("there is nothing sealed in it");
    }
    Optional<Content> content = open(request.query(), encrypted.get());
    if (content.isEmpty()) {
      return Received.rejected("signature or seal is not of our keys");
    }
    if (!isFresh(request.query().getOrDefault("timestamp", ""))) {
      return Received.rejected("it is too old");
    }
    if (!content.get().receiver().equals(corpId)) {
      return Received.rejected("it is meant for another company");
    }
    byte[] message = content.get().message().getBytes(StandardCharsets.UTF_8);
    if (check) {
      return Received.accepted(TEXT, message);
    }
    return Xml.texts(message)
        .<Received>map(
            texts -> Received.accepted(TEXT, new byte[0]).withEvents(corpId, events(texts)))
        .orElseGet(() -> Received.rejected("what was sealed in it cannot be read"));
  }

  private Optional<Content> open(Map<String, String> query, String encrypted) {
    String signature = query.getOrDefault("msg_signature", "");
    String timestamp = query.getOrDefault("timestamp", "");
    String nonce = query.getOrDefault("nonce", "");
    if (signature.isEmpty() || timestamp.isEmpty() || nonce.isEmpty()) {
      return Optional.empty();
    }
    return context.verifyWith(
        Descriptors.CALLBACK_TOKEN,
        token ->
            context.verifyWith(
                Descriptors.CALLBACK_AES_KEY,
                key ->
                    WebhookEnvelope.of(token, key)
                        .filter(it -> it.isSigned(signature, timestamp, nonce, encrypted))
                        .flatMap(it -> it.open(encrypted))));
  }

  private boolean isFresh(String timestamp) {
    return seconds(timestamp)
        .map(at -> Duration.between(at, context.clock().instant()).abs())
        .filter(age -> age.compareTo(MAX_AGE) <= 0)
        .isPresent();
  }

  private static Optional<Instant> seconds(String text) {
    return text.matches("[0-9]{1,11}")
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(text)))
        : Optional.empty();
  }

  private List<WebhookEvent> events(Map<String, String> texts) {
    Instant at =
        seconds(texts.getOrDefault("CreateTime", "")).orElseGet(() -> context.clock().instant());
    String event = texts.getOrDefault("Event", "");
    return (event.equals("change_contact") ? contact(texts, at) : ofTheApp(event, texts, at))
        .stream().toList();
  }

  /** Told to an app: its own people come into sight and out of it. */
  private static Optional<WebhookEvent> ofTheApp(
      String event, Map<String, String> texts, Instant at) {
    String user = texts.getOrDefault("FromUserName", "");
    if (!Profiles.isUserId(user)) {
      return Optional.empty();
    }
    String id = id(event, user, at);
    return switch (event) {
      case "subscribe" -> Optional.of(WebhookEvent.userChanged(id, at, user));
      case "unsubscribe" -> Optional.of(WebhookEvent.userLeft(id, at, user));
      default -> Optional.empty();
    };
  }

  /** Told to Contacts Sync: ids alone since 2022-08-15. */
  private static Optional<WebhookEvent> contact(Map<String, String> texts, Instant at) {
    String change = texts.getOrDefault("ChangeType", "");
    String user = texts.getOrDefault("UserID", "");
    String department = texts.getOrDefault("Id", "");
    return switch (change) {
      case "create_user", "update_user", "delete_user" ->
          Profiles.isUserId(user) ? person(change, user, texts, at) : Optional.empty();
      case "create_party", "update_party", "delete_party" ->
          department.matches("[0-9]{1,10}")
              ? Optional.of(
                  WebhookEvent.departmentChanged(id(change, department, at), at, department))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<WebhookEvent> person(
      String change, String user, Map<String, String> texts, Instant at) {
    if (change.equals("delete_user")) {
      return Optional.of(WebhookEvent.userLeft(id(change, user, at), at, user));
    }
    String renamed = texts.getOrDefault("NewUserID", "");
    if (Profiles.isUserId(renamed) && !renamed.equals(user)) {
      return Optional.of(
          WebhookEvent.userRenamed(id(change + ":" + renamed, user, at), at, user, renamed));
    }
    return Optional.of(WebhookEvent.userChanged(id(change, user, at), at, user));
  }

  /** The platform gives its events no id; the vendor's advice is who and when, and we add what. */
  private static String id(String what, String whom, Instant at) {
    return what + ":" + whom + ":" + at.getEpochSecond();
  }
}
