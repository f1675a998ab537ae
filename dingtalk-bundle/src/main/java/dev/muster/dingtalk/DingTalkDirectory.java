package dev.muster.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
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

  private final Api api;

  DingTalkDirectory(Api api) {
    this.api = api;
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
    for (JsonNode id : range(answer, "authed_dept")) {
      ids.add(departmentId(answer, id));
    }
    return List.copyOf(ids);
  }

  private Answer range(Deadline deadline) throws ProviderException {
    return api.asApp(api.oldGet(SCOPES_PATH).withQuota(QUOTA), deadline);
  }

  private static JsonNode range(Answer answer, String name) throws ProviderException {
    JsonNode list = answer.body().path("auth_org_scopes").path(name);
    if (!list.isArray()) {
      throw answer.unexpected("has no " + name);
    }
    return list;
  }

  private Department root(String id, Deadline deadline) throws ProviderException {
    Answer answer = read(DEPARTMENT_PATH, Map.of("dept_id", Long.valueOf(id)), deadline).orThrow();
    if (!departmentId(answer, answer.result().path("dept_id")).equals(id)) {
      throw answer.unexpected("is about another department");
    }
    return department(answer, answer.result());
  }

  private List<Department> children(String id, Deadline deadline) throws ProviderException {
    Answer answer = read(CHILDREN_PATH, Map.of("dept_id", Long.valueOf(id)), deadline).orThrow();
    if (!answer.result().isArray()) {
      throw answer.unexpected("has no list");
    }
    Map<String, Department> children = new LinkedHashMap<>();
    for (JsonNode node : answer.result()) {
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
    return new Department(
        id,
        Answer.text(node, "parent_id")
            .filter(parent -> !id.equals(COMPANY) && parent.matches("[1-9][0-9]*")),
        Answer.text(node, "name"),
        Optional.of(node.path("order"))
            .filter(JsonNode::isIntegralNumber)
            .map(JsonNode::longValue));
  }

  private static String departmentId(Answer answer, JsonNode node) throws ProviderException {
    return Answer.scalar(node)
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
    JsonNode list = answer.result().path("list");
    JsonNode more = answer.result().path("has_more");
    if (!list.isArray() || !more.isBoolean()) {
      throw answer.unexpected("has no list, or does not say whether it is all");
    }
    Map<String, Person> people = new LinkedHashMap<>();
    for (JsonNode node : list) {
      String userId =
          Answer.text(node, "userid")
              .orElseThrow(() -> answer.unexpected("has a person without a userid"));
      people.putIfAbsent(userId, Profiles.person(userId, node));
    }
    return new Page<>(
        List.copyOf(people.values()),
        more.booleanValue() ? Optional.of(next(answer, cursor)) : Optional.empty());
  }

  /** A cursor that stands still would have us ask for ever. */
  private static String next(Answer answer, long cursor) throws ProviderException {
    JsonNode next = answer.result().path("next_cursor");
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
    for (JsonNode id : range(answer, "authed_user")) {
      ids.add(
          Answer.scalar(id).orElseThrow(() -> answer.unexpected("has a person without a userid")));
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
      return new Lookup.NotFound();
    }
    if (answer.refusedWith(ErrorCodes.PERSON_OUTSIDE_RANGE)) {
      return new Lookup.NotVisible();
    }
    if (!Answer.text(answer.result(), "userid").filter(userId::equals).isPresent()) {
      throw answer.unexpected("is about somebody else");
    }
    return new Lookup.Found(Profiles.person(userId, answer.result()));
  }

  /**
   * One call for each number, until the platform has had enough or the time is up: what is left
   * then was not asked.
   */
  @Override
  public Map<String, Lookup> findByMobile(List<String> mobiles, Deadline deadline)
      throws ProviderException {
    Map<String, Lookup> found = new LinkedHashMap<>();
    Optional<Code> gaveUp = Optional.empty();
    boolean answered = false;
    for (String mobile : mobiles) {
      if (found.containsKey(mobile)) {
        continue;
      }
      if (gaveUp.isEmpty() && answered && deadline.passed()) {
        gaveUp = Optional.of(Code.TIMEOUT);
      }
      Optional<String> number = PhoneNumbers.mainland(mobile);
      if (number.isEmpty()) {
        found.put(mobile, new Lookup.Unknown(Code.REJECTED));
      } else if (gaveUp.isPresent()) {
        found.put(mobile, new Lookup.Unknown(gaveUp.get()));
      } else {
        try {
          found.put(mobile, byMobile(number.get(), deadline));
          answered = true;
        } catch (ProviderException e) {
          if (!answered) {
            throw e;
          }
          gaveUp = Optional.of(e.code());
          found.put(mobile, new Lookup.Unknown(e.code()));
        }
      }
    }
    return found;
  }

  private Lookup byMobile(String number, Deadline deadline) throws ProviderException {
    Answer answer =
        read(
            MOBILE_PATH,
            Map.of("mobile", number),
            deadline,
            ErrorCodes.NOBODY,
            ErrorCodes.PERSON_OUTSIDE_RANGE);
    if (answer.refusedWith(ErrorCodes.NOBODY)) {
      return new Lookup.NotFound();
    }
    if (answer.refusedWith(ErrorCodes.PERSON_OUTSIDE_RANGE)) {
      return new Lookup.NotVisible();
    }
    return new Lookup.Found(
        Profiles.bare(
            Answer.text(answer.result(), "userid")
                .orElseThrow(() -> answer.unexpected("has no userid"))));
  }

  /** The platform has no such call, whatever the app may do. */
  @Override
  public Map<String, Lookup> findByEmail(List<String> emails, Deadline deadline) {
    Map<String, Lookup> found = new LinkedHashMap<>();
    emails.forEach(email -> found.put(email, new Lookup.Unknown(Code.NOT_PERMITTED)));
    return found;
  }

  @SafeVarargs
  private Answer read(String path, Map<String, ?> body, Deadline deadline, Set<String>... telling)
      throws ProviderException {
    HttpCall call = api.oldRead(path, body).withQuota(QUOTA);
    return api.asApp(call, deadline, telling);
  }
}
