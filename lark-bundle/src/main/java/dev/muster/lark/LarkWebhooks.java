package dev.muster.lark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.WebhookRequest;
import dev.muster.spi.platform.Webhooks;
import dev.muster.support.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Receives webhook events. An event has to be encrypted and signed under the Encrypt Key, carry the
 * Verification Token, be of the bound app and not be older than the platform goes on trying. The
 * check of our address alone may come unsigned, for it tells us nothing.
 */
final class LarkWebhooks implements Webhooks {
  /** What comes from further ahead than clocks differ would outlive the memory of what came. */
  private static final Duration FASTEST_CLOCK = Duration.ofMinutes(5);

  /** A check of our address holds three short texts; in characters of Base64. */
  private static final int LONGEST_CHECK = 2048;

  private static final String JSON = "application/json; charset=utf-8";
  private static final byte[] RECEIVED = "{}".getBytes(StandardCharsets.UTF_8);

  private final App app;
  private final ProviderContext context;
  private final Json json = Json.forWebhooks();

  LarkWebhooks(App app, ProviderContext context) {
    this.app = app;
    this.context = context;
  }

  @Override
  public Received receive(WebhookRequest request) {
    if (!"POST".equals(request.method())) {
      return Received.rejected("is no POST");
    }
    Optional<JsonNode> body = json.object(request.body());
    if (body.isEmpty()) {
      return Received.rejected("is no JSON object");
    }
    return request.headers().containsKey("x-lark-signature")
        ? signed(request, body.get())
        : unsigned(body.get());
  }

  private Received signed(WebhookRequest request, JsonNode body) {
    Optional<JsonNode> plain =
        context.verifyWith(
            Descriptors.ENCRYPT_KEY, key -> open(request, body, new EventCipher(key.reveal())));
    if (plain.isEmpty()) {
      return Received.rejected("the signature, its time or the encryption is wrong");
    }
    if (context
        .verifyWith(Descriptors.VERIFICATION_TOKEN, token -> carrying(plain.get(), token))
        .isEmpty()) {
      return Received.rejected("the Verification Token is wrong");
    }
    return challenge(plain.get()).map(this::challenged).orElseGet(() -> event(plain.get()));
  }

  /** What is under the seal, once the signature over it holds. */
  private Optional<JsonNode> open(WebhookRequest request, JsonNode body, EventCipher cipher) {
    String encrypted = body.path("encrypt").asText();
    return signedInTime(request, cipher)
        ? cipher.decrypt(encrypted).flatMap(json::object)
        : Optional.empty();
  }

  /**
   * The platform does not sign its check of our address, with an Encrypt Key neither. There, the
   * Verification Token under the seal takes the signature's place, and nothing tells how anything
   * else that is unsigned differs from it.
   */
  private Received unsigned(JsonNode body) {
    JsonNode encrypted = body.path("encrypt");
    return context
        .verifyWith(
            Descriptors.VERIFICATION_TOKEN,
            token ->
                (encrypted.isTextual() ? unsealed(encrypted.textValue(), token) : Optional.of(body))
                    .flatMap(plain -> carrying(plain, token)))
        .flatMap(LarkWebhooks::challenge)
        .map(this::challenged)
        .orElseGet(() -> Received.rejected("is not signed"));
  }

  private Optional<JsonNode> unsealed(String encrypted, Secret token) {
    return encrypted.length() > LONGEST_CHECK
        ? Optional.empty()
        : context.verifyWith(
            Descriptors.ENCRYPT_KEY,
            key ->
                new EventCipher(key.reveal())
                    .decryptHolding(encrypted, token)
                    .flatMap(json::object));
  }

  private boolean signedInTime(WebhookRequest request, EventCipher cipher) {
    String timestamp = request.headers().getOrDefault("x-lark-request-timestamp", "");
    String nonce = request.headers().getOrDefault("x-lark-request-nonce", "");
    String signature = request.headers().getOrDefault("x-lark-signature", "");
    if (!timestamp.matches("[0-9]{1,12}")
        || !cipher.signed(signature, timestamp, nonce, request.body())) {
      return false;
    }
    Instant at = Instant.ofEpochSecond(Long.parseLong(timestamp));
    Instant now = context.clock().instant();
    return !at.isBefore(now.minus(MAX_AGE)) && !at.isAfter(now.plus(FASTEST_CLOCK));
  }

  /** In the older form of events at the top, in the newer one in the header. */
  private static Optional<JsonNode> carrying(JsonNode plain, Secret token) {
    String carried =
        Json.text(plain, "token").or(() -> Json.text(plain.path("header"), "token")).orElse("");
    return !carried.isEmpty() && token.equals(Secret.of(carried))
        ? Optional.of(plain)
        : Optional.empty();
  }

  private static Optional<String> challenge(JsonNode plain) {
    return plain.path("type").asText().equals("url_verification")
        ? Json.text(plain, "challenge")
        : Optional.empty();
  }

  private Received challenged(String challenge) {
    return Received.accepted(JSON, json.bytes(Map.of("challenge", challenge)));
  }

  private Received event(JsonNode plain) {
    Optional<Events.Envelope> envelope = Events.open(plain, context.clock().instant());
    if (envelope.isEmpty()) {
      return Received.rejected("is no event");
    }
    if (!envelope.get().appId().equals(app.appId())) {
      return Received.rejected("is another app's");
    }
    return Received.accepted(JSON, RECEIVED)
        .withEvents(envelope.get().tenantKey(), Events.of(envelope.get()));
  }
}
