package dev.muster.testkit.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.DirectoryAbility;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
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
            assertThat(directory.groupsOf(person, groups.keySet(), soon()))
                .as(person)
                .isEqualTo(groupsOf(groups, person));
          }
        });
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
              assertThat(directory.groupsOf(person, Set.of(group.getKey()), soon()))
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
              assertThat(fault(() -> directory.groupsOf(person, Set.of(group, id), soon())).code())
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
          assertThat(fault(() -> directory.groupsOf(hidden.get(), groups, soon()))).isNotNull();
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
                                fault(() -> directory.groupsOf(member, groups, soon()));
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

  private interface Call {
    void run() throws ProviderException;
  }

  private static ProviderException fault(Call call) {
    ProviderException fault = catchThrowableOfType(ProviderException.class, call::run);
    assertThat(fault).isNotNull();
    return fault;
  }
}
