package dev.muster.sandbox.wechatwork;

import dev.muster.sandbox.common.Envelope;
import dev.muster.sandbox.common.Happening;
import dev.muster.sandbox.common.PlatformState;
import dev.muster.sandbox.common.WebhookCall;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Events as Contacts Sync sends them: ids alone, in XML. */
final class Webhooks {
  private final PlatformState<World> state;
  private final Clock clock;

  Webhooks(PlatformState<World> state, Clock clock) {
    this.state = state;
    this.clock = clock;
  }

  WebhookCall write(Happening what, String subject) {
    World.App app = state.world().app();
    String corpId = app.corpId();
    Envelope envelope = new Envelope(app.callbackToken(), app.callbackAesKey());
    boolean check = what == Happening.VERIFICATION;
    String plain =
        check
            ? Long.toString(UUID.randomUUID().getLeastSignificantBits() >>> 1)
            : event(what, subject);
    String encrypted = envelope.seal(plain, corpId);
    String timestamp = Long.toString(clock.millis() / 1000);
    Map<String, String> query = new HashMap<>(envelope.sign(timestamp, encrypted));
    if (check) {
      query.put("echostr", encrypted);
      return new WebhookCall("GET", query, Map.of(), new byte[0]);
    }
    String body =
        "<xml>"
            + text("ToUserName", corpId)
            + text("AgentID", app.agentId())
            + text("Encrypt", encrypted)
            + "</xml>";
    return new WebhookCall(
        "POST", query, Map.of("Content-Type", "text/xml"), body.getBytes(StandardCharsets.UTF_8));
  }

  private String event(Happening what, String subject) {
    String[] ids = subject.split(" ", 2);
    String told =
        switch (what) {
          case LEFT -> text("ChangeType", "delete_user") + text("UserID", subject);
          case CHANGED -> text("ChangeType", "update_user") + text("UserID", subject);
          case RENAMED ->
              text("ChangeType", "update_user")
                  + text("UserID", ids[0])
                  + text("NewUserID", ids.length == 2 ? ids[1] : "");
          case DEPARTMENT_CHANGED -> text("ChangeType", "update_party") + text("Id", subject);
          case VERIFICATION -> throw new IllegalArgumentException("It tells of nothing");
        };
    return "<xml>"
        + text("ToUserName", state.world().app().corpId())
        + text("FromUserName", "sys")
        + "<CreateTime>"
        + clock.millis() / 1000
        + "</CreateTime>"
        + text("MsgType", "event")
        + text("Event", "change_contact")
        + told
        + "</xml>";
  }

  private static String text(String name, String value) {
    return "<" + name + "><![CDATA[" + value.replace("]]>", "") + "]]></" + name + ">";
  }
}
