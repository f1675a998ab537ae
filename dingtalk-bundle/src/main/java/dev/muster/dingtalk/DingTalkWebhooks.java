package dev.muster.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.WebhookEnvelope;
import dev.muster.spi.platform.WebhookEnvelope.Content;
import dev.muster.spi.platform.WebhookRequest;
import dev.muster.spi.platform.Webhooks;
import dev.muster.support.Json;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Webhook events over HTTP. What is not signed, encrypted, dated and addressed as it should be is
 * refused; what is gets the encrypted word that the platform waits for, also where nothing here
 * asks about it.
 */
final class DingTalkWebhooks implements Webhooks {
  private static final String ANSWER = "success";
  private static final int NONCE_BYTES = 8;

  /** Up to here a time is in seconds; the platform's samples have both. */
  private static final long LARGEST_SECONDS = 99_999_999_999L;

  private final App app;
  private final String chatId;
  private final ProviderContext context;
  private final SecureRandom random = new SecureRandom();
  private final Json json = Json.forWebhooks();

  DingTalkWebhooks(App app, boolean plain, ProviderContext context) {
    this.chatId = plain ? "chatId" : "openConversationId";
    this.app = app;
    this.context = context;
  }

  /**
   * The parts of a webhook request.
   *
   * @param signature over the others
   * @param timestamp as it came
   * @param nonce as it came
   * @param encrypted as it came
   */
  private record Sealed(String signature, String timestamp, String nonce, String encrypted) {}

  @Override
  public Received receive(WebhookRequest request) {
    Optional<Sealed> parts = parts(request);
    if (parts.isEmpty()) {
      return Received.rejected("a part of it is missing");
    }
    Sealed sealed = parts.get();
    return context
        .verifyWith(
            Descriptors.CALLBACK_TOKEN,
            token ->
                context.verifyWith(
                    Descriptors.CALLBACK_AES_KEY,
                    key ->
                        WebhookEnvelope.of(token, key)
                            .flatMap(envelope -> opened(envelope, sealed))))
        .orElseGet(() -> Received.rejected("it is not signed and encrypted with the keys we have"));
  }

  private Optional<Sealed> parts(WebhookRequest request) {
    Optional<String> signature = parameter(request, "msg_signature", "signature");
    Optional<String> timestamp = parameter(request, "timestamp", "timeStamp");
    Optional<String> nonce = parameter(request, "nonce", "nonce");
    Optional<String> encrypted =
        json.object(request.body()).flatMap(body -> Json.text(body, "encrypt"));
    return request.method().equals("POST")
            && signature.isPresent()
            && timestamp.isPresent()
            && nonce.isPresent()
            && encrypted.isPresent()
        ? Optional.of(new Sealed(signature.get(), timestamp.get(), nonce.get(), encrypted.get()))
        : Optional.empty();
  }

  private static Optional<String> parameter(WebhookRequest request, String name, String otherName) {
    return Optional.ofNullable(request.query().get(name))
        .or(() -> Optional.ofNullable(request.query().get(otherName)));
  }

  /** What to answer; empty if these are not the keys. */
  private Optional<Received> opened(WebhookEnvelope envelope, Sealed sealed) {
    return envelope.isSigned(
            sealed.signature(), sealed.timestamp(), sealed.nonce(), sealed.encrypted())
        ? envelope
            .open(sealed.encrypted())
            .map(content -> judged(envelope, sealed.timestamp(), content))
        : Optional.empty();
  }

  private Received judged(WebhookEnvelope envelope, String timestamp, Content content) {
    Instant now = context.clock().instant();
    if (!isRecent(timestamp, now)) {
      return Received.rejected("it is too old, or from a time to come");
    }
    // The documentation says the one here and the other there.
    String owner = content.receiver();
    if (!owner.equals(app.clientId()) && !owner.equals(app.corpId())) {
      return Received.rejected("it is meant for another app");
    }
    Optional<JsonNode> event = json.object(content.message().getBytes(StandardCharsets.UTF_8));
    if (event.isEmpty()) {
      return Received.rejected("it holds no object");
    }
    if (!Events.field(event.get(), "CorpId").orElse(app.corpId()).equals(app.corpId())) {
      return Received.rejected("it is about another company");
    }
    return Received.accepted("application/json; charset=utf-8", answer(envelope, owner, now))
        .withEvents(app.corpId(), Events.of(event.get(), content.message(), now, chatId));
  }

  private static boolean isRecent(String timestamp, Instant now) {
    if (!timestamp.matches("[0-9]{1,15}")) {
      return false;
    }
    long time = Long.parseLong(timestamp);
    Instant at = time <= LARGEST_SECONDS ? Instant.ofEpochSecond(time) : Instant.ofEpochMilli(time);
    return Duration.between(at, now).abs().compareTo(MAX_AGE) <= 0;
  }

  private byte[] answer(WebhookEnvelope envelope, String owner, Instant now) {
    byte[] some = new byte[NONCE_BYTES];
    random.nextBytes(some);
    String nonce = HexFormat.of().formatHex(some);
    String timestamp = Long.toString(now.toEpochMilli());
    String encrypted = envelope.seal(new Content(ANSWER, owner));
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("msg_signature", envelope.sign(timestamp, nonce, encrypted));
    answer.put("timeStamp", timestamp);
    answer.put("nonce", nonce);
    answer.put("encrypt", encrypted);
    return json.bytes(answer);
  }
}
