package dev.muster.sandbox.wechatwork;

import dev.muster.sandbox.common.BaseWorld;
import dev.muster.sandbox.common.Tickets;
import dev.muster.sandbox.common.Words;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The company and its app, as they stand now; ids are compared without case, as there. */
final class World extends BaseWorld<Person, World.App> {
  final Tickets<Code> codes = codes(Duration.ofMinutes(5));
  final Tickets<PrivateInfo> userTickets = codes(Duration.ofMinutes(30));
  final Tickets<Key> tokens = tokens(Duration.ofHours(2));
  final Windows windows;
  private final List<Department> departments = list("departments", Department.class);

  World(Clock clock) {
    super(clock, Person.class, App.class, id -> id.toLowerCase(Locale.ROOT));
    this.windows = new Windows(clock);
  }

  String foreignCorpId() {
    return text("foreignCorpId");
  }

  List<Department> departments() {
    return departments;
  }

  /** The departments that the app is for, with all below them. */
  List<Department> visibleDepartments() {
    return departments.stream().filter(it -> isVisible(it.id())).toList();
  }

  private boolean isVisible(int id) {
    return app().visibleDepartments().contains(id)
        || departments.stream().anyMatch(it -> it.id() == id && isVisible(it.parentId()));
  }

  /** Whether the app may read about somebody. */
  boolean sees(Person person) {
    return person.listed() && (person.inRange() || named().contains(person.id()));
  }

  /** The people whom the app sees directly in a department. */
  Stream<Person> visiblePeople(int department) {
    return people().stream().filter(it -> sees(it) && it.departments().contains(department));
  }

  @Override
  protected Person oneOfTheCrowd(String id, Words name, String email) {
    Words note = new Words("", "");
    List<Integer> in = List.of(3);
    return new Person(id, Person.Kind.MEMBER, 1, true, name, note, in, "", "", email, "");
  }

  record Department(int id, int parentId, Words name) {}

  /**
   * The self-built app, with the address book's key beside it.
   *
   * @param enabled whether it is switched on in the console
   * @param visibleDepartments whom it is for
   */
  record App(
      String corpId,
      String agentId,
      String secret,
      String addressBookSecret,
      String callbackToken,
      String callbackAesKey,
      boolean enabled,
      List<Integer> visibleDepartments) {}

  /** Whose key a token was made of. */
  enum Key {
    APP,
    ADDRESS_BOOK
  }

  /**
   * What a code stands for.
   *
   * @param personId who agreed
   * @param domain the domain that it was sent to; empty for the mobile SDK
   * @param consent the private fields that they agreed to hand over; empty where they were not
   *     asked
   */
  record Code(String personId, Optional<String> domain, Optional<Set<String>> consent) {}

  /**
   * What a user ticket stands for.
   *
   * @param personId whose it is
   * @param fields what they agreed to hand over
   */
  record PrivateInfo(String personId, Set<String> fields) {}
}
