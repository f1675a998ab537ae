package dev.muster.wechatwork;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderContext.Allowance;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.support.Answer;
import dev.muster.support.Json;
import dev.muster.support.PhoneNumbers;
import dev.muster.support.Profile;
import dev.muster.support.Searches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The address book. The app's key reads what the app may see, with names; where it may not look,
 * the key of Contacts Sync, if there is one, still tells ids: of departments, and of who is in
 * them.
 */
final class WechatWorkDirectory implements Directory {
  private static final String DEPARTMENTS = "/cgi-bin/department/list";
  private static final String DEPARTMENT_IDS = "/cgi-bin/department/simplelist";
  private static final String PEOPLE = "/cgi-bin/user/list";
  private static final String PEOPLE_IDS = "/cgi-bin/user/list_id";
  private static final String PERSON = "/cgi-bin/user/get";
  private static final String BY_MOBILE = "/cgi-bin/user/getuserid";
  private static final String BY_EMAIL = "/cgi-bin/user/get_userid_by_email";

  /**
   * The platform's 150 000 an hour of each call, evenly, which stays below its 10 000 a minute. Not
   * for one person: signing in makes the same call.
   */
  static final Map<String, Integer> CALLS_PER_MINUTE =
      Stream.of(DEPARTMENTS, DEPARTMENT_IDS, PEOPLE, PEOPLE_IDS, BY_MOBILE, BY_EMAIL)
          .collect(Collectors.toUnmodifiableMap(call -> call, call -> 2500));

  /** The company's mailbox, not the address that a member entered. */
  private static final int WORK_EMAIL = 1;

  private static final int IDS_PER_PAGE = 10_000;

  /** The platform does not page: a large company's departments come in one answer. */
  private static final int MAX_LIST_BYTES = 16 * 1024 * 1024;

  private final App app;
  private final Api api;
  private final Allowance misses;

  WechatWorkDirectory(App app, Api api, int missesPerDay) {
    this.app = app;
    this.api = api;
    this.misses = api.context().allowance("lookup-misses", missesPerDay, Duration.ofDays(1));
  }

  @Override
  public Optional<String> company(Deadline deadline) {
    return Optional.of(app.corpId());
  }

  @Override
  public Page<Department> departments(Optional<String> after, Deadline deadline)
      throws ProviderException {
    Answer answer;
    String list = "department";
    try {
      answer = api.asApp(listing(DEPARTMENTS), deadline);
    } catch (ProviderException e) {
      if (e.code() != Code.NOT_PERMITTED || !app.hasAddressBookSecret()) {
        throw e;
      }
      answer = api.asAddressBook(listing(DEPARTMENT_IDS), deadline);
      list = "department_id";
    }
    Map<String, Department> departments = new LinkedHashMap<>();
    for (JsonNode row : answer.list(list)) {
      Department department = department(row, answer);
      departments.put(department.id(), department);
    }
    return Page.only(List.copyOf(departments.values()));
  }

  private static Department department(JsonNode row, Answer answer) throws ProviderException {
    String id = number(row.path("id"), answer);
    String parent = number(row.path("parentid"), answer);
    return Department.of(id)
        .withParentId(Optional.of(parent).filter(it -> !it.equals("0")))
        .withName(Json.text(row, "name"))
        // the platform puts the greater number first
        .withOrder(
            Optional.of(row.path("order"))
                .filter(JsonNode::canConvertToLong)
                .map(it -> -it.asLong()));
  }

  @Override
  public Page<Person> people(String departmentId, Optional<String> after, Deadline deadline)
      throws ProviderException {
    if (!departmentId.matches("[0-9]{1,10}")) {
      throw noDepartment();
    }
    if (after.isPresent()) {
      return idsOfPeople(departmentId, after.get(), deadline);
    }
    Answer answer;
    try {
      HttpCall call = listing(PEOPLE).withQuery("department_id", departmentId);
      answer = api.asApp(call, deadline);
    } catch (ProviderException e) {
      boolean beyond = e.code() == Code.NOT_PERMITTED || e.code() == Code.NOT_FOUND;
      if (!beyond || !app.hasAddressBookSecret()) {
        throw e;
      }
      requireDepartment(departmentId, deadline);
      return idsOfPeople(departmentId, "", deadline);
    }
    Map<String, Person> people = new LinkedHashMap<>();
    for (JsonNode row : answer.list("userlist")) {
      Person person = person(answer, Api.lowerCase(PEOPLE, row));
      people.put(person.userId(), person);
    }
    return Page.only(List.copyOf(people.values()));
  }

  private void requireDepartment(String departmentId, Deadline deadline) throws ProviderException {
    Answer answer = api.asAddressBook(listing(DEPARTMENT_IDS), deadline);
    for (JsonNode row : answer.list("department_id")) {
      if (number(row.path("id"), answer).equals(departmentId)) {
        return;
      }
    }
    throw noDepartment();
  }

  /** A row per person and department, of the whole company: what is not asked for is left out. */
  private Page<Person> idsOfPeople(String departmentId, String cursor, Deadline deadline)
      throws ProviderException {
    Answer answer = rows(cursor, deadline);
    Set<String> ids = new LinkedHashSet<>();
    for (JsonNode row : answer.list("dept_user")) {
      if (number(row.path("department"), answer).equals(departmentId)) {
        ids.add(answer.id(row, "userid", Profiles.USER_ID));
      }
    }
    List<Person> people = new ArrayList<>();
    ids.forEach(
        id -> people.add(Person.of(id, Status.UNKNOWN).withDepartments(List.of(departmentId))));
    return new Page<>(people, next(answer, cursor));
  }

  private Answer rows(String cursor, Deadline deadline) throws ProviderException {
    HttpCall call =
        api.post(PEOPLE_IDS, Map.of("cursor", cursor, "limit", IDS_PER_PAGE))
            .withIdempotent(true)
            .withMaxAnswerBytes(MAX_LIST_BYTES);
    return api.asAddressBook(call, deadline);
  }

  private static Optional<String> next(Answer answer, String cursor) throws ProviderException {
    Optional<String> next = answer.text("next_cursor");
    if (next.filter(cursor::equals).isPresent()) {
      throw answer.unexpected("begins again");
    }
    return next;
  }

  /** What the platform tells of the app's range names people, departments and tags. */
  @Override
  public Page<String> peopleNamedSingly(Optional<String> after, Deadline deadline)
      throws ProviderException {
    Answer answer = api.asApp(VisibleRange.call(api, app), deadline);
    Set<String> ids = new LinkedHashSet<>();
    for (JsonNode person : answer.list("allow_userinfos", "user")) {
      ids.add(answer.id(person, "userid", Profiles.USER_ID));
    }
    return Page.only(List.copyOf(ids));
  }

  @Override
  public Lookup person(String userId, Deadline deadline) throws ProviderException {
    if (!Profiles.isUserId(userId)) {
      return Lookup.notFound();
    }
    try {
      Answer answer = api.asApp(api.get(PERSON).withQuery("userid", userId), deadline);
      return Lookup.found(person(answer, answer.body()));
    } catch (ProviderException e) {
      Lookup answer = absent(e);
      return answer instanceof Lookup.NotFound && trace(userId, deadline) != Trace.GONE
          ? Lookup.notVisible()
          : answer;
    }
  }

  /** What becomes of somebody of whom the platform says that there is no such member. */
  enum Trace {
    /** There is none. */
    GONE,
    /** There is, and the app does not see them. */
    HIDDEN,
    /** The one or the other. */
    UNCERTAIN
  }

  /** Of a member outside the app's range the platform may say as well that there is none. */
  Trace trace(String userId, Deadline deadline) throws ProviderException {
    Answer range = api.asApp(VisibleRange.call(api, app), deadline);
    if (VisibleRange.isWholeCompany(range)) {
      return Trace.GONE;
    }
    if (!app.hasAddressBookSecret()) {
      return Trace.UNCERTAIN;
    }
    return isListed(userId, deadline) ? Trace.HIDDEN : Trace.GONE;
  }

  private boolean isListed(String userId, Deadline deadline) throws ProviderException {
    Optional<String> cursor = Optional.of("");
    do {
      Answer answer = rows(cursor.get(), deadline);
      for (JsonNode row : answer.list("dept_user")) {
        if (answer.id(row, "userid", Profiles.USER_ID).equalsIgnoreCase(userId)) {
          return true;
        }
      }
      cursor = next(answer, cursor.get());
    } while (cursor.isPresent());
    return false;
  }

  @Override
  public Group group(String groupId, Deadline deadline) throws ProviderException {
    return new Tags(app, api).read(groupId, deadline);
  }

  @Override
  public Map<String, Lookup> findByMobile(List<String> mobiles, Deadline deadline)
      throws ProviderException {
    return each(
        mobiles,
        mobile -> api.post(BY_MOBILE, Map.of("mobile", PhoneNumbers.chineseWithoutCountry(mobile))),
        deadline);
  }

  @Override
  public Map<String, Lookup> findByEmail(List<String> emails, Deadline deadline)
      throws ProviderException {
    return each(
        emails,
        email -> api.post(BY_EMAIL, Map.of("email", email, "email_type", WORK_EMAIL)),
        deadline);
  }

  private interface Question {
    HttpCall about(String address);
  }

  /**
   * The platform has no call for many at once, and blocks a company that asks too often in vain.
   */
  private Map<String, Lookup> each(List<String> addresses, Question question, Deadline deadline)
      throws ProviderException {
    return Searches.inParts(
        addresses,
        1,
        deadline,
        part -> {
          String address = part.get(0);
          return Map.of(
              address,
              misses.take()
                  ? ask(question.about(address).withIdempotent(true), deadline)
                  : Lookup.unknown(Code.THROTTLED));
        });
  }

  /** One of the allowance was taken; a search that finds nobody uses it. */
  private Lookup ask(HttpCall call, Deadline deadline) throws ProviderException {
    Lookup lookup;
    try {
      Answer answer = api.asApp(call, deadline);
      lookup =
          Lookup.found(
              Person.of(answer.id(answer.body(), "userid", Profiles.USER_ID), Status.UNKNOWN));
    } catch (ProviderException e) {
      lookup = orGiveBack(e);
    }
    if (lookup instanceof Lookup.Found) {
      misses.giveBack();
    } else {
      misses.use();
    }
    return lookup;
  }

  private Lookup orGiveBack(ProviderException fault) throws ProviderException {
    try {
      return absent(fault);
    } catch (ProviderException e) {
      misses.giveBack();
      throw e;
    }
  }

  private static Lookup absent(ProviderException fault) throws ProviderException {
    if (fault.platformCode().filter(ErrorCodes.NO_SUCH_MEMBER::contains).isPresent()) {
      return Lookup.notFound();
    }
    if (fault.platformCode().filter(ErrorCodes.MEMBER_OUTSIDE_RANGE::contains).isPresent()) {
      return Lookup.notVisible();
    }
    throw fault;
  }

  private static Person person(Answer answer, JsonNode member) throws ProviderException {
    Status status =
        switch (Json.text(member, "status").orElse("")) {
          case Profiles.ACTIVE -> Status.ACTIVE;
          case Profiles.DISABLED -> Status.DISABLED;
          case Profiles.NOT_ACTIVATED -> Status.NOT_ACTIVATED;
          case Profiles.LEFT -> Status.LEFT;
          default -> Status.UNKNOWN;
        };
    return Person.of(answer.id(member, "userid", Profiles.USER_ID), status)
        .withName(Json.text(member, "name"))
        .withDepartments(Profiles.departments(member))
        .withWorkEmail(Profile.mailbox(member, "biz_mail"))
        .withMobile(Profiles.phone(member))
        .withPicture(Profile.picture(member, "avatar"));
  }

  private HttpCall listing(String path) {
    return api.get(path).withMaxAnswerBytes(MAX_LIST_BYTES);
  }

  private static String number(JsonNode node, Answer answer) throws ProviderException {
    if (!node.isIntegralNumber()) {
      throw answer.unexpected("has an id that is no number");
    }
    return node.asText();
  }

  private static ProviderException noDepartment() {
    return new ProviderException(
        Code.NOT_FOUND, "There is no such department in sight", Optional.empty());
  }
}
