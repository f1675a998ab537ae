package dev.muster.sandbox.wechatwork;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.sandbox.SandboxRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

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
          "department/simplelist");

  /** Far fewer than the platform's 10000, so that a small company has several pages. */
  private static final int ROWS_PER_PAGE = 4;

  private final ObjectMapper json = new ObjectMapper();
  private final State state;

  AddressBookApi(State state) {
    this.state = state;
  }

  ObjectNode answer(String call, Grants.Token key, SandboxRequest request, JsonNode body)
      throws ApiError {
    boolean app = key == Grants.Token.APP;
    if (call.equals("department/simplelist")) {
      return departmentIds(app);
    }
    if (call.equals("user/list_id")) {
      if (app) {
        throw new ApiError(48002, "api forbidden");
      }
      return allIds(body);
    }
    if (!app) {
      throw new ApiError(48009, "api forbidden for contacts sync secret");
    }
    return switch (call) {
      case "user/get" -> member(request);
      case "user/list" -> members(request);
      case "user/getuserid" ->
          id(
              it ->
                  !text(body, "mobile").isEmpty() && sameNumber(it.mobile(), text(body, "mobile")));
      case "user/get_userid_by_email" ->
          id(it -> !it.bizMail().isEmpty() && it.bizMail().equalsIgnoreCase(text(body, "email")));
      case "department/list" -> departments();
      default -> throw new IllegalStateException(call);
    };
  }

  private ObjectNode member(SandboxRequest request) throws ApiError {
    Person person =
        request
            .query("userid")
            .flatMap(state.world()::person)
            .filter(Person::listed)
            .orElseThrow(() -> new ApiError(60111, "userid not found"));
    if (!state.world().sees(person)) {
      throw new ApiError(60011, "no privilege to access/modify contact/party/agent");
    }
    return write(ok(), person);
  }

  private ObjectNode members(SandboxRequest request) throws ApiError {
    String id = request.query("department_id").orElse("");
    boolean known =
        state.world().departments().stream().anyMatch(it -> Integer.toString(it.id()).equals(id));
    if (!known) {
      throw new ApiError(60003, "department not found");
    }
    if (state.world().visibleDepartments().stream()
        .noneMatch(it -> Integer.toString(it.id()).equals(id))) {
      throw new ApiError(60011, "no privilege to access/modify contact/party/agent");
    }
    ObjectNode body = ok();
    ArrayNode list = body.putArray("userlist");
    state.world().people().stream()
        .filter(it -> it.listed() && state.world().sees(it))
        .filter(it -> it.departments().contains(Integer.valueOf(id)))
        .forEach(it -> write(list.addObject(), it));
    return body;
  }

  private ObjectNode allIds(JsonNode asked) {
    record Row(String user, int department) {}
    List<Row> rows =
        state.world().people().stream()
            .filter(Person::listed)
            .flatMap(it -> it.departments().stream().map(id -> new Row(it.id(), id)))
            .toList();
    String cursor = text(asked, "cursor");
    int from = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
    int to = Math.min(rows.size(), from + ROWS_PER_PAGE);
    ObjectNode body = ok().put("next_cursor", to == rows.size() ? "" : Integer.toString(to));
    ArrayNode list = body.putArray("dept_user");
    rows.subList(from, to)
        .forEach(
            row -> list.addObject().put("userid", row.user()).put("department", row.department()));
    return body;
  }

  private ObjectNode id(Predicate<Person> meant) throws ApiError {
    Optional<Person> found =
        state.world().people().stream()
            .filter(it -> it.listed() && state.world().sees(it) && it.status() != 5)
            .filter(meant)
            .findFirst();
    return ok().put("userid", found.orElseThrow(() -> new ApiError(46004, "no user")).id());
  }

  private static boolean sameNumber(String one, String other) {
    return !one.isEmpty() && national(one).equals(national(other));
  }

  private static String national(String number) {
    String digits = number.replaceAll("[^0-9]", "");
    return digits.matches("861[3-9][0-9]{9}") ? digits.substring(2) : digits;
  }

  private ObjectNode departments() {
    ObjectNode body = ok();
    ArrayNode list = body.putArray("department");
    for (World.Department department : state.world().visibleDepartments()) {
      write(list.addObject(), department).put("name", department.name().en());
    }
    return body;
  }

  private ObjectNode departmentIds(boolean app) {
    ObjectNode body = ok();
    ArrayNode list = body.putArray("department_id");
    (app ? state.world().visibleDepartments() : state.world().departments())
        .forEach(department -> write(list.addObject(), department));
    return body;
  }

  private static ObjectNode write(ObjectNode row, World.Department department) {
    return row.put("id", department.id())
        .put("parentid", department.parentId())
        .put("order", 100 - department.id());
  }

  private static ObjectNode write(ObjectNode row, Person person) {
    row.put("userid", person.id())
        .put("name", person.name().en())
        .put("position", person.position())
        .put("status", person.status())
        .put("main_department", person.departments().get(0));
    ArrayNode ids = row.putArray("department");
    person.departments().forEach(ids::add);
    return row;
  }

  private static String text(JsonNode body, String name) {
    return body.path(name).asText("");
  }

  private ObjectNode ok() {
    return json.createObjectNode().put("errcode", 0).put("errmsg", "ok");
  }
}
