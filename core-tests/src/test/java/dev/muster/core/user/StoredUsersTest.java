package dev.muster.core.user;

import static dev.muster.core.testing.Problems.assertInvalid;
import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.ProblemException.FieldProblem;
import dev.muster.api.Session;
import dev.muster.api.User;
import dev.muster.api.User.Profile;
import dev.muster.api.Users;
import dev.muster.api.Users.Filter;
import dev.muster.api.Versioned;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.store.Repository;
import dev.muster.core.store.UnitOfWork;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import dev.muster.spi.Page;
import dev.muster.spi.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StoredUsersTest extends StoredUsersFixture {
  private List<String> search(String text, int limit) {
    List<String> names = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Page<Versioned<User>> page = users.list(TENANT, Filter.search(text), limit, after);
      page.items().forEach(user -> names.add(user.value().profile().username()));
      after = page.next();
    } while (after.isPresent());
    return names;
  }

  private String session(String user) {
    Repository<SessionRecord> sessions = core.storage.repository(SessionRecord.SCHEMA);
    String id = accounts.newId();
    core.storage.commit(
        new UnitOfWork()
            .add(
                sessions.create(
                    TENANT,
                    id,
                    new SessionRecord(
                        user,
                        "wecom",
                        Optional.of("i"),
                        core.clock.instant(),
                        core.clock.instant().plusSeconds(60),
                        "ua",
                        "192.0.2.9",
                        List.of(),
                        core.clock.instant(),
                        core.clock.instant()))));
    return id;
  }

  private String identity(String user, String platformUser) {
    String id = IdentityRecord.id("chat", "corp", platformUser, true);
    core.storage.commit(
        new UnitOfWork()
            .add(
                accounts
                    .identities()
                    .create(
                        TENANT,
                        id,
                        new IdentityRecord(
                            user,
                            "wecom",
                            "chat",
                            "corp",
                            platformUser,
                            List.of("1"),
                            core.clock.instant(),
                            core.clock.instant()))));
    return id;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 200})
  void findsEverybodyOnceWhateverThePage(int limit) {
    for (int i = 0; i < 20; i++) {
      String n = String.format("%02d", i);
      create(profile("li" + n, "li" + n + "@corp.example", "", "li-ext" + n));
    }
    create(profile("wang", "liu@corp.example", "", ""));
    create(profile("zhao", "zhao@corp.example", "", ""));

    assertThat(search("LI", limit))
        .hasSize(21)
        .doesNotHaveDuplicates()
        .contains("wang")
        .doesNotContain("zhao");
    assertThat(search("li07@", limit)).containsExactly("li07");
    assertThat(search("nobody", limit)).isEmpty();
    assertThat(search("", limit)).hasSize(22).isSorted();
  }

  @Test
  void refusesForeignCursors() {
    create(named("li"));

    assertInvalid(
        "after",
        "unknown-cursor",
        () -> users.list(TENANT, Filter.search("li"), 10, Optional.of("x")));
    assertInvalid(
        "after", "unknown-cursor", () -> users.list(TENANT, Filter.NONE, 10, Optional.of("x")));
    assertInvalid(
        "limit",
        "out-of-range",
        () -> users.list(TENANT, Filter.search("li"), 0, Optional.empty()));
  }

  @Test
  void endsSessionsOfWhoeverIsDisabled() {
    Versioned<User> user = create(named("li"));
    String other = create(named("wang")).value().id();
    session(user.value().id());
    session(user.value().id());
    session(other);
    assertThat(users.sessions(TENANT, user.value().id()))
        .extracting(Session::userAgent)
        .containsExactly("ua", "ua");

    Versioned<User> disabled =
        users.setActive(
            ALICE,
            TENANT,
            user.value().id(),
            false,
            Optional.empty(),
            OptionalLong.of(user.version()));

    assertThat(disabled.value().active()).isFalse();
    assertThat(users.sessions(TENANT, user.value().id())).isEmpty();
    assertThat(users.sessions(TENANT, other)).hasSize(1);
    assertThat(
            users
                .setActive(ALICE, TENANT, user.value().id(), true, Optional.empty(), ANY)
                .value()
                .active())
        .isTrue();
    assertProblem(
        ProblemCode.STALE,
        () ->
            users.setActive(
                ALICE,
                TENANT,
                user.value().id(),
                false,
                Optional.empty(),
                OptionalLong.of(user.version())));
  }

  @Test
  void endsSessionsOnRequest() {
    String user = create(named("li")).value().id();
    session(user);
    users.endSessions(ALICE, TENANT, user);

    assertThat(users.sessions(TENANT, user)).isEmpty();
    assertProblem(ProblemCode.NOT_FOUND, () -> users.endSessions(ALICE, TENANT, "none"));
  }

  @Test
  void endsOneSessionAndNoOther() {
    String user = create(named("li")).value().id();
    String other = create(named("wang")).value().id();
    String first = session(user);
    String second = session(user);
    users.endSession(ALICE, TENANT, user, first);

    assertThat(users.sessions(TENANT, user)).extracting(Session::id).containsExactly(second);
    assertProblem(ProblemCode.NOT_FOUND, () -> users.endSession(ALICE, TENANT, other, second));
    assertProblem(ProblemCode.NOT_FOUND, () -> users.endSession(ALICE, TENANT, user, first));
  }

  @Test
  void setsAPasswordThatEndsSessionsAndMayHaveToBeChanged() {
    String user = create(named("li")).value().id();
    session(user);
    users.setPassword(ALICE, TENANT, user, PASSWORD, true);

    assertThat(users.sessions(TENANT, user)).isEmpty();
    UserRecord set = accounts.users().find(TENANT, user).orElseThrow().value();
    assertThat(passwords.matches(PASSWORD, set.password().orElseThrow())).isTrue();
    assertThat(set.passwordChange()).isTrue();
    assertThat(core.events(TENANT).get(0).action()).isEqualTo("user.password-set");
    users.change(
        ALICE, TENANT, user, new Users.Change(p -> p, Set.of(), Optional.of(PASSWORD)), ANY);
    assertThat(accounts.users().find(TENANT, user).orElseThrow().value().passwordChange())
        .isFalse();
    assertProblem(
        ProblemCode.NOT_FOUND, () -> users.setPassword(ALICE, TENANT, "none", PASSWORD, true));
    assertInvalid(
        "password",
        "length",
        () -> users.setPassword(ALICE, TENANT, user, Secret.of("short"), false));
  }

  @Test
  void knowsSinceWhenAProfileIsAsItIs() {
    User created = create(named("li")).value();
    assertThat(created.profileChangedAt()).isEqualTo(created.createdAt());

    core.clock.advance(Duration.ofMinutes(1));
    users.setPassword(ALICE, TENANT, created.id(), PASSWORD, false);
    users.change(ALICE, TENANT, created.id(), Users.Change.of(p -> p), ANY);
    assertThat(users.find(TENANT, created.id()).orElseThrow().value().profileChangedAt())
        .isEqualTo(created.createdAt());

    User changed =
        users
            .change(
                ALICE,
                TENANT,
                created.id(),
                Users.Change.of(p -> p.toBuilder().nickname(Optional.of(" Lily ")).build()),
                ANY)
            .value();
    assertThat(changed.profile().nickname()).contains("Lily");
    assertThat(changed.profileChangedAt()).isEqualTo(core.clock.instant());
  }

  @Test
  void unlinksIdentities() {
    String user = create(named("li")).value().id();
    String first = identity(user, "LiWei");
    identity(user, "LiWei2");

    assertThat(users.identities(TENANT, user)).hasSize(2);
    assertProblem(
        ProblemCode.NOT_FOUND, () -> users.unlink(ALICE, TENANT, user, Optional.of("none")));
    users.unlink(ALICE, TENANT, user, Optional.of(first));
    assertThat(users.identities(TENANT, user)).hasSize(1);
    users.unlink(ALICE, TENANT, user, Optional.empty());
    assertThat(users.identities(TENANT, user)).isEmpty();
    users.unlink(ALICE, TENANT, user, Optional.empty());
  }

  @Test
  void knowsAnAccountWithoutRegardToCaseOnlyWhereThePlatformDoes() {
    assertThat(IdentityRecord.id("chat", "corp", "LiWei", true))
        .isEqualTo(IdentityRecord.id("chat", "corp", "liwei", true));
    assertThat(IdentityRecord.id("chat", "corp", "LiWei", false))
        .isNotEqualTo(IdentityRecord.id("chat", "corp", "liwei", false));
    assertThat(IdentityRecord.id("chat", "corpa", "b", false))
        .isNotEqualTo(IdentityRecord.id("chat", "corp", "ab", false));
  }

  @Test
  void deletesAUserWithAllThatHangsOnThem() {
    Versioned<User> user = create(named("li"));
    session(user.value().id());
    String identity = identity(user.value().id(), "LiWei");

    users.delete(ALICE, TENANT, user.value().id(), OptionalLong.of(user.version()));
    core.taskWork.runDue();

    assertThat(users.find(TENANT, user.value().id())).isEmpty();
    assertThat(accounts.identities().find(TENANT, identity)).isEmpty();
    assertProblem(ProblemCode.NOT_FOUND, () -> users.delete(ALICE, TENANT, user.value().id(), ANY));
    create(named("li"));
  }

  @Test
  void refusesStaleChanges() {
    Versioned<User> user = create(named("li"));
    String id = user.value().id();
    users.change(
        ALICE,
        TENANT,
        id,
        new Users.Change(p -> named("li2"), Set.of(), Optional.of(PASSWORD)),
        ANY);

    OptionalLong old = OptionalLong.of(user.version());
    assertProblem(
        ProblemCode.STALE, () -> users.change(ALICE, TENANT, id, Users.Change.of(p -> p), old));
    assertProblem(ProblemCode.STALE, () -> users.delete(ALICE, TENANT, id, old));
    assertProblem(
        ProblemCode.NOT_FOUND,
        () -> users.change(ALICE, TENANT, "none", Users.Change.of(p -> p), ANY));
    assertThat(accounts.byUsername(TENANT, "LI2")).isPresent();
    assertThat(accounts.byUsername(TENANT, "li")).isEmpty();
  }

  @Test
  void findsByAddressForThoseWhoDecide() {
    create(profile("li", "Li@corp.example", "+8613800000000", "E1"));
    create(profile("wang", "li@corp.example", "+8613800000001", "li@corp.example"));

    assertThat(accounts.byEmail(TENANT, "LI@corp.example")).hasSize(2);
    assertThat(accounts.byPhone(TENANT, "+8613800000001")).hasSize(1);
    assertThat(accounts.byExternalId(TENANT, "E1")).isPresent();
    assertThat(accounts.byExternalId(TENANT, "e1")).isEmpty();
  }

  @Test
  void refusesAUserNameThatIsAVerifiedAddressOfSomebodyElse() {
    String bob = create(profile("bob", "Bob@corp.example", "+8613800000000", "")).value().id();
    String li = create(named("li")).value().id();

    for (String name : List.of("bob@corp.example", "BOB@CORP.EXAMPLE", "+86 138-0000-0000")) {
      taken("username", () -> create(named(name)));
      taken("username", () -> change(li, p -> named(name)));
    }
    change(bob, p -> p.toBuilder().username("bob@corp.example").build());
    assertThat(accounts.named(TENANT, "bob@corp.example").orElseThrow().key().id()).isEqualTo(bob);
  }

  @Test
  void refusesAVerifiedAddressThatIsTheUserNameOfSomebodyElse() {
    create(named("bob@corp.example"));
    create(named("+8613800000000"));
    create(named("+86 (139) 0000-0000"));
    String li = create(named("li")).value().id();

    taken("email", () -> create(profile("x", "Bob@corp.example", "", "")));
    taken("email", () -> change(li, p -> profile("li", "bob@corp.example", "", "")));
    taken("phone", () -> change(li, p -> profile("li", "", "+86 138 0000 0000", "")));
    taken("phone", () -> change(li, p -> profile("li", "", "+8613900000000", "")));
    taken("phone", () -> create(profile("x", "", "+86-139-0000-0000", "")));
    change(li, p -> p.toBuilder().email(Optional.of("bob@corp.example"), false).build());
    taken("email", () -> change(li, p -> p.toBuilder().email(p.email(), true).build()));
  }

  @Test
  void looksAtNoNameThatIsNotChanged() {
    stored("one", profile("bob", "bob@corp.example", "", ""));
    stored("two", named("bob@corp.example"));

    change("two", p -> p.toBuilder().displayName(Optional.of("Two")).build());
    change("one", p -> p.toBuilder().displayName(Optional.of("One")).build());
  }

  @Test
  void meansNobodyByANameThatIsOnesNameAndAnothersAddress() {
    stored("one", profile("bob", "bob@corp.example", "+8613800000000", ""));
    cameIn("two", "bob@corp.example", Optional.empty());
    cameIn("three", "+8613800000000", Optional.empty());

    assertThat(accounts.named(TENANT, "BOB@corp.example")).isEmpty();
    assertThat(accounts.named(TENANT, "+8613800000000")).isEmpty();
    assertThat(accounts.named(TENANT, "bob").orElseThrow().key().id()).isEqualTo("one");
  }

  @Test
  void meansWhomAUserNameNamesWhereTheyHaveTheAddressAsWell() {
    stored("one", profile("bob", "bob@corp.example", "", ""));
    cameIn("two", "bob@corp.example", Optional.of("bob@corp.example"));

    assertThat(accounts.named(TENANT, "bob@corp.example").orElseThrow().key().id())
        .isEqualTo("two");
  }

  @Test
  void meansWhomAnAdministratorNamedWhoeverHasTheAddressVerifiedLater() {
    String li = create(named("li@corp.example")).value().id();
    cameIn("two", "ou_2", Optional.of("li@corp.example"));

    assertThat(accounts.named(TENANT, "LI@corp.example").orElseThrow().key().id()).isEqualTo(li);
    assertThat(accounts.named(TENANT, "ou_2").orElseThrow().key().id()).isEqualTo("two");
  }

  @Test
  void meansWhomAnAdministratorRenamedThoughTheyCameByAPlatform() {
    cameIn("two", "ou_2", Optional.empty());
    change("two", p -> p.toBuilder().username("bo@corp.example").build());
    cameIn("three", "ou_3", Optional.of("bo@corp.example"));

    assertThat(accounts.named(TENANT, "bo@corp.example").orElseThrow().key().id()).isEqualTo("two");
  }

  /** As a platform brings them, with an address that it verified. */
  private void cameIn(String id, String username, Optional<String> email) {
    PlatformProfile reported =
        new PlatformProfile(
            "i-" + id,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            email.map(it -> ContactPoint.of(it, true)),
            Optional.empty(),
            false);
    UserRecord made = UserRecord.of(username, reported, core.clock.instant());
    core.storage.commit(new UnitOfWork().add(accounts.users().create(TENANT, id, made)));
  }

  /** As an earlier version let it in. */
  private void stored(String id, Profile profile) {
    Profile plain = ProfileRules.checked(profile, new FieldErrors());
    core.storage.commit(
        new UnitOfWork()
            .add(accounts.users().create(TENANT, id, UserRecord.of(plain, core.clock.instant()))));
  }

  private void change(String id, UnaryOperator<Profile> change) {
    var unused = users.change(ALICE, TENANT, id, Users.Change.of(change), ANY);
  }

  private static void taken(String field, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> {
              assertThat(problem.code()).isEqualTo(ProblemCode.ALREADY_EXISTS);
              assertThat(problem.errors()).extracting(FieldProblem::field).containsExactly(field);
            });
  }
}
