package dev.muster.distribution.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.distribution.process.Await;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What makes a demo look lived in: other administrators, a token, a tenant, an application, alerts
 * that somebody has to decide about, a rota, a sign-in, and a war room.
 */
final class FirstDays {
  /** Who signs in; also in tries. */
  static final String PERSON = "developer";

  private static final String DEMO = "/api/v1/tenants/demo";
  private static final List<String> P1 = List.of("P1");

  private FirstDays() {}

  static void live(AdminSession admin, World world, String url) {
    admin.sendJson(
        "POST", "/api/v1/tenants", Map.of("id", "robotics", "displayName", "Acme Robotics"));
    administrator(admin, "li.na", "Li Na", "tenant-admin", "demo");
    administrator(admin, "marta", "Marta Kowalska", "auditor", "*");
    administrator(admin, "on-call", "On-call desk", "responder", "demo");
    String end = Instant.now().plus(90, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS).toString();
    admin.sendJson(
        "POST",
        "/api/v1/api-tokens",
        Map.of(
            "displayName",
            "HR sync",
            "role",
            "tenant-admin",
            "tenants",
            List.of("demo"),
            "expiresAt",
            end));
    admin.sendJson(
        "POST",
        "/api/v1/tenants/demo/clients",
        Map.of(
            "clientId", "wiki",
            "displayName", "Wiki",
            "type", "confidential",
            "redirectUris", List.of("https://wiki.sandbox.example/callback"),
            "scopes", List.of("openid", "profile", "email")));
    alerts(admin);
    rota(admin);
    try (Visitor visitor = world.visitor()) {
      visitor.open(url + "/sandbox/app").press("Sign in").press(ChatPlatform.DINGTALK.label());
      visitor.scanAs(PERSON);
    }
    warRoom(admin);
  }

  /** A problem about which people talk on every platform. */
  private static void warRoom(AdminSession admin) {
    String rooms = "/api/v1/tenants/demo/war-rooms";
    Map<String, ?> asked =
        Map.of(
            "title",
            "Checkout is down",
            "severity",
            "P1",
            "summary",
            "Orders fail since 09:12.",
            "applications",
            List.of("shop"),
            "regions",
            List.of("cn-north"),
            "platforms",
            List.of("wechatwork", "dingtalk", "lark"),
            "owner",
            Map.of("mobile", "+8613800000001"),
            "members",
            List.of(Map.of("mobile", "+8613800000002")));
    String room = rooms + "/" + parsed(admin.sendJson("POST", rooms, asked)).path("id").asText();
    List<String> everybodyIn = Collections.nCopies(6, "joined");
    Await.until(
        Duration.ofSeconds(60),
        "everybody is in every chat",
        () ->
            parsed(admin.send("GET", room, "", new byte[0]))
                .findValuesAsText("result")
                .equals(everybodyIn));
    admin.sendJson("POST", room + "/status", Map.of("status", "diagnosing"));
    admin.sendJson(
        "POST",
        room + "/notices",
        Map.of("kind", "progress", "text", "Rolled back to 2.41; orders go through again."));
  }

  private static JsonNode parsed(HttpResponse<byte[]> answer) {
    return Http.parse(new String(answer.body(), StandardCharsets.UTF_8));
  }

  private static void rota(AdminSession admin) {
    admin.sendJson(
        "POST",
        "/api/v1/tenants/demo/rotas",
        Map.of(
            "displayName",
            "Front desk",
            "timeZone",
            "Asia/Shanghai",
            "shifts",
            List.of(
                shift("08:00", "20:00", "mei.lin@sandbox.example"),
                shift("19:00", "08:00", "zhang.wei@sandbox.example"))));
  }

  private static Map<String, Object> shift(String start, String end, String email) {
    return Map.of("start", start, "end", end, "members", List.of(Map.of("email", email)));
  }

  private static void administrator(
      AdminSession admin, String username, String name, String role, String tenant) {
    admin.sendJson(
        "POST",
        "/api/v1/admins",
        Map.of(
            "username", username,
            "displayName", name,
            "role", role,
            "tenants", List.of(tenant),
            "password", "of-a-demo-that-ends-" + username));
  }

  /** None of them opens a war room by itself: how far that is, is another thing at each look. */
  private static void alerts(AdminSession admin) {
    rule(admin, "Shop, critical", 10, Map.of("applications", List.of("shop"), "severities", P1));
    rule(admin, "Critical elsewhere", 20, Map.of("severities", P1));
    String key =
        Http.parse(
                new String(
                    admin
                        .sendJson(
                            "POST", DEMO + "/alert-intakes", Map.of("displayName", "Prometheus"))
                        .body(),
                    StandardCharsets.UTF_8))
            .path("key")
            .asText();
    alert(admin, key, "Nightly backup took 3 h", "backup", "warning");
    alert(admin, key, "Checkout fails for 12 % of orders", "shop", "critical");
  }

  private static void rule(AdminSession admin, String name, int order, Map<String, ?> when) {
    Map<String, ?> then =
        Map.of(
            "platforms",
            List.of("wechatwork", "dingtalk", "lark"),
            "owner",
            Map.of("email", "oncall-engineer@sandbox.example"),
            "members",
            List.of(Map.of("email", "developer@sandbox.example")),
            "triage",
            true);
    admin.sendJson(
        "POST",
        DEMO + "/war-room-rules",
        Map.of("displayName", name, "order", order, "when", when, "then", then));
  }

  private static void alert(
      AdminSession admin, String key, String title, String application, String severity) {
    admin.sendJson(
        "POST",
        "/t/demo/alerts/" + key + "/json",
        Map.of(
            "title", title,
            "alertKey", application,
            "application", application,
            "region", "cn-north",
            "severity", severity));
  }
}
