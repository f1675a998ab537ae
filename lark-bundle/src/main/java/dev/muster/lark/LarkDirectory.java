package dev.muster.lark;

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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The address book (contact v3), read as the bound app. */
final class LarkDirectory implements Directory {
  private static final String CONTACT = "/open-apis/contact/v3";
  private static final String USERS = CONTACT + "/users";
  private static final String USER = USERS + "/{user_id}";
  private static final String DEPARTMENT = CONTACT + "/departments/{department_id}";
  private static final String SCOPES = CONTACT + "/scopes";
  private static final String BY_DEPARTMENT = USERS + "/find_by_department";
  private static final String BY_ADDRESS = USERS + "/batch_get_id";

  private static final String CHILDREN = DEPARTMENT + "/children";

  /** The platform's own limit on each call. Not for one person: signing in makes the same call. */
  static final Map<String, Integer> CALLS_PER_MINUTE =
      Stream.of(DEPARTMENT, CHILDREN, SCOPES, BY_DEPARTMENT, BY_ADDRESS)
          .collect(Collectors.toUnmodifiableMap(call -> call, call -> 1000));

  /** What the platform calls the company itself. */
  private static final String ROOT = "0";

  /** The platform's limit on most lists, and on a search. */
  private static final int PAGE_SIZE = 50;

  private static final int SCOPES_PAGE_SIZE = 100;
  private static final Pattern DEPARTMENT_ID = Pattern.compile("[0-9A-Za-z][0-9A-Za-z_.@-]{0,63}");

  /** A place in a forest: a root, and where the list of what is below it goes on. */
  private static final Pattern IN_FOREST =
      Pattern.compile("forest:([0-9A-Za-z][0-9A-Za-z_.@-]{0,63});(.*)", Pattern.DOTALL);

  private final App app;
  private final Api api;

  LarkDirectory(App app, Api api) {
    this.app = app;
    this.api = api;
  }

  @Override
  public Optional<String> company(Deadline deadline) throws ProviderException {
    return api.asApp(access -> Optional.of(access.tenantKey()), deadline);
  }

  /** The tree where the app sees the whole company, else the forest that it sees, tree by tree. */
  @Override
  public Page<Department> departments(Optional<String> after, Deadline deadline)
      throws ProviderException {
    return api.asApp(
        access -> {
          Matcher place = IN_FOREST.matcher(after.orElse(""));
          if (place.matches()) {
            return tree(access, place.group(1), place.group(2), deadline);
          }
          Answer answer = children(access, ROOT, after, deadline);
          if (answer.refusedWith(ErrorCodes.TREE_OUTSIDE_RANGE)) {
            return new Page<>(
                List.of(),
                visible(access, deadline).stream().findFirst().map(LarkDirectory::place));
          }
          List<Department> found = new ArrayList<>();
          if (after.isEmpty()) {
            found.add(Department.of(ROOT));
          }
          for (JsonNode item : items(answer)) {
            found.add(department(answer, item));
          }
          return new Page<>(found, next(answer, after));
        },
        deadline);
  }

  private static String place(String root) {
    return "forest:" + root + ";";
  }

  /** A page of what is below a root, the first one with the root itself. */
  private Page<Department> tree(Access access, String root, String token, Deadline deadline)
      throws ProviderException {
    NavigableSet<String> roots = visible(access, deadline);
    Optional<String> another = Optional.ofNullable(roots.higher(root)).map(LarkDirectory::place);
    Optional<String> after = Optional.of(token).filter(it -> !it.isEmpty());
    List<Department> found = new ArrayList<>();
    if (after.isEmpty()) {
      Department top = one(access, root, deadline).orElseThrow(LarkDirectory::noDepartment);
      if (isBelowAny(access, top, roots, deadline)) {
        return new Page<>(List.of(), another);
      }
      found.add(top);
    }
    Answer page = children(access, root, after, deadline);
    for (JsonNode item : items(page)) {
      found.add(department(page, item));
    }
    return new Page<>(found, next(page, after).map(it -> place(root) + it).or(() -> another));
  }

  /** Whether the tree of another root has it: all that is between them is in sight. */
  private boolean isBelowAny(Access access, Department top, Set<String> roots, Deadline deadline)
      throws ProviderException {
    Optional<String> parent = top.parentId();
    Set<String> met = new HashSet<>();
    while (parent.isPresent() && !parent.get().equals(ROOT) && met.add(parent.get())) {
      if (roots.contains(parent.get())) {
        return true;
      }
      parent = one(access, parent.get(), deadline).flatMap(Department::parentId);
    }
    return false;
  }

  /** A department, or empty if it is not in sight. */
  private Optional<Department> one(Access access, String id, Deadline deadline)
      throws ProviderException {
    HttpCall call =
        api.get(DEPARTMENT)
            .withPath("department_id", id)
            .withQuery("department_id_type", "open_department_id");
    Answer answer = api.send(call, access.token(), deadline);
    return answer.refusedWith(ErrorCodes.DEPARTMENT_OUTSIDE_RANGE)
        ? Optional.empty()
        : Optional.of(department(answer, answer.orThrow().at("data", "department")));
  }

  private static ProviderException noDepartment() {
    return new ProviderException(
        Code.NOT_FOUND, "There is no such department in sight", Optional.empty());
  }

  /** In order, so that the next one is found also where the range has changed. */
  private NavigableSet<String> visible(Access access, Deadline deadline) throws ProviderException {
    NavigableSet<String> ids = new TreeSet<>();
    Optional<String> after = Optional.empty();
    do {
      Answer answer = api.send(range(after), access.token(), deadline);
      for (JsonNode id : list(answer, "department_ids")) {
        ids.add(answer.id(id.asText(), "department id", DEPARTMENT_ID));
      }
      after = next(answer, after);
    } while (after.isPresent());
    return ids;
  }

  private HttpCall range(Optional<String> after) {
    return paged(api.get(SCOPES), after, SCOPES_PAGE_SIZE)
        .withQuery("department_id_type", "open_department_id");
  }

  private Answer children(
      Access access, String departmentId, Optional<String> after, Deadline deadline)
      throws ProviderException {
    HttpCall call =
        paged(api.get(CHILDREN).withPath("department_id", departmentId), after, PAGE_SIZE)
            .withQuery("department_id_type", "open_department_id")
            .withQuery("fetch_child", "true");
    return api.send(call, access.token(), deadline);
  }

  @Override
  public Page<Person> people(String departmentId, Optional<String> after, Deadline deadline)
      throws ProviderException {
    HttpCall call =
        paged(api.get(BY_DEPARTMENT), after, PAGE_SIZE)
            .withQuery("department_id", departmentId)
            .withQuery("department_id_type", "open_department_id")
            .withQuery("user_id_type", "user_id");
    return api.asApp(
        access -> {
          Answer answer = api.send(call, access.token(), deadline);
          if (answer.refusedWith(ErrorCodes.DEPARTMENT_OUTSIDE_RANGE)) {
            throw new ProviderException(
                Code.NOT_FOUND, "There is no such department in sight", answer.refusal());
          }
          Map<String, Person> found = new LinkedHashMap<>();
          for (JsonNode item : items(answer)) {
            Person person = Profiles.person(app.cloud(), answer, item);
            found.put(person.userId(), person);
          }
          return new Page<>(List.copyOf(found.values()), next(answer, after));
        },
        deadline);
  }

  @Override
  public Page<String> peopleNamedSingly(Optional<String> after, Deadline deadline)
      throws ProviderException {
    return api.asApp(
        access -> {
          Answer answer =
              api.send(range(after).withQuery("user_id_type", "user_id"), access.token(), deadline);
          Set<String> ids = new LinkedHashSet<>();
          for (JsonNode id : list(answer, "user_ids")) {
            ids.add(answer.id(id.asText(), "user id", Profiles.USER_ID));
          }
          return new Page<>(List.copyOf(ids), next(answer, after));
        },
        deadline);
  }

  @Override
  public Lookup person(String userId, Deadline deadline) throws ProviderException {
    if (!Profiles.USER_ID.matcher(userId).matches()) {
      return Lookup.notFound();
    }
    HttpCall call =
        api.get(USER)
            .withPath("user_id", userId)
            .withQuery("user_id_type", "user_id")
            .withQuery("department_id_type", "open_department_id");
    return api.asApp(
        access -> {
          Answer answer = api.send(call, access.token(), deadline);
          if (answer.refusedWith(ErrorCodes.PERSON_OUTSIDE_RANGE)) {
            return Lookup.notVisible();
          }
          if (answer.refusedWith(ErrorCodes.NO_SUCH_PERSON)) {
            return Lookup.notFound();
          }
          Person person = Profiles.person(app.cloud(), answer, answer.orThrow().at("data", "user"));
          if (!person.userId().equals(userId)) {
            throw answer.unexpected("is about somebody else");
          }
          return Lookup.found(person);
        },
        deadline);
  }

  @Override
  public Group group(String groupId, Deadline deadline) throws ProviderException {
    return new Groups(api).read(groupId, deadline);
  }

  @Override
  public Set<String> groupsOf(String userId, Set<String> among, Deadline deadline)
      throws ProviderException {
    return new Groups(api).of(userId, among, deadline);
  }

  @Override
  public Map<String, Lookup> findByMobile(List<String> mobiles, Deadline deadline)
      throws ProviderException {
    return find(
        "mobiles",
        "mobile",
        mobiles,
        app.cloud() == Cloud.FEISHU
            ? PhoneNumbers::chineseWithoutCountry
            : UnaryOperator.identity(),
        deadline);
  }

  @Override
  public Map<String, Lookup> findByEmail(List<String> emails, Deadline deadline)
      throws ProviderException {
    return find("emails", "email", emails, email -> email.toLowerCase(Locale.ROOT), deadline);
  }

  /**
   * Asks in as few calls as the platform's limit allows; one that fails leaves its part unknown.
   */
  private Map<String, Lookup> find(
      String list,
      String field,
      List<String> wanted,
      UnaryOperator<String> asked,
      Deadline deadline)
      throws ProviderException {
    List<String> keys = wanted.stream().map(asked).toList();
    Map<String, Lookup> found =
        Searches.inParts(
            keys, PAGE_SIZE, deadline, part -> search(list, field, part, asked, deadline));
    Map<String, Lookup> answers = new LinkedHashMap<>();
    for (String one : wanted) {
      answers.put(one, found.getOrDefault(asked.apply(one), Lookup.notFound()));
    }
    return answers;
  }

  private Map<String, Lookup> search(
      String list, String field, List<String> keys, UnaryOperator<String> asked, Deadline deadline)
      throws ProviderException {
    HttpCall call =
        api.post(BY_ADDRESS, Map.of(list, keys, "include_resigned", false))
            .withIdempotent(true)
            .withQuery("user_id_type", "user_id");
    return api.asApp(
        access -> {
          Answer answer = api.send(call, access.token(), deadline).orThrow();
          Map<String, Lookup> found = new HashMap<>();
          for (JsonNode person : answer.list("data", "user_list")) {
            // whoever is unknown comes back without an id
            if (Json.text(person, "user_id").isPresent()) {
              String key =
                  asked.apply(
                      Json.text(person, field)
                          .orElseThrow(() -> answer.unexpected("does not say whom it is about")));
              Lookup one =
                  Lookup.found(Person.of(Profiles.userId(answer, person), status(answer, person)));
              Lookup other = found.put(key, one);
              if (other != null && !other.equals(one)) {
                throw answer.unexpected("names two people for one address");
              }
            }
          }
          return found;
        },
        deadline);
  }

  private static Status status(Answer answer, JsonNode person) throws ProviderException {
    return person.has("status") ? Standing.of(answer, person) : Status.UNKNOWN;
  }

  static HttpCall paged(HttpCall call, Optional<String> after, int size) {
    HttpCall sized = call.withQuery("page_size", Integer.toString(size));
    return after.isPresent() ? sized.withQuery("page_token", after.get()) : sized;
  }

  /** A list that is left out where it is empty. */
  private static JsonNode items(Answer answer) throws ProviderException {
    return list(answer, "items");
  }

  static JsonNode list(Answer answer, String name) throws ProviderException {
    JsonNode items = answer.orThrow().at("data", name);
    if (!answer.at("data").isObject() || !(items.isArray() || items.isMissingNode())) {
      throw answer.unexpected("has no list");
    }
    return items;
  }

  /** Where a list goes on; one that stands still would be read for ever. */
  static Optional<String> next(Answer answer, Optional<String> after) throws ProviderException {
    JsonNode data = answer.at("data");
    if (!data.path("has_more").asBoolean()) {
      return Optional.empty();
    }
    String token =
        Json.text(data, "page_token")
            .orElseThrow(() -> answer.unexpected("has more, but no page_token"));
    if (after.filter(token::equals).isPresent()) {
      throw answer.unexpected("has a page_token that leads nowhere");
    }
    return Optional.of(token);
  }

  private static Department department(Answer answer, JsonNode item) throws ProviderException {
    String id = answer.id(item, "open_department_id", DEPARTMENT_ID);
    String parent =
        Json.text(item, "parent_department_id")
            .orElseThrow(() -> answer.withheld("parent_department_id", Scopes.ORGANIZATION));
    Optional<Long> order =
        Json.text(item, "order").filter(text -> text.matches("-?[0-9]{1,18}")).map(Long::valueOf);
    return Department.of(id)
        .withParentId(Optional.of(parent))
        .withName(Json.text(item, "name"))
        .withOrder(order);
  }
}
