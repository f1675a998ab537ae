package dev.muster.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.sandbox.dingtalk.DingTalkSandbox;
import dev.muster.sandbox.testing.SandboxWebhooks;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.WebhookEnvelope;
import dev.muster.spi.platform.WebhookEnvelope.Content;
import dev.muster.spi.platform.WebhookRequest;
import dev.muster.spi.platform.Webhooks;
import dev.muster.spi.platform.Webhooks.Received.Accepted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The webhook events of the sandbox, and what a forger would. */
final class DingTalkWebhookFixture extends SandboxWebhooks {
  private static final String OTHER_KEY = "AnotherAnotherAnotherAnotherAnotherAnother1";
  private static final String NONCE = "n0nce";

  private final String token;
  private final String key;
  private final String clientId;
  private final ObjectMapper json = new ObjectMapper();

  DingTalkWebhookFixture(DingTalkSandbox sandbox) {
    super(sandbox);
    this.token = field("callbackToken");
    this.key = field("callbackAesKey");
    this.clientId = field("clientId");
  }

  @Override
  public WebhookRequest forged(Forgery forgery) {
    Instant now = Instant.now();
    Instant old = now.minus(Webhooks.MAX_AGE).minus(Duration.ofMinutes(1));
    return switch (forgery) {
      case WRONG_SIGNATURE -> sealed("another", key, clientId, now);
      case WRONG_KEY -> sealed(token, OTHER_KEY, clientId, now);
      case WRONG_RECEIVER -> sealed(token, key, "dingAnotherApp", now);
      case STALE -> sealed(token, key, clientId, old);
      case UNSIGNED -> {
        WebhookRequest request = sealed(token, key, clientId, now);
        Map<String, String> query = new HashMap<>(request.query());
        query.remove("msg_signature");
        yield WebhookRequest.of(request.method(), query, request.headers(), request.body());
      }
      case WRONG_TOKEN -> throw new IllegalArgumentException("There is none in a webhook request");
    };
  }

  @Override
  public Set<Forgery> forgeries() {
    return EnumSet.complementOf(EnumSet.of(Forgery.WRONG_TOKEN));
  }

  private static final String EVENT =
      "{\"EventType\":\"user_leave_org\",\"EventTime\":1,\"eventId\":\"e\","
          + "\"UserId\":[\"developer\"]}";

  private static WebhookRequest sealed(String token, String key, String receiver, Instant at) {
    return sealed(token, key, receiver, at, EVENT);
  }

  /** A webhook request that is right in all that is not said to be wrong. */
  static WebhookRequest sealed(
      String token, String key, String receiver, Instant at, String message) {
    WebhookEnvelope envelope = WebhookEnvelope.of(Secret.of(token), Secret.of(key)).orElseThrow();
    String timestamp = Long.toString(at.toEpochMilli());
    String encrypted = envelope.seal(new Content(message, receiver));
    return WebhookRequest.of(
        "POST",
        Map.of(
            "msg_signature",
            envelope.sign(timestamp, NONCE, encrypted),
            "timestamp",
            timestamp,
            "nonce",
            NONCE),
        Map.of("content-type", "application/json"),
        ("{\"encrypt\":\"" + encrypted + "\"}").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean takes(WebhookRequest request, Accepted answer, Instant now) {
    try {
      JsonNode body = json.readTree(answer.answer());
      WebhookEnvelope envelope = WebhookEnvelope.of(Secret.of(token), Secret.of(key)).orElseThrow();
      String encrypted = body.path("encrypt").asText();
      return answer.contentType().startsWith("application/json")
          && envelope.isSigned(
              body.path("msg_signature").asText(),
              body.path("timeStamp").asText(),
              body.path("nonce").asText(),
              encrypted)
          && envelope
              .open(encrypted)
              .equals(java.util.Optional.of(new Content("success", clientId)));
    } catch (IOException e) {
      return false;
    }
  }
}
