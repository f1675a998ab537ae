package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Administrators.Role;
import dev.muster.api.AuditEvent;
import dev.muster.web.api.ApiFixture.Answer;
import dev.muster.web.api.Description.Operation;
import dev.muster.web.http.TestRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
  private static final Set<String> OPEN =
      Set.of(
          "GET /openapi.json",
          "POST /session",
          "GET /session",
          "DELETE /session",
          "POST /session/password",
          "GET /session/others",
          "DELETE /session/others/{session}");
  private static final Set<String> OWNERS_ONLY =
      Set.of(
          "GET /audit-events",
          "POST /tenants",
          "DELETE /tenants/{tenant}",
          "GET /plugins",
          "POST /plugins",
          "GET /plugins/{symbolicName}",
          "DELETE /plugins/{symbolicName}",
          "POST /plugins/{symbolicName}/stop",
          "POST /plugins/{symbolicName}/start",
          "GET /admins",
          "POST /admins",
          "GET /admins/{admin}",
          "PATCH /admins/{admin}",
          "DELETE /admins/{admin}",
          "GET /admins/{admin}/sessions",
          "DELETE /admins/{admin}/sessions/{session}",
          "GET /api-tokens",
          "POST /api-tokens",
          "GET /api-tokens/{token}",
          "DELETE /api-tokens/{token}");

  /** What responders do more than read: war rooms, and what opens them. */
  private static final Pattern RESPONDERS =
      Pattern.compile("/tenants/\\{tenant}/(war-room|rota|alert)s?[-a-z]*(/.*)?");

  private final ApiFixture api = new ApiFixture().furnished();
  private final Map<Role, String> tokens =
      Stream.of(Role.values())
          .collect(
              Collectors.toMap(
                  role -> role, role -> api.world.token(role, role == Role.OWNER ? "*" : "acme")));

  static Stream<Operation> guarded() {
    return Description.OF_THE_API.operations().stream()
        .filter(operation -> !OPEN.contains(operation.toString()));
  }

  private TestRequest by(Role role, Operation operation, String tenant) {
    String token = tokens.get(role);
    TestRequest request =
        ApiFixture.request(operation.method(), api.path(operation, tenant))
            .header("Authorization", "Bearer " + token);
    return operation.hasBody() ? request.body("application/json", "[]") : request;
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void asksEverybodyWhoTheyAre(Operation operation) {
    String before = api.world.state();
    String path = api.path(operation, "acme");
    for (TestRequest request :
        List.of(
            ApiFixture.request(operation.method(), path),
            ApiFixture.request(operation.method(), path).header("Authorization", "Bearer wrong"),
            ApiFixture.request(operation.method(), path).header("Authorization", "Bearer "),
            ApiFixture.request(operation.method(), path).header("Authorization", "owner"),
            ApiFixture.request(operation.method(), path).header("Authorization", "Basic b3duZXI6"),
            ApiFixture.request(operation.method(), path)
                .header("Authorization", "Bearer " + "x".repeat(5000)),
            ApiFixture.request(operation.method(), path).header("Cookie", "muster-console=wrong"),
            ApiFixture.request(operation.method(), path + "?access_token=owner"))) {
      Answer answer = api.send(request);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.code()).isEqualTo("unauthenticated");
      assertThat(answer.header("WWW-Authenticate")).hasValue("Bearer realm=\"muster\"");
    }
    assertThat(api.world.state()).isEqualTo(before);
  }

  /** Who may do what: the table of the roles against every operation. */
  @ParameterizedTest
  @MethodSource("guarded")
  void letsARoleDoWhatTheTableSays(Operation operation) {
    boolean read = operation.method().equals("GET");
    boolean owners = OWNERS_ONLY.contains(operation.toString());
    for (Role role : Role.values()) {
      boolean allowed =
          switch (role) {
            case OWNER -> true;
            case TENANT_ADMIN -> !owners;
            case RESPONDER -> (read && !owners) || isForResponders(operation);
            case AUDITOR -> read && !owners;
          };
      if (allowed && !read && !operation.hasBody()) {
        continue;
      }
      String before = api.world.state();
      Answer answer = api.send(by(role, operation, "acme"));
      if (allowed) {
        assertThat(answer.status()).as("%s %s", role, operation).isEqualTo(read ? 200 : 400);
      } else {
        assertThat(answer.status()).as("%s %s", role, operation).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("forbidden");
        assertThat(api.world.state()).isEqualTo(before);
      }
    }
  }

  private static boolean isForResponders(Operation operation) {
    return RESPONDERS.matcher(operation.path()).matches();
  }

  /** What the table's test leaves out because it would change what the next role meets. */
  @ParameterizedTest
  @CsvSource({"OWNER", "TENANT_ADMIN", "RESPONDER"})
  void letsThoseWhoManageCallWhatHasNoBody(Role role) {
    for (Operation operation :
        guarded()
            .filter(operation -> !operation.method().equals("GET") && !operation.hasBody())
            .filter(operation -> !operation.hasUpload())
            .filter(operation -> role == Role.OWNER || !OWNERS_ONLY.contains(operation.toString()))
            .filter(operation -> role != Role.RESPONDER || isForResponders(operation))
            .toList()) {
      Answer answer = new ApiFixtureOf(role).call(operation);
      assertThat(answer.status()).as("%s %s", role, operation).isIn(200, 201, 204);
    }
  }

  /** A world of its own for every call. */
  private static final class ApiFixtureOf {
    private final GuardTest test = new GuardTest();
    private final Role role;

    ApiFixtureOf(Role role) {
      this.role = role;
    }

    Answer call(Operation operation) {
      if (operation.toString().equals("DELETE /tenants/{tenant}/war-rooms/{room}/close")) {
        // there is something to call off
        assertThat(
                test.api
                    .send(
                        "POST",
                        test.api.path(operation, "acme"),
                        "{\"policy\":\"keep\",\"delaySeconds\":3600}")
                    .status())
            .isEqualTo(200);
      }
      TestRequest request = test.by(role, operation, "acme");
      String path = request.rawPath().substring(Guard.BASE.length());
      return test.api.send(
          operation.toString().equals("DELETE /tenants/{tenant}/mobile-apps/{platform}")
              ? ApiFixture.request("DELETE", path + "?force=true")
                  .header("Authorization", request.headers("Authorization").get(0))
              : request);
    }
  }

  @Test
  void tellsAnOwnerOfEverythingThatATenantIsNotThere() {
    assertThat(api.get("/tenants/nobody/users").status()).isEqualTo(404);
  }

  @Test
  void readsTheSchemeInAnyCase() {
    assertThat(
            api.send(
                    ApiFixture.request("GET", "/tenants")
                        .header("Authorization", "bEARER " + ApiFixture.OWNER))
                .status())
        .isEqualTo(200);
  }

  @Test
  void refusesTwoAuthorizationHeaders() {
    assertThat(
            api.send(ApiFixture.asOwner("GET", "/tenants").header("authorization", "Bearer x"))
                .status())
        .isEqualTo(400);
  }

  private Answer signedIn() {
    return api.send(
        ApiFixture.request("POST", "/session")
            .body(ApiFixture.JSON, "{\"username\":\"admin\",\"password\":\"right password\"}"));
  }

  private static String cookie(Answer session) {
    return session.header("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  private static String csrf(Answer session) {
    return session.body().get("csrfToken").asText();
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void wantsTheConsolesTokenWithTheConsolesCookieForEveryChange(Operation operation) {
    Answer session = signedIn();
    String csrf = csrf(session);
    String before = api.world.state();
    for (String token :
        new String[] {null, "", "wrong", csrf.substring(1), csrf + "x", "y".repeat(5000)}) {
      TestRequest request =
          ApiFixture.request(operation.method(), api.path(operation, "acme"))
              .header("Cookie", cookie(session));
      Answer answer = api.send(token == null ? request : request.header("X-CSRF-Token", token));
      if (operation.method().equals("GET")) {
        assertThat(answer.status()).isEqualTo(200);
      } else {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("csrf");
        assertThat(api.world.state()).isEqualTo(before);
      }
    }
  }

  @Test
  void takesTheConsolesCookieWithItsToken() {
    Answer session = signedIn();
    Answer answer =
        api.send(
            ApiFixture.request("POST", "/tenants")
                .header("Cookie", cookie(session))
                .header("X-CSRF-Token", csrf(session))
                .body(ApiFixture.JSON, "{\"id\":\"new\",\"displayName\":\"New\"}"));
    assertThat(answer.status()).isEqualTo(201);
    assertThat(api.world.core.events("new").get(0).actor()).isEqualTo("admin:admin");
  }

  @Test
  void believesATokenRatherThanACookie() {
    Answer session = signedIn();
    assertThat(
            api.send(
                    ApiFixture.request("GET", "/tenants")
                        .header("Cookie", cookie(session))
                        .header("Authorization", "Bearer wrong"))
                .status())
        .isEqualTo(401);
  }

  @Test
  void tellsTheServicesOnWhoseBehalf() {
    api.send(
        ApiFixture.asOwner("POST", "/tenants")
            .from("192.0.2.77")
            .body(ApiFixture.JSON, "{\"id\":\"new\",\"displayName\":\"New\"}"));
    AuditEvent event = api.world.core.events("new").get(0);
    assertThat(event.actor()).isEqualTo("token:settings");
    assertThat(event.address()).isEqualTo("192.0.2.77");
    assertThat(event.correlationId()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/tenants/acme/war-room", "/nothing", ""})
  void knowsNothingElse(String path) {
    Answer answer = api.sendUndescribed(ApiFixture.asOwner("GET", path));
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("not-found");
  }

  @Test
  void makesTheEleventhWrongTokenWaitOnEveryRoute() {
    for (int i = 0; i < 10; i++) {
      String path = i % 2 == 0 ? "/tenants" : "/session";
      TestRequest request =
          ApiFixture.request("GET", path).header("Authorization", "Bearer guess-" + i);
      assertThat(api.send(request).status()).isEqualTo(401);
    }

    Answer answer = api.get("/tenants");
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("Retry-After")).hasValue("1");
  }
}
