package dev.muster.sandbox.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The older API: the token in the query, HTTP 200 whatever comes of it, a number that tells, and
 * that number wrapped in another where the gateway refuses.
 */
final class OldApi {
  static final String GET_TOKEN = "gettoken";

  private static final int LARGEST_PAGE = 100;
  private static final long ROOT = 1;

  /** What each call needs; those that are not here do not exist. */
  private static final Map<String, String> PERMISSIONS =
      Map.of(
          GET_TOKEN,
          "",
          "auth/scopes",
          "",
          "topapi/v2/user/getuserinfo",
          "qyapi_base",
          "topapi/user/getbyunionid",
          "qyapi_get_member",
          "topapi/v2/user/get",
          "qyapi_get_member",
          "topapi/v2/user/list",
          "qyapi_get_department_member",
          "topapi/v2/user/getbymobile",
          "qyapi_get_member_by_mobile",
          "topapi/v2/department/get",
          "qyapi_get_department_list",
          "topapi/v2/department/listsub",
          "qyapi_get_department_list");

  private final State state;

  OldApi(State state) {
    this.state = state;
  }

  static boolean has(String call) {
    return PERMISSIONS.containsKey(call);
  }

  /** Answers a call, faults first. */
  SandboxResponse handle(String call, SandboxRequest request) {
    return state.answer(
        call,
        !call.equals(GET_TOKEN),
        () -> answer(call, request),
        code ->
            Refusal.of(code)
                .map(refusal -> error(new ApiError(refusal, PERMISSIONS.getOrDefault(call, ""))))
                .orElseGet(() -> Json.write(200, verdict(code).put("errmsg", "sandbox fault"))));
  }

  private SandboxResponse answer(String call, SandboxRequest request) {
    try {
      if (!call.equals(GET_TOKEN)) {
        requireToken(request);
        requirePermission(PERMISSIONS.getOrDefault(call, ""));
      }
      JsonNode asked = request.method().equals("POST") ? Json.body(request) : Json.object();
      ObjectNode body =
          switch (call) {
            case GET_TOKEN -> getToken(request);
            case "auth/scopes" -> scopes();
            case "topapi/v2/user/getuserinfo" -> result(whoseCode(asked));
            case "topapi/user/getbyunionid" -> result(byUnionId(asked));
            case "topapi/v2/user/get" -> result(person(asked));
            case "topapi/v2/user/list" -> result(people(asked));
            case "topapi/v2/user/getbymobile" -> result(byMobile(asked));
            case "topapi/v2/department/get" -> result(department(asked));
            default -> children(asked);
          };
      return Json.write(200, body);
    } catch (ApiError e) {
      return error(e);
    }
  }

  private ObjectNode getToken(SandboxRequest request) throws ApiError {
    World.App app = state.world().app();
    boolean right =
        request.query("appkey").filter(app.clientId()::equals).isPresent()
            && request.query("appsecret").filter(app.secret()::equals).isPresent();
    if (!right || !app.enabled()) {
      throw new ApiError(Refusal.BAD_SECRET);
    }
    return verdict("0")
        .put("errmsg", "ok")
        .put("access_token", state.grants().appToken())
        .put("expires_in", Grants.TOKEN_LIFE.toSeconds());
  }

  private ObjectNode scopes() {
    ObjectNode body = verdict("0").put("errmsg", "ok");
    ObjectNode scopes = body.putObject("auth_org_scopes");
    ArrayNode people = scopes.putArray("authed_user");
    state.world().named().forEach(people::add);
    ArrayNode departments = scopes.putArray("authed_dept");
    state.world().app().departments().forEach(departments::add);
    body.putArray("auth_user_field");
    return body;
  }

  private ObjectNode whoseCode(JsonNode asked) throws ApiError {
    Person person =
        Json.text(asked, "code")
            .flatMap(state.grants().codesOfClients()::use)
            .flatMap(state.world()::person)
            .orElseThrow(() -> new ApiError(Refusal.BAD_CODE));
    return Json.object()
        .put("userid", person.id())
        .put("unionid", person.unionId())
        .put("name", person.name().en())
        .put("device_id", "sandbox")
        .put("sys", false)
        .put("sys_level", 0);
  }

  private ObjectNode byUnionId(JsonNode asked) throws ApiError {
    Person person =
        Json.text(asked, "unionid")
            .flatMap(state.world()::account)
            .filter(it -> it.employed() || it.kind() == Person.Kind.EXTERNAL_CONTACT)
            .orElseThrow(() -> new ApiError(Refusal.NOBODY));
    return Json.object()
        .put("contact_type", person.kind() == Person.Kind.EXTERNAL_CONTACT ? 1 : 0)
        .put("userid", person.id());
  }

  private ObjectNode person(JsonNode asked) throws ApiError {
    Person person =
        Json.text(asked, "userid")
            .flatMap(state.world()::person)
            .filter(Person::employed)
            .orElseThrow(() -> new ApiError(Refusal.NOBODY));
    if (!visible(person)) {
      throw new ApiError(Refusal.PERSON_OUTSIDE_RANGE);
    }
    return write(person);
  }

  private boolean visible(Person person) {
    return state.world().names(person)
        || (person.inRange() && person.departments().stream().anyMatch(state.world()::inRange));
  }

  private static ObjectNode write(Person person) {
    ObjectNode body =
        Json.object()
            .put("userid", person.id())
            .put("unionid", person.unionId())
            .put("name", person.name().en())
            .put("active", person.status().equals(Person.ACTIVE))
            .put("admin", false)
            .put("boss", false);
    ArrayNode departments = body.putArray("dept_id_list");
    person.departments().forEach(departments::add);
    put(body, "state_code", person.stateCode());
    put(body, "mobile", person.mobile());
    put(body, "org_email", person.orgEmail());
    put(body, "email", person.email());
    return body;
  }

  /** What somebody does not have is left out. */
  static void put(ObjectNode body, String name, String value) {
    if (!value.isEmpty()) {
      body.put(name, value);
    }
  }

  private ObjectNode people(JsonNode asked) throws ApiError {
    World.Department department = requireDepartment(asked.path("dept_id"));
    int size = asked.path("size").asInt();
    int from = asked.path("cursor").asInt(-1);
    if (size < 1 || size > LARGEST_PAGE || from < 0) {
      throw new ApiError(Refusal.BAD_PARAMETER);
    }
    List<Person> all =
        state.world().members(department.id()).stream()
            .filter(it -> it.inRange() || state.world().names(it))
            .toList();
    int to = Math.min(all.size(), from + size);
    ObjectNode body = Json.object().put("has_more", to < all.size());
    if (to < all.size()) {
      body.put("next_cursor", to);
    }
    ArrayNode list = body.putArray("list");
    all.subList(Math.min(from, to), to).forEach(it -> list.add(write(it)));
    return body;
  }

  private ObjectNode byMobile(JsonNode asked) throws ApiError {
    String mobile =
        Json.text(asked, "mobile")
            .filter(it -> it.matches("1[3-9][0-9]{9}"))
            .orElseThrow(() -> new ApiError(Refusal.NO_NUMBER));
    Person person =
        state.world().people().stream()
            .filter(it -> it.employed() && it.status().equals(Person.ACTIVE))
            .filter(it -> it.stateCode().equals("86") && it.mobile().equals(mobile))
            .findFirst()
            .orElseThrow(() -> new ApiError(Refusal.NOBODY));
    return Json.object().put("userid", person.id());
  }

  private ObjectNode department(JsonNode asked) throws ApiError {
    World.Department department = requireDepartment(asked.path("dept_id"));
    ObjectNode body = write(department).put("order", department.id() * 100);
    if (department.parentId() == 0) {
      body.remove("parent_id");
    }
    return body;
  }

  private ObjectNode children(JsonNode asked) throws ApiError {
    World.Department department = requireDepartment(asked.path("dept_id"));
    ObjectNode body = verdict("0").put("errmsg", "ok");
    ArrayNode list = body.putArray("result");
    state.world().below(department.id()).forEach(it -> list.add(write(it)));
    return body;
  }

  private static ObjectNode write(World.Department department) {
    return Json.object()
        .put("dept_id", department.id())
        .put("parent_id", department.parentId())
        .put("name", department.name().en())
        .put("create_dept_group", false)
        .put("auto_add_user", false);
  }

  private World.Department requireDepartment(JsonNode id) throws ApiError {
    Optional<World.Department> department = state.world().department(id.asLong(ROOT));
    if (department.isEmpty()) {
      throw new ApiError(Refusal.NO_DEPARTMENT);
    }
    if (!state.world().inRange(department.get().id())) {
      throw new ApiError(Refusal.DEPARTMENT_OUTSIDE_RANGE);
    }
    return department.get();
  }

  private void requireToken(SandboxRequest request) throws ApiError {
    String token =
        request.query("access_token").orElseThrow(() -> new ApiError(Refusal.TOKEN_MISSING));
    if (!state.grants().isAppToken(token)) {
      throw new ApiError(Refusal.TOKEN_INVALID);
    }
  }

  private void requirePermission(String permission) throws ApiError {
    if (!permission.isEmpty() && !state.world().app().permissions().contains(permission)) {
      throw new ApiError(Refusal.NOT_PERMITTED, permission);
    }
  }

  private static ObjectNode result(ObjectNode result) {
    ObjectNode body = verdict("0").put("errmsg", "ok").put("request_id", "sandbox");
    body.set("result", result);
    return body;
  }

  private static SandboxResponse error(ApiError e) {
    Refusal refusal = e.refusal();
    if (refusal == Refusal.BANNED) {
      return Json.ban();
    }
    if (!refusal.byTheGateway()) {
      return Json.write(200, verdict(refusal.number()).put("errmsg", refusal.text()));
    }
    String text =
        refusal == Refusal.NOT_PERMITTED
            ? refusal.text() + "：requiredScopes=[" + e.permission() + "]"
            : refusal.text();
    return Json.write(
        200,
        verdict("88")
            .put("sub_code", refusal.number())
            .put("sub_msg", text)
            .put("errmsg", "ding talk error[subcode=" + refusal.number() + ",submsg=" + text + "]")
            .put("request_id", "sandbox"));
  }

  private static ObjectNode verdict(String errcode) {
    ObjectNode body = Json.object();
    return errcode.matches("-?[0-9]{1,9}")
        ? body.put("errcode", Integer.parseInt(errcode))
        : body.put("errcode", errcode);
  }
}
