package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.web.api.ApiFixture.Answer;
import dev.muster.web.api.Description.Operation;
import dev.muster.web.http.TestRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Throws at every operation of the description what nobody means well by. */
class HostileInputTest {
  /** The whole of what may be answered. */
  private static final Set<Integer> REFUSALS = Set.of(400, 401, 403, 404, 409, 412, 413, 415, 422);

  private static final List<String> BODIES =
      List.of(
          "{",
          "[]",
          "null",
          "true",
          "\"text\"",
          "12",
          "{}{}",
          "{\"a\":1,\"a\":2}",
          "{\"displayName\":\"a\",\"displayName\":\"b\"}",
          "{\"__proto__\":{\"x\":1},\"constructor\":1}",
          "{\"displayName\":\"\\u0000\"}",
          "{\"displayName\":\"\\ud800\"}",
          "{\"displayName\":{\"$ne\":null}}",
          "{\"displayName\":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}",
          "{\"username\":[],\"id\":{},\"methods\":\"x\",\"fields\":[],\"type\":7,\"password\":1}",
          "{\"platform\":\"../../etc/passwd\",\"fields\":{\"corpId\":[1]},\"id\":9}",
          "{\"redirectUris\":\"javascript:alert(1)\",\"scopes\":1,\"jwks\":[]}",
          "{\"unheardOf\":\"'; DROP TABLE users; --\"}",
          "{\"" + "n".repeat(5000) + "\":1}",
          "{\"displayName\":" + "9".repeat(5000) + "}",
          "{\"displayName\":1e999999999}",
          "[".repeat(100_000),
          "{\"a\":".repeat(50_000));

  private static final List<String> NASTY =
      List.of(
          "nobody",
          "%00",
          "..%2f..",
          "%2e%2e",
          "a%2fb",
          "%ff",
          "%",
          "a;b",
          "%0d%0aX:y",
          "x".repeat(1500),
          "%27%20or%201=1",
          "%F0%9F%98%80",
          "*");

  private static final List<String> QUERIES =
      List.of(
          "limit=0",
          "limit=1&limit=1",
          "limit=%",
          "after=%ff",
          "q=%00",
          "q=a&q=b",
          "from=x",
          "force=maybe",
          "actor=%0d%0a",
          "=&&==&%20",
          "a=1&".repeat(200),
          "q=" + "x".repeat(20_000));

  static Stream<Operation> operations() {
    return Description.OF_THE_API.operations().stream();
  }

  static Stream<Operation> withoutBody() {
    return operations()
        .filter(operation -> !operation.method().equals("GET") && !operation.hasBody())
        .filter(operation -> !operation.hasUpload());
  }

  static Stream<Operation> withBody() {
    return operations().filter(Operation::hasBody);
  }

  static Stream<Operation> withParameters() {
    return operations().filter(operation -> operation.path().contains("{"));
  }

  private final ApiFixture api = new ApiFixture().furnished();

  private String path(Operation operation) {
    return api.path(operation, World.TENANT);
  }

  private void refuses(Operation operation, TestRequest request, Integer... expected) {
    String before = api.world.state();
    Answer answer = api.sendUndescribed(request);
    String about = operation + " answered " + answer.status() + " " + answer.text();
    assertThat(answer.status()).as(about).isIn(REFUSALS);
    if (expected.length > 0) {
      assertThat(answer.status()).as(about).isIn((Object[]) expected);
    }
    assertThat(answer.response().contentType()).isEqualTo("application/problem+json");
    assertThat(
            api.description.faults(
                operation,
                answer.status(),
                answer.response().contentType(),
                answer.response().body()))
        .as(about)
        .isEmpty();
    assertThat(answer.text()).doesNotContain("Exception").doesNotContain("com.fasterxml");
    assertThat(api.world.state()).as("nothing changed by %s", operation).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("withBody")
  void refusesBodiesThatAreNotMeantWell(Operation operation) {
    for (String body : BODIES) {
      refuses(
          operation,
          ApiFixture.asOwner(operation.method(), path(operation)).body(ApiFixture.JSON, body),
          400,
          413,
          422);
    }
  }

  @ParameterizedTest
  @MethodSource("withBody")
  void refusesBodiesOfAnotherKindSizeOrWriting(Operation operation) {
    String path = path(operation);
    List<TestRequest> requests = new ArrayList<>();
    String large = "{\"displayName\":\"" + "a".repeat(1_000_001) + "\"}";
    refuses(
        operation, ApiFixture.asOwner(operation.method(), path).body(ApiFixture.JSON, large), 413);
    for (String type : List.of("text/plain", "application/xml", "multipart/form-data", "")) {
      requests.add(ApiFixture.asOwner(operation.method(), path).body(type, "{}"));
    }
    boolean required = operation.node().at("/requestBody/required").asBoolean();
    if (required) {
      requests.add(ApiFixture.asOwner(operation.method(), path));
    }
    requests.forEach(request -> refuses(operation, request, 415));
    refuses(
        operation,
        ApiFixture.asOwner(operation.method(), path)
            .body(ApiFixture.JSON, "{\"displayName\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1)),
        400);
    if (required) {
      refuses(
          operation,
          ApiFixture.asOwner(operation.method(), path).body(ApiFixture.JSON, new byte[0]),
          400);
    }
  }

  @ParameterizedTest
  @MethodSource("withoutBody")
  void refusesBodiesWhereNoneIsRead(Operation operation) {
    for (String body : List.of("{", "[]", "{\"force\":true}", "x", "{\"a\":1,\"a\":1}")) {
      refuses(
          operation,
          ApiFixture.asOwner(operation.method(), path(operation)).body(ApiFixture.JSON, body),
          operation.path().startsWith("/session")
              ? new Integer[] {400, 401, 422}
              : new Integer[] {400, 422});
    }
  }

  @ParameterizedTest
  @MethodSource("withParameters")
  void refusesNastyPathParameters(Operation operation) {
    String[] parts = operation.path().split("/");
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].startsWith("{")) {
        continue;
      }
      for (String nasty : NASTY) {
        String[] copy = parts.clone();
        copy[i] = nasty;
        String path =
            path(new Operation(operation.method(), String.join("/", copy), operation.node()));
        TestRequest request = ApiFixture.asOwner(operation.method(), path);
        refuses(
            operation,
            operation.hasBody() ? request.body(ApiFixture.JSON, validBody(operation)) : request,
            operation.path().startsWith("/session")
                ? new Integer[] {400, 401, 404}
                : new Integer[] {400, 404, 422});
      }
    }
  }

  private static String validBody(Operation operation) {
    return switch (operation.node().get("operationId").asText()) {
      case "modifyKeys" -> "{\"secret\":\"value\"}";
      case "changeMobileApp",
          "changeIdentitySource",
          "changeClient",
          "changeUser",
          "changeWarRoomRule",
          "changeWarRoomSettings",
          "changeTenant",
          "changeAdministrator",
          "changeWarRoom",
          "reopenWarRoom",
          "retryWarRoom",
          "changeRota",
          "changeAlertIntake",
          "changeWarRoomTemplate",
          "replaceBranding",
          "disableUser",
          "enableUser" ->
          "{}";
      case "previewBranding" ->
          "{\"branding\":{},\"page\":\"account\",\"language\":\"en\",\"theme\":\"dark\"}";
      case "bindMobileApp", "checkMobileAppDraft" -> "{\"platform\":\"wechatwork\",\"fields\":{}}";
      case "createIdentitySource", "checkIdentitySourceDraft" ->
          "{\"id\":\"a\",\"displayName\":\"A\",\"platform\":\"wechatwork\",\"methods\":[\"mobile\"]}";
      case "createClient", "createWarRoomTemplate" -> "{\"displayName\":\"A\"}";
      case "createRota" ->
          "{\"displayName\":\"A\",\"timeZone\":\"UTC\","
              + "\"shifts\":[{\"start\":\"00:00\",\"end\":\"24:00\",\"members\":[]}]}";
      case "previewRota" ->
          "{\"rota\":{\"displayName\":\"A\",\"timeZone\":\"UTC\","
              + "\"shifts\":[{\"start\":\"00:00\",\"end\":\"24:00\",\"members\":[]}]}}";
      case "previewWarRoomTemplate" -> "{\"template\":{\"displayName\":\"A\"}}";
      case "setUserPassword" -> "{\"password\":\"correct horse battery\"}";
      case "startReconciliation" -> "{\"apply\":false}";
      case "openWarRoom" -> "{\"title\":\"A\",\"severity\":\"P1\",\"platforms\":[\"lark\"]}";
      case "inviteToWarRoom" -> "{\"members\":[{\"email\":\"li@corp.example\"}]}";
      case "sendToWarRoom" -> "{\"text\":\"a\"}";
      case "sendWarRoomNotice" -> "{\"kind\":\"progress\",\"text\":\"a\"}";
      case "setWarRoomStatus" -> "{\"status\":\"diagnosing\"}";
      case "closeWarRoom" -> "{\"policy\":\"keep\"}";
      case "createAlertIntake" -> "{\"displayName\":\"A\"}";
      case "createWarRoomRule" ->
          "{\"displayName\":\"A\",\"then\":{\"platforms\":[\"wechatwork\"]}}";
      case "tryWarRoomRules" -> "{\"alert\":{\"title\":\"A\"}}";
      case "createUser" -> "{\"username\":\"wang\"}";
      default -> throw new AssertionError(operation);
    };
  }

  @ParameterizedTest
  @MethodSource("operations")
  void survivesNastyQueries(Operation operation) {
    for (String query : QUERIES) {
      TestRequest request =
          ApiFixture.asOwner(operation.method(), path(operation) + "?" + query)
              .body(ApiFixture.JSON, "[]");
      Answer answer = api.sendUndescribed(request);
      assertThat(answer.status()).as("%s?%s", operation, query).isLessThan(500);
      if (answer.status() >= 400) {
        assertThat(answer.code()).isNotEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void survivesNastyHeaders(Operation operation) {
    String path = path(operation);
    for (String value : List.of("", "\"", "\"\u00ff\"", "x".repeat(9000), "*, *", "%00")) {
      for (String header :
          List.of(
              "If-Match",
              "Accept",
              "Accept-Language",
              "Cookie",
              "X-Forwarded-For",
              "X-Correlation-Id")) {
        TestRequest request =
            ApiFixture.asOwner(operation.method(), path)
                .header(header, value)
                .body(ApiFixture.JSON, "[]");
        Answer answer = api.sendUndescribed(request);
        assertThat(answer.status()).as("%s %s: %s", operation, header, value).isLessThan(500);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void tellsOfMethodsThatItDoesNotKnow(Operation operation) {
    for (String method : List.of("TRACE", "CONNECT", "OPTIONS", "BREW", "get")) {
      Answer answer = api.sendUndescribed(ApiFixture.asOwner(method, path(operation)));
      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.code()).isEqualTo("method-not-allowed");
      assertThat(answer.header("Allow").orElseThrow()).contains(operation.method());
    }
  }
}
