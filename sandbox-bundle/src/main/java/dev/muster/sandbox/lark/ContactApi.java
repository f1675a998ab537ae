package dev.muster.sandbox.lark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.common.ApiError;
import dev.muster.sandbox.common.Group;
import dev.muster.sandbox.common.PlatformState;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The address book (contact v3), cut to the app's range and permissions. */
final class ContactApi {
  static final String USERS = "contact/users";

  private static final String PREFIX = "/open-apis/contact/v3/";
  private static final String RANGE = "contact/scopes";
  private static final String DEPARTMENTS = "contact/departments";
  private static final String CHILDREN = "contact/departments/children";
  private static final String BY_DEPARTMENT = "contact/users/find_by_department";
  private static final String BY_ADDRESS = "contact/users/batch_get_id";
  private static final Pattern DEPARTMENT = Pattern.compile("departments/([^/]+)(/children)?");
  private static final String BELONGS = "contact/group/member_belong";
  private static final String GROUP = "contact/group";
  private static final Pattern ONE_GROUP = Pattern.compile("group/([^/]+)");
  private static final Pattern USER = Pattern.compile("users/([^/]+)");
  private static final int USUAL_PAGE = 10;
  private static final int LARGEST_PAGE = 50;
  private static final int LARGEST_RANGE_PAGE = 100;

  private final PlatformState<World> state;

  ContactApi(PlatformState<World> state) {
    this.state = state;
  }

  /** The name of the call behind a path. */
  static Optional<String> call(String path) {
    if (!path.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String below = path.substring(PREFIX.length());
    Matcher department = DEPARTMENT.matcher(below);
    if (department.matches()) {
      return Optional.of(department.group(2) == null ? DEPARTMENTS : CHILDREN);
    }
    return switch (below) {
      case "scopes" -> Optional.of(RANGE);
      case "group/member_belong" -> Optional.of(BELONGS);
      case "users/find_by_department" -> Optional.of(BY_DEPARTMENT);
      case "users/batch_get_id" -> Optional.of(BY_ADDRESS);
      default ->
          USER.matcher(below).matches()
              ? Optional.of(USERS)
              : Optional.of(GROUP).filter(group -> ONE_GROUP.matcher(below).matches());
    };
  }

  ObjectNode answer(String call, SandboxRequest request) throws ApiError {
    requireScope(
        call.startsWith(GROUP)
            ? Scopes.GROUPS
            : call.equals(BY_ADDRESS) ? Scopes.FIND : Scopes.CONTACTS);
    return switch (call) {
      case RANGE -> range(request);
      case DEPARTMENTS -> oneDepartment(request);
      case CHILDREN -> children(request);
      case BY_DEPARTMENT -> byDepartment(request);
      case BY_ADDRESS -> byAddress(request);
      case BELONGS -> belongs(request);
      case GROUP -> oneGroup(request);
      default -> oneUser(request);
    };
  }

  private ObjectNode range(SandboxRequest request) throws ApiError {
    requireUserIdScope(request);
    World world = world();
    List<String> ids =
        world.app().contactRange().contains(World.ROOT)
            ? world.below(World.ROOT).stream()
                .filter(department -> department.parentId().equals(World.ROOT))
                .map(World.Department::openDepartmentId)
                .toList()
            : world.app().contactRange();
    ObjectNode body = Replies.flat();
    ObjectNode data = body.putObject("data");
    ArrayNode people = data.putArray("user_ids");
    data.putArray("group_ids");
    ArrayNode departments = data.putArray("department_ids");
    List<String> all = Stream.concat(ids.stream(), world.named().stream().sorted()).toList();
    page(request, LARGEST_RANGE_PAGE, all, data)
        .forEach(id -> (ids.contains(id) ? departments : people).add(id));
    return body;
  }

  private ObjectNode oneDepartment(SandboxRequest request) throws ApiError {
    String id = group(DEPARTMENT, request);
    World.Department department =
        world().department(id).filter(it -> world().sees(id)).orElseThrow(ContactApi::outside);
    ObjectNode body = Replies.flat();
    write(department, body.putObject("data").putObject("department"));
    return body;
  }

  private ObjectNode children(SandboxRequest request) throws ApiError {
    String id = group(DEPARTMENT, request);
    requireDepartment(id);
    List<World.Department> below =
        world().below(id).stream()
            .filter(it -> it.parentId().equals(id) || request.query("fetch_child").equals(TRUE))
            .toList();
    return list(request, below, this::write);
  }

  private static final Optional<String> TRUE = Optional.of("true");

  private ObjectNode byDepartment(SandboxRequest request) throws ApiError {
    String id =
        request.query("department_id").orElseThrow(() -> new ApiError("40001", "param is invalid"));
    requireDepartment(id);
    requireUserIdScope(request);
    return list(request, world().directlyIn(id), this::write);
  }

  private ObjectNode oneUser(SandboxRequest request) throws ApiError {
    String id = group(USER, request);
    requireUserIdScope(request);
    boolean byUserId = request.query("user_id_type").equals(Optional.of("user_id"));
    Person person =
        (byUserId ? world().person(id) : world().byOpenId(id))
            .filter(Person::listed)
            .orElseThrow(() -> new ApiError("41012", "user id invalid error"));
    if (!world().sees(person)) {
      throw new ApiError("41050", "no user authority error");
    }
    ObjectNode body = Replies.flat();
    write(person, body.putObject("data").putObject("user"));
    return body;
  }

  /** All of them are ordinary ones; of the others there are none. */
  private ObjectNode belongs(SandboxRequest request) throws ApiError {
    Person person =
        request
            .query("member_id")
            .flatMap(world()::person)
            .filter(Person::listed)
            .orElseThrow(() -> new ApiError("41012", "user id invalid error"));
    if (!world().sees(person)) {
      throw new ApiError("41050", "no user authority error");
    }
    List<String> ids =
        world().groups().stream()
            .filter(it -> it.people().contains(person.id()))
            .filter(it -> request.query("group_type").equals(Optional.of("1")))
            .map(Group::id)
            .toList();
    ObjectNode body = Replies.flat();
    ObjectNode data = body.putObject("data");
    List<String> page = page(request, LARGEST_RANGE_PAGE, ids, data);
    if (!page.isEmpty()) {
      data.putPOJO("group_list", page);
    }
    return body;
  }

  private ObjectNode oneGroup(SandboxRequest request) throws ApiError {
    String id = group(ONE_GROUP, request);
    Group group =
        world().groups().stream()
            .filter(it -> it.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new ApiError("42002", "group id invalid error"));
    ObjectNode body = Replies.flat();
    body.putObject("data").putObject("group").put("id", id).put("name", group.name().zh());
    return body;
  }

  private ObjectNode byAddress(SandboxRequest request) throws ApiError {
    requireUserIdScope(request);
    JsonNode asked = ServerApi.body(request);
    if (asked.path("emails").size() > LARGEST_PAGE || asked.path("mobiles").size() > LARGEST_PAGE) {
      throw new ApiError("99992402", "field validation failed");
    }
    ObjectNode body = Replies.flat();
    ArrayNode list = body.putObject("data").putArray("user_list");
    for (JsonNode email : asked.path("emails")) {
      String text = email.asText().toLowerCase(Locale.ROOT);
      find(person -> !text.isEmpty() && person.email().equals(text), "email", email, list);
    }
    for (JsonNode mobile : asked.path("mobiles")) {
      String text = mobile.asText();
      String number = text.startsWith("+") ? text : "+86" + text;
      find(person -> person.mobile().equals(number), "mobile", mobile, list);
    }
    return body;
  }

  /** Whoever is unknown, gone or out of sight comes back without an id, not as an error. */
  private void find(Predicate<Person> match, String field, JsonNode asked, ArrayNode list) {
    ObjectNode entry = list.addObject().put(field, asked.asText());
    world()
        .everybody()
        .filter(match)
        .filter(person -> person.listed() && world().sees(person))
        .filter(person -> person.status() != Person.Status.RESIGNED)
        .findFirst()
        .ifPresent(
            person -> {
              entry.put("user_id", person.id());
              status(person, entry);
            });
  }

  private void write(World.Department department, ObjectNode node) {
    node.put("open_department_id", department.openDepartmentId());
    if (granted(Scopes.DEPARTMENT_BASE)) {
      node.put("name", department.name().zh()).put("department_id", department.departmentId());
      node.putObject("status").put("is_deleted", false);
    }
    if (granted(Scopes.ORGANIZATION)) {
      node.put("parent_department_id", department.parentId())
          .put("order", Integer.toString(department.order()));
    }
  }

  private void write(Person person, ObjectNode node) {
    node.put("open_id", person.openId())
        .put("union_id", "on_" + person.openId().substring("ou_".length()));
    if (granted(Scopes.USER_ID)) {
      node.put("user_id", person.id());
    }
    if (granted(Scopes.USER_BASE)) {
      node.put("name", person.name().zh()).put("en_name", person.name().en());
      node.putObject("avatar")
          .put("avatar_240", "https://pictures.sandbox.example/" + person.id() + "/240");
    }
    if (granted(Scopes.EMAIL)) {
      node.put("email", person.email());
    }
    if (granted(Scopes.PHONE)) {
      node.put("mobile", person.mobile());
    }
    if (granted(Scopes.USER_DEPARTMENT)) {
      node.putPOJO("department_ids", person.departments());
    }
    if (granted(Scopes.EMPLOYMENT)) {
      node.put("enterprise_email", person.enterpriseEmail());
    }
    status(person, node);
  }

  private void status(Person person, ObjectNode node) {
    if (granted(Scopes.EMPLOYMENT)) {
      node.putObject("status")
          .put("is_frozen", person.status() == Person.Status.FROZEN)
          .put("is_resigned", person.status() == Person.Status.RESIGNED)
          .put("is_exited", person.status() == Person.Status.EXITED)
          .put("is_unjoin", person.status() == Person.Status.UNJOINED)
          .put("is_activated", person.status() != Person.Status.UNJOINED);
    }
  }

  private <T> ObjectNode list(SandboxRequest request, List<T> all, BiConsumer<T, ObjectNode> write)
      throws ApiError {
    ObjectNode body = Replies.flat();
    ObjectNode data = body.putObject("data");
    List<T> page = page(request, LARGEST_PAGE, all, data);
    // an empty list is left out
    if (!page.isEmpty()) {
      ArrayNode items = data.putArray("items");
      page.forEach(item -> write.accept(item, items.addObject()));
    }
    return body;
  }

  /** A page of a list, as it is asked for; says in {@code data} where it goes on. */
  static <T> List<T> page(SandboxRequest request, int largest, List<T> all, ObjectNode data)
      throws ApiError {
    int size = USUAL_PAGE;
    int from = 0;
    try {
      size = Integer.parseInt(request.query("page_size").orElse(Integer.toString(USUAL_PAGE)));
    } catch (NumberFormatException e) {
      size = 0;
    }
    if (size < 1 || size > largest) {
      throw new ApiError("40011", "page size is invalid");
    }
    Optional<String> token = request.query("page_token");
    if (token.isPresent()) {
      from = offset(token.get(), all.size());
    }
    int to = Math.min(all.size(), from + size);
    data.put("has_more", to < all.size());
    if (to < all.size()) {
      data.put("page_token", token(to));
    }
    return all.subList(from, to);
  }

  /** Opaque, and with what has to be encoded in an address. */
  private static String token(int offset) {
    return "+/"
        + Base64.getEncoder().encodeToString(("at " + offset).getBytes(StandardCharsets.UTF_8))
        + "==";
  }

  private static int offset(String token, int most) throws ApiError {
    for (int offset = 0; offset <= most; offset++) {
      if (token(offset).equals(token)) {
        return offset;
      }
    }
    throw new ApiError("40012", "page token is invalid error");
  }

  private void requireDepartment(String id) throws ApiError {
    boolean known = id.equals(World.ROOT) || world().department(id).isPresent();
    if (!known || !world().sees(id)) {
      throw outside();
    }
  }

  private static ApiError outside() {
    return new ApiError("40004", "no dept authority error");
  }

  private void requireUserIdScope(SandboxRequest request) throws ApiError {
    if (request.query("user_id_type").equals(Optional.of("user_id"))) {
      requireScope(Scopes.USER_ID);
    }
  }

  private void requireScope(String scope) throws ApiError {
    if (!granted(scope)) {
      throw Scopes.missing(scope);
    }
  }

  private boolean granted(String scope) {
    return world().app().scopes().contains(scope);
  }

  private static String group(Pattern pattern, SandboxRequest request) {
    Matcher matcher = pattern.matcher(request.path().substring(PREFIX.length()));
    return matcher.matches() ? matcher.group(1) : "";
  }

  private World world() {
    return state.world();
  }
}
