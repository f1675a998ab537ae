package dev.muster.sandbox.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import java.util.Optional;
import java.util.Set;

/** The newer API: the token in a header, an HTTP status that tells, and a word that says why. */
final class NewApi {
  static final String APP_TOKEN = "v1.0/oauth2/accessToken";
  static final String COMPANY_TOKEN = "v1.0/oauth2/token";
  static final String USER_TOKEN = "v1.0/oauth2/userAccessToken";
  static final String ME = "v1.0/contact/users/me";

  private static final Set<String> CALLS = Set.of(APP_TOKEN, COMPANY_TOKEN, USER_TOKEN, ME);

  private final State state;

  NewApi(State state) {
    this.state = state;
  }

  /** The call's name, without the company that one of the paths holds. */
  static Optional<String> name(String path) {
    return Optional.of(path.replaceFirst("^v1.0/oauth2/[^/]+/token$", COMPANY_TOKEN))
        .filter(CALLS::contains);
  }

  /** Answers a call, faults first. */
  SandboxResponse handle(String call, String path, SandboxRequest request) {
    return state.answer(
        call,
        call.equals(ME),
        () -> answer(call, path, request),
        code ->
            Refusal.of(code)
                .map(refusal -> error(new ApiError(refusal, "Contact.User.Read")))
                .orElseGet(() -> Json.write(400, refused(code, "sandbox fault"))));
  }

  private SandboxResponse answer(String call, String path, SandboxRequest request) {
    try {
      ObjectNode body =
          switch (call) {
            case APP_TOKEN -> appToken(Json.body(request));
            case COMPANY_TOKEN -> companyToken(path.split("/", -1)[2], Json.body(request));
            case USER_TOKEN -> userToken(Json.body(request));
            default -> me(request);
          };
      return Json.write(200, body);
    } catch (ApiError e) {
      return error(e);
    }
  }

  private ObjectNode appToken(JsonNode asked) throws ApiError {
    requireApp(asked, "appKey", "appSecret", Refusal.BAD_SECRET);
    return Json.object()
        .put("accessToken", state.grants().appToken())
        .put("expireIn", Grants.TOKEN_LIFE.toSeconds());
  }

  private ObjectNode companyToken(String corpId, JsonNode asked) throws ApiError {
    if (!corpId.equals(state.world().company().corpId())) {
      throw new ApiError(Refusal.UNKNOWN_COMPANY);
    }
    requireApp(asked, "client_id", "client_secret", Refusal.BAD_CLIENT);
    return Json.object()
        .put("access_token", state.grants().appToken())
        .put("expires_in", Grants.TOKEN_LIFE.toSeconds());
  }

  private ObjectNode userToken(JsonNode asked) throws ApiError {
    requireApp(asked, "clientId", "clientSecret", Refusal.BAD_SECRET);
    requirePermission("open_app_api_base");
    Grants.Account account =
        Json.text(asked, "code")
            .filter(code -> asked.path("grantType").asText().equals("authorization_code"))
            .flatMap(state.grants().codesOfAccounts()::use)
            .orElseThrow(() -> new ApiError(Refusal.BAD_CODE));
    ObjectNode body =
        Json.object()
            .put(
                "accessToken",
                state.grants().userTokens().issue(account.personId(), Grants.TOKEN_LIFE))
            .put("refreshToken", "sandbox")
            .put("expireIn", Grants.TOKEN_LIFE.toSeconds());
    account.corpId().ifPresent(corpId -> body.put("corpId", corpId));
    return body;
  }

  private ObjectNode me(SandboxRequest request) throws ApiError {
    String token =
        request
            .header("x-acs-dingtalk-access-token")
            .orElseThrow(() -> new ApiError(Refusal.TOKEN_MISSING));
    if (state.grants().isAppToken(token)) {
      throw new ApiError(Refusal.NOT_PERMITTED, "Contact.User.Read");
    }
    Person person =
        state
            .grants()
            .userTokens()
            .look(token)
            .flatMap(state.world()::person)
            .orElseThrow(() -> new ApiError(Refusal.TOKEN_INVALID));
    requirePermission("Contact.User.Read");
    ObjectNode body =
        Json.object()
            .put("nick", person.name().en())
            .put("openId", "open-" + person.id())
            .put("unionId", person.unionId());
    OldApi.put(body, "email", person.email());
    if (state.world().app().permissions().contains("Contact.User.mobile")) {
      OldApi.put(body, "mobile", person.mobile());
      OldApi.put(body, "stateCode", person.stateCode());
    }
    return body;
  }

  private void requireApp(JsonNode asked, String id, String secret, Refusal otherwise)
      throws ApiError {
    World.App app = state.world().app();
    boolean right =
        Json.text(asked, id).filter(app.clientId()::equals).isPresent()
            && Json.text(asked, secret).filter(app.secret()::equals).isPresent();
    if (!right || !app.enabled()) {
      throw new ApiError(otherwise);
    }
  }

  private void requirePermission(String permission) throws ApiError {
    if (!state.world().app().permissions().contains(permission)) {
      throw new ApiError(Refusal.NOT_PERMITTED, permission);
    }
  }

  private static SandboxResponse error(ApiError e) {
    Refusal refusal = e.refusal();
    if (refusal == Refusal.BANNED) {
      return Json.ban();
    }
    ObjectNode body = refused(refusal.word(), refusal.text());
    if (refusal == Refusal.NOT_PERMITTED) {
      body.putObject("accessdenieddetail").putArray("requiredScopes").add(e.permission());
    }
    return Json.write(refusal.status(), body);
  }

  private static ObjectNode refused(String code, String message) {
    return Json.object().put("code", code).put("message", message).put("requestid", "sandbox");
  }
}
