package dev.muster.testkit.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.Directory.Department;
import dev.muster.spi.platform.Directory.Lookup;
import dev.muster.spi.platform.Directory.Person;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@link Directory}: its lists. */
abstract class DirectoryContract extends AddressBookContract {
  private static final int MOST_PAGES = 1000;

  DirectoryContract(PlatformFixture fixture) {
    super(fixture);
  }

  @Test
  void namesTheCompanyAsASignInDoesOrNone() throws Exception {
    with(
        (server, directory) -> {
          String company = fixture().platformTenant();
          assertThat(directory.company(soon()).orElse(company)).isEqualTo(company);
        });
  }

  @Test
  void readsEachDepartmentOnceWithTheOneAboveIt() throws Exception {
    with((server, directory) -> assertThatTreeIs(server.departments(), departments(directory)));
  }

  @Test
  void readsAForestWhereTheAppSeesAPart() throws Exception {
    with(
        (server, directory) -> {
          Set<String> whole = server.departments().keySet();
          server.narrow();
          assertThat(server.departments().size()).isBetween(1, whole.size() - 1);
          assertThatTreeIs(server.departments(), departments(directory));
        });
  }

  @Test
  void readsEachPersonOfADepartmentOnceAndNotThoseBelow() throws Exception {
    with(
        (server, directory) -> {
          for (String department : server.departments().keySet()) {
            assertThat(ids(people(directory, department)))
                .as(department)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(server.people(department));
          }
        });
  }

  @Test
  void readsACrowdOverAllItsPages() throws Exception {
    with(
        (server, directory) -> {
          String department = server.crowdedDepartment();
          assertThat(server.people(department)).hasSizeGreaterThan(3);
          assertThat(people(directory, department))
              .allMatch(person -> person.departments().contains(department));
        });
  }

  @Test
  void namesThoseWhomNoDepartmentInSightHas() throws Exception {
    with(
        (server, directory) -> {
          assertThat(namedSingly(directory)).hasSameElementsAs(server.peopleNamedSingly());
          server.narrow();
          List<String> named = namedSingly(directory);
          assertThat(named)
              .doesNotHaveDuplicates()
              .containsExactlyInAnyOrderElementsOf(server.peopleNamedSingly());
          if (!named.isEmpty()) {
            Set<String> inSight = new HashSet<>();
            for (String department : server.departments().keySet()) {
              inSight.addAll(ids(people(directory, department)));
            }
            String apart = named.stream().filter(id -> !inSight.contains(id)).findFirst().get();
            assertThat(directory.person(apart, soon())).isInstanceOf(Lookup.Found.class);
          }
        });
  }

  @Test
  void saysThatADepartmentIsNotThere() throws Exception {
    with(
        (server, directory) ->
            assertThat(fault(() -> directory.people("99999999", Optional.empty(), soon())).code())
                .isEqualTo(Code.NOT_FOUND));
  }

  /** The fault that disabled everybody, elsewhere: a failed call taken for an empty list. */
  @TestFactory
  Stream<DynamicTest> neverTakesAFailureForAShorterList() {
    return Stream.of(0, 1, 2, 3)
        .flatMap(
            calls ->
                Stream.of(Trouble.SERVER_ERROR, Trouble.THROTTLED)
                    .filter(fixture().possible()::contains)
                    .map(
                        trouble ->
                            DynamicTest.dynamicTest(
                                trouble + " after " + calls,
                                () -> {
                                  fixture().reset();
                                  with((server, it) -> orFails(server, it, trouble, calls));
                                })));
  }

  private static void orFails(
      DirectoryFixture server, Directory directory, Trouble trouble, int calls) throws Exception {
    Map<String, Optional<String>> tree = server.departments();
    String crowded = server.crowdedDepartment();
    Set<String> crowd = server.people(crowded);
    server.beginAfter(trouble, calls);
    try {
      assertThatTreeIs(tree, departments(directory));
      assertThat(ids(people(directory, crowded))).containsExactlyInAnyOrderElementsOf(crowd);
    } catch (ProviderException e) {
      assertThat(e.code()).isEqualTo(trouble.expected());
    }
  }

  @TestFactory
  Stream<DynamicTest> neverTakesAFailureForNobodyNamedSingly() {
    return Stream.of(0, 1)
        .map(
            calls ->
                DynamicTest.dynamicTest(
                    "after " + calls,
                    () -> {
                      fixture().reset();
                      with((server, directory) -> namesAllOrFails(server, directory, calls));
                    }));
  }

  private static void namesAllOrFails(DirectoryFixture server, Directory directory, int calls) {
    server.narrow();
    server.beginAfter(Trouble.SERVER_ERROR, calls);
    try {
      assertThat(namedSingly(directory)).hasSameElementsAs(server.peopleNamedSingly());
    } catch (ProviderException e) {
      assertThat(e.code()).isEqualTo(Trouble.SERVER_ERROR.expected());
    }
  }

  @TestFactory
  Stream<DynamicTest> tellsWhatKindOfTroubleThePlatformHas() {
    return fixture().possible().stream()
        .map(
            trouble ->
                DynamicTest.dynamicTest(
                    trouble.name(),
                    () -> {
                      fixture().reset();
                      with((server, directory) -> tells(directory, trouble));
                    }));
  }

  private void tells(Directory directory, Trouble trouble) {
    fixture().begin(trouble);
    Duration time = trouble == Trouble.HANG ? SHORT : TIME;
    long began = System.nanoTime();
    ProviderException fault =
        fault(() -> directory.departments(Optional.empty(), Deadline.in(time)));
    assertThat(fault.code()).isEqualTo(trouble.expected());
    assertThat(String.valueOf(fault)).doesNotContain(secretValues());
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TIME);
  }

  @Test
  void doesNotKnockAgainWhenThrottled() throws Exception {
    with(
        (server, directory) -> {
          assumeTrue(fixture().possible().contains(Trouble.THROTTLED), "Nobody is throttled there");
          server.beginAfter(Trouble.THROTTLED, 0);
          assertThat(fault(() -> directory.departments(Optional.empty(), soon())).code())
              .isEqualTo(Code.THROTTLED);
          assertThat(server.calls()).isLessThanOrEqualTo(2);
        });
  }

  @Test
  void goesOnWithAFreshTokenWhenTheOldOneIsRevoked() throws Exception {
    with(
        (server, directory) -> {
          departments(directory);
          fixture().revokeTokens();
          assertThatTreeIs(server.departments(), departments(directory));
        });
  }

  @Test
  void makesNoThread() throws Exception {
    with(
        (server, directory) -> {
          String member = server.userId(Persona.MEMBER).orElseThrow();
          ThreadWatch.assertThatNoThreadIsMadeBy(
              () -> {
                departments(directory);
                people(directory, server.crowdedDepartment());
                var unused = directory.person(member, soon());
              });
        });
  }

  private static void assertThatTreeIs(
      Map<String, Optional<String>> expected, List<Department> read) {
    assertThat(read)
        .extracting(Department::id)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(expected.keySet());
    for (Department department : read) {
      Optional<String> parent = expected.getOrDefault(department.id(), Optional.empty());
      if (parent.isPresent()) {
        assertThat(department.parentId()).as(department.id()).isEqualTo(parent);
      }
    }
  }

  private static List<Department> departments(Directory directory) throws ProviderException {
    return all(after -> directory.departments(after, soon()));
  }

  private static List<Person> people(Directory directory, String department)
      throws ProviderException {
    return all(after -> directory.people(department, after, soon()));
  }

  private static List<String> namedSingly(Directory directory) throws ProviderException {
    return all(after -> directory.peopleNamedSingly(after, soon()));
  }

  private static List<String> ids(List<Person> people) {
    return people.stream().map(Person::userId).toList();
  }

  private interface Reading<T> {
    Page<T> after(Optional<String> next) throws ProviderException;
  }

  private static <T> List<T> all(Reading<T> reading) throws ProviderException {
    List<T> items = new ArrayList<>();
    Optional<String> next = Optional.empty();
    for (int pages = 0; pages == 0 || next.isPresent(); pages++) {
      assertThat(pages).as("It ends").isLessThan(MOST_PAGES);
      Page<T> page = reading.after(next);
      items.addAll(page.items());
      next = page.next();
    }
    return items;
  }

  private static ProviderException fault(Call call) {
    ProviderException fault = catchThrowableOfType(ProviderException.class, call::run);
    assertThat(fault).isNotNull();
    return fault;
  }

  private interface Call {
    void run() throws ProviderException;
  }

  private String[] secretValues() {
    return ChatProviderContract.secretValues(fixture());
  }
}
