package dev.muster.distribution.e2e;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * What makes a demo look lived in: other administrators, a token, a tenant, an application, and a
 * sign-in.
 */
final class FirstDays {
  /** Who signs in; also in tries. */
  static final String PERSON = "developer";

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
    try (Visitor visitor = world.visitor()) {
      visitor.open(url + "/sandbox/app").press("Sign in").press(ChatPlatform.DINGTALK.label());
      visitor.scanAs(PERSON);
    }
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
}
