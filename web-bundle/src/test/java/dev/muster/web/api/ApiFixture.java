package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.muster.api.Administrators.Principal;
import dev.muster.api.Administrators.Role;
import dev.muster.api.Installation;
import dev.muster.web.http.RecordedMetrics;
import dev.muster.web.http.Response;
import dev.muster.web.http.Routes;
import dev.muster.web.http.TestInstallation;
import dev.muster.web.http.TestRequest;
import dev.muster.web.http.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The API on services in memory. Every answer, and the body of every request that is accepted, is
 * held against the description.
 */
final class ApiFixture {
  static final String JSON = "application/json";

  /** The token that may do everything. */
  static final String OWNER = "owner-0123456789-0123456789-0123456789";

  final World world = new World();
  final Description description = Description.OF_THE_API;
  private final ObjectMapper mapper = new ObjectMapper();
  private final TestServer server;

  /** An answer, read. */
  record Answer(int status, Response response, JsonNode body) {
    Optional<String> header(String name) {
      return response.headers().stream()
          .filter(header -> header.name().equalsIgnoreCase(name))
          .map(Response.Header::value)
          .findFirst();
    }

    String code() {
      return body.path("code").asText();
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }
  }

  ApiFixture() {
    this(TestInstallation.plain());
  }

  ApiFixture(Installation installation, List<Routes> routes) {
    server = new TestServer(installation, new RecordedMetrics(), routes.toArray(new Routes[0]));
  }

  ApiFixture(TestInstallation installation) {
    server =
        new TestServer(
            installation,
            new RecordedMetrics(),
            routes(world, installation).toArray(new Routes[0]));
    world.tokens.put(OWNER, new Principal("token:1", Role.OWNER, Set.of("*")));
  }

  static List<Routes> routes(World world, TestInstallation installation) {
    Guard guard = new Guard(world.administrators(), world.tenants(), installation);
    return List.of(
        new OpenApiDocument(),
        new SessionApi(guard, world.administrators()),
        new PlatformsApi(guard, world.platforms()),
        new PluginsApi(guard, world.plugins, world.plugins),
        new TenantsApi(guard, world.tenants()),
        new MobileAppsApi(guard, world.apps()),
        new IdentitySourcesApi(guard, world.sources()),
        new ClientsApi(guard, world.clients()),
        new SigningKeysApi(guard, world.signingKeys()),
        new UsersApi(guard, world.users()),
        new TasksApi(guard, world.tasks),
        new AuditEventsApi(guard, world.audit()));
  }

  static TestRequest request(String method, String path) {
    return TestRequest.of(method, Guard.BASE + path);
  }

  static TestRequest asOwner(String method, String path) {
    return request(method, path).header("Authorization", "Bearer " + OWNER);
  }

  Answer get(String path) {
    return send(asOwner("GET", path));
  }

  Answer send(String method, String path, String json) {
    TestRequest request = asOwner(method, path).body(JSON, json);
    Answer answer = send(request);
    if (answer.status() < 300) {
      Description.Operation operation = operation(request);
      assertThat(description.requestFaults(operation, json.getBytes(StandardCharsets.UTF_8)))
          .as("body of %s", operation)
          .isEmpty();
    }
    return answer;
  }

  /** The status that is answered before the body is waited for, if anything is. */
  Optional<Integer> refusal(TestRequest request) {
    return server.refusal(request).map(Response::status);
  }

  Answer send(TestRequest request) {
    Response response = server.answer(request);
    assertThat(
            description.faults(
                operation(request), response.status(), response.contentType(), response.body()))
        .as(
            "%s %s: %s",
            request.method(),
            request.rawPath(),
            new String(response.body(), StandardCharsets.UTF_8))
        .isEmpty();
    return answer(response);
  }

  /** Sends what no operation describes. */
  Answer sendUndescribed(TestRequest request) {
    return answer(server.answer(request));
  }

  private Answer answer(Response response) {
    try {
      return new Answer(
          response.status(),
          response,
          response.contentType().endsWith("json")
              ? mapper.readTree(response.body())
              : MissingNode.getInstance());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Description.Operation operation(TestRequest request) {
    return description.operation(
        request.method(), request.rawPath().substring(Guard.BASE.length()));
  }

  /** Puts one of each kind there. */
  ApiFixture furnished() {
    created(
        "/tenants/acme/mobile-apps",
        "{'platform':'wechatwork','fields':{'corpId':'ww1','secret':'s3cr3t-value'}}");
    created(
        "/tenants/acme/identity-sources",
        "{'id':'wecom','platform':'wechatwork','displayName':'W','methods':['mobile'],"
            + "'fields':{'corpId':'ww1','secret':'s3cr3t-value'}}");
    created("/tenants/acme/clients", "{'clientId':'shop','displayName':'Shop'}");
    created("/tenants/acme/users", "{'username':'li'}");
    return this;
  }

  private void created(String path, String json) {
    assertThat(send("POST", path, json.replace('\'', '"')).status()).isEqualTo(201);
  }
}
