package dev.muster.distribution.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Management;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A tenant that a test has for itself, made as an administrator's script makes one. */
final class Tenant {
  /** The source that every tenant has. */
  static final String SOURCE = "work";

  private final String id;
  private final ChatPlatform platform;
  private final Distribution distribution;
  private final Management api;
  private final String sandbox;
  private final Applications applications;
  private final AtomicInteger clients = new AtomicInteger();

  private Tenant(
      String id,
      ChatPlatform platform,
      Distribution distribution,
      String sandbox,
      Applications applications) {
    this.id = id;
    this.platform = platform;
    this.distribution = distribution;
    this.api = new Management(distribution);
    this.sandbox = sandbox;
    this.applications = applications;
  }

  static Tenant create(
      String id,
      ChatPlatform platform,
      Distribution distribution,
      String sandbox,
      Applications applications) {
    Tenant tenant = unbound(id, platform, distribution, sandbox, applications);
    tenant.bind();
    tenant.source(SOURCE, Map.of());
    return tenant;
  }

  static Tenant unbound(
      String id,
      ChatPlatform platform,
      Distribution distribution,
      String sandbox,
      Applications applications) {
    Tenant tenant = new Tenant(id, platform, distribution, sandbox, applications);
    tenant.api.post("/tenants", Http.write(Map.of("id", id, "displayName", "Acme Robotics")));
    return tenant;
  }

  /** Binds the company to its platform. */
  void bind() {
    api.post(
        path("/mobile-apps"),
        Http.write(Map.of("platform", platform.id(), "fields", platform.binding())));
  }

  /** Adds a source, by which people are created unless the changes say otherwise. */
  void source(String source, Map<String, ?> changes) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", source);
    body.put("displayName", source.equals(SOURCE) ? platform.label() : "A way for guests");
    body.put("platform", platform.id());
    body.put("methods", List.of("browser", "in-app", "mobile"));
    body.put("fields", platform.sourceFields());
    body.put("association", Map.of("mode", "off"));
    body.putAll(changes);
    api.post(path("/identity-sources"), Http.write(body));
  }

  /** Adds a user with a password, and returns their id. */
  String addUser(String username, String password) {
    return add("users", Map.of("username", username, "password", password));
  }

  /**
   * Adds something to a collection of the tenant.
   *
   * @return its id
   */
  String add(String collection, Map<String, ?> what) {
    return api.post(path("/" + collection), Http.write(what)).path("id").asText();
  }

  /** Whether its users may sign in with a password. */
  void passwordSignIn(boolean on) {
    api.patch(path(""), Http.write(Map.of("passwordSignIn", on)));
  }

  /** Sets a user's password, which they have to change. */
  void setPassword(String user, String password) {
    api.post(
        path("/users/" + user + "/password"),
        Http.write(Map.of("password", password, "change", true)));
  }

  void changeSource(String source, Map<String, ?> changes) {
    api.patch(path("/identity-sources/" + source), Http.write(changes));
  }

  /**
   * Registers somebody else's application.
   *
   * @param client as the management API takes it
   * @return its secret; empty where it has none
   */
  String register(String client) {
    return api.post(path("/clients"), client).path("clientSecret").asText("");
  }

  /** An application with a secret, whose ID tokens are signed by elliptic curves. */
  Application application() {
    return application(true, "ES256");
  }

  Application application(boolean confidential, String algorithm) {
    String name = id + "-" + distribution.port() + "-app" + clients.incrementAndGet();
    String url = applications.url(name);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("clientId", name);
    body.put("displayName", "Wiki");
    body.put("type", confidential ? "confidential" : "public");
    body.put("redirectUris", List.of(url + "/callback"));
    body.put(
        "scopes", List.of("openid", "profile", "email", "phone", "platform", "offline_access"));
    body.put("identitySources", List.of("*"));
    body.put("tokenEndpointAuthMethod", confidential ? "client_secret_basic" : "none");
    body.put("idTokenSignedResponseAlg", algorithm);
    body.put("firstParty", true);
    body.put(
        "grantTypes",
        List.of(
            "authorization_code", "refresh_token", "urn:muster:oauth:grant-type:platform-code"));
    String secret = api.post(path("/clients"), Http.write(body)).path("clientSecret").asText("");
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("issuer", issuer());
    settings.put("clientId", name);
    settings.put("clientSecret", secret);
    settings.put("alg", algorithm);
    settings.put("redirectUri", url + "/callback");
    applications.register(name, settings);
    return new Application(this, url, name, secret);
  }

  /** Has an application told at an address of its own when a session has ended. */
  void tellOfEnds(Application application, String address) {
    api.patch(
        path("/clients/" + application.clientId()),
        Http.write(Map.of("backchannelLogoutUri", address)));
  }

  /** What waits to be told to applications, or was told in vain. */
  List<JsonNode> logoutTasks() {
    return api.all(path("/tasks?type=back-channel-logout"));
  }

  /**
   * Lets the platform's webhook events in.
   *
   * @param keys the fields of the mobile app that they are sealed and signed with
   */
  void acceptWebhooks(Map<String, String> keys) {
    api.patch(path("/mobile-apps/" + platform.id()), Http.write(Map.of("fields", keys)));
  }

  /** Where the platform sends webhook events. */
  String webhookAddress() {
    return issuer() + "/callbacks/" + platform.id();
  }

  /** The only user there is. */
  JsonNode user() {
    JsonNode users = api.get(path("/users")).path("items");
    if (users.size() != 1) {
      throw new AssertionError("one user was expected: " + users);
    }
    return users.get(0);
  }

  int users() {
    return api.get(path("/users")).path("items").size();
  }

  JsonNode identities(String user) {
    return api.get(path("/users/" + user + "/identities")).path("items");
  }

  /** What the check of a source says that works. */
  JsonNode capabilities(String source) {
    return api.post(path("/identity-sources/" + source + "/check"), "").path("capabilities");
  }

  /** Ends every session of a user. */
  void signOut(String user) {
    api.delete(path("/users/" + user + "/sessions"));
  }

  void disable(String user) {
    api.post(path("/users/" + user + "/disable"), "");
  }

  String id() {
    return id;
  }

  ChatPlatform platform() {
    return platform;
  }

  String sandboxUrl() {
    return sandbox + "/" + platform.id();
  }

  /** Where people sign in, without a slash at its end. */
  String issuer() {
    return distribution.publicUrl() + "/t/" + id;
  }

  private String path(String below) {
    return "/tenants/" + id + below;
  }
}
