package dev.muster.sandbox.wechatwork;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The calls below {@code /cgi-bin}. An error is HTTP 200 as well; only {@code errcode} tells. */
final class ServerApi {
  /** Of the range that is set aside for documentation: what the caller's address would be. */
  static final String CALLER = "203.0.113.7";

  private static final int MOST_BYTES = 2048;

  private static final Set<String> CALLS =
      Set.of(
          "gettoken",
          "auth/getuserinfo",
          "user/getuserinfo",
          "auth/getuserdetail",
          "user/getuserdetail",
          "agent/get",
          "message/send");

  private final PlatformState<World> state;
  private final AddressBookApi addressBook;
  private final GroupChatApi groupChats;

  ServerApi(PlatformState<World> state, Clock clock) {
    this.state = state;
    this.groupChats = new GroupChatApi(state, clock);
    this.addressBook = new AddressBookApi(state);
  }

  /** Answers a call, faults first. */
  SandboxResponse handle(String call, SandboxRequest request) {
    if (!CALLS.contains(call)
        && !AddressBookApi.CALLS.contains(call)
        && !GroupChatApi.CALLS.contains(call)) {
      return SandboxResponse.html(404, "<!doctype html><title>404 Not Found</title>");
    }
    return state.answer(
        call,
        !call.equals("gettoken"),
        () -> Json.write(200, answer(call, request)),
        ServerApi::error);
  }

  private ObjectNode answer(String call, SandboxRequest request) throws ApiError {
    return switch (call) {
      case "gettoken" -> getToken(request);
      case "auth/getuserinfo" -> userInfo(request, false);
      case "user/getuserinfo" -> userInfo(request, true);
      case "auth/getuserdetail", "user/getuserdetail" -> userDetail(request);
      case "agent/get" -> agent(request);
      case "message/send" -> send(request, body(request));
      case "appchat/create", "appchat/get", "appchat/update", "appchat/send" -> {
        requireApp(request);
        yield groupChats.answer(call, request, body(request));
      }
      default -> addressBook.answer(call, requireToken(request), request, body(request));
    };
  }

  private ObjectNode getToken(SandboxRequest request) throws ApiError {
    String corpId =
        request.query("corpid").orElseThrow(() -> new ApiError("41002", "corpid missing"));
    String secret =
        request.query("corpsecret").orElseThrow(() -> new ApiError("41004", "corpsecret missing"));
    World.App app = world().app();
    if (!corpId.equals(app.corpId())) {
      throw new ApiError("40013", "invalid corpid");
    }
    World.Key kind;
    if (secret.equals(app.secret()) && app.enabled()) {
      kind = World.Key.APP;
    } else if (secret.equals(app.addressBookSecret())) {
      kind = World.Key.ADDRESS_BOOK;
    } else {
      throw new ApiError("40001", "invalid credential");
    }
    Tickets<World.Key> tokens = world().tokens;
    return ok().put("access_token", tokens.issue(kind))
        .put("expires_in", tokens.life().toSeconds());
  }

  /** The two calls that redeem a code differ in how they write their fields. */
  private ObjectNode userInfo(SandboxRequest request, boolean old) throws ApiError {
    requireApp(request);
    World.Code code =
        request
            .query("code")
            .flatMap(world().codes::use)
            .orElseThrow(() -> new ApiError("40029", "invalid code"));
    if (code.domain().isPresent() && !state.trusts(code.domain().get())) {
      throw new ApiError("50001", "redirect_url domain not in app's trusted domains");
    }
    Person person =
        world().person(code.personId()).orElseThrow(() -> new ApiError("40029", "invalid code"));
    ObjectNode body = ok();
    if (old) {
      body.put("DeviceId", "");
    }
    switch (person.kind()) {
      case MEMBER, DELETED -> body.put(old ? "UserId" : "userid", person.id());
      case FOREIGN_MEMBER ->
          body.put(old ? "UserId" : "userid", world().foreignCorpId() + "/" + person.id());
      case EXTERNAL_CONTACT ->
          body.put(old ? "OpenId" : "openid", "oSandboxCustomer01")
              .put("external_userid", person.id());
      case STRANGER -> body.put(old ? "OpenId" : "openid", person.id());
    }
    if (code.consent().isPresent() && world().sees(person)) {
      Tickets<World.PrivateInfo> tickets = world().userTickets;
      World.PrivateInfo info = new World.PrivateInfo(person.id(), code.consent().get());
      body.put("user_ticket", tickets.issue(info));
      if (old) {
        body.put("expires_in", tickets.life().toSeconds());
      }
    }
    return body;
  }

  private ObjectNode userDetail(SandboxRequest request) throws ApiError {
    requireApp(request);
    World.PrivateInfo info =
        world()
            .userTickets
            .look(field(request, "user_ticket"))
            .orElseThrow(() -> new ApiError("84015", "invalid user_ticket"));
    Person person =
        world()
            .person(info.personId())
            .orElseThrow(() -> new ApiError("60111", "userid not found"));
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
    World.App app = world().app();
    String agentId =
        request.query("agentid").orElseThrow(() -> new ApiError("41011", "missing agentid"));
    if (!agentId.equals(app.agentId())) {
      throw new ApiError("301002", "not allow to operate another agent with this accesstoken");
    }
    String domain = state.trustedDomain();
    ObjectNode body =
        ok().put("agentid", Integer.parseInt(app.agentId()))
            .put("name", world().appName())
            .put("description", "")
            .put("close", app.enabled() ? 0 : 1)
            // where none was set, callers hear their own host
            .put("redirect_domain", domain.isEmpty() ? request.header("Host").orElse("") : domain)
            .put("report_location_flag", 0)
            .put("isreportenter", 0)
            .put("home_url", "");
    ArrayNode people = body.putObject("allow_userinfos").putArray("user");
    world().named().forEach(id -> people.addObject().put("userid", id));
    body.putObject("allow_partys").putPOJO("partyid", app.visibleDepartments());
    body.putObject("allow_tags").putArray("tagid");
    return body;
  }

  /** One to whom it cannot go is named in a success, unless there is nobody else. */
  private ObjectNode send(SandboxRequest request, JsonNode message) throws ApiError {
    requireApp(request);
    if (!message.path("agentid").asText().equals(world().app().agentId())) {
      throw new ApiError("301002", "not allow to operate another agent with this accesstoken");
    }
    String text = message.path("text").path("content").asText();
    if (!message.path("msgtype").asText().equals("text") || text.isEmpty()) {
      throw new ApiError("40008", "invalid message type");
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw new ApiError("45002", "content size out of limit");
    }
    List<String> missed = new ArrayList<>();
    List<Person> reached = new ArrayList<>();
    for (String id : message.path("touser").asText().split("\\|", -1)) {
      Optional<Person> person = world().person(id).filter(Person::welcome).filter(world()::sees);
      person.ifPresentOrElse(reached::add, () -> missed.add(id.toLowerCase(Locale.ROOT)));
    }
    if (reached.isEmpty()) {
      throw new ApiError("81013", "user & party & tag all invalid");
    }
    reached.forEach(person -> world().show(person, text, ""));
    return ok().put("invaliduser", String.join("|", missed)).put("msgid", "sandbox");
  }

  private void requireApp(SandboxRequest request) throws ApiError {
    if (requireToken(request) != World.Key.APP) {
      throw new ApiError("48002", "api forbidden");
    }
  }

  private World.Key requireToken(SandboxRequest request) throws ApiError {
    String token =
        request
            .query("access_token")
            .orElseThrow(() -> new ApiError("41001", "access_token missing"));
    return world()
        .tokens
        .require(
            token,
            new ApiError("42001", "access_token expired"),
            new ApiError("40014", "invalid access_token"));
  }

  private static String field(SandboxRequest request, String name) throws ApiError {
    JsonNode value = body(request).path(name);
    if (request.isPost() && value.isTextual()) {
      return value.textValue();
    }
    throw new ApiError("40063", "some parameters are empty");
  }

  /** What cannot be read has no fields, and is answered as the platform answers that. */
  private static JsonNode body(SandboxRequest request) {
    return Json.read(request).orElseGet(Json::object);
  }

  static ObjectNode ok() {
    return Json.object().put("errcode", 0).put("errmsg", "ok");
  }

  private static SandboxResponse error(ApiError error) {
    return Json.write(
        200,
        Json.object()
            .put("errcode", Integer.parseInt(error.code()))
            .put(
                "errmsg",
                error.text()
                    + ", hint: [1700000000000000000000001], from ip: "
                    + CALLER
                    + ", more info at https://open.work.weixin.qq.com/devtool/query?e="
                    + error.code()));
  }

  private World world() {
    return state.world();
  }
}
