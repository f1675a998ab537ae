package dev.muster.sandbox.wechatwork;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.sandbox.common.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The company, its app and its people, as they stand now. Beside the people with a story there is a
 * crowd without one: {@code crowd-1}, {@code crowd-2} and so on, as many as a benchmark wants.
 */
final class World {
  private static final Pattern CROWD = Pattern.compile("crowd-[1-9][0-9]{0,8}");

  private final Data data;
  private final Map<String, Person> people = new ConcurrentHashMap<>();
  private volatile App app;
  private volatile Set<String> named = Set.of();

  private World(Data data) {
    this.data = data;
    this.app = data.app();
    data.people().forEach(person -> people.put(key(person.id()), person));
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

  List<Department> departments() {
    return data.departments();
  }

  /** The departments that the app is for, with all below them. */
  List<Department> visibleDepartments() {
    return departments().stream().filter(it -> isVisible(it.id())).toList();
  }

  private boolean isVisible(int id) {
    return app.visibleDepartments().contains(id)
        || departments().stream().anyMatch(it -> it.id() == id && isVisible(it.parentId()));
  }

  App app() {
    return app;
  }

  void app(App now) {
    app = now;
  }

  /** Whether the app may read about somebody. */
  boolean sees(Person person) {
    return person.inRange() || named.contains(person.id());
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
    return data.people().stream()
        .map(person -> people.getOrDefault(key(person.id()), person))
        .toList();
  }

  /** Somebody by their id, without case, as the platform compares. */
  Optional<Person> person(String id) {
    Person known = people.get(key(id));
    if (known != null) {
      return Optional.of(known);
    }
    return CROWD.matcher(id).matches() ? Optional.of(oneOfTheCrowd(id)) : Optional.empty();
  }

  void put(Person person) {
    people.put(key(person.id()), person);
  }

  private static Person oneOfTheCrowd(String id) {
    String number = id.substring(id.indexOf('-') + 1);
    return new Person(
        id,
        Person.Kind.MEMBER,
        1,
        true,
        new Words("Crowd Member " + number, "群众 " + number),
        new Words("", ""),
        List.of(3),
        "",
        "",
        id + "@sandbox.example",
        "");
  }

  private static String key(String id) {
    return id.toLowerCase(Locale.ROOT);
  }

  /** What the file holds. */
  private record Data(
      Company company,
      String foreignCorpId,
      App app,
      List<Department> departments,
      List<Person> people) {}

  record Company(String corpId, Words name) {}

  record Department(int id, int parentId, Words name) {}

  /**
   * The self-built app, with the address book's key beside it.
   *
   * @param enabled whether it is switched on in the console
   * @param visibleDepartments whom it is for
   */
  record App(
      String agentId,
      String name,
      String secret,
      String addressBookSecret,
      String callbackToken,
      String callbackAesKey,
      String schema,
      boolean enabled,
      List<Integer> visibleDepartments) {
    App withSecret(String now) {
      return with(now, enabled, visibleDepartments);
    }

    App withEnabled(boolean now) {
      return with(secret, now, visibleDepartments);
    }

    App visibleTo(List<Integer> now) {
      return with(secret, enabled, now);
    }

    private App with(String newSecret, boolean nowEnabled, List<Integer> departments) {
      return new App(
          agentId,
          name,
          newSecret,
          addressBookSecret,
          callbackToken,
          callbackAesKey,
          schema,
          nowEnabled,
          departments);
    }
  }
}
