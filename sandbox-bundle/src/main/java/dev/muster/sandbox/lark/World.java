package dev.muster.sandbox.lark;

import dev.muster.sandbox.common.BaseWorld;
import dev.muster.sandbox.common.Tickets;
import dev.muster.sandbox.common.Words;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * The company, its app and its people, as they stand now. The first of the crowd are listed in the
 * crowd's department, so that lists have pages.
 */
final class World extends BaseWorld<Person, World.App> {
  /** What the platform calls the company itself. */
  static final String ROOT = "0";

  private static final String CROWDS_DEPARTMENT = "od-support";
  private static final int LISTED_CROWD = 120;

  final Tickets<Code> codes = codes(Duration.ofMinutes(5));
  final Tickets<Boolean> appTokens = tokens(Duration.ofHours(2));
  final Tickets<String> userTokens = tokens(Duration.ofHours(2));

  /** Chats that were opened by a key and an owner. */
  final Keys opened;

  /** Messages that were sent by a key. */
  final Keys said;

  /** Chats of somebody else of which the app is an administrator. */
  final Set<String> managed = ConcurrentHashMap.newKeySet();

  private final List<Department> departments = list("departments", Department.class);

  World(Clock clock) {
    super(clock, Person.class, App.class, id -> id);
    this.opened = new Keys(clock, Duration.ofHours(10));
    this.said = new Keys(clock, Duration.ofHours(1));
  }

  /** The company's key. */
  String tenantKey() {
    return text("tenantKey");
  }

  String displayId() {
    return text("displayId");
  }

  /** The key of the company that somebody belongs to. */
  String tenantKey(Person person) {
    return switch (person.kind()) {
      case MEMBER, DELETED -> tenantKey();
      case FOREIGN_MEMBER -> text("otherTenantKey");
      case EXTERNAL_CONTACT -> text("nobodysTenantKey");
    };
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
    return departments.stream()
        .filter(department -> department.openDepartmentId().equals(id))
        .findFirst();
  }

  /** Those below a department, at every depth, parents first. */
  List<Department> below(String id) {
    List<Department> found = new ArrayList<>();
    for (Department department : departments) {
      if (department.parentId().equals(id)) {
        found.add(department);
        found.addAll(below(department.openDepartmentId()));
      }
    }
    return found;
  }

  /** Whether the app may read about a department. */
  boolean sees(String departmentId) {
    return app().contactRange().contains(ROOT) || seen().contains(departmentId);
  }

  /** Whether the app may read about a person. */
  boolean sees(Person person) {
    return named().contains(person.id())
        || (person.inRange()
            && (app().contactRange().contains(ROOT)
                || person.departments().stream().anyMatch(seen()::contains)));
  }

  /** Whether the app's bot may put somebody into a chat. */
  Reach reach(String id) {
    Optional<Person> person = person(id).filter(it -> it.kind() != Person.Kind.DELETED);
    if (person.isEmpty()) {
      return Reach.NOBODY;
    }
    Person.Status status = person.get().status();
    if (status == Person.Status.RESIGNED || status == Person.Status.EXITED) {
      return Reach.RESIGNED;
    }
    return person.get().welcome() && person.get().inRange() ? Reach.REACHED : Reach.UNREACHED;
  }

  /** What the bot is to somebody. */
  enum Reach {
    REACHED,
    RESIGNED,
    UNREACHED,
    NOBODY
  }

  private Set<String> seen() {
    Set<String> ids = new HashSet<>(app().contactRange());
    app()
        .contactRange()
        .forEach(id -> below(id).forEach(department -> ids.add(department.openDepartmentId())));
    return ids;
  }

  @Override
  protected Person oneOfTheCrowd(String id, Words name, String email) {
    Words note = new Words("", "");
    List<String> in = List.of(CROWDS_DEPARTMENT);
    Person.Status status = Person.Status.ACTIVE;
    return new Person(id, Person.Kind.MEMBER, status, true, name, note, in, "", email, "");
  }

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
      String appSecret,
      String encryptKey,
      String verificationToken,
      boolean enabled,
      boolean bot,
      Set<String> scopes,
      List<String> contactRange) {}

  /**
   * What a code stands for.
   *
   * @param personId who agreed
   * @param redirectUri where it was sent to; empty for the mobile SDK
   * @param challenge what the verifier has to match; empty where none was asked for
   * @param used whether it was redeemed
   */
  record Code(
      String personId,
      Optional<String> redirectUri,
      Optional<Challenge> challenge,
      AtomicBoolean used) {}

  /**
   * RFC 7636.
   *
   * @param value the challenge
   * @param s256 whether it is a digest of the verifier, or the verifier itself
   */
  record Challenge(String value, boolean s256) {}
}
