package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.muster.api.AuditLog;
import dev.muster.api.Installation;
import dev.muster.api.Session;
import dev.muster.core.reconcile.TestReconciliations;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Secret;
import dev.muster.web.http.Response;
import dev.muster.web.http.Routes;
import dev.muster.web.http.TestInstallation;
import dev.muster.web.http.TestRequest;
import dev.muster.web.http.TestServer;
import dev.muster.web.signin.PagePreview;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The API on the core. Every answer, and the body of every request that is accepted, is held
 * against the description.
 */
final class ApiFixture {
  static final String JSON = "application/json";

  /** Assembled once, because that takes longer than most tests. */
  private static final OpenApiDocument DESCRIBED = new OpenApiDocument();

  /** The token that may do everything. */
  static final String OWNER = TestCore.API_TOKEN;

  /** Of the administrator whom {@link #furnished} adds. */
  static final String ANAS_PASSWORD = "correct horse battery";

  final World world = new World();
  final Description description = Description.OF_THE_API;
  private final ObjectMapper mapper = new ObjectMapper();
  private final TestServer server;
  String user = "";
  String identity = "";
  String failedTask = "";
  String runningTask = "";
  String token = "";
  String consoleSession = "";
  String userSession = "";
  String tried = "";
  String userImport = "";
  String run = "";
  String room = "";
  String member = "";
  String rota = "";
  String template = "";
  String intake = "";
  String rule = "";
  String alert = "";

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

  ApiFixture(Installation installation) {
    server = server(installation, world.core.auditLog);
  }

  /** With audit events that the core would not write. */
  ApiFixture(AuditLog audit) {
    server = server(TestInstallation.plain(), audit);
  }

  private TestServer server(Installation installation, AuditLog audit) {
    return new TestServer(
        installation,
        new CountedMetrics(),
        routes(world, installation, audit).toArray(new Routes[0]));
  }

  static List<Routes> routes(World world, Installation installation, AuditLog audit) {
    TestCore core = world.core;
    Guard guard = new Guard(core.consoleSessions, core.apiTokens, core.tenants, installation);
    return List.of(
        DESCRIBED,
        new SessionApi(guard, core.consoleSessions),
        new PlatformsApi(guard, core.platforms, installation),
        new PluginsApi(guard, world.plugins, world.plugins),
        new TenantsApi(guard, core.tenants),
        new BrandingApi(guard, core.brandings, new PagePreview(core.sources)),
        new MobileAppsApi(
            guard,
            core.mobileApps,
            core.sources,
            world.rooms,
            core.apiTokens,
            core.platforms,
            installation),
        new IdentitySourcesApi(guard, core.sources, core.platforms, installation, core.apiTokens),
        new DepartmentsApi(guard, core.memberships),
        new ReconciliationsApi(guard, core.reconciliations, core.apiTokens),
        new SignInTriesApi(guard, core.tries, installation),
        new ClientsApi(guard, core.clients, core.apiTokens),
        new SigningKeysApi(guard, core.signingKeys),
        new UsersApi(guard, core.users),
        new UserGrantsApi(guard, core.clientGrants),
        new WarRoomsApi(
            guard,
            world.rooms,
            core.platforms,
            core.apiTokens,
            core.alerting.alerts,
            core.alerting.intakes,
            core.alerting.rules,
            core.clock),
        new RotasApi(guard, core.rotas),
        new WarRoomTemplatesApi(guard, core.templates),
        new StatisticsApi(guard, core.statistics),
        new UserImportsApi(guard, core.imports),
        new AlertIntakesApi(
            guard, core.alerting.intakes, core.alerting.inbox, installation, core.apiTokens),
        new AlertsApi(guard, core.alerting.alerts),
        new WarRoomRulesApi(
            guard,
            core.alerting.rules,
            core.alerting.settings,
            core.alerting.alerts,
            core.alerting.inbox),
        new WarRoomSettingsApi(guard, core.alerting.settings),
        new TasksApi(guard, core.tasks),
        new InstallationApi(guard, TestInstallation.plain()),
        new AuditEventsApi(guard, audit, core.apiTokens),
        new AdministratorsApi(guard, core.administrators, core.consoleSessions),
        new ApiTokensApi(guard, core.apiTokens));
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

  /** Whether its answer may have megabytes. */
  boolean isLarge(TestRequest request) {
    return server.isLarge(request);
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

  /** Puts one of each kind there; the source draws on the app. */
  ApiFixture furnished() {
    created(
        "/tenants/acme/mobile-apps",
        "{'platform':'wechatwork','fields':{'corpId':'ww1','secret':'s3cr3t-value'}}");
    created(
        "/tenants/acme/identity-sources",
        "{'id':'wecom','platform':'wechatwork','displayName':'W','methods':['mobile','browser']}");
    tried = world.core.tries.create(TestCore.ALICE, World.TENANT, "wecom").id();
    created("/tenants/acme/clients", "{'clientId':'shop','displayName':'Shop'}");
    user = created("/tenants/acme/users", "{'username':'li'}").body().get("id").asText();
    identity = world.link(user);
    Secret unused = world.session(user, identity);
    Session session = world.core.users.sessions(World.TENANT, user).get(0);
    userSession = session.id();
    boolean consented =
        world.core.consents.give(
            TestCore.ALICE,
            World.TENANT,
            session,
            world.core.clients.find(World.TENANT, "shop").orElseThrow().value(),
            Set.of("openid"));
    assertThat(consented).isTrue();
    created("/admins", "{'username':'ana','role':'owner','password':'" + ANAS_PASSWORD + "'}");
    consoleSession = world.consoleSession("ana", ANAS_PASSWORD).id();
    token =
        created("/api-tokens", "{'displayName':'Script','role':'owner'}").body().get("id").asText();
    userImport =
        world.core.imports.start(
            TestCore.ALICE,
            World.TENANT,
            true,
            new ByteArrayInputStream("username\nli\n".getBytes(StandardCharsets.UTF_8)));
    run = TestReconciliations.waiting(world.core, World.TENANT, "wecom");
    world.chats();
    JsonNode opened =
        created(
                "/tenants/acme/war-rooms",
                "{'title':'Shop','severity':'P1','platforms':['lark'],"
                    + "'members':[{'email':'li@corp.example'}]}")
            .body();
    room = opened.get("id").asText();
    member = opened.at("/members/0/id").asText();
    rota =
        created(
                "/tenants/acme/rotas",
                "{'displayName':'Desk','timeZone':'Asia/Shanghai',"
                    + "'shifts':[{'start':'08:00','end':'20:00','members':[{'user':'"
                    + user
                    + "'}]}]}")
            .body()
            .get("id")
            .asText();
    template =
        created("/tenants/acme/war-room-templates", "{'displayName':'Ours'}")
            .body()
            .get("id")
            .asText();
    intake =
        created("/tenants/acme/alert-intakes", "{'displayName':'A'}").body().get("id").asText();
    rule =
        created(
                "/tenants/acme/war-room-rules",
                "{'displayName':'A','then':{'platforms':['wechatwork'],'triage':true}}")
            .body()
            .get("id")
            .asText();
    alert = world.alert(intake);
    failedTask = world.failedTask();
    runningTask = world.runningTask();
    return this;
  }

  /** The path of an operation on what {@link #furnished} puts there. */
  String path(Description.Operation operation, String tenant) {
    return operation
        .path()
        .replace("{tenant}", tenant)
        .replace("{platform}", "wechatwork")
        .replace("{source}", "wecom")
        .replace("{client}", "shop")
        .replace("{user}", user)
        .replace("{identity}", identity)
        .replace("{task}", failedTask)
        .replace("{admin}", "ana")
        .replace("{session}", consoleSession)
        .replace("{userSession}", userSession)
        .replace("{import}", userImport)
        .replace("{token}", token)
        .replace("{try}", tried)
        .replace("{run}", run)
        .replace("{room}", room)
        .replace("{member}", member)
        .replace("{rota}", rota)
        .replace("{template}", template)
        .replace("{intake}", intake)
        .replace("{rule}", rule)
        .replace("{alert}", alert)
        .replace("{symbolicName}", FakePlugins.ONE);
  }

  private Answer created(String path, String json) {
    Answer answer = send("POST", path, json.replace('\'', '"'));
    assertThat(answer.status()).isEqualTo(201);
    return answer;
  }
}
