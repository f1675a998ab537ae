package dev.muster.sandbox.lark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import dev.muster.sandbox.common.ApiError;
import dev.muster.sandbox.common.Json;
import dev.muster.sandbox.common.PlatformState;
import dev.muster.sandbox.common.Tickets;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The calls below {@code /open-apis}, and the newest one that redeems codes. */
final class ServerApi {
  static final String OAUTH = "oauth/token";
  static final String TENANT_TOKEN = "tenant_access_token";
  static final String USER_INFO = "user_info";
  static final String SEND = "im/messages";

  private static final String APP_PREFIX = "t-";
  private static final String USER_PREFIX = "u-";

  /** With less than this left, the platform hands out a new token. */
  private static final Duration RENEWED_BELOW = Duration.ofMinutes(30);

  private static final String OPEN = "/open-apis/";
  private static final Map<String, String> CALLS =
      Map.of(
          "/open-apis/auth/v3/tenant_access_token/internal", TENANT_TOKEN,
          "/open-apis/authen/v2/oauth/token", OAUTH,
          "/oauth/v3/token", OAUTH,
          "/open-apis/authen/v1/user_info", USER_INFO,
          "/open-apis/tenant/v2/tenant/query", "tenant",
          "/open-apis/bot/v3/info", "bot",
          "/open-apis/application/v6/scopes", "scopes",
          "/open-apis/im/v1/messages", SEND);

  private final PlatformState<World> state;
  private final ContactApi contacts;
  private final GroupChatApi groupChats;
  private final ChatMessageApi chatMessages;

  ServerApi(PlatformState<World> state, ChatEvents events, Clock clock) {
    this.state = state;
    this.contacts = new ContactApi(state);
    this.groupChats = new GroupChatApi(state, events, clock);
    this.chatMessages = new ChatMessageApi(state, clock);
  }

  static boolean serves(String path) {
    return path.startsWith(OPEN) || CALLS.containsKey(path);
  }

  /** Answers a call, faults first. */
  SandboxResponse handle(SandboxRequest request) {
    Optional<String> call = call(request.method(), request.path());
    if (call.isEmpty()) {
      return SandboxResponse.of(
          404, "text/plain; charset=utf-8", "404 page not found".getBytes(StandardCharsets.UTF_8));
    }
    String name = call.get();
    boolean handsOut = name.equals(OAUTH) || name.equals(TENANT_TOKEN);
    return state.answer(
        name,
        !handsOut,
        () -> Replies.write(200, answer(name, request)),
        error -> Replies.error(style(name), named(name, error)));
  }

  private static Optional<String> call(String method, String path) {
    return Optional.ofNullable(CALLS.get(path))
        .map(call -> call.equals(SEND) && method.equals("GET") ? ChatMessageApi.LIST : call)
        .or(() -> GroupChatApi.call(method, path))
        .or(() -> ContactApi.call(path));
  }

  private ObjectNode answer(String call, SandboxRequest request) throws ApiError {
    return switch (call) {
      case TENANT_TOKEN -> tenantToken(body(request));
      case OAUTH -> userToken(body(request), request.path().startsWith("/oauth/v3"));
      case USER_INFO -> userInfo(request);
      case "tenant" -> tenant(request);
      case "bot" -> bot(request);
      case "scopes" -> scopes(request);
      case SEND -> send(request);
      case ChatMessageApi.LIST -> {
        requireApp(request);
        yield chatMessages.list(request);
      }
      default -> {
        requireApp(request);
        yield GroupChatApi.serves(call)
            ? groupChats.answer(call, request)
            : contacts.answer(call, request);
      }
    };
  }

  private static Replies.Style style(String call) {
    return switch (call) {
      case OAUTH -> Replies.Style.OAUTH;
      case TENANT_TOKEN, USER_INFO, "bot" -> Replies.Style.ALWAYS_200;
      default -> Replies.Style.STATUS;
    };
  }

  /** The same trouble has another number at another call; a permission has a name. */
  private static ApiError named(String call, ApiError error) {
    String code = error.code();
    if (code.equals("99991672") && error.missing().isEmpty()) {
      return Scopes.missing(Scopes.CONTACTS);
    }
    String number =
        switch (call) {
          case OAUTH -> code.equals("10014") ? "20002" : code;
          case TENANT_TOKEN -> code.equals("20046") ? "10003" : code;
          case USER_INFO -> code.equals("99991663") ? "99991668" : code;
          default -> code.equals("99991677") ? "99991663" : code;
        };
    return number.equals(code) ? error : new ApiError(number, error.text());
  }

  private ObjectNode tenantToken(JsonNode body) throws ApiError {
    World.App app = world().app();
    if (!body.path("app_id").asText().equals(app.appId())) {
      throw new ApiError("10003", "invalid param");
    }
    if (!body.path("app_secret").asText().equals(app.appSecret())) {
      throw new ApiError("10014", "app secret invalid");
    }
    if (!app.enabled()) {
      throw new ApiError("99991662", "app is disabled");
    }
    Tickets<Boolean> tokens = world().appTokens;
    String token = tokens.same(true, RENEWED_BELOW);
    return Replies.flat()
        .put("tenant_access_token", APP_PREFIX + token)
        .put("expire", tokens.left(token).toSeconds());
  }

  private ObjectNode userToken(JsonNode body, boolean strict) throws ApiError {
    World.App app = world().app();
    if (!body.path("grant_type").asText().equals("authorization_code")) {
      throw new ApiError("20036", "unsupported grant_type");
    }
    if (!body.path("client_id").asText().equals(app.appId())) {
      throw new ApiError("20048", "the app does not exist");
    }
    if (!body.path("client_secret").asText().equals(app.appSecret())) {
      throw new ApiError("20002", "the client secret is invalid");
    }
    if (!app.enabled()) {
      throw new ApiError("20069", "the app is not enabled");
    }
    Person person = redeem(body, strict);
    Tickets<String> tokens = world().userTokens;
    return Json.object()
        .put("code", 0)
        .put("access_token", USER_PREFIX + tokens.issue(person.id()))
        .put("expires_in", tokens.life().toSeconds())
        .put("token_type", "Bearer")
        .put("scope", "auth:user.id:read");
  }

  private Person redeem(JsonNode body, boolean strict) throws ApiError {
    String text = body.path("code").asText();
    World.Code code =
        world()
            .codes
            .require(
                text,
                new ApiError("20004", "the code has expired"),
                new ApiError("20003", "the code is not known"));
    if (code.used().getAndSet(true)) {
      throw new ApiError("20065", "the code was used");
    }
    Optional<String> redirect = Optional.ofNullable(body.path("redirect_uri").textValue());
    if (code.redirectUri().isPresent()
        && redirect.filter(it -> !code.redirectUri().get().equals(it)).isPresent()) {
      throw new ApiError("20071", "redirect_uri differs");
    }
    if (!verified(code, body.path("code_verifier").asText(), strict)) {
      throw new ApiError("20049", "PKCE failed");
    }
    Person person =
        world()
            .person(code.personId())
            .filter(it -> it.kind() != Person.Kind.DELETED)
            .orElseThrow(() -> new ApiError("20008", "the user does not exist"));
    if (person.status() == Person.Status.FROZEN) {
      throw new ApiError("20066", "the user's status is not right");
    }
    if (!person.inRange()) {
      throw new ApiError("20010", "the user may not use the app");
    }
    return person;
  }

  /** The older call lets a verifier pass for which there was no challenge. */
  private static boolean verified(World.Code code, String verifier, boolean strict) {
    if (code.challenge().isEmpty()) {
      return verifier.isEmpty() || !strict;
    }
    World.Challenge challenge = code.challenge().get();
    return challenge.value().equals(challenge.s256() ? s256(verifier) : verifier);
  }

  private static String s256(String verifier) {
    byte[] digest = Webhooks.sha256().digest(verifier.getBytes(StandardCharsets.US_ASCII));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  private ObjectNode userInfo(SandboxRequest request) throws ApiError {
    String token = bearer(request);
    if (!token.startsWith(USER_PREFIX)) {
      throw new ApiError("99991671", "the token is malformed");
    }
    ApiError unknown = new ApiError("99991668", "the user token is invalid");
    String personId =
        world()
            .userTokens
            .require(
                token.substring(USER_PREFIX.length()),
                new ApiError("99991677", "the user token has expired"),
                unknown);
    Person person = world().person(personId).orElseThrow(() -> unknown);
    if (person.status() == Person.Status.RESIGNED) {
      throw new ApiError("20021", "the user has resigned");
    }
    ObjectNode body = Replies.flat();
    body.putObject("data")
        .put("name", person.name().zh())
        .put("en_name", person.name().en())
        .put("avatar_url", "https://pictures.sandbox.example/" + person.id())
        .put("open_id", person.openId())
        .put("union_id", "on_" + person.openId().substring("ou_".length()))
        .put("tenant_key", world().tenantKey(person));
    return body;
  }

  private ObjectNode tenant(SandboxRequest request) throws ApiError {
    requireApp(request);
    if (!world().app().scopes().contains(Scopes.TENANT)) {
      throw Scopes.missing(Scopes.TENANT);
    }
    ObjectNode body = Replies.flat();
    body.putObject("data")
        .putObject("tenant")
        .put("name", world().company().zh())
        .put("display_id", world().displayId())
        .put("tenant_tag", 0)
        .put("tenant_key", world().tenantKey());
    return body;
  }

  /** Its payload lies under a name of its own. */
  private ObjectNode bot(SandboxRequest request) throws ApiError {
    requireApp(request);
    World.App app = world().app();
    if (!app.bot()) {
      throw new ApiError("11205", "the app has no bot");
    }
    ObjectNode body = Replies.flat();
    body.putObject("bot")
        .put("activate_status", app.enabled() ? 2 : 1)
        .put("app_name", world().appName())
        .put("open_id", "ou_sandboxbot")
        .putArray("ip_white_list");
    return body;
  }

  private ObjectNode scopes(SandboxRequest request) throws ApiError {
    requireApp(request);
    ObjectNode body = Replies.flat();
    ArrayNode list = body.putObject("data").putArray("scopes");
    for (String scope : Scopes.ALL) {
      boolean granted = world().app().scopes().contains(scope);
      list.addObject().put("scope_name", scope).put("grant_status", granted ? 1 : 2);
    }
    return body;
  }

  private ObjectNode send(SandboxRequest request) throws ApiError {
    requireApp(request);
    if (!world().app().scopes().contains(Scopes.MESSAGES)) {
      throw Scopes.missing(Scopes.MESSAGES);
    }
    if (!world().app().bot()) {
      throw new ApiError("230006", "Bot ability is not activated");
    }
    JsonNode body = body(request);
    String kind = request.query("receive_id_type").orElse("");
    if (kind.equals("chat_id")) {
      return chatMessages.send(request, body);
    }
    if (!kind.equals("user_id")) {
      throw new ApiError("99992402", "field validation failed");
    }
    String text =
        Json.parse(body.path("content").asText())
            .filter(content -> body.path("msg_type").asText().equals("post"))
            .map(ServerApi::plain)
            .orElseThrow(
                () -> new ApiError("230001", "Your request contains an invalid parameter"));
    Person person =
        world()
            .person(body.path("receive_id").asText())
            .orElseThrow(() -> new ApiError("99992351", "not a valid user_id"));
    if (!person.welcome() || !person.inRange()) {
      throw new ApiError("230013", "Bot has NO availability to this user");
    }
    world().show(person, text, body.path("uuid").asText());
    ObjectNode answer = Replies.flat();
    answer.putObject("data").put("message_id", "om_sandbox");
    return answer;
  }

  /** Rich text as the phone shows it: in the first language there is. */
  private static String plain(JsonNode content) {
    JsonNode post = content.elements().next();
    StringBuilder text = new StringBuilder(post.path("title").asText());
    for (JsonNode line : post.path("content")) {
      text.append('\n');
      line.forEach(part -> text.append(part.path("text").asText()));
    }
    return text.toString().strip();
  }

  private void requireApp(SandboxRequest request) throws ApiError {
    String token = bearer(request);
    if (!token.startsWith(APP_PREFIX)) {
      throw new ApiError("99991671", "the token is malformed");
    }
    if (world().appTokens.look(token.substring(APP_PREFIX.length())).isEmpty()) {
      throw new ApiError("99991663", "the tenant token is invalid");
    }
  }

  private static String bearer(SandboxRequest request) throws ApiError {
    String header = request.header("Authorization").orElse("");
    if (!header.startsWith("Bearer ")) {
      throw new ApiError("99991661", "there is no token in the header");
    }
    return header.substring("Bearer ".length());
  }

  static JsonNode body(SandboxRequest request) throws ApiError {
    return Json.read(request)
        .filter(body -> !request.method().equals("GET") && body.isObject())
        .orElseThrow(() -> new ApiError("20063", "the request is malformed"));
  }

  private World world() {
    return state.world();
  }
}
