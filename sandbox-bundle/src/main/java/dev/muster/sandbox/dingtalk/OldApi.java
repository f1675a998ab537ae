package dev.muster.sandbox.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import dev.muster.sandbox.common.ApiError;
import dev.muster.sandbox.common.Group;
import dev.muster.sandbox.common.Json;
import dev.muster.sandbox.common.PlatformState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The older API: the token in the query, HTTP 200 whatever comes of it, a number that tells, and
 * that number wrapped in another where the gateway refuses.
 */
final class OldApi {
  private static final int LARGEST_PAGE = 100;
  private static final long ROOT = 1;

  /** What each call needs; those that are not here do not exist. */
  private static final Map<String, String> PERMISSIONS =
      Map.ofEntries(
          Map.entry("gettoken", ""),
          Map.entry("auth/scopes", ""),
          Map.entry("topapi/v2/user/getuserinfo", "qyapi_base"),
          Map.entry("topapi/user/getbyunionid", "qyapi_get_member"),
          Map.entry("topapi/v2/user/get", "qyapi_get_member"),
          Map.entry("topapi/role/simplelist", "qyapi_get_member"),
          Map.entry("topapi/role/getrole", "qyapi_get_department_member"),
          Map.entry("topapi/v2/user/list", "qyapi_get_department_member"),
          Map.entry("topapi/v2/user/getbymobile", "qyapi_get_member_by_mobile"),
          Map.entry(GroupChatApi.SEND, GroupChatApi.PERMISSION),
          Map.entry(PlainGroupApi.READ, PlainGroupApi.READ_PERMISSION),
          Map.entry("topapi/v2/department/get", "qyapi_get_department_list"),
          Map.entry("topapi/v2/department/listsub", "qyapi_get_department_list"));

  private final PlatformState<World> state;
  private final GroupChatApi groupChats;
  private final PlainGroupApi plainGroups;

  OldApi(PlatformState<World> state, GroupChatApi groupChats, PlainGroupApi plainGroups) {
    this.state = state;
    this.groupChats = groupChats;
    this.plainGroups = plainGroups;
  }

  static boolean has(String call) {
    return PERMISSIONS.containsKey(call);
  }

  /** Answers a call, faults first. */
  SandboxResponse handle(String call, SandboxRequest request) {
    return state.answer(
        call,
        !call.equals("gettoken"),
        () -> Json.write(200, answer(call, request)),
        error -> error(call, error));
  }

  private ObjectNode answer(String call, SandboxRequest request) throws ApiError {
    if (call.equals("gettoken")) {
      return getToken(request);
    }
    requireToken(request);
    requirePermission(PERMISSIONS.getOrDefault(call, ""));
    JsonNode asked =
        request.isPost()
            ? Json.read(request).orElseThrow(Refusal.BAD_PARAMETER::error)
            : Json.object();
    return switch (call) {
      case "auth/scopes" -> scopes();
      case "topapi/v2/user/getuserinfo" -> result(whoseCode(asked));
      case "topapi/user/getbyunionid" -> result(byUnionId(asked));
      case "topapi/v2/user/get" -> result(person(asked));
      case "topapi/role/simplelist" -> result(peopleOfRole(asked));
      case "topapi/role/getrole" -> oneRole(asked);
      case "topapi/v2/user/list" -> result(people(asked));
      case "topapi/v2/user/getbymobile" -> result(byMobile(asked));
      case "topapi/v2/department/get" -> result(department(asked));
      case PlainGroupApi.READ -> plainGroups.read(request.query("chatid"));
      case GroupChatApi.SEND ->
          ok().put("success", true).put("open_msg_id", groupChats.send(asked));
      default -> children(asked);
    };
  }

  private ObjectNode getToken(SandboxRequest request) throws ApiError {
    World.App app = world().app();
    boolean right =
        request.query("appkey").filter(app.clientId()::equals).isPresent()
            && request.query("appsecret").filter(app.clientSecret()::equals).isPresent();
    if (!right || !app.enabled()) {
      throw Refusal.BAD_SECRET.error();
    }
    return ok().put("access_token", world().appToken())
        .put("expires_in", world().appTokens.life().toSeconds());
  }

  private ObjectNode scopes() {
    ObjectNode body = ok();
    body.putObject("auth_org_scopes")
        .putPOJO("authed_user", world().named())
        .putPOJO("authed_dept", world().app().departments());
    body.putArray("auth_user_field");
    return body;
  }

  private ObjectNode whoseCode(JsonNode asked) throws ApiError {
    Person person =
        Json.text(asked, "code")
            .flatMap(world().codesOfClients::use)
            .flatMap(world()::person)
            .orElseThrow(Refusal.BAD_CODE::error);
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
            .flatMap(world()::account)
            .filter(it -> it.welcome() || it.kind() == Person.Kind.EXTERNAL_CONTACT)
            .orElseThrow(Refusal.NOBODY::error);
    return Json.object()
        .put("contact_type", person.kind() == Person.Kind.EXTERNAL_CONTACT ? 1 : 0)
        .put("userid", person.id());
  }

  private ObjectNode person(JsonNode asked) throws ApiError {
    Person person =
        Json.text(asked, "userid")
            .flatMap(world()::person)
            .filter(Person::welcome)
            .orElseThrow(Refusal.NOBODY::error);
    if (!visible(person)) {
      throw Refusal.PERSON_OUTSIDE_RANGE.error();
    }
    ObjectNode body = write(person);
    List<ObjectNode> roles =
        world().groups().stream()
            .filter(it -> it.people().contains(person.id()))
            .map(it -> role(it.id()).put("name", it.name().en()).put("group_name", "Default"))
            .toList();
    return roles.isEmpty() ? body : body.putPOJO("role_list", roles);
  }

  private static ObjectNode role(String id) {
    return Json.object().put("id", Long.valueOf(id));
  }

  private Optional<Group> role(Optional<String> id) {
    return world().groups().stream()
        .filter(it -> id.filter(it.id()::equals).isPresent())
        .findFirst();
  }

  private ObjectNode oneRole(JsonNode asked) throws ApiError {
    Group role = role(Json.text(asked, "roleId")).orElseThrow(Refusal.NO_ROLE::error);
    ObjectNode body = ok();
    body.putObject("role").put("name", role.name().en()).put("groupId", 1);
    return body;
  }

  private ObjectNode peopleOfRole(JsonNode asked) throws ApiError {
    Group role = role(Json.text(asked, "role_id")).orElseThrow(Refusal.BAD_PARAMETER::error);
    int from = asked.path("offset").asInt();
    int to = Math.min(role.people().size(), from + asked.path("size").asInt());
    return Json.object()
        .put("hasMore", to < role.people().size())
        .putPOJO(
            "list",
            role.people().subList(from, to).stream()
                .map(id -> Json.object().put("userid", id))
                .toList());
  }

  private boolean visible(Person person) {
    return world().names(person)
        || (person.inRange() && person.departments().stream().anyMatch(world()::inRange));
  }

  private static ObjectNode write(Person person) {
    ObjectNode body =
        Json.object()
            .put("userid", person.id())
            .put("unionid", person.unionId())
            .put("name", person.name().en())
            .put("active", person.status().equals(Person.ACTIVE))
            .put("admin", false)
            .put("boss", false)
            .putPOJO("dept_id_list", person.departments());
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
      throw Refusal.BAD_PARAMETER.error();
    }
    List<Person> all =
        world().members(department.id()).stream()
            .filter(it -> it.inRange() || world().names(it))
            .toList();
    int to = Math.min(all.size(), from + size);
    ObjectNode body = Json.object().put("has_more", to < all.size());
    if (to < all.size()) {
      body.put("next_cursor", to);
    }
    List<Person> page = all.subList(Math.min(from, to), to);
    return body.putPOJO("list", page.stream().map(OldApi::write).toList());
  }

  private ObjectNode byMobile(JsonNode asked) throws ApiError {
    String mobile =
        Json.text(asked, "mobile")
            .filter(it -> it.matches("1[3-9][0-9]{9}"))
            .orElseThrow(Refusal.NO_NUMBER::error);
    Person person =
        world().people().stream()
            .filter(it -> it.welcome() && it.status().equals(Person.ACTIVE))
            .filter(it -> it.stateCode().equals("86") && it.mobile().equals(mobile))
            .findFirst()
            .orElseThrow(Refusal.NOBODY::error);
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
    List<World.Department> below = world().below(department.id());
    return ok().putPOJO("result", below.stream().map(OldApi::write).toList());
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
    Optional<World.Department> department = world().department(id.asLong(ROOT));
    if (department.isEmpty()) {
      throw Refusal.NO_DEPARTMENT.error();
    }
    if (!world().inRange(department.get().id())) {
      throw Refusal.DEPARTMENT_OUTSIDE_RANGE.error();
    }
    return department.get();
  }

  private void requireToken(SandboxRequest request) throws ApiError {
    String token = request.query("access_token").orElseThrow(Refusal.TOKEN_MISSING::error);
    if (world().appTokens.look(token).isEmpty()) {
      throw Refusal.TOKEN_INVALID.error();
    }
  }

  private void requirePermission(String permission) throws ApiError {
    if (!permission.isEmpty() && !world().app().permissions().contains(permission)) {
      throw Refusal.NOT_PERMITTED.error();
    }
  }

  private static ObjectNode ok() {
    return Json.object().put("errcode", 0).put("errmsg", "ok");
  }

  private static ObjectNode result(ObjectNode result) {
    ObjectNode body = ok().put("request_id", "sandbox");
    body.set("result", result);
    return body;
  }

  private static SandboxResponse error(String call, ApiError error) {
    Optional<Refusal> known = Refusal.of(error.code());
    if (known.isEmpty()) {
      return Json.write(200, verdict(error.code()).put("errmsg", error.text()));
    }
    Refusal refusal = known.get();
    if (refusal == Refusal.BANNED) {
      return Refusal.ban();
    }
    String number = refusal.number();
    if (!refusal.byTheGateway()) {
      return Json.write(200, verdict(number).put("errmsg", refusal.text()));
    }
    String text =
        refusal == Refusal.NOT_PERMITTED
            ? refusal.text() + "：requiredScopes=[" + PERMISSIONS.getOrDefault(call, "") + "]"
            : refusal.text();
    return Json.write(
        200,
        verdict("88")
            .put("sub_code", number)
            .put("sub_msg", text)
            .put("errmsg", "ding talk error[subcode=" + number + ",submsg=" + text + "]")
            .put("request_id", "sandbox"));
  }

  /** A number where it is one: faults may be told with a word. */
  private static ObjectNode verdict(String errcode) {
    ObjectNode body = Json.object();
    return errcode.matches("-?[0-9]{1,9}")
        ? body.put("errcode", Integer.parseInt(errcode))
        : body.put("errcode", errcode);
  }

  private World world() {
    return state.world();
  }
}
