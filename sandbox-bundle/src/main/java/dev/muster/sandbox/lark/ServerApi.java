package dev.muster.sandbox.lark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The calls below {@code /open-apis}, and the newest one that redeems codes. */
final class ServerApi {
  static final String OAUTH = "oauth/token";
  static final String TENANT_TOKEN = "tenant_access_token";
  static final String USER_INFO = "user_info";

  private static final String OPEN = "/open-apis/";
  private static final Map<String, String> CALLS =
      Map.of(
          "/open-apis/auth/v3/tenant_access_token/internal", TENANT_TOKEN,
          "/open-apis/authen/v2/oauth/token", OAUTH,
          "/oauth/v3/token", OAUTH,
          "/open-apis/authen/v1/user_info", USER_INFO,
          "/open-apis/tenant/v2/tenant/query", "tenant",
          "/open-apis/bot/v3/info", "bot",
          "/open-apis/application/v6/scopes", "scopes");

  private final Replies replies = new Replies();
  private final State state;
  private final ContactApi contacts;

  ServerApi(State state) {
    this.state = state;
    this.contacts = new ContactApi(state, replies);
  }

  static boolean serves(String path) {
    return path.startsWith(OPEN) || CALLS.containsKey(path);
  }

  /** Answers a call, faults first. */
  SandboxResponse handle(SandboxRequest request) {
    Optional<String> call =
        Optional.ofNullable(CALLS.get(request.path())).or(() -> ContactApi.call(request.path()));
    if (call.isEmpty()) {
      return SandboxResponse.of(
          404, "text/plain; charset=utf-8", "404 page not found".getBytes(StandardCharsets.UTF_8));
    }
    String name = call.get();
    boolean handsOut = name.equals(OAUTH) || name.equals(TENANT_TOKEN);
    Function<String, SandboxResponse> fault =
        code -> replies.error(style(name), fault(name, Integer.parseInt(code)));
    return state.answer(name, !handsOut, () -> answer(name, request), fault);
  }

  private SandboxResponse answer(String call, SandboxRequest request) {
    try {
      return replies.write(
          200,
          switch (call) {
            case TENANT_TOKEN -> tenantToken(body(request));
            case OAUTH -> userToken(body(request), request.path().startsWith("/oauth/v3"));
            case USER_INFO -> userInfo(request);
            case "tenant" -> tenant(request);
            case "bot" -> bot(request);
            case "scopes" -> scopes(request);
            default -> {
              requireApp(request);
              yield contacts.answer(call, request);
            }
          });
    } catch (ApiError e) {
      return replies.error(style(call), e);
    }
  }

  private static Replies.Style style(String call) {
    return switch (call) {
      case OAUTH -> Replies.Style.OAUTH;
      case TENANT_TOKEN, USER_INFO, "bot" -> Replies.Style.ALWAYS_200;
      default -> Replies.Style.STATUS;
    };
  }

  /** The same trouble has another number at another call. */
  private static ApiError fault(String call, int code) {
    if (code == 99991672) {
      return ApiError.scopeMissing(Scopes.CONTACTS);
    }
    int number =
        switch (call) {
          case OAUTH -> code == 10014 ? 20002 : code;
          case TENANT_TOKEN -> code == 20046 ? 10003 : code;
          case USER_INFO -> code == 99991663 ? 99991668 : code;
          default -> code == 99991677 ? 99991663 : code;
        };
    return new ApiError(number, "sandbox fault");
  }

  private ObjectNode tenantToken(JsonNode body) throws ApiError {
    World.App app = state.world().app();
    if (!body.path("app_id").asText().equals(app.appId())) {
      throw new ApiError(10003, "invalid param");
    }
    if (!body.path("app_secret").asText().equals(app.appSecret())) {
      throw new ApiError(10014, "app secret invalid");
    }
    if (!app.enabled()) {
      throw new ApiError(99991662, "app is disabled");
    }
    Grants.AppToken token = state.grants().appToken();
    return replies.flat().put("tenant_access_token", token.token()).put("expire", token.seconds());
  }

  private ObjectNode userToken(JsonNode body, boolean strict) throws ApiError {
    World.App app = state.world().app();
    if (!body.path("grant_type").asText().equals("authorization_code")) {
      throw new ApiError(20036, "unsupported grant_type");
    }
    if (!body.path("client_id").asText().equals(app.appId())) {
      throw new ApiError(20048, "the app does not exist");
    }
    if (!body.path("client_secret").asText().equals(app.appSecret())) {
      throw new ApiError(20002, "the client secret is invalid");
    }
    if (!app.enabled()) {
      throw new ApiError(20069, "the app is not enabled");
    }
    Person person = redeem(body, strict);
    return replies
        .json()
        .createObjectNode()
        .put("code", 0)
        .put(
            "access_token",
            Grants.USER_PREFIX + state.grants().userTokens().issue(person.id(), Grants.TOKEN_LIFE))
        .put("expires_in", Grants.TOKEN_LIFE.toSeconds())
        .put("token_type", "Bearer")
        .put("scope", "auth:user.id:read");
  }

  private Person redeem(JsonNode body, boolean strict) throws ApiError {
    String text = body.path("code").asText();
    Optional<Grants.Code> found = state.grants().codes().look(text);
    if (found.isEmpty()) {
      throw state.grants().codes().hasDied(text)
          ? new ApiError(20004, "the code has expired")
          : new ApiError(20003, "the code is not known");
    }
    Grants.Code code = found.get();
    if (code.used().getAndSet(true)) {
      throw new ApiError(20065, "the code was used");
    }
    Optional<String> redirect = Optional.ofNullable(body.path("redirect_uri").textValue());
    if (code.redirectUri().isPresent()
        && redirect.filter(it -> !code.redirectUri().get().equals(it)).isPresent()) {
      throw new ApiError(20071, "redirect_uri differs");
    }
    if (!verified(code, body.path("code_verifier").asText(), strict)) {
      throw new ApiError(20049, "PKCE failed");
    }
    Person person =
        state
            .world()
            .person(code.personId())
            .filter(it -> it.kind() != Person.Kind.DELETED)
            .orElseThrow(() -> new ApiError(20008, "the user does not exist"));
    if (person.status() == Person.Status.FROZEN) {
      throw new ApiError(20066, "the user's status is not right");
    }
    if (!person.inRange()) {
      throw new ApiError(20010, "the user may not use the app");
    }
    return person;
  }

  /** The older call lets a verifier pass for which there was no challenge. */
  private static boolean verified(Grants.Code code, String verifier, boolean strict) {
    if (code.challenge().isEmpty()) {
      return verifier.isEmpty() || !strict;
    }
    Grants.Challenge challenge = code.challenge().get();
    return challenge.value().equals(challenge.s256() ? s256(verifier) : verifier);
  }

  private static String s256(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private ObjectNode userInfo(SandboxRequest request) throws ApiError {
    String token = bearer(request);
    if (!token.startsWith(Grants.USER_PREFIX)) {
      throw new ApiError(99991671, "the token is malformed");
    }
    String ticket = token.substring(Grants.USER_PREFIX.length());
    Optional<Person> found =
        state.grants().userTokens().look(ticket).flatMap(state.world()::person);
    if (found.isEmpty()) {
      throw state.grants().userTokens().hasDied(ticket)
          ? new ApiError(99991677, "the user token has expired")
          : new ApiError(99991668, "the user token is invalid");
    }
    Person person = found.get();
    if (person.status() == Person.Status.RESIGNED) {
      throw new ApiError(20021, "the user has resigned");
    }
    ObjectNode body = replies.flat();
    body.putObject("data")
        .put("name", person.name().zh())
        .put("en_name", person.name().en())
        .put("avatar_url", "https://pictures.sandbox.example/" + person.id())
        .put("open_id", person.openId())
        .put("union_id", "on_" + person.openId().substring("ou_".length()))
        .put("tenant_key", state.world().tenantKey(person));
    return body;
  }

  private ObjectNode tenant(SandboxRequest request) throws ApiError {
    requireApp(request);
    if (!state.world().app().scopes().contains(Scopes.TENANT)) {
      throw ApiError.scopeMissing(Scopes.TENANT);
    }
    World.Company company = state.world().company();
    ObjectNode body = replies.flat();
    body.putObject("data")
        .putObject("tenant")
        .put("name", company.name().zh())
        .put("display_id", company.displayId())
        .put("tenant_tag", 0)
        .put("tenant_key", company.tenantKey());
    return body;
  }

  /** Its payload lies under a name of its own. */
  private ObjectNode bot(SandboxRequest request) throws ApiError {
    requireApp(request);
    World.App app = state.world().app();
    if (!app.bot()) {
      throw new ApiError(11205, "the app has no bot");
    }
    ObjectNode body = replies.flat();
    body.putObject("bot")
        .put("activate_status", app.enabled() ? 2 : 1)
        .put("app_name", app.name())
        .put("open_id", "ou_sandboxbot")
        .putArray("ip_white_list");
    return body;
  }

  private ObjectNode scopes(SandboxRequest request) throws ApiError {
    requireApp(request);
    ObjectNode body = replies.flat();
    ArrayNode list = body.putObject("data").putArray("scopes");
    for (String scope : Scopes.ALL) {
      boolean granted = state.world().app().scopes().contains(scope);
      list.addObject().put("scope_name", scope).put("grant_status", granted ? 1 : 2);
    }
    return body;
  }

  private void requireApp(SandboxRequest request) throws ApiError {
    String token = bearer(request);
    if (!token.startsWith(Grants.APP_PREFIX)) {
      throw new ApiError(99991671, "the token is malformed");
    }
    if (state.grants().appTokens().look(token.substring(Grants.APP_PREFIX.length())).isEmpty()) {
      throw new ApiError(99991663, "the tenant token is invalid");
    }
  }

  private static String bearer(SandboxRequest request) throws ApiError {
    String header = request.header("Authorization").orElse("");
    if (!header.startsWith("Bearer ")) {
      throw new ApiError(99991661, "there is no token in the header");
    }
    return header.substring("Bearer ".length());
  }

  private JsonNode body(SandboxRequest request) throws ApiError {
    return read(replies, request);
  }

  static JsonNode read(Replies replies, SandboxRequest request) throws ApiError {
    try {
      JsonNode body = replies.json().readTree(request.body());
      if (request.method().equals("POST") && body != null && body.isObject()) {
        return body;
      }
    } catch (IOException e) {
      // answered as the platform answers it
    }
    throw new ApiError(20063, "the request is malformed");
  }
}
