package dev.muster.sandbox.lark;

import dev.muster.sandbox.common.BaseWorld;
import dev.muster.sandbox.common.Words;
import dev.muster.sandbox.common.WorldFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The company, its app and its people, as they stand now. The first of the crowd are listed in the
 * crowd's department, so that lists have pages.
 */
final class World extends BaseWorld<Person> {
  /** What the platform calls the company itself. */
  static final String ROOT = "0";

  private static final String CROWDS_DEPARTMENT = "od-support";
  private static final int LISTED_CROWD = 120;

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

  /** The company that somebody belongs to. */
  String tenantKey(Person person) {
    return switch (person.kind()) {
      case MEMBER, DELETED -> data.company().tenantKey();
      case FOREIGN_MEMBER -> data.otherTenantKey();
      case EXTERNAL_CONTACT -> data.nobodysTenantKey();
    };
  }

  App app() {
    return app;
  }

  void app(App now) {
    app = now;
  }

  /** Somebody by their id for this app. */
  Optional<Person> byOpenId(String openId) {
    int crowd = openId.indexOf("crowd");
    if (crowd > 0) {
      return person("crowd-" + openId.substring(crowd + "crowd".length()))
          .filter(person -> person.openId().equals(openId));
    }
    return everybody().filter(person -> person.openId().equals(openId)).findFirst();
  }

  /** Whom the address book has. */
  Stream<Person> everybody() {
    return Stream.concat(people().stream(), crowd(LISTED_CROWD));
  }

  /** Those directly in a department whom the app may read about; who has left is in none. */
  List<Person> directlyIn(String departmentId) {
    return everybody()
        .filter(person -> person.listed() && person.departments().contains(departmentId))
        .filter(person -> person.status() != Person.Status.RESIGNED)
        .filter(this::sees)
        .toList();
  }

  Optional<Department> department(String id) {
    return data.departments().stream()
        .filter(department -> department.openDepartmentId().equals(id))
        .findFirst();
  }

  /** Those below a department, at every depth, parents first. */
  List<Department> below(String id) {
    List<Department> found = new ArrayList<>();
    for (Department department : data.departments()) {
      if (department.parentId().equals(id)) {
        found.add(department);
        found.addAll(below(department.openDepartmentId()));
      }
    }
    return found;
  }

  /** Whether the app may read about a department. */
  boolean sees(String departmentId) {
    return app.contactRange().contains(ROOT) || seen().contains(departmentId);
  }

  /** Whether the app may read about a person. */
  boolean sees(Person person) {
    return named().contains(person.id())
        || (person.inRange()
            && (app.contactRange().contains(ROOT)
                || person.departments().stream().anyMatch(seen()::contains)));
  }

  private Set<String> seen() {
    Set<String> ids = new HashSet<>(app.contactRange());
    app.contactRange()
        .forEach(id -> below(id).forEach(department -> ids.add(department.openDepartmentId())));
    return ids;
  }

  private static Person oneOfTheCrowd(String id) {
    String number = id.substring(id.indexOf('-') + 1);
    return new Person(
        id,
        Person.Kind.MEMBER,
        Person.Status.ACTIVE,
        true,
        new Words("Crowd Member " + number, "群众 " + number),
        new Words("", ""),
        List.of(CROWDS_DEPARTMENT),
        "",
        id + "@sandbox.example",
        "");
  }

  /** What the file holds. */
  private record Data(
      Company company,
      String otherTenantKey,
      String nobodysTenantKey,
      App app,
      List<Department> departments,
      List<Person> people) {}

  record Company(String tenantKey, String displayId, Words name) {}

  record Department(
      String openDepartmentId, String departmentId, String parentId, Words name, int order) {}

  /**
   * The custom app.
   *
   * @param enabled whether it is released, installed and switched on
   * @param bot whether it has a bot
   * @param scopes the permissions that it was granted
   * @param contactRange the departments that it may read about; {@link #ROOT} is the whole company
   */
  record App(
      String cloud,
      String appId,
      String name,
      String appSecret,
      String encryptKey,
      String verificationToken,
      boolean enabled,
      boolean bot,
      Set<String> scopes,
      List<String> contactRange) {
    App withSecret(String now) {
      return new App(
          cloud,
          appId,
          name,
          now,
          encryptKey,
          verificationToken,
          enabled,
          bot,
          scopes,
          contactRange);
    }

    App withSwitches(boolean enabledNow, boolean botNow) {
      return new App(
          cloud,
          appId,
          name,
          appSecret,
          encryptKey,
          verificationToken,
          enabledNow,
          botNow,
          scopes,
          contactRange);
    }

    App granted(Set<String> now) {
      return new App(
          cloud,
          appId,
          name,
          appSecret,
          encryptKey,
          verificationToken,
          enabled,
          bot,
          now,
          contactRange);
    }

    App seeing(List<String> now) {
      return new App(
          cloud, appId, name, appSecret, encryptKey, verificationToken, enabled, bot, scopes, now);
    }
  }
}
