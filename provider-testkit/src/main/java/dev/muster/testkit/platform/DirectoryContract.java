package dev.muster.testkit.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.Directory.Department;
import dev.muster.spi.platform.Directory.Lookup;
import dev.muster.spi.platform.Directory.Person;
import dev.muster.spi.platform.Directory.Status;
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

/**
 * {@link Directory}. A provider that names none has nothing to show here; that it then offers none
 * either, the descriptor's tests see to.
 */
abstract class DirectoryContract {
  private static final Duration TIME = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final int MOST_PAGES = 1000;

  /** Nobody's, anywhere: of ranges that are set aside. */
  private static final String STRANGE_MOBILE = "+8619900000000";

  private static final String STRANGE_EMAIL = "nobody-at-all@stranger.example";

  private final PlatformFixture fixture;

  DirectoryContract(PlatformFixture fixture) {
    this.fixture = fixture;
  }

  private interface Try {
    void run(DirectoryFixture server, Directory directory) throws Exception;
  }

  private void with(Try test) throws Exception {
    Optional<DirectoryFixture> server = fixture.directory();
    if (server.isPresent()) {
      test.run(server.get(), connect());
    }
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

  @Test
  void tellsWhetherAPersonMayComeIn() throws Exception {
    with(
        (server, directory) -> {
          String member = server.userId(Persona.MEMBER).orElseThrow();
          assertThat(directory.person(member, soon()))
              .isInstanceOfSatisfying(
                  Lookup.Found.class,
                  found -> {
                    assertThat(found.person().userId()).isEqualTo(member);
                    assertThat(found.person().status()).isEqualTo(Status.ACTIVE);
                    assertThat(found.person().departments()).isNotEmpty();
                  });
          for (Persona gone : List.of(Persona.LEAVER, Persona.DISABLED)) {
            Optional<String> id = server.userId(gone);
            if (id.isPresent()) {
              assertThat(directory.person(id.get(), soon()))
                  .as(gone.name())
                  .matches(DirectoryContract::mayNotComeIn);
            }
          }
          Optional<String> hidden = server.userId(Persona.HIDDEN);
          if (hidden.isPresent()) {
            assertThat(directory.person(hidden.get(), soon()))
                .isInstanceOfAny(Lookup.NotVisible.class, Lookup.NotFound.class);
          }
        });
  }

  private static boolean mayNotComeIn(Lookup lookup) {
    return lookup instanceof Lookup.NotFound
        || (lookup instanceof Lookup.Found found
            && Set.of(Status.LEFT, Status.DISABLED).contains(found.person().status()));
  }

  @Test
  void findsNobodyByAnIdThatIsNone() throws Exception {
    with(
        (server, directory) -> {
          for (String id : new String[] {"nobody", "a b&c=d#e/..", "x".repeat(200), "\u4e2d"}) {
            assertThat(directory.person(id, soon()))
                .isInstanceOfAny(Lookup.NotFound.class, Lookup.NotVisible.class);
          }
        });
  }

  @Test
  void findsPeopleByTheirMobileNumbers() throws Exception {
    with(
        (server, directory) ->
            finds(
                server.userId(Persona.MEMBER).orElseThrow(),
                server.mobile(),
                STRANGE_MOBILE,
                asked -> directory.findByMobile(asked, soon())));
  }

  @Test
  void findsPeopleByTheirMailAddresses() throws Exception {
    with(
        (server, directory) ->
            finds(
                server.userId(Persona.MEMBER).orElseThrow(),
                server.email(),
                STRANGE_EMAIL,
                asked -> directory.findByEmail(asked, soon())));
  }

  private interface Search {
    Map<String, Lookup> of(List<String> asked) throws ProviderException;
  }

  private static void finds(String member, Optional<String> known, String strange, Search search)
      throws ProviderException {
    List<String> asked = new ArrayList<>(List.of(strange));
    known.ifPresent(it -> asked.addAll(List.of(it, it)));
    Map<String, Lookup> found = search.of(asked);
    assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(Set.copyOf(asked));
    if (known.isEmpty()) {
      assertThat(found.get(strange)).isEqualTo(new Lookup.Unknown(Code.NOT_PERMITTED));
      return;
    }
    assertThat(found.get(strange)).isInstanceOfAny(Lookup.NotFound.class, Lookup.NotVisible.class);
    assertThat(found.get(known.get()))
        .isInstanceOfSatisfying(
            Lookup.Found.class, it -> assertThat(it.person().userId()).isEqualTo(member));
  }

  /** The fault that disabled everybody, elsewhere: a failed call taken for an empty list. */
  @TestFactory
  Stream<DynamicTest> neverTakesAFailureForAShorterList() {
    return Stream.of(0, 1, 2, 3)
        .flatMap(
            calls ->
                Stream.of(Trouble.SERVER_ERROR, Trouble.THROTTLED)
                    .filter(fixture.possible()::contains)
                    .map(
                        trouble ->
                            DynamicTest.dynamicTest(
                                trouble + " after " + calls,
                                () -> {
                                  fixture.reset();
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
                      fixture.reset();
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
  Stream<DynamicTest> neverTakesAFailureForNobody() {
    return Stream.of(0, 1, 2)
        .map(
            calls ->
                DynamicTest.dynamicTest(
                    "after " + calls,
                    () -> {
                      fixture.reset();
                      with((server, directory) -> orUnknown(server, directory, calls));
                    }));
  }

  private static void orUnknown(DirectoryFixture server, Directory directory, int calls) {
    Optional<String> known = server.mobile();
    if (known.isEmpty()) {
      return;
    }
    server.beginAfter(Trouble.SERVER_ERROR, calls);
    try {
      Lookup found = directory.findByMobile(List.of(known.get()), soon()).get(known.get());
      assertThat(found).isInstanceOfAny(Lookup.Found.class, Lookup.Unknown.class);
    } catch (ProviderException e) {
      assertThat(e.code()).isEqualTo(Trouble.SERVER_ERROR.expected());
    }
  }

  @TestFactory
  Stream<DynamicTest> tellsWhatKindOfTroubleThePlatformHas() {
    return fixture.possible().stream()
        .map(
            trouble ->
                DynamicTest.dynamicTest(
                    trouble.name(),
                    () -> {
                      fixture.reset();
                      with((server, directory) -> tells(directory, trouble));
                    }));
  }

  private void tells(Directory directory, Trouble trouble) {
    fixture.begin(trouble);
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
          if (fixture.possible().contains(Trouble.THROTTLED)) {
            server.beginAfter(Trouble.THROTTLED, 0);
            assertThat(fault(() -> directory.departments(Optional.empty(), soon())).code())
                .isEqualTo(Code.THROTTLED);
            assertThat(server.calls()).isLessThanOrEqualTo(2);
          }
        });
  }

  @Test
  void goesOnWithAFreshTokenWhenTheOldOneIsRevoked() throws Exception {
    with(
        (server, directory) -> {
          departments(directory);
          fixture.revokeTokens();
          assertThatTreeIs(server.departments(), departments(directory));
        });
  }

  private Directory connect() {
    Connection connection = ChatProviderContract.connect(fixture);
    return connection.directory().orElseThrow();
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
    return ChatProviderContract.secretValues(fixture);
  }

  private static Deadline soon() {
    return Deadline.in(TIME);
  }
}
