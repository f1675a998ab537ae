package dev.muster.lark;

import static dev.muster.lark.CannedContext.USERS;
import static org.assertj.core.api.Assertions.assertThat;
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
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are rare, contradictory or partial. */
final class DirectoryOdditiesTest {
  private static final String CHILDREN = "/open-apis/contact/v3/departments/0/children";
  private static final String BY_DEPARTMENT = USERS + "/find_by_department";
  private static final String BY_ADDRESS = USERS + "/batch_get_id";
  private static final String STATUS =
      "'status':{'is_frozen':false,'is_resigned':false,'is_exited':false,'is_activated':true}";

  private final CannedContext context = new CannedContext();

  @Test
  void readsADepartmentWithItsPlaceAndTheCompanyAboveAll() throws ProviderException {
    context.answer(
        CHILDREN,
        "{'code':0,'data':{'has_more':true,'page_token':'a+/b==','items':[{'name':'运维',"
            + "'open_department_id':'od-1','parent_department_id':'0','order':'100'}]}}");
    Page<Department> page = directory().departments(Optional.empty(), soon());
    assertThat(page.items())
        .containsExactly(
            Department.of("0"),
            Department.of("od-1")
                .withParentId(Optional.of("0"))
                .withName(Optional.of("运维"))
                .withOrder(Optional.of(100L)));
    assertThat(page.next()).contains("a+/b==");
    assertThat(fault(() -> directory().departments(page.next(), soon())))
        .hasMessageContaining("leads nowhere");
    context.answer(
        CHILDREN,
        "{'code':0,'data':{'items':[{'open_department_id':'od-1','parent_department_id':'0'}]}}");
    Page<Department> second = directory().departments(page.next(), soon());
    assertThat(second.items()).extracting(Department::id).containsExactly("od-1");
    assertThat(last().uriWithQuery().getRawQuery()).contains("page_token=a%2B%2Fb%3D%3D");
  }

  @Test
  void readsAForestTreeByTreeAndPageByPage() throws ProviderException {
    String departments = "/open-apis/contact/v3/departments/";
    context.answer(CHILDREN, "{'code':40004}");
    context.answer(
        "/open-apis/contact/v3/scopes", "{'code':0,'data':{'department_ids':['od-2','od-1']}}");
    context.answer(departments + "od-1", department("od-1", "od-0"));
    context.answer(departments + "od-0", "{'code':40004}");
    context.answer(departments + "od-2", department("od-2", "od-1"));
    context.answer(
        departments + "od-1/children",
        "{'code':0,'data':{'has_more':true,'page_token':'t;1','items':["
            + "{'open_department_id':'od-2','parent_department_id':'od-1'}]}}");

    Page<Department> page = directory().departments(Optional.empty(), soon());
    assertThat(page.items()).isEmpty();
    page = directory().departments(page.next(), soon());
    assertThat(page.items()).extracting(Department::id).containsExactly("od-1", "od-2");

    context.answer(
        departments + "od-1/children",
        "{'code':0,'data':{'items':["
            + "{'open_department_id':'od-3','parent_department_id':'od-1'}]}}");
    page = directory().departments(page.next(), soon());
    assertThat(last().uriWithQuery().getRawQuery()).contains("page_token=t%3B1");
    assertThat(page.items()).extracting(Department::id).containsExactly("od-3");
    page = directory().departments(page.next(), soon());
    assertThat(page.items()).as("a root below another one").isEmpty();
    assertThat(page.next()).isEmpty();
  }

  private static String department(String id, String parent) {
    return "{'code':0,'data':{'department':{'open_department_id':'%s','parent_department_id':'%s'}}}"
        .formatted(id, parent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'code':0}",
        "{'code':0,'data':[]}",
        "{'code':0,'data':{'items':'none'}}",
        "{'code':0,'data':{'has_more':true,'items':[]}}",
        "{'code':0,'data':{'items':[{'parent_department_id':'0'}]}}",
        "{'code':0,'data':{'items':[{'open_department_id':'../x','parent_department_id':'0'}]}}",
      })
  void takesNoBrokenListForAShortOne(String answer) {
    context.answer(CHILDREN, answer);
    assertThat(fault(() -> directory().departments(Optional.empty(), soon())).code())
        .isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'code':0}",
        "{'code':0,'data':{'user_ids':'none'}}",
        "{'code':0,'data':{'user_ids':['']}}",
        "{'code':0,'data':{'user_ids':['../x']}}",
        "{'code':0,'data':{'user_ids':[],'has_more':true}}",
      })
  void takesNoBrokenRangeForOneThatNamesNobody(String answer) {
    context.answer("/open-apis/contact/v3/scopes", answer);
    assertThat(fault(() -> directory().peopleNamedSingly(Optional.empty(), soon())).code())
        .isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @Test
  void takesAListThatIsLeftOutForAnEmptyOne() throws ProviderException {
    context.answer(BY_DEPARTMENT, "{'code':0,'data':{'has_more':false}}");
    assertThat(directory().people("od-1", Optional.empty(), soon()).items()).isEmpty();
  }

  @Test
  void losesNoTreeForLackOfAPermission() {
    context.answer(CHILDREN, "{'code':0,'data':{'items':[{'open_department_id':'od-1'}]}}");
    ProviderException fault = fault(() -> directory().departments(Optional.empty(), soon()));
    assertThat(fault.code()).isEqualTo(Code.NOT_PERMITTED);
    assertThat(fault).hasMessageContaining("contact:department.organize:readonly");
  }

  @Test
  void readsAPersonWithAllThatTheAppMayRead() throws ProviderException {
    context.answer(
        BY_DEPARTMENT,
        "{'code':0,'data':{'items':[{'user_id':'li','name':'李','mobile':'+8613800000002',"
            + "'enterprise_email':'li@corp.example','email':'li@home.example',"
            + "'department_ids':['od-1'],'avatar':{'avatar_240':'https://pictures.example/li'},"
            + STATUS
            + "},{'user_id':'li',"
            + STATUS
            + "}]}}");
    List<Person> people = directory().people("od-1", Optional.empty(), soon()).items();
    assertThat(people).extracting(Person::userId).containsExactly("li");
    context.answer(
        USERS + "/li",
        "{'code':0,'data':{'user':{'user_id':'li','name':'李','mobile':'13800000002',"
            + "'enterprise_email':'li@corp.example','department_ids':['od-1'],"
            + "'avatar':{'avatar_240':'https://pictures.example/li'},"
            + STATUS
            + "}}}");
    assertThat(directory().person("li", soon()))
        .isEqualTo(
            Lookup.found(
                Person.of("li", Status.ACTIVE)
                    .withName(Optional.of("李"))
                    .withDepartments(List.of("od-1"))
                    .withWorkEmail(Optional.of("li@corp.example"))
                    .withMobile(Optional.of("+8613800000002"))
                    .withPicture(Optional.of(URI.create("https://pictures.example/li")))));
  }

  @Test
  void takesNobodyForActiveBecauseNothingWasSaid() {
    context.answer(BY_DEPARTMENT, "{'code':0,'data':{'items':[{'user_id':'li'}]}}");
    assertThat(fault(() -> directory().people("od-1", Optional.empty(), soon())))
        .hasMessageContaining("contact:user.employee:readonly");
  }

  @Test
  void refusesAnAnswerAboutSomebodyElse() {
    context.answer(USERS + "/li", "{'code':0,'data':{'user':{'user_id':'wang'," + STATUS + "}}}");
    assertThat(fault(() -> directory().person("li", soon())).code())
        .isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @Test
  void asksForFiftyAtATime() throws ProviderException {
    context.answer(BY_ADDRESS, "{'code':0,'data':{'user_list':[]}}");
    List<String> asked =
        IntStream.range(0, 120).mapToObj(number -> "p" + number + "@corp.example").toList();
    assertThat(directory().findByEmail(asked, soon()).values())
        .hasSize(120)
        .hasOnlyElementsOfType(Lookup.NotFound.class);
    assertThat(context.paths()).filteredOn(BY_ADDRESS::equals).hasSize(3);
  }

  @Test
  void leavesUnknownWhatWasNotAnsweredAfterOthersWere() throws ProviderException {
    context
        .answer(
            BY_ADDRESS, "{'code':0,'data':{'user_list':[{'user_id':'p0','email':'P0@c.example'}]}}")
        .then(BY_ADDRESS, 429, Map.of(), "{'code':99991400}");
    List<String> asked =
        IntStream.range(0, 120).mapToObj(number -> "p" + number + "@c.example").toList();
    Map<String, Lookup> found = directory().findByEmail(asked, soon());
    assertThat(found.get("p0@c.example")).isEqualTo(Lookup.found(Person.of("p0", Status.UNKNOWN)));
    assertThat(found.get("p1@c.example")).isInstanceOf(Lookup.NotFound.class);
    assertThat(found.get("p50@c.example")).isEqualTo(Lookup.unknown(Code.THROTTLED));
    assertThat(found.get("p119@c.example")).isEqualTo(Lookup.unknown(Code.THROTTLED));
    assertThat(context.paths()).filteredOn(BY_ADDRESS::equals).hasSize(2);
  }

  @Test
  void asksForNumbersAsThePlatformWritesThemAndAnswersAsItWasAsked() throws ProviderException {
    context.answer(
        BY_ADDRESS,
        "{'code':0,'data':{'user_list':[{'user_id':'li','mobile':'13800000002',"
            + STATUS.replace("'is_resigned':false", "'is_resigned':true")
            + "},{'mobile':'+85251230003'}]}}");
    Map<String, Lookup> found =
        directory().findByMobile(List.of("+8613800000002", "+85251230003"), soon());
    assertThat(found.get("+8613800000002")).isEqualTo(Lookup.found(Person.of("li", Status.LEFT)));
    assertThat(found.get("+85251230003")).isInstanceOf(Lookup.NotFound.class);
    assertThat(context.sent(BY_ADDRESS)).contains("\"13800000002\"", "\"+85251230003\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'code':0,'data':{}}",
        "{'code':0,'data':{'user_list':[{'user_id':'li'}]}}",
        "{'code':0,'data':{'user_list':[{'user_id':'l i','email':'li@c.example'}]}}",
        "{'code':0,'data':{'user_list':[{'user_id':'li','email':'li@c.example'},"
            + "{'user_id':'wang','email':'li@c.example'}]}}",
      })
  void findsNobodyByAnAnswerThatIsNotClear(String answer) {
    context.answer(BY_ADDRESS, answer);
    assertThat(fault(() -> directory().findByEmail(List.of("li@c.example"), soon())).code())
        .isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  private HttpCall last() {
    return context.calls().get(context.calls().size() - 1);
  }

  @Test
  void takesAGroupThatItDoesNotSeeForAFailure() throws ProviderException {
    context
        .answer(
            "/open-apis/contact/v3/group/member_belong",
            "{'code':0,'data':{'group_list':['g1'],'has_more':false}}")
        .answer("/open-apis/contact/v3/group/g2", "{'code':42002,'msg':'no such group'}");
    assertThat(directory().groupsOf("li", Set.of("g1"), soon())).containsExactly("g1");
    assertThat(fault(() -> directory().group("g2", soon()))).isNotNull();
    assertThat(fault(() -> directory().group("g2/../g1", soon())).code()).isEqualTo(Code.NOT_FOUND);
    context.answer("/open-apis/contact/v3/group/g2", "{'code':0,'data':{'group':{'id':'g2'}}}");
    assertThat(directory().group("g2", soon()).tellsMembers()).isFalse();
    assertThat(directory().groupsOf("li", Set.of("g1", "g2"), soon())).containsExactly("g1");
    context.answer("/open-apis/contact/v3/group/g2", "{'code':0,'data':{}}");
    assertThat(fault(() -> directory().group("g2", soon())).code())
        .isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  private Directory directory() {
    return context.connect("feishu").directory().orElseThrow();
  }

  private interface Call {
    void run() throws ProviderException;
  }

  private static ProviderException fault(Call call) {
    return catchThrowableOfType(ProviderException.class, call::run);
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }
}
