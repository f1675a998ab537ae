package dev.muster.sandbox.dingtalk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.sandbox.common.Envelope;
import dev.muster.sandbox.common.Happening;
import dev.muster.sandbox.common.Json;
import dev.muster.sandbox.common.PlatformState;
import dev.muster.sandbox.common.WebhookCall;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/** Events as the platform sends them over HTTP: encrypted, signed, and owned by the app. */
final class Webhooks {
  private final PlatformState<World> state;
  private final Clock clock;

  Webhooks(PlatformState<World> state, Clock clock) {
    this.state = state;
    this.clock = clock;
  }

  WebhookCall write(Happening what, String subject) {
    return sealed(event(what, subject));
  }

  /** Something else that happened. */
  WebhookCall write(String type, ObjectNode more) {
    return sealed(begun(type).setAll(more).toString());
  }

  private WebhookCall sealed(String event) {
    World.App app = world().app();
    Envelope envelope = new Envelope(app.callbackToken(), app.callbackAesKey());
    String timestamp = Long.toString(clock.millis());
    String encrypted = envelope.seal(event, app.clientId());
    return new WebhookCall(
        "POST",
        envelope.sign(timestamp, encrypted),
        Map.of("Content-Type", "application/json"),
        Json.bytes(Json.object().put("encrypt", encrypted)));
  }

  private String event(Happening what, String subject) {
    if (what == Happening.VERIFICATION) {
      return Json.object().put("EventType", "check_url").toString();
    }
    ObjectNode event = begun(type(what));
    if (what == Happening.DEPARTMENT_CHANGED) {
      event.putArray("DeptId").add(Long.parseLong(subject));
    } else {
      event.putArray("UserId").add(subject);
    }
    return event.toString();
  }

  private ObjectNode begun(String type) {
    return Json.object()
        .put("EventType", type)
        .put("EventTime", clock.millis())
        .put("CorpId", world().app().corpId())
        .put("BizId", UUID.randomUUID().toString())
        .put("eventId", UUID.randomUUID().toString());
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

  private World world() {
    return state.world();
  }
}
