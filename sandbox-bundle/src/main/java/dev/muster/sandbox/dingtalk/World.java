package dev.muster.sandbox.dingtalk;

import dev.muster.sandbox.common.BaseWorld;
import dev.muster.sandbox.common.Tickets;
import dev.muster.sandbox.common.Words;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The company, its app and its people, as they stand now. The first of the crowd stand in the
 * address book, so that lists have pages.
 */
final class World extends BaseWorld<Person, World.App> {
  private static final int LISTED_CROWD = 120;
  private static final long CROWD_DEPARTMENT = 5;

  /** Codes of the sign-in page and the mobile SDK. */
  final Tickets<Account> codesOfAccounts = codes(Duration.ofMinutes(5));

  /** Codes that the client hands to a page inside it. */
  final Tickets<String> codesOfClients = codes(Duration.ofMinutes(5));

  final Tickets<String> appTokens = tokens(Duration.ofHours(2));
  final Tickets<String> userTokens = tokens(Duration.ofHours(2));

  /** Which chat a key opened: the platform does not say for how long. */
  final Map<String, String> chatsByKey = new ConcurrentHashMap<>();

  /** Which chats are internal groups. */
  final Set<String> plainChats = ConcurrentHashMap.newKeySet();

  /** In which of those the app's robot is. */
  final Set<String> robotsIn = ConcurrentHashMap.newKeySet();

  private final List<Department> departments = list("departments", Department.class);

  World(Clock clock) {
    super(clock, Person.class, App.class, id -> id);
  }

  /** The app's token: asked again, the platform gives the same one as long as it works. */
  String appToken() {
    return appTokens.same("app", Duration.ofMillis(1));
  }

  /** The company that somebody chooses when they are asked for one. */
  Optional<String> companyOf(Person person) {
    return switch (person.kind()) {
      case EMPLOYEE -> Optional.of(app().corpId());
      case FOREIGN_EMPLOYEE -> Optional.of(text("foreignCorpId"));
      case EXTERNAL_CONTACT, STRANGER -> Optional.empty();
    };
  }

  Optional<Department> department(long id) {
    return departments.stream().filter(it -> it.id() == id).findFirst();
  }

  List<Department> below(long id) {
    return departments.stream().filter(it -> it.parentId() == id).toList();
  }

  /** Whether the app may read about a department: it or one above it is in the app's range. */
  boolean inRange(long id) {
    return app().departments().contains(id)
        || department(id).filter(it -> it.parentId() != 0 && inRange(it.parentId())).isPresent();
  }

  /** Whether the app may read about somebody, without a department of theirs being in sight. */
  boolean names(Person person) {
    return named().contains(person.id());
  }

  /** Those who stand in a department of the address book. */
  List<Person> members(long department) {
    return Stream.concat(people().stream(), crowd(LISTED_CROWD))
        .filter(it -> it.welcome() && it.departments().contains(department))
        .toList();
  }

  Optional<Person> account(String unionId) {
    return unionId.startsWith("union-")
        ? person(unionId.substring("union-".length()))
        : Optional.empty();
  }

  @Override
  protected Person oneOfTheCrowd(String id, Words name, String email) {
    Words note = new Words("", "");
    List<Long> in = List.of(CROWD_DEPARTMENT);
    Person.Kind kind = Person.Kind.EMPLOYEE;
    return new Person(id, kind, Person.ACTIVE, true, name, note, in, "", "", email, "");
  }

  record Department(long id, long parentId, Words name) {}

  /**
   * The in-house app.
   *
   * @param enabled whether it is published
   * @param robot whether it has one
   * @param oldClient whether people's clients know the older call for a code only
   * @param departments whom it may read about
   * @param permissions what it was granted
   */
  record App(
      String corpId,
      String clientId,
      String clientSecret,
      String groupTemplateId,
      String groupRobotId,
      String callbackToken,
      String callbackAesKey,
      boolean enabled,
      boolean robot,
      boolean oldClient,
      List<Long> departments,
      List<String> permissions) {}

  /**
   * What a code of the sign-in page or the mobile SDK stands for.
   *
   * @param personId who agreed
   * @param corpId the company they chose, where they were asked
   */
  record Account(String personId, Optional<String> corpId) {}
}
