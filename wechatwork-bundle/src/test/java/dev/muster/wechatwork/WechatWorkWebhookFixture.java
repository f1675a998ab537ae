package dev.muster.wechatwork;

import dev.muster.sandbox.testing.SandboxWebhooks;
import dev.muster.sandbox.wechatwork.WechatWorkSandbox;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.WebhookEnvelope;
import dev.muster.spi.platform.WebhookEnvelope.Content;
import dev.muster.spi.platform.WebhookRequest;
import dev.muster.spi.platform.Webhooks;
import dev.muster.spi.platform.Webhooks.Received.Accepted;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The webhook events of the sandbox, and what a forger would. */
final class WechatWorkWebhookFixture extends SandboxWebhooks {
  private static final String OTHER_KEY = "AnotherAnotherAnotherAnotherAnotherAnother1";

  private static final String LEAVER =
      "<xml><CreateTime>%d</CreateTime><MsgType>event</MsgType><Event>change_contact</Event>"
          + "<ChangeType>delete_user</ChangeType><UserID>developer</UserID></xml>";

  private final String token;
  private final String key;
  private final String corpId;

  WechatWorkWebhookFixture(WechatWorkSandbox sandbox) {
    super(sandbox);
    this.token = field("callbackToken");
    this.key = field("callbackAesKey");
    this.corpId = sandbox.corpId();
  }

  /**
   * There is no token inside of a webhook request; the one that signs is tried as a wrong
   * signature.
   */
  @Override
  public Set<Forgery> forgeries() {
    return EnumSet.complementOf(EnumSet.of(Forgery.WRONG_TOKEN));
  }

  @Override
  public WebhookRequest forged(Forgery forgery) {
    Instant now = Instant.now();
    return switch (forgery) {
      case WRONG_SIGNATURE -> sealed("another", key, corpId, now);
      case WRONG_KEY -> sealed(token, OTHER_KEY, corpId, now);
      case WRONG_RECEIVER -> sealed(token, key, "wwAnotherCompany01", now);
      case STALE -> sealed(token, key, corpId, now.minus(Webhooks.MAX_AGE).minusSeconds(60));
      case UNSIGNED -> {
        WebhookRequest request = sealed(token, key, corpId, now);
        Map<String, String> query = new HashMap<>(request.query());
        query.remove("msg_signature");
        yield WebhookRequest.of(request.method(), query, Map.of(), request.body());
      }
      case WRONG_TOKEN -> throw new IllegalArgumentException("There is none in a webhook request");
    };
  }

  private static WebhookRequest sealed(String token, String key, String receiver, Instant at) {
    return sealed(token, key, receiver, at, LEAVER.formatted(at.getEpochSecond()));
  }

  /** A webhook request that is right in all that is not said to be wrong. */
  static WebhookRequest sealed(
      String token, String key, String receiver, Instant at, String message) {
    WebhookEnvelope envelope = WebhookEnvelope.of(Secret.of(token), Secret.of(key)).orElseThrow();
    String encrypted = envelope.seal(new Content(message, receiver));
    String timestamp = Long.toString(at.getEpochSecond());
    return WebhookRequest.of(
        "POST",
        Map.of(
            "msg_signature",
            envelope.sign(timestamp, "n0nce", encrypted),
            "timestamp",
            timestamp,
            "nonce",
            "n0nce"),
        Map.of(),
        ("<xml><Encrypt>" + encrypted + "</Encrypt></xml>").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean takes(WebhookRequest request, Accepted answer, Instant now) {
    if (request.method().equals("POST")) {
      return answer.answer().length == 0;
    }
    WebhookEnvelope envelope = WebhookEnvelope.of(Secret.of(token), Secret.of(key)).orElseThrow();
    return envelope
        .open(request.query().getOrDefault("echostr", ""))
        .filter(it -> it.message().equals(new String(answer.answer(), StandardCharsets.UTF_8)))
        .isPresent();
  }
}
