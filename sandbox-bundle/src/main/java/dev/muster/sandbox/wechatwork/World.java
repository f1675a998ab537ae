package dev.muster.sandbox.wechatwork;

import dev.muster.sandbox.common.BaseWorld;
import dev.muster.sandbox.common.Words;
import dev.muster.sandbox.common.WorldFile;
import java.util.List;
import java.util.Locale;

/** The company and its app, as they stand now; ids are compared without case, as there. */
final class World extends BaseWorld<Person> {
  private final Data data;
  private volatile App app;

  private World(Data data) {
    super(data.people(), World::oneOfTheCrowd, id -> id.toLowerCase(Locale.ROOT));
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
    return person.inRange() || named().contains(person.id());
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
