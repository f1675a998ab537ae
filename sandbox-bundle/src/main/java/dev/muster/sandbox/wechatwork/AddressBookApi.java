package dev.muster.sandbox.wechatwork;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.common.ApiError;
import dev.muster.sandbox.common.Group;
import dev.muster.sandbox.common.Json;
import dev.muster.sandbox.common.PlatformState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The address book, as apps see it that were made after 2022-06-20: without phone, mailboxes and
 * picture, and with the key of Contacts Sync ids alone.
 */
final class AddressBookApi {
  static final Set<String> CALLS =
      Set.of(
          "user/get",
          "user/list",
          "user/list_id",
          "user/getuserid",
          "user/get_userid_by_email",
          "department/list",
          "department/simplelist",
          "tag/get");

  /** Far fewer than the platform's 10000, so that a small company has several pages. */
  private static final int ROWS_PER_PAGE = 4;

  private final PlatformState<World> state;

  AddressBookApi(PlatformState<World> state) {
    this.state = state;
  }

  ObjectNode answer(String call, World.Key key, SandboxRequest request, JsonNode body)
      throws ApiError {
    boolean app = key == World.Key.APP;
    if (call.equals("department/simplelist")) {
      return departmentIds(app);
    }
    if (call.equals("user/list_id")) {
      if (app) {
        throw new ApiError("48002", "api forbidden");
      }
      return allIds(body);
    }
    if (call.equals("tag/get")) {
      return tag(request);
    }
    if (!app) {
      throw new ApiError("48009", "api forbidden for contacts sync secret");
    }
    return switch (call) {
      case "user/get" -> member(request);
      case "user/list" -> members(request);
      case "user/getuserid" ->
          id(it -> sameNumber(it.mobile(), Json.text(body, "mobile").orElse("")));
      case "user/get_userid_by_email" ->
          id(it -> Json.text(body, "email").filter(it.bizMail()::equalsIgnoreCase).isPresent());
      case "department/list" -> departments();
      default -> throw new IllegalStateException(call);
    };
  }

  private ObjectNode member(SandboxRequest request) throws ApiError {
    Person person =
        request
            .query("userid")
            .flatMap(world()::person)
            .filter(Person::listed)
            .orElseThrow(() -> new ApiError("60111", "userid not found"));
    if (!world().sees(person)) {
      throw new ApiError("60011", "no privilege to access/modify contact/party/agent");
    }
    return write(ServerApi.ok(), person);
  }

  private ObjectNode members(SandboxRequest request) throws ApiError {
    String id = request.query("department_id").orElse("");
    if (!contains(world().departments(), id)) {
      throw new ApiError("60003", "department not found");
    }
    if (!contains(world().visibleDepartments(), id)) {
      throw new ApiError("60011", "no privilege to access/modify contact/party/agent");
    }
    return list(
        "userlist",
        world().visiblePeople(Integer.parseInt(id)).map(it -> write(Json.object(), it)));
  }

  private static boolean contains(List<World.Department> departments, String id) {
    return departments.stream().anyMatch(it -> Integer.toString(it.id()).equals(id));
  }

  private ObjectNode allIds(JsonNode asked) {
    List<ObjectNode> rows =
        world().people().stream()
            .filter(Person::listed)
            .flatMap(
                it ->
                    it.departments().stream()
                        .map(id -> Json.object().put("userid", it.id()).put("department", id)))
            .toList();
    int from = Json.text(asked, "cursor").map(Integer::parseInt).orElse(0);
    int to = Math.min(rows.size(), from + ROWS_PER_PAGE);
    return ServerApi.ok()
        .put("next_cursor", to == rows.size() ? "" : Integer.toString(to))
        .putPOJO("dept_user", rows.subList(from, to));
  }

  /** Of the people in it, those whom the app sees. */
  private ObjectNode tag(SandboxRequest request) throws ApiError {
    Group tag =
        world().groups().stream()
            .filter(it -> request.query("tagid").filter(it.id()::equals).isPresent())
            .findFirst()
            .orElseThrow(() -> new ApiError("40068", "invalid tagid"));
    ObjectNode body = ServerApi.ok().put("tagname", tag.name().en());
    body.putPOJO(
        "userlist",
        tag.people().stream()
            .flatMap(id -> world().person(id).stream())
            .filter(world()::sees)
            .map(it -> Json.object().put("userid", it.id()).put("name", it.name().en()))
            .toList());
    return body.putPOJO("partylist", tag.departments().stream().map(Integer::valueOf).toList());
  }

  private ObjectNode id(Predicate<Person> meant) throws ApiError {
    Optional<Person> found =
        world().people().stream()
            .filter(it -> world().sees(it) && it.status() != 5)
            .filter(meant)
            .findFirst();
    return ServerApi.ok()
        .put("userid", found.orElseThrow(() -> new ApiError("46004", "no user")).id());
  }

  private static boolean sameNumber(String one, String other) {
    return !one.isEmpty() && national(one).equals(national(other));
  }

  private static String national(String number) {
    String digits = number.replaceAll("[^0-9]", "");
    return digits.matches("861[3-9][0-9]{9}") ? digits.substring(2) : digits;
  }

  private ObjectNode departments() {
    return list(
        "department",
        world().visibleDepartments().stream().map(it -> write(it).put("name", it.name().en())));
  }

  private ObjectNode departmentIds(boolean app) {
    World world = world();
    return list(
        "department_id",
        (app ? world.visibleDepartments() : world.departments())
            .stream().map(AddressBookApi::write));
  }

  private static ObjectNode write(World.Department department) {
    return Json.object()
        .put("id", department.id())
        .put("parentid", department.parentId())
        .put("order", 100 - department.id());
  }

  private static ObjectNode write(ObjectNode row, Person person) {
    return row.put("userid", person.id())
        .put("name", person.name().en())
        .put("position", person.position())
        .put("status", person.status())
        .put("main_department", person.departments().get(0))
        .putPOJO("department", person.departments());
  }

  private static ObjectNode list(String name, Stream<ObjectNode> rows) {
    return ServerApi.ok().putPOJO(name, rows.toList());
  }

  private World world() {
    return state.world();
  }
}
