package dev.muster.sandbox.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import dev.muster.sandbox.common.ApiError;
import dev.muster.sandbox.common.Json;
import dev.muster.sandbox.common.PlatformState;
import java.util.Optional;
import java.util.Set;

/** The newer API: the token in a header, an HTTP status that tells, and a word that says why. */
final class NewApi {
  static final String APP_TOKEN = "v1.0/oauth2/accessToken";
  static final String COMPANY_TOKEN = "v1.0/oauth2/token";
  static final String USER_TOKEN = "v1.0/oauth2/userAccessToken";
  static final String ME = "v1.0/contact/users/me";

  static final String SEND = "v1.0/robot/oToMessages/batchSend";

  private static final Set<String> TOKEN_CALLS = Set.of(APP_TOKEN, COMPANY_TOKEN, USER_TOKEN);
  private static final Set<String> CALLS_WITH_TOKEN = Set.of(ME, SEND);

  private final PlatformState<World> state;
  private final GroupChatApi groupChats;
  private final PlainGroupApi plainGroups;

  NewApi(PlatformState<World> state, GroupChatApi groupChats, PlainGroupApi plainGroups) {
    this.state = state;
    this.groupChats = groupChats;
    this.plainGroups = plainGroups;
  }

  /** The call's name, without the company that one of the paths holds. */
  static Optional<String> name(String path) {
    return Optional.of(path.replaceFirst("^v1.0/oauth2/[^/]+/token$", COMPANY_TOKEN))
        .filter(name -> TOKEN_CALLS.contains(name) || carriesToken(name));
  }

  private static boolean carriesToken(String call) {
    return CALLS_WITH_TOKEN.contains(call)
        || GroupChatApi.CALLS.contains(call)
        || PlainGroupApi.CALLS.contains(call);
  }

  /** Answers a call, faults first. */
  SandboxResponse handle(String call, String path, SandboxRequest request) {
    return state.answer(
        call,
        carriesToken(call),
        () -> Json.write(200, answer(call, path, request)),
        NewApi::error);
  }

  private ObjectNode answer(String call, String path, SandboxRequest request) throws ApiError {
    if (call.equals(ME)) {
      return me(request);
    }
    JsonNode asked = Json.read(request).orElseThrow(Refusal.BAD_PARAMETER::error);
    if (GroupChatApi.CALLS.contains(call)) {
      requireAppToken(request);
      boolean send = call.equals(GroupChatApi.SEND_BY_APP);
      requirePermission(send ? "qyapi_robot_sendmsg" : GroupChatApi.PERMISSION);
      return groupChats.answer(call, asked);
    }
    if (PlainGroupApi.CALLS.contains(call)) {
      requireAppToken(request);
      requirePermission(GroupChatApi.PERMISSION);
      return plainGroups.answer(call, asked);
    }
    return switch (call) {
      case APP_TOKEN -> appToken(asked);
      case SEND -> send(request, asked);
      case COMPANY_TOKEN -> companyToken(path.split("/", -1)[2], asked);
      default -> userToken(asked);
    };
  }

  private ObjectNode appToken(JsonNode asked) throws ApiError {
    requireApp(asked, "appKey", "appSecret", Refusal.BAD_SECRET);
    return Json.object()
        .put("accessToken", world().appToken())
        .put("expireIn", world().appTokens.life().toSeconds());
  }

  private ObjectNode companyToken(String corpId, JsonNode asked) throws ApiError {
    if (!corpId.equals(world().app().corpId())) {
      throw Refusal.UNKNOWN_COMPANY.error();
    }
    requireApp(asked, "client_id", "client_secret", Refusal.BAD_CLIENT);
    return Json.object()
        .put("access_token", world().appToken())
        .put("expires_in", world().appTokens.life().toSeconds());
  }

  private ObjectNode userToken(JsonNode asked) throws ApiError {
    requireApp(asked, "clientId", "clientSecret", Refusal.BAD_SECRET);
    requirePermission("open_app_api_base");
    World.Account account =
        Json.text(asked, "code")
            .filter(code -> asked.path("grantType").asText().equals("authorization_code"))
            .flatMap(world().codesOfAccounts::use)
            .orElseThrow(Refusal.BAD_CODE::error);
    ObjectNode body =
        Json.object()
            .put("accessToken", world().userTokens.issue(account.personId()))
            .put("refreshToken", "sandbox")
            .put("expireIn", world().appTokens.life().toSeconds());
    account.corpId().ifPresent(corpId -> body.put("corpId", corpId));
    return body;
  }

  private ObjectNode me(SandboxRequest request) throws ApiError {
    String token =
        request.header("x-acs-dingtalk-access-token").orElseThrow(Refusal.TOKEN_MISSING::error);
    if (world().appTokens.look(token).isPresent()) {
      throw Refusal.NOT_PERMITTED.error();
    }
    Person person =
        world()
            .userTokens
            .look(token)
            .flatMap(world()::person)
            .orElseThrow(Refusal.TOKEN_INVALID::error);
    requirePermission("Contact.User.Read");
    ObjectNode body =
        Json.object()
            .put("nick", person.name().en())
            .put("openId", "open-" + person.id())
            .put("unionId", person.unionId());
    OldApi.put(body, "email", person.email());
    if (world().app().permissions().contains("Contact.User.mobile")) {
      OldApi.put(body, "mobile", person.mobile());
      OldApi.put(body, "stateCode", person.stateCode());
    }
    return body;
  }

  /** Those to whom it cannot go are named in a success. */
  private ObjectNode send(SandboxRequest request, JsonNode asked) throws ApiError {
    requireAppToken(request);
    requirePermission("qyapi_robot_sendmsg");
    if (!world().app().robot()
        || !asked.path("robotCode").asText().equals(world().app().clientId())) {
      throw new ApiError("invalidParameter.robotCode.auth", "robotCode");
    }
    Optional<String> text =
        Json.parse(asked.path("msgParam").asText()).flatMap(param -> Json.text(param, "content"));
    if (!asked.path("msgKey").asText().equals("sampleText") || text.isEmpty()) {
      throw new ApiError("invalidParameter.msgParam.invalid", "msgParam");
    }
    ObjectNode body = Json.object().put("processQueryKey", "sandbox");
    ArrayNode missed = body.putArray("invalidStaffIdList");
    body.putArray("flowControlledStaffIdList");
    for (JsonNode id : asked.path("userIds")) {
      world()
          .person(id.asText())
          .filter(Person::welcome)
          .filter(Person::inRange)
          .ifPresentOrElse(
              person -> world().show(person, text.get(), ""), () -> missed.add(id.asText()));
    }
    return body;
  }

  private void requireAppToken(SandboxRequest request) throws ApiError {
    String token =
        request.header("x-acs-dingtalk-access-token").orElseThrow(Refusal.TOKEN_MISSING::error);
    world().appTokens.require(token, Refusal.TOKEN_EXPIRED.error(), Refusal.TOKEN_INVALID.error());
  }

  private void requireApp(JsonNode asked, String id, String secret, Refusal otherwise)
      throws ApiError {
    World.App app = world().app();
    boolean right =
        Json.text(asked, id).filter(app.clientId()::equals).isPresent()
            && Json.text(asked, secret).filter(app.clientSecret()::equals).isPresent();
    if (!right || !app.enabled()) {
      throw otherwise.error();
    }
  }

  private void requirePermission(String permission) throws ApiError {
    if (!world().app().permissions().contains(permission)) {
      throw new ApiError(Refusal.NOT_PERMITTED.name(), "", permission);
    }
  }

  private static SandboxResponse error(ApiError error) {
    Optional<Refusal> known = Refusal.of(error.code());
    if (known.isEmpty()) {
      return Json.write(400, refused(error.code(), error.text()));
    }
    Refusal refusal = known.get();
    if (refusal == Refusal.BANNED) {
      return Refusal.ban();
    }
    ObjectNode body = refused(refusal.word(), refusal.text());
    if (refusal == Refusal.NOT_PERMITTED) {
      String missing = error.missing().isEmpty() ? "Contact.User.Read" : error.missing();
      body.putObject("accessdenieddetail").putArray("requiredScopes").add(missing);
    }
    return Json.write(refusal.status(), body);
  }

  private static ObjectNode refused(String code, String message) {
    return Json.object().put("code", code).put("message", message).put("requestid", "sandbox");
  }

  private World world() {
    return state.world();
  }
}
