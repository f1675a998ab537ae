package dev.muster.sandbox.dingtalk;

import dev.muster.sandbox.common.BaseWorld;
import dev.muster.sandbox.common.Words;
import dev.muster.sandbox.common.WorldFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The company, its app and its people, as they stand now. The first of the crowd stand in the
 * address book, so that lists have pages.
 */
final class World extends BaseWorld<Person> {
  private static final int LISTED_CROWD = 120;
  private static final long CROWD_DEPARTMENT = 5;

  private final Data data;
  private volatile App app;

  private World(Data data) {
    super(data.people(), World::oneOfTheCrowd, id -> id);
    this.data = data;
    this.app = data.app();
  }

  /** The world as it begins. */
  static World fresh() {
    return new World(WorldFile.read(World.class, Data.class));
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
    return named().contains(person.id());
  }

  /** Those who stand in a department of the address book. */
  List<Person> members(long department) {
    return Stream.concat(people().stream(), crowd(LISTED_CROWD))
        .filter(it -> it.employed() && it.departments().contains(department))
        .toList();
  }

  Optional<Person> account(String unionId) {
    return unionId.startsWith("union-")
        ? person(unionId.substring("union-".length()))
        : Optional.empty();
  }

  private static Person oneOfTheCrowd(String id) {
    String number = id.substring(id.indexOf('-') + 1);
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
