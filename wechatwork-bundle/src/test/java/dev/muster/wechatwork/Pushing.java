package dev.muster.wechatwork;

import dev.muster.sandbox.testing.SandboxCallbacks;
import dev.muster.sandbox.wechatwork.WechatWorkSandbox;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.CallbackEnvelope;
import dev.muster.spi.platform.CallbackEnvelope.Content;
import dev.muster.spi.platform.Callbacks;
import dev.muster.spi.platform.Callbacks.Push;
import dev.muster.spi.platform.Callbacks.Received.Accepted;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What the sandbox pushes, and what a forger would. */
final class Pushing extends SandboxCallbacks {
  private static final String OTHER_KEY = "AnotherAnotherAnotherAnotherAnotherAnother1";

  private static final String LEAVER =
      "<xml><CreateTime>%d</CreateTime><MsgType>event</MsgType><Event>change_contact</Event>"
          + "<ChangeType>delete_user</ChangeType><UserID>developer</UserID></xml>";

  private final String token;
  private final String key;
  private final String corpId;

  Pushing(WechatWorkSandbox sandbox) {
    super(sandbox);
    this.token = field("callbackToken");
    this.key = field("callbackAesKey");
    this.corpId = sandbox.corpId();
  }

  /** There is no token inside of a push; the one that signs is tried as a wrong signature. */
  @Override
  public Set<Forgery> forgeries() {
    return EnumSet.complementOf(EnumSet.of(Forgery.WRONG_TOKEN));
  }

  @Override
  public Push forged(Forgery forgery) {
    Instant now = Instant.now();
    return switch (forgery) {
      case WRONG_SIGNATURE -> sealed("another", key, corpId, now);
      case WRONG_KEY -> sealed(token, OTHER_KEY, corpId, now);
      case WRONG_RECEIVER -> sealed(token, key, "wwAnotherCompany01", now);
      case STALE -> sealed(token, key, corpId, now.minus(Callbacks.MAX_AGE).minusSeconds(60));
      case UNSIGNED -> {
        Push push = sealed(token, key, corpId, now);
        Map<String, String> query = new HashMap<>(push.query());
        query.remove("msg_signature");
        yield new Push(push.method(), query, Map.of(), push.body());
      }
      case WRONG_TOKEN -> throw new IllegalArgumentException("There is none in a push");
    };
  }

  private static Push sealed(String token, String key, String receiver, Instant at) {
    return sealed(token, key, receiver, at, LEAVER.formatted(at.getEpochSecond()));
  }

  /** A push that is right in all that is not said to be wrong. */
  static Push sealed(String token, String key, String receiver, Instant at, String message) {
    CallbackEnvelope envelope = CallbackEnvelope.of(Secret.of(token), Secret.of(key)).orElseThrow();
    String encrypted = envelope.seal(new Content(message, receiver));
    String timestamp = Long.toString(at.getEpochSecond());
    return new Push(
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
  public boolean takes(Push push, Accepted answer, Instant now) {
    if (push.method().equals("POST")) {
      return answer.answer().length == 0;
    }
    CallbackEnvelope envelope = CallbackEnvelope.of(Secret.of(token), Secret.of(key)).orElseThrow();
    return envelope
        .open(push.query().getOrDefault("echostr", ""))
        .filter(it -> it.message().equals(new String(answer.answer(), StandardCharsets.UTF_8)))
        .isPresent();
  }
}
