package dev.muster.sandbox.wechatwork;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** The calls below {@code /cgi-bin}. An error is HTTP 200 as well; only {@code errcode} tells. */
final class ServerApi {
  /** Of the range that is set aside for documentation: what the caller's address would be. */
  static final String CALLER = "203.0.113.7";

  private static final Set<String> CALLS =
      Set.of(
          "gettoken",
          "auth/getuserinfo",
          "user/getuserinfo",
          "auth/getuserdetail",
          "user/getuserdetail",
          "agent/get");

  private final ObjectMapper json = new ObjectMapper();
  private final State state;
  private final AddressBookApi addressBook;

  ServerApi(State state) {
    this.state = state;
    this.addressBook = new AddressBookApi(state);
  }

  /** Answers a call, faults first. */
  SandboxResponse handle(String call, SandboxRequest request) {
    if (!CALLS.contains(call) && !AddressBookApi.CALLS.contains(call)) {
      return SandboxResponse.html(404, "<!doctype html><title>404 Not Found</title>");
    }
    return state.answer(
        call,
        !call.equals("gettoken"),
        () -> answer(call, request),
        code -> error(new ApiError(Integer.parseInt(code), "sandbox fault")));
  }

  private SandboxResponse answer(String call, SandboxRequest request) {
    try {
      ObjectNode body =
          switch (call) {
            case "gettoken" -> getToken(request);
            case "auth/getuserinfo" -> userInfo(request, false);
            case "user/getuserinfo" -> userInfo(request, true);
            case "auth/getuserdetail", "user/getuserdetail" -> userDetail(request);
            case "agent/get" -> agent(request);
            default -> addressBook.answer(call, requireToken(request), request, body(request));
          };
      return write(body);
    } catch (ApiError e) {
      return error(e);
    }
  }

  private ObjectNode getToken(SandboxRequest request) throws ApiError {
    String corpId =
        request.query("corpid").orElseThrow(() -> new ApiError(41002, "corpid missing"));
    String secret =
        request.query("corpsecret").orElseThrow(() -> new ApiError(41004, "corpsecret missing"));
    World.App app = state.world().app();
    if (!corpId.equals(state.world().company().corpId())) {
      throw new ApiError(40013, "invalid corpid");
    }
    Grants.Token kind;
    if (secret.equals(app.secret()) && app.enabled()) {
      kind = Grants.Token.APP;
    } else if (secret.equals(app.addressBookSecret())) {
      kind = Grants.Token.ADDRESS_BOOK;
    } else {
      throw new ApiError(40001, "invalid credential");
    }
    return ok().put("access_token", state.grants().tokens().issue(kind, Grants.TOKEN_LIFE))
        .put("expires_in", (int) Grants.TOKEN_LIFE.toSeconds());
  }

  /** The two calls that redeem a code differ in how they write their fields. */
  private ObjectNode userInfo(SandboxRequest request, boolean old) throws ApiError {
    requireApp(request);
    Grants.Code code =
        request
            .query("code")
            .flatMap(state.grants().codes()::use)
            .orElseThrow(() -> new ApiError(40029, "invalid code"));
    if (code.domain().isPresent() && !state.trusts(code.domain().get())) {
      throw new ApiError(50001, "redirect_url domain not in app's trusted domains");
    }
    Person person =
        state
            .world()
            .person(code.personId())
            .orElseThrow(() -> new ApiError(40029, "invalid code"));
    ObjectNode body = ok();
    if (old) {
      body.put("DeviceId", "");
    }
    switch (person.kind()) {
      case MEMBER, DELETED -> body.put(old ? "UserId" : "userid", person.id());
      case FOREIGN_MEMBER ->
          body.put(old ? "UserId" : "userid", state.world().foreignCorpId() + "/" + person.id());
      case EXTERNAL_CONTACT ->
          body.put(old ? "OpenId" : "openid", "oSandboxCustomer01")
              .put("external_userid", person.id());
      case STRANGER -> body.put(old ? "OpenId" : "openid", person.id());
    }
    if (code.consent().isPresent() && person.listed() && state.world().sees(person)) {
      Grants.PrivateInfo info = new Grants.PrivateInfo(person.id(), code.consent().get());
      body.put("user_ticket", state.grants().userTickets().issue(info, Grants.TICKET_LIFE));
      if (old) {
        body.put("expires_in", (int) Grants.TICKET_LIFE.toSeconds());
      }
    }
    return body;
  }

  private ObjectNode userDetail(SandboxRequest request) throws ApiError {
    requireApp(request);
    Grants.PrivateInfo info =
        field(request, "user_ticket")
            .flatMap(state.grants().userTickets()::look)
            .orElseThrow(() -> new ApiError(84015, "invalid user_ticket"));
    Person person =
        state
            .world()
            .person(info.personId())
            .orElseThrow(() -> new ApiError(60111, "userid not found"));
    ObjectNode body = ok().put("userid", person.id()).put("gender", "0");
    if (info.fields().contains("mobile")) {
      body.put("mobile", person.mobile());
    }
    if (info.fields().contains("biz_mail")) {
      body.put("biz_mail", person.bizMail());
    }
    if (info.fields().contains("email")) {
      body.put("email", person.email());
    }
    return body;
  }

  private ObjectNode agent(SandboxRequest request) throws ApiError {
    requireApp(request);
    World.App app = state.world().app();
    String agentId =
        request.query("agentid").orElseThrow(() -> new ApiError(41011, "missing agentid"));
    if (!agentId.equals(app.agentId())) {
      throw new ApiError(301002, "not allow to operate another agent with this accesstoken");
    }
    ObjectNode body =
        ok().put("agentid", Integer.parseInt(app.agentId()))
            .put("name", app.name())
            .put("description", "")
            .put("close", app.enabled() ? 0 : 1)
            .put("redirect_domain", state.trustedDomain(request))
            .put("report_location_flag", 0)
            .put("isreportenter", 0)
            .put("home_url", "");
    ArrayNode people = body.putObject("allow_userinfos").putArray("user");
    state.world().named().forEach(id -> people.addObject().put("userid", id));
    ArrayNode departments = body.putObject("allow_partys").putArray("partyid");
    app.visibleDepartments().forEach(departments::add);
    body.putObject("allow_tags").putArray("tagid");
    return body;
  }

  private void requireApp(SandboxRequest request) throws ApiError {
    if (requireToken(request) != Grants.Token.APP) {
      throw new ApiError(48002, "api forbidden");
    }
  }

  private Grants.Token requireToken(SandboxRequest request) throws ApiError {
    String token =
        request
            .query("access_token")
            .orElseThrow(() -> new ApiError(41001, "access_token missing"));
    Optional<Grants.Token> kind = state.grants().tokens().look(token);
    if (kind.isEmpty()) {
      throw state.grants().tokens().hasDied(token)
          ? new ApiError(42001, "access_token expired")
          : new ApiError(40014, "invalid access_token");
    }
    return kind.get();
  }

  private Optional<String> field(SandboxRequest request, String name) throws ApiError {
    JsonNode value = body(request).path(name);
    if (request.method().equals("POST") && value.isTextual()) {
      return Optional.of(value.textValue());
    }
    throw new ApiError(40063, "some parameters are empty");
  }

  /** What cannot be read has no fields, and is answered as the platform answers that. */
  private JsonNode body(SandboxRequest request) {
    try {
      JsonNode body = json.readTree(request.body());
      return body == null ? json.createObjectNode() : body;
    } catch (IOException e) {
      return json.createObjectNode();
    }
  }

  private ObjectNode ok() {
    return json.createObjectNode().put("errcode", 0).put("errmsg", "ok");
  }

  private SandboxResponse error(ApiError error) {
    int errcode = error.errcode();
    return write(
        json.createObjectNode()
            .put("errcode", errcode)
            .put(
                "errmsg",
                error.getMessage()
                    + ", hint: [1700000000000000000000001], from ip: "
                    + CALLER
                    + ", more info at https://open.work.weixin.qq.com/devtool/query?e="
                    + errcode));
  }

  private SandboxResponse write(ObjectNode body) {
    try {
      return SandboxResponse.json(json.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree can be written", e);
    }
  }
}
