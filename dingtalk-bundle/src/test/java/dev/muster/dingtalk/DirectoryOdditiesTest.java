package dev.muster.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.Directory.Department;
import dev.muster.spi.platform.Directory.Lookup;
import dev.muster.spi.platform.Directory.Person;
import dev.muster.spi.platform.Directory.Status;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are rare, contradictory or hostile. */
final class DirectoryOdditiesTest {
  private static final String SCOPES = "/auth/scopes";
  private static final String DEPARTMENT = "/topapi/v2/department/get";
  private static final String CHILDREN = "/topapi/v2/department/listsub";
  private static final String PEOPLE = "/topapi/v2/user/list";
  private static final String BY_MOBILE = "/topapi/v2/user/getbymobile";

  private static final String ROLE = "/topapi/role/getrole";
  private static final String A_ROLE = "{\"errcode\":0,\"role\":{\"name\":\"A\"}}";

  private final CannedContext context = new CannedContext();

  @Test
  void seesNoDepartmentsWhereTheAppIsShownPeopleOnly() throws ProviderException {
    context.answer(
        SCOPES,
        "{\"errcode\":0,\"auth_org_scopes\":{\"authed_user\":[\"li\"],\"authed_dept\":[]}}");
    assertThat(departments(Optional.empty())).isEqualTo(Page.only(List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"errcode\":0}",
        "{\"errcode\":0,\"auth_org_scopes\":{}}",
        "{\"errcode\":0,\"auth_org_scopes\":{\"authed_dept\":[\"x\"]}}",
        "{\"errcode\":0,\"auth_org_scopes\":{\"authed_dept\":[null]}}"
      })
  void takesNoAnswerForACompanyWithoutDepartments(String scopes) {
    context.answer(SCOPES, scopes);
    assertThat(fault(() -> departments(Optional.empty())).code()).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"errcode\":0}",
        "{\"errcode\":0,\"auth_org_scopes\":{\"authed_dept\":[1]}}",
        "{\"errcode\":0,\"auth_org_scopes\":{\"authed_user\":[null]}}"
      })
  void takesNoAnswerForARangeThatNamesNobody(String scopes) {
    context.answer(SCOPES, scopes);
    assertThat(fault(() -> directory().peopleNamedSingly(Optional.empty(), soon())).code())
        .isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"errcode\":0}",
        "{\"errcode\":0,\"result\":{}}",
        "{\"errcode\":0,\"result\":[{\"name\":\"no id\"}]}",
        "{\"errcode\":0,\"result\":[{\"dept_id\":7,\"parent_id\":9}]}"
      })
  void refusesChildrenThatAreNone(String children) {
    company().answer(CHILDREN, children);
    assertThat(fault(() -> departments(Optional.empty())).code()).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @Test
  void listsOnceWhatThePlatformListsTwice() throws ProviderException {
    company()
        .answer(
            CHILDREN,
            "{\"errcode\":0,\"result\":[{\"dept_id\":7,\"parent_id\":1,\"name\":\"a\"},"
                + "{\"dept_id\":7,\"parent_id\":1,\"name\":\"a\"}]}");
    Page<Department> page = departments(Optional.empty());
    assertThat(page.items()).extracting(Department::id).containsExactly("1", "7");
    assertThat(page.items()).extracting(Department::parentId).contains(Optional.of("1"));
    assertThat(page.items().get(0).order()).contains(5L);
  }

  @Test
  void goesOnWhereAPageEnded() throws ProviderException {
    company()
        .answer(CHILDREN, "{\"errcode\":0,\"result\":[{\"dept_id\":7,\"parent_id\":1}]}")
        .then(CHILDREN, "{\"errcode\":0,\"result\":[]}");
    Optional<String> next = departments(Optional.empty()).next();
    assertThat(next).isPresent();
    assertThat(departments(next)).isEqualTo(Page.only(List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1;2", "1;2;3;4", "1;;-3"})
  void refusesAPlaceThatIsNone(String after) {
    assertThatThrownBy(() -> departments(Optional.of(after)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"errcode\":0,\"result\":{\"list\":[]}}",
        "{\"errcode\":0,\"result\":{\"has_more\":false}}",
        "{\"errcode\":0,\"result\":{\"has_more\":false,\"list\":[{\"name\":\"no id\"}]}}",
        "{\"errcode\":0,\"result\":{\"has_more\":true,\"list\":[]}}",
        "{\"errcode\":0,\"result\":{\"has_more\":true,\"next_cursor\":0,\"list\":[]}}"
      })
  void takesNoAnswerForADepartmentWithoutPeople(String people) {
    context.answer(PEOPLE, people);
    assertThat(fault(() -> people("7")).code()).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @ParameterizedTest
  @CsvSource({"60003", "50004"})
  void saysThatADepartmentIsNotInSight(int errcode) {
    context.answer(PEOPLE, "{\"errcode\":" + errcode + "}");
    assertThat(fault(() -> people("7")).code()).isEqualTo(Code.NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "root", "7/../1", "-1"})
  void asksForNoDepartmentThatCannotBe(String id) {
    assertThat(fault(() -> people(id)).code()).isEqualTo(Code.NOT_FOUND);
    assertThat(context.calls()).isEmpty();
  }

  @Test
  void readsWhatIsKnownOfPeople() throws ProviderException {
    context.answer(
        PEOPLE,
        "{\"errcode\":0,\"result\":{\"has_more\":false,\"list\":["
            + "{\"userid\":\"li\",\"name\":\"Li\",\"active\":true,\"dept_id_list\":[7,8],"
            + "\"org_email\":\"li@corp.example\",\"email\":\"li@home.example\","
            + "\"state_code\":\"86\",\"mobile\":\"13800000001\"},"
            + "{\"userid\":\"li\"},{\"userid\":\"wang\",\"active\":false},{\"userid\":\"zhao\"}]}}");
    List<Person> people = people("7").items();
    assertThat(people).extracting(Person::userId).containsExactly("li", "wang", "zhao");
    assertThat(people)
        .extracting(Person::status)
        .containsExactly(Status.ACTIVE, Status.NOT_ACTIVATED, Status.UNKNOWN);
    assertThat(people.get(0).departments()).containsExactly("7", "8");
    assertThat(people.get(0).workEmail()).contains("li@corp.example");
    assertThat(people.get(0).mobile()).contains("+8613800000001");
  }

  @Test
  void asksNoMoreOnceThePlatformHasHadEnough() throws ProviderException {
    context
        .answer(BY_MOBILE, "{\"errcode\":0,\"result\":{\"userid\":\"li\"}}")
        .then(BY_MOBILE, "{\"errcode\":90018}");
    var found =
        directory()
            .findByMobile(List.of("+8613800000001", "+8613800000002", "+8613800000003"), soon());
    assertThat(found.get("+8613800000001")).isInstanceOf(Lookup.Found.class);
    assertThat(found.get("+8613800000002")).isEqualTo(Lookup.unknown(Code.THROTTLED));
    assertThat(found.get("+8613800000003")).isEqualTo(Lookup.unknown(Code.THROTTLED));
    assertThat(context.calls()).hasSize(2);
  }

  @Test
  void failsAsAWholeWhereNothingWasAnswered() {
    context.answer(BY_MOBILE, "{\"errcode\":60011}");
    assertThat(fault(() -> directory().findByMobile(List.of("+8613800000001"), soon())).code())
        .isEqualTo(Code.NOT_PERMITTED);
  }

  @Test
  void doesNotGuessHowANumberFromElsewhereIsWritten() throws ProviderException {
    assertThat(directory().findByMobile(List.of("+85251230003"), soon()))
        .containsEntry("+85251230003", Lookup.unknown(Code.REJECTED));
    assertThat(context.calls()).isEmpty();
  }

  @Test
  void leavesWhatTheTimeDoesNotAllow() throws ProviderException {
    context.answer(BY_MOBILE, "{\"errcode\":60121}");
    var found =
        directory()
            .findByMobile(List.of("+8613800000001", "+8613800000002"), Deadline.in(Duration.ZERO));
    assertThat(found.get("+8613800000001")).isEqualTo(Lookup.notFound());
    assertThat(found.get("+8613800000002")).isEqualTo(Lookup.unknown(Code.TIMEOUT));
  }

  @Test
  void saysThatNobodyCanBeFoundByMailAddress() throws ProviderException {
    assertThat(directory().findByEmail(List.of("li@corp.example"), soon()))
        .containsEntry("li@corp.example", Lookup.unknown(Code.NOT_PERMITTED));
    assertThat(context.calls()).isEmpty();
  }

  @Test
  void takesAllItsCallsFromOneBudget() throws ProviderException {
    company().answer(CHILDREN, "{\"errcode\":0,\"result\":[]}");
    departments(Optional.empty());
    assertThat(context.calls()).extracting(HttpCall::quota).containsOnly("address-book");
  }

  private CannedContext person(String more) {
    return context.answer(
        "/topapi/v2/user/get", "{\"errcode\":0,\"result\":{\"userid\":\"li\"" + more + "}}");
  }

  @Test
  void takesTheRolesThatComeWithThePerson() throws ProviderException {
    person(",\"role_list\":[{\"id\":7,\"name\":\"A\"},{\"id\":8}]");
    assertThat(directory().groupsOf("li", Set.of("7", "9"), soon())).containsExactly("7");
    assertThat(context.calls()).extracting(HttpCall::quota).doesNotContain("address-book");
  }

  @Test
  void saysThatARoleIsNotThere() throws ProviderException {
    context.answer(ROLE, A_ROLE);
    assertThat(directory().group("9", soon()).tellsMembers())
        .as("who has it would be many calls")
        .isFalse();
    assertThat(context.calls()).extracting(HttpCall::quota).doesNotContain("address-book");
    context.answer(ROLE, "{\"errcode\":33011,\"errmsg\":\"invalid roleId\"}");
    assertThat(fault(() -> directory().group("9", soon())).code()).isEqualTo(Code.NOT_FOUND);
    assertThat(fault(() -> directory().group("x", soon())).code()).isEqualTo(Code.NOT_FOUND);
    context.answer(ROLE, "{\"errcode\":0}");
    assertThat(fault(() -> directory().group("9", soon())).code())
        .isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @Test
  void asksEachRoleWhereThePersonComesWithoutAny() throws ProviderException {
    person("")
        .answer(
            "/topapi/role/simplelist",
            "{\"errcode\":0,\"result\":{\"hasMore\":false,\"list\":[{\"userid\":\"li\"}]}}");
    assertThat(directory().groupsOf("li", Set.of("7"), soon())).containsExactly("7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"errcode\":0,\"result\":{}}",
        "{\"errcode\":0,\"result\":{\"list\":[]}}",
        "{\"errcode\":60011,\"errmsg\":\"no permission\"}"
      })
  void takesNoAnswerForNobodyInARole(String answer) {
    person("").answer("/topapi/role/simplelist", answer);
    assertThat(fault(() -> directory().groupsOf("li", Set.of("7"), soon()))).isNotNull();
    assertThat(fault(() -> directory().groupsOf("li", Set.of("x"), soon())).code())
        .isEqualTo(Code.NOT_FOUND);
    assertThat(fault(() -> directory().groupsOf("wang", Set.of("7"), soon())).code())
        .isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  private CannedContext company() {
    return context
        .answer(SCOPES, "{\"errcode\":0,\"auth_org_scopes\":{\"authed_dept\":[1]}}")
        .answer(
            DEPARTMENT, "{\"errcode\":0,\"result\":{\"dept_id\":1,\"name\":\"Corp\",\"order\":5}}");
  }

  private Page<Department> departments(Optional<String> after) throws ProviderException {
    return directory().departments(after, soon());
  }

  private Page<Person> people(String department) throws ProviderException {
    return directory().people(department, Optional.empty(), soon());
  }

  private Directory directory() {
    return context.connect().directory().orElseThrow();
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(5));
  }

  private interface Call {
    Object run() throws ProviderException;
  }

  private static ProviderException fault(Call call) {
    ProviderException fault = catchThrowableOfType(ProviderException.class, call::run);
    assertThat(fault).isNotNull();
    return fault;
  }
}
