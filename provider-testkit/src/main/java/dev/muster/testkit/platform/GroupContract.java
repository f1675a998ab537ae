package dev.muster.testkit.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.spi.Page;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.Directory.Department;
import dev.muster.spi.platform.Directory.Group;
import dev.muster.spi.platform.Directory.Lookup;
import dev.muster.spi.platform.DirectoryAbility;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@link Directory}: which groups somebody is in. */
abstract class GroupContract extends AddressBookContract {
  private static final String NO_GROUP = "99999999";

  GroupContract(PlatformFixture fixture) {
    super(fixture);
  }

  private boolean areNamed() {
    return fixture()
        .provider()
        .descriptor()
        .directory()
        .flatMap(DirectoryAbility::groups)
        .isPresent();
  }

  private Map<String, Set<String>> groups() {
    assumeTrue(areNamed(), "The descriptor does not name groups");
    Map<String, Set<String>> groups = server().groups();
    assertThat(groups).as("groups of the fixture").hasSizeGreaterThan(1);
    return groups;
  }

  @Test
  void tellsOfEachPersonInWhichOfSomeGroupsTheyAre() throws Exception {
    Map<String, Set<String>> groups = groups();
    Set<String> people = new HashSet<>();
    groups.values().forEach(people::addAll);
    people.add(server().userId(Persona.MEMBER).orElseThrow());
    with(
        (server, directory) -> {
          for (String person : people) {
            assertThat(groupsOf(directory, person, groups.keySet()))
                .as(person)
                .isEqualTo(groupsOf(groups, person));
          }
        });
  }

  /**
   * As the core asks: each group for all who sign in, and the person about those that keep silent.
   */
  private static Set<String> groupsOf(Directory directory, String person, Set<String> among)
      throws ProviderException {
    Set<String> in = new HashSet<>();
    Set<String> silent = new HashSet<>();
    Set<Group> others = new HashSet<>();
    for (String id : among) {
      Group group = directory.group(id, soon());
      assertThat(group.id()).isEqualTo(id);
      if (!group.tellsMembers()) {
        silent.add(id);
      } else if (group.people().contains(person)) {
        in.add(id);
      } else {
        others.add(group);
      }
    }
    if (!silent.isEmpty()) {
      in.addAll(directory.groupsOf(person, silent, soon()));
    }
    if (!others.isEmpty()) {
      Set<String> departments = departmentsOf(directory, person);
      for (Group group : others) {
        if (group.departments().stream().anyMatch(departments::contains)) {
          in.add(group.id());
        }
      }
    }
    return in;
  }

  /** Those of a person with all above them; fails for somebody whom the app does not see. */
  private static Set<String> departmentsOf(Directory directory, String person)
      throws ProviderException {
    if (!(directory.person(person, soon()) instanceof Lookup.Found found)) {
      throw new ProviderException(Code.NOT_PERMITTED, "Not in sight", Optional.empty());
    }
    Map<String, Optional<String>> parents = new HashMap<>();
    Optional<String> after = Optional.empty();
    do {
      Page<Department> page = directory.departments(after, soon());
      page.items().forEach(each -> parents.put(each.id(), each.parentId()));
      after = page.next();
    } while (after.isPresent());
    Set<String> all = new HashSet<>();
    for (String id : found.person().departments()) {
      Optional<String> next = Optional.of(id);
      while (next.isPresent() && all.add(next.get())) {
        next = parents.getOrDefault(next.get(), Optional.empty());
      }
    }
    return all;
  }

  private static Set<String> groupsOf(Map<String, Set<String>> groups, String person) {
    return groups.entrySet().stream()
        .filter(group -> group.getValue().contains(person))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  @Test
  void tellsOfNoGroupThatNobodyAskedAbout() throws Exception {
    Map<String, Set<String>> groups = groups();
    with(
        (server, directory) -> {
          for (Map.Entry<String, Set<String>> group : groups.entrySet()) {
            for (String person : group.getValue()) {
              assertThat(groupsOf(directory, person, Set.of(group.getKey())))
                  .containsExactly(group.getKey());
            }
          }
        });
  }

  /** A typing error in what a rule denies would let everybody in. */
  @Test
  void takesNobodyForOutsideOfAGroupThatIsNotThere() throws Exception {
    Map<String, Set<String>> groups = groups();
    String group = groups.keySet().iterator().next();
    Set<String> people = new HashSet<>(groups.get(group));
    with(
        (server, directory) -> {
          people.add(server.userId(Persona.MEMBER).orElseThrow());
          for (String person : people) {
            for (String id : Set.of(NO_GROUP, "a b&c=d#e/..", "\u4e2d")) {
              assertThat(fault(() -> groupsOf(directory, person, Set.of(group, id))).code())
                  .as("%s of %s", id, person)
                  .isEqualTo(Code.NOT_FOUND);
            }
          }
        });
  }

  /** Whoever is denied by a group would come in by it. */
  @Test
  void isSilentAboutNobodyWhomTheAppDoesNotSee() throws Exception {
    Set<String> groups = groups().keySet();
    with(
        (server, directory) -> {
          Optional<String> hidden = server.userId(Persona.HIDDEN);
          assumeTrue(hidden.isPresent(), "Nobody is hidden there");
          assertThat(fault(() -> groupsOf(directory, hidden.get(), groups))).isNotNull();
        });
  }

  @TestFactory
  Stream<DynamicTest> neverTakesAFailureForBeingOutside() {
    return fixture().possible().stream()
        .filter(trouble -> trouble != Trouble.HANG)
        .map(
            trouble ->
                DynamicTest.dynamicTest(
                    trouble.name(),
                    () -> {
                      fixture().reset();
                      Set<String> groups = groups().keySet();
                      with(
                          (server, directory) -> {
                            String member = server.userId(Persona.MEMBER).orElseThrow();
                            fixture().begin(trouble);
                            ProviderException fault =
                                fault(() -> groupsOf(directory, member, groups));
                            assertThat(fault.code()).isEqualTo(trouble.expected());
                          });
                    }));
  }

  @Test
  void isRefusedWhereTheDescriptorNamesNone() throws Exception {
    assumeTrue(!areNamed(), "The descriptor names groups");
    with(
        (server, directory) ->
            assertThat(
                    fault(
                            () ->
                                directory.groupsOf(
                                    server.userId(Persona.MEMBER).orElseThrow(),
                                    Set.of(NO_GROUP),
                                    soon()))
                        .code())
                .isEqualTo(Code.NOT_PERMITTED));
  }

  /** Many sign in, and what a group tells serves them all. */
  @Test
  void tellsTheSameOfAGroupHoweverOftenItIsAsked() throws Exception {
    Map<String, Set<String>> groups = groups();
    with(
        (server, directory) -> {
          for (String id : groups.keySet()) {
            Group group = directory.group(id, soon());
            assertThat(directory.group(id, soon())).isEqualTo(group);
            assertThat(groups.get(id)).containsAll(group.people());
          }
        });
  }

  private interface Call {
    void run() throws ProviderException;
  }

  private static ProviderException fault(Call call) {
    ProviderException fault = catchThrowableOfType(ProviderException.class, call::run);
    assertThat(fault).isNotNull();
    return fault;
  }
}
