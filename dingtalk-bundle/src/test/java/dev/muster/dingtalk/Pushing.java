package dev.muster.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.sandbox.dingtalk.DingTalkSandbox;
import dev.muster.sandbox.testing.SandboxCallbacks;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.CallbackEnvelope;
import dev.muster.spi.platform.CallbackEnvelope.Content;
import dev.muster.spi.platform.Callbacks;
import dev.muster.spi.platform.Callbacks.Push;
import dev.muster.spi.platform.Callbacks.Received.Accepted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What the sandbox pushes, and what a forger would. */
final class Pushing extends SandboxCallbacks {
  private static final String OTHER_KEY = "AnotherAnotherAnotherAnotherAnotherAnother1";
  private static final String NONCE = "n0nce";

  private final String token;
  private final String key;
  private final String clientId;
  private final ObjectMapper json = new ObjectMapper();

  Pushing(DingTalkSandbox sandbox) {
    super(sandbox);
    this.token = field("callbackToken");
    this.key = field("callbackAesKey");
    this.clientId = field("clientId");
  }

  @Override
  public Push forged(Forgery forgery) {
    Instant now = Instant.now();
    Instant old = now.minus(Callbacks.MAX_AGE).minus(Duration.ofMinutes(1));
    return switch (forgery) {
      case WRONG_SIGNATURE -> sealed("another", key, clientId, now);
      case WRONG_KEY -> sealed(token, OTHER_KEY, clientId, now);
      case WRONG_RECEIVER -> sealed(token, key, "dingAnotherApp", now);
      case STALE -> sealed(token, key, clientId, old);
      case UNSIGNED -> {
        Push push = sealed(token, key, clientId, now);
        Map<String, String> query = new HashMap<>(push.query());
        query.remove("msg_signature");
        yield new Push(push.method(), query, push.headers(), push.body());
      }
      case WRONG_TOKEN -> throw new IllegalArgumentException("There is none in a push");
    };
  }

  @Override
  public Set<Forgery> forgeries() {
    return EnumSet.complementOf(EnumSet.of(Forgery.WRONG_TOKEN));
  }

  private static final String EVENT =
      "{\"EventType\":\"user_leave_org\",\"EventTime\":1,\"eventId\":\"e\","
          + "\"UserId\":[\"developer\"]}";

  private static Push sealed(String token, String key, String receiver, Instant at) {
    return sealed(token, key, receiver, at, EVENT);
  }

  /** A push that is right in all that is not said to be wrong. */
  static Push sealed(String token, String key, String receiver, Instant at, String message) {
    CallbackEnvelope envelope = CallbackEnvelope.of(Secret.of(token), Secret.of(key)).orElseThrow();
    String timestamp = Long.toString(at.toEpochMilli());
    String encrypted = envelope.seal(new Content(message, receiver));
    return new Push(
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
  public boolean takes(Push push, Accepted answer, Instant now) {
    try {
      JsonNode body = json.readTree(answer.answer());
      CallbackEnvelope envelope =
          CallbackEnvelope.of(Secret.of(token), Secret.of(key)).orElseThrow();
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
