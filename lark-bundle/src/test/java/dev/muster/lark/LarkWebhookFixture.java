package dev.muster.lark;

import dev.muster.sandbox.lark.LarkSandbox;
import dev.muster.sandbox.testing.SandboxWebhooks;
import dev.muster.spi.platform.WebhookRequest;
import dev.muster.spi.platform.Webhooks;
import dev.muster.spi.platform.Webhooks.Received.Accepted;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The webhook events of the sandbox. */
final class LarkWebhookFixture extends SandboxWebhooks {
  private static final Pattern CHALLENGE = Pattern.compile("\"challenge\":\"([^\"]+)\"");

  LarkWebhookFixture(LarkSandbox sandbox) {
    super(sandbox);
  }

  @Override
  public WebhookRequest forged(Forgery forgery) {
    String key = field("encryptKey");
    Instant now = Instant.now();
    byte[] right = Sealed.body(key, left(field("appId"), field("verificationToken")));
    return switch (forgery) {
      case WRONG_SIGNATURE -> Sealed.signed("another key", now, right);
      case UNSIGNED -> Sealed.unsigned(right);
      case WRONG_TOKEN ->
          Sealed.signed(key, now, Sealed.body(key, left(field("appId"), "another token")));
      case WRONG_KEY ->
          Sealed.signed(
              key,
              now,
              Sealed.body("another key", left(field("appId"), field("verificationToken"))));
      case WRONG_RECEIVER ->
          Sealed.signed(
              key, now, Sealed.body(key, left("cli_another", field("verificationToken"))));
      case STALE -> Sealed.signed(key, now.minus(Webhooks.MAX_AGE).minusSeconds(60), right);
    };
  }

  private static String left(String appId, String token) {
    return ("{'schema':'2.0','header':{'event_id':'e1','event_type':'contact.user.deleted_v3',"
            + "'create_time':'1608725989000','token':'%s','app_id':'%s','tenant_key':'tk'},"
            + "'event':{'object':{'open_id':'ou_1','user_id':'developer'}}}")
        .formatted(token, appId);
  }

  @Override
  public boolean takes(WebhookRequest request, Accepted answer, Instant now) {
    String body = new String(request.body(), StandardCharsets.UTF_8);
    String sealed = body.replaceAll(".*\"encrypt\":\"([^\"]+)\".*", "$1");
    String plain =
        new EventCipher(field("encryptKey"))
            .decrypt(sealed)
            .map(text -> new String(text, StandardCharsets.UTF_8))
            .orElseThrow();
    Matcher challenge = CHALLENGE.matcher(plain);
    String said = new String(answer.answer(), StandardCharsets.UTF_8);
    return !challenge.find() || said.equals("{\"challenge\":\"" + challenge.group(1) + "\"}");
  }
}
