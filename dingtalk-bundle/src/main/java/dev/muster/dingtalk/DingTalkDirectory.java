package dev.muster.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.support.Answer;
import dev.muster.support.Json;
import dev.muster.support.PhoneNumbers;
import dev.muster.support.Searches;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The address book. The platform lists one level of departments and one department's people at a
 * time, and finds people by mobile number one by one; by e-mail address it finds nobody.
 */
final class DingTalkDirectory implements Directory {
  /** All of it in one budget: the platform bans an address that reads too fast. */
  private static final String QUOTA = "address-book";

  /** The 20 calls a second that the platform bears of each call, for all of them together. */
  static final Map<String, Integer> CALLS_PER_MINUTE = Map.of(QUOTA, 1200);

  private static final String SCOPES_PATH = "/auth/scopes";
  private static final String DEPARTMENT_PATH = "/topapi/v2/department/get";
  static final String CHILDREN_PATH = "/topapi/v2/department/listsub";
  static final String PEOPLE_PATH = "/topapi/v2/user/list";
  static final String MOBILE_PATH = "/topapi/v2/user/getbymobile";
  private static final int PAGE_SIZE = 100;
  private static final String COMPANY = "1";

  private final App app;
  private final Api api;

  DingTalkDirectory(App app, Api api) {
    this.app = app;
    this.api = api;
  }

  @Override
  public Optional<String> company(Deadline deadline) {
    return Optional.of(app.corpId());
  }

  /** One department and those just below it per page: that is one page at the platform as well. */
  @Override
  public Page<Department> departments(Optional<String> after, Deadline deadline)
      throws ProviderException {
    DepartmentWalk walk =
        after.isPresent()
            ? DepartmentWalk.parse(after.get())
            : DepartmentWalk.from(roots(deadline));
    if (walk.over()) {
      return Page.only(List.of());
    }
    List<Department> found = new ArrayList<>();
    DepartmentWalk.Stop stop = walk.next();
    if (stop.root()) {
      found.add(root(stop.id(), deadline));
    }
    List<String> below = new ArrayList<>();
    for (Department child : children(stop.id(), deadline)) {
      if (stop.walk().isNew(child.id())) {
        found.add(child);
        below.add(child.id());
      }
    }
    DepartmentWalk rest = stop.walk().with(below);
    return new Page<>(found, rest.over() ? Optional.empty() : Optional.of(rest.toString()));
  }

  /** The company, or the departments that the app may see with all below them. */
  private List<String> roots(Deadline deadline) throws ProviderException {
    Answer answer = range(deadline);
    Set<String> ids = new LinkedHashSet<>();
    for (JsonNode id : answer.list("auth_org_scopes", "authed_dept")) {
      ids.add(departmentId(answer, id));
    }
    return List.copyOf(ids);
  }

  private Answer range(Deadline deadline) throws ProviderException {
    return api.asApp(api.oldGet(SCOPES_PATH).withQuota(QUOTA), deadline);
  }

  private Department root(String id, Deadline deadline) throws ProviderException {
    Answer answer = read(DEPARTMENT_PATH, Map.of("dept_id", Long.valueOf(id)), deadline).orThrow();
    if (!departmentId(answer, Answers.result(answer).path("dept_id")).equals(id)) {
      throw answer.unexpected("is about another department");
    }
    return department(answer, Answers.result(answer));
  }

  private List<Department> children(String id, Deadline deadline) throws ProviderException {
    Answer answer = read(CHILDREN_PATH, Map.of("dept_id", Long.valueOf(id)), deadline).orThrow();
    Map<String, Department> children = new LinkedHashMap<>();
    for (JsonNode node : answer.list("result")) {
      Department child = department(answer, node);
      if (!child.parentId().orElse(id).equals(id)) {
        throw answer.unexpected("lists a department of another");
      }
      children.putIfAbsent(child.id(), child);
    }
    return List.copyOf(children.values());
  }

  private static Department department(Answer answer, JsonNode node) throws ProviderException {
    String id = departmentId(answer, node.path("dept_id"));
    return Department.of(id)
        .withParentId(
            Json.text(node, "parent_id")
                .filter(parent -> !id.equals(COMPANY) && parent.matches("[1-9][0-9]*")))
        .withName(Json.text(node, "name"))
        .withOrder(
            Optional.of(node.path("order"))
                .filter(JsonNode::isIntegralNumber)
                .map(JsonNode::longValue));
  }

  private static String departmentId(Answer answer, JsonNode node) throws ProviderException {
    return Json.text(node)
        .filter(id -> id.matches("[1-9][0-9]{0,17}"))
        .orElseThrow(() -> answer.unexpected("has a department without an id"));
  }

  @Override
  public Page<Person> people(String departmentId, Optional<String> after, Deadline deadline)
      throws ProviderException {
    if (!departmentId.matches("[1-9][0-9]{0,17}")) {
      throw noDepartment(Optional.empty());
    }
    long cursor = after.map(Long::valueOf).orElse(0L);
    Answer answer =
        read(
            PEOPLE_PATH,
            Map.of("dept_id", Long.valueOf(departmentId), "cursor", cursor, "size", PAGE_SIZE),
            deadline,
            ErrorCodes.NO_DEPARTMENT_IN_SIGHT);
    if (answer.refusal().isPresent()) {
      throw noDepartment(answer.refusal());
    }
    JsonNode list = answer.list("result", "list");
    JsonNode more = answer.at("result", "has_more");
    if (!more.isBoolean()) {
      throw answer.unexpected("does not say whether it is all");
    }
    Map<String, Person> people = new LinkedHashMap<>();
    for (JsonNode node : list) {
      String userId = answer.require(node, "userid");
      people.putIfAbsent(userId, Profiles.person(userId, node));
    }
    return new Page<>(
        List.copyOf(people.values()),
        more.booleanValue() ? Optional.of(next(answer, cursor)) : Optional.empty());
  }

  /** A cursor that stands still would have us ask for ever. */
  private static String next(Answer answer, long cursor) throws ProviderException {
    JsonNode next = Answers.result(answer).path("next_cursor");
    if (!next.canConvertToLong() || next.longValue() <= cursor) {
      throw answer.unexpected("has a next_cursor that leads nowhere");
    }
    return Long.toString(next.longValue());
  }

  private static ProviderException noDepartment(Optional<String> platformCode) {
    return new ProviderException(
        Code.NOT_FOUND, "There is no such department in sight", platformCode);
  }

  @Override
  public Page<String> peopleNamedSingly(Optional<String> after, Deadline deadline)
      throws ProviderException {
    Answer answer = range(deadline);
    Set<String> ids = new LinkedHashSet<>();
    for (JsonNode id : answer.list("auth_org_scopes", "authed_user")) {
      ids.add(Json.text(id).orElseThrow(() -> answer.unexpected("has a person without a userid")));
    }
    return Page.only(List.copyOf(ids));
  }

  @Override
  public Lookup person(String userId, Deadline deadline) throws ProviderException {
    Answer answer =
        read(
            DingTalkSignIn.PERSON_PATH,
            Map.of("userid", userId),
            deadline,
            ErrorCodes.NOBODY,
            ErrorCodes.PERSON_OUTSIDE_RANGE);
    if (answer.refusedWith(ErrorCodes.NOBODY)) {
      return Lookup.notFound();
    }
    if (answer.refusedWith(ErrorCodes.PERSON_OUTSIDE_RANGE)) {
      return Lookup.notVisible();
    }
    if (!Json.text(Answers.result(answer), "userid").filter(userId::equals).isPresent()) {
      throw answer.unexpected("is about somebody else");
    }
    return Lookup.found(Profiles.person(userId, Answers.result(answer)));
  }

  @Override
  public Group group(String groupId, Deadline deadline) throws ProviderException {
    return new Roles(api).read(groupId, deadline);
  }

  @Override
  public Set<String> groupsOf(String userId, Set<String> among, Deadline deadline)
      throws ProviderException {
    return new Roles(api).of(userId, among, deadline);
  }

  /** One call for each number; how the platform wants others than China's is not documented. */
  @Override
  public Map<String, Lookup> findByMobile(List<String> mobiles, Deadline deadline)
      throws ProviderException {
    Map<String, Lookup> found = new LinkedHashMap<>();
    for (String mobile : mobiles) {
      found.put(mobile, Lookup.unknown(Code.REJECTED));
    }
    List<String> askable =
        mobiles.stream().filter(it -> PhoneNumbers.mainlandMobile(it).isPresent()).toList();
    found.putAll(
        Searches.inParts(
            askable, 1, deadline, part -> Map.of(part.get(0), byMobile(part.get(0), deadline))));
    return found;
  }

  private Lookup byMobile(String mobile, Deadline deadline) throws ProviderException {
    Answer answer =
        read(
            MOBILE_PATH,
            Map.of("mobile", PhoneNumbers.chineseWithoutCountry(mobile)),
            deadline,
            ErrorCodes.NOBODY,
            ErrorCodes.PERSON_OUTSIDE_RANGE);
    if (answer.refusedWith(ErrorCodes.NOBODY)) {
      return Lookup.notFound();
    }
    if (answer.refusedWith(ErrorCodes.PERSON_OUTSIDE_RANGE)) {
      return Lookup.notVisible();
    }
    return Lookup.found(Person.of(answer.require(Answers.result(answer), "userid"), Status.ACTIVE));
  }

  /** The platform has no such call, whatever the app may do. */
  @Override
  public Map<String, Lookup> findByEmail(List<String> emails, Deadline deadline) {
    Map<String, Lookup> found = new LinkedHashMap<>();
    emails.forEach(email -> found.put(email, Lookup.unknown(Code.NOT_PERMITTED)));
    return found;
  }

  @SafeVarargs
  private Answer read(String path, Map<String, ?> body, Deadline deadline, Set<String>... telling)
      throws ProviderException {
    HttpCall call = api.oldRead(path, body).withQuota(QUOTA);
    return api.asApp(call, deadline, telling);
  }
}
