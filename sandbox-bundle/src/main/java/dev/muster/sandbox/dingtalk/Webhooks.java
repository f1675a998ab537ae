package dev.muster.sandbox.dingtalk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.sandbox.common.Envelope;
import dev.muster.sandbox.common.Happening;
import dev.muster.sandbox.common.WebhookCall;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Events as the platform sends them over HTTP: encrypted, signed, and owned by the app. */
final class Webhooks {
  private final State state;
  private final Clock clock;

  Webhooks(State state, Clock clock) {
    this.state = state;
    this.clock = clock;
  }

  /** People keep their ids for ever. */
  Set<Happening> known() {
    return EnumSet.complementOf(EnumSet.of(Happening.RENAMED));
  }

  WebhookCall write(Happening what, String subject) {
    World.App app = state.world().app();
    Envelope envelope = new Envelope(app.callbackToken(), app.callbackAesKey());
    String timestamp = Long.toString(clock.millis());
    String nonce = UUID.randomUUID().toString().substring(0, 8);
    String encrypted = envelope.seal(event(what, subject), app.clientId());
    return new WebhookCall(
        "POST",
        Map.of(
            "msg_signature",
            envelope.sign(timestamp, nonce, encrypted),
            "timestamp",
            timestamp,
            "nonce",
            nonce),
        Map.of("Content-Type", "application/json"),
        Json.bytes(Json.object().put("encrypt", encrypted)));
  }

  private String event(Happening what, String subject) {
    if (what == Happening.VERIFICATION) {
      return Json.object().put("EventType", "check_url").toString();
    }
    ObjectNode event =
        Json.object()
            .put("EventType", type(what))
            .put("EventTime", clock.millis())
            .put("CorpId", state.world().company().corpId())
            .put("BizId", UUID.randomUUID().toString())
            .put("eventId", UUID.randomUUID().toString());
    if (what == Happening.DEPARTMENT_CHANGED) {
      event.putArray("DeptId").add(Long.parseLong(subject));
    } else {
      event.putArray("UserId").add(subject);
    }
    return event.toString();
  }

  private static String type(Happening what) {
    return switch (what) {
      case LEFT -> "user_leave_org";
      case CHANGED -> "user_modify_org";
      case DEPARTMENT_CHANGED -> "org_dept_modify";
      case VERIFICATION, RENAMED ->
          throw new IllegalArgumentException("No webhook event is like " + what.id());
    };
  }
}
