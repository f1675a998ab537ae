package dev.muster.sandbox.dingtalk;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.sandbox.common.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The company, its app and its people, as they stand now. Beside the people with a story there is a
 * crowd without one: {@code crowd-1}, {@code crowd-2} and so on, as many as a benchmark wants; the
 * first of them stand in the address book.
 */
final class World {
  private static final Pattern CROWD = Pattern.compile("crowd-[1-9][0-9]{0,8}");
  private static final int LISTED_CROWD = 120;
  private static final long CROWD_DEPARTMENT = 5;

  private final Data data;
  private final Map<String, Person> people = new ConcurrentHashMap<>();
  private volatile App app;
  private volatile Set<String> named = Set.of();

  private World(Data data) {
    this.data = data;
    this.app = data.app();
    data.people().forEach(person -> people.put(person.id(), person));
  }

  /** The world as it begins. */
  static World fresh() {
    try (InputStream in = World.class.getResourceAsStream("world.json")) {
      if (in == null) {
        throw new IllegalStateException("world.json is missing");
      }
      return new World(new ObjectMapper().readValue(in, Data.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Company company() {
    return data.company();
  }

  String foreignCorpId() {
    return data.foreignCorpId();
  }

  App app() {
    return app;
  }

  void app(App now) {
    app = now;
  }

  Optional<Department> department(long id) {
    return data.departments().stream().filter(it -> it.id() == id).findFirst();
  }

  List<Department> below(long id) {
    return data.departments().stream().filter(it -> it.parentId() == id).toList();
  }

  /** Whether the app may read about a department: it or one above it is in the app's range. */
  boolean inRange(long id) {
    return app.departments().contains(id)
        || department(id).filter(it -> it.parentId() != 0 && inRange(it.parentId())).isPresent();
  }

  /** Whether the app may read about somebody, without a department of theirs being in sight. */
  boolean names(Person person) {
    return named.contains(person.id());
  }

  /** Those whom the app's range names one by one, whatever their departments. */
  Set<String> named() {
    return named;
  }

  void name(Collection<String> ids) {
    named = Set.copyOf(ids);
  }

  /** Those with a story, in the order they are told. */
  List<Person> people() {
    return data.people().stream().map(it -> people.getOrDefault(it.id(), it)).toList();
  }

  /** Those who stand in a department of the address book. */
  List<Person> members(long department) {
    return Stream.concat(
            people().stream(),
            IntStream.rangeClosed(1, LISTED_CROWD).mapToObj(World::oneOfTheCrowd))
        .filter(it -> it.employed() && it.departments().contains(department))
        .toList();
  }

  Optional<Person> person(String id) {
    Person known = people.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    return CROWD.matcher(id).matches()
        ? Optional.of(oneOfTheCrowd(Integer.parseInt(id.substring(id.indexOf('-') + 1))))
        : Optional.empty();
  }

  Optional<Person> account(String unionId) {
    return unionId.startsWith("union-")
        ? person(unionId.substring("union-".length()))
        : Optional.empty();
  }

  void put(Person person) {
    people.put(person.id(), person);
  }

  private static Person oneOfTheCrowd(int number) {
    String id = "crowd-" + number;
    return new Person(
        id,
        Person.Kind.EMPLOYEE,
        Person.ACTIVE,
        true,
        new Words("Crowd Member " + number, "群众 " + number),
        new Words("", ""),
        List.of(CROWD_DEPARTMENT),
        "",
        "",
        id + "@sandbox.example",
        "");
  }

  /** What the file holds. */
  private record Data(
      Company company,
      String foreignCorpId,
      App app,
      List<Department> departments,
      List<Person> people) {}

  record Company(String corpId, Words name) {}

  record Department(long id, long parentId, Words name) {}

  /**
   * The in-house app.
   *
   * @param enabled whether it is published
   * @param oldClient whether people's clients know the older call for a code only
   * @param departments whom it may read about
   * @param permissions what it was granted
   */
  record App(
      String clientId,
      String name,
      String secret,
      String callbackToken,
      String callbackAesKey,
      boolean enabled,
      boolean oldClient,
      List<Long> departments,
      List<String> permissions) {
    App withSecret(String now) {
      return new App(
          clientId,
          name,
          now,
          callbackToken,
          callbackAesKey,
          enabled,
          oldClient,
          departments,
          permissions);
    }

    App withSwitches(boolean nowEnabled, boolean nowOldClient) {
      return new App(
          clientId,
          name,
          secret,
          callbackToken,
          callbackAesKey,
          nowEnabled,
          nowOldClient,
          departments,
          permissions);
    }

    App with(List<Long> nowDepartments, List<String> nowPermissions) {
      return new App(
          clientId,
          name,
          secret,
          callbackToken,
          callbackAesKey,
          enabled,
          oldClient,
          nowDepartments,
          nowPermissions);
    }
  }
}
