package dev.muster.testkit.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.spi.Deadline;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.Directory.Lookup;
import dev.muster.spi.platform.Directory.Status;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@link Directory}: finding one person. */
abstract class LookUpContract extends AddressBookContract {
  /** Nobody's, anywhere: of ranges that are set aside. */
  private static final String STRANGE_MOBILE = "+8619900000000";

  private static final String STRANGE_EMAIL = "nobody-at-all@stranger.example";

  LookUpContract(PlatformFixture fixture) {
    super(fixture);
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
                  .matches(LookUpContract::mayNotComeIn);
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
      assertThat(found.get(strange)).isEqualTo(Lookup.unknown(Code.NOT_PERMITTED));
      return;
    }
    assertThat(found.get(strange)).isInstanceOfAny(Lookup.NotFound.class, Lookup.NotVisible.class);
    assertThat(found.get(known.get()))
        .isInstanceOfSatisfying(
            Lookup.Found.class, it -> assertThat(it.person().userId()).isEqualTo(member));
  }

  /** A search that finds what is only like what was asked for signs one person in as another. */
  @TestFactory
  Stream<DynamicTest> takesNobodyForFoundWhoIsOnlyLikeWhatWasAsked() {
    DirectoryFixture server = server();
    String member = server.userId(Persona.MEMBER).orElseThrow();
    Map<String, LookUp> likes = new LinkedHashMap<>();
    likes.put("an id that is shorter", personOf(member.substring(0, member.length() - 1)));
    likes.put("an id that is longer", personOf(member + "x"));
    server
        .mobile()
        .ifPresent(it -> likes.put("a number that ends otherwise", mobileOf(otherwise(it))));
    server
        .email()
        .ifPresent(
            it -> {
              likes.put("an address that begins later", emailOf(it.substring(1)));
              likes.put("an address that begins earlier", emailOf("x" + it));
              likes.put("an address that ends earlier", emailOf(it.substring(0, it.length() - 1)));
            });
    return likes.entrySet().stream()
        .map(
            like ->
                DynamicTest.dynamicTest(
                    like.getKey(),
                    () -> {
                      Lookup found = like.getValue().in(connect(), soon());
                      if (found instanceof Lookup.Found hit) {
                        assertThat(hit.person().userId()).isNotEqualTo(member);
                      }
                    }));
  }

  private static String otherwise(String number) {
    int last = number.charAt(number.length() - 1) - '0';
    return number.substring(0, number.length() - 1) + (last + 1) % 10;
  }

  private interface LookUp {
    Lookup in(Directory directory, Deadline deadline) throws ProviderException;
  }

  private static LookUp personOf(String id) {
    return (directory, deadline) -> directory.person(id, deadline);
  }

  private static LookUp mobileOf(String number) {
    return (directory, deadline) ->
        directory.findByMobile(List.of(number), deadline).values().iterator().next();
  }

  private static LookUp emailOf(String address) {
    return (directory, deadline) ->
        directory.findByEmail(List.of(address), deadline).values().iterator().next();
  }

  /** Whoever is looked up and is there is found, or it is said that nobody can tell. */
  @TestFactory
  Stream<DynamicTest> neverTakesAFailureForNobody() {
    DirectoryFixture server = server();
    Map<String, LookUp> lookUps = new LinkedHashMap<>();
    lookUps.put("person", personOf(server.userId(Persona.MEMBER).orElseThrow()));
    server.mobile().ifPresent(it -> lookUps.put("findByMobile", mobileOf(it)));
    server.email().ifPresent(it -> lookUps.put("findByEmail", emailOf(it)));
    return lookUps.entrySet().stream()
        .flatMap(
            each ->
                Stream.concat(
                    fixture().possible().stream()
                        .map(trouble -> failing(each.getKey(), each.getValue(), trouble)),
                    Stream.of(1, 2)
                        .map(calls -> failingLate(each.getKey(), each.getValue(), calls))));
  }

  private DynamicTest failing(String name, LookUp lookUp, Trouble trouble) {
    return DynamicTest.dynamicTest(
        name + " with " + trouble,
        () -> {
          fixture().reset();
          Directory directory = connect();
          fixture().begin(trouble);
          Deadline deadline = Deadline.in(trouble == Trouble.HANG ? SHORT : TIME);
          assertThat(outcome(lookUp, directory, deadline))
              .isEqualTo(Lookup.unknown(trouble.expected()));
        });
  }

  private DynamicTest failingLate(String name, LookUp lookUp, int calls) {
    return DynamicTest.dynamicTest(
        name + " with " + Trouble.SERVER_ERROR + " after " + calls,
        () -> {
          fixture().reset();
          Directory directory = connect();
          server().beginAfter(Trouble.SERVER_ERROR, calls);
          Lookup found = outcome(lookUp, directory, soon());
          if (!(found instanceof Lookup.Found)) {
            assertThat(found).isEqualTo(Lookup.unknown(Trouble.SERVER_ERROR.expected()));
          }
        });
  }

  /** A fault says as much as an answer that says that nobody can tell. */
  private static Lookup outcome(LookUp lookUp, Directory directory, Deadline deadline) {
    try {
      return lookUp.in(directory, deadline);
    } catch (ProviderException e) {
      return Lookup.unknown(e.code());
    }
  }
}
