package dev.muster.core.user;

import static dev.muster.core.testing.Problems.assertInvalid;
import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.ProblemCode;
import dev.muster.api.Session;
import dev.muster.api.User;
import dev.muster.api.User.Profile;
import dev.muster.api.Users;
import dev.muster.api.Versioned;
import dev.muster.core.store.Repository;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Page;
import dev.muster.spi.Secret;
import dev.muster.spi.storage.DocumentKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StoredUsersTest {
  private static final OptionalLong ANY = OptionalLong.empty();
  private static final Secret PASSWORD = Secret.of("correct horse battery");

  @TempDir private Path folder;
  private TestCore core;
  private Accounts accounts;
  private StoredUsers users;
  private final PasswordHash passwords = new PasswordHash(1000);

  @BeforeEach
  void start() {
    core = new TestCore(folder);
    accounts = new Accounts(core.storage);
    users =
        new StoredUsers(
            core.storage,
            core.housekeeping,
            accounts,
            core.directory,
            core.changes,
            passwords,
            core.clock);
  }

  private static Profile profile(String username, String email, String phone, String externalId) {
    return Profile.builder(username)
        .email(Optional.of(email), true)
        .phone(Optional.of(phone), true)
        .externalId(Optional.of(externalId))
        .build();
  }

  private static Profile named(String username) {
    return profile(username, "", "", "");
  }

  private Versioned<User> create(Profile profile) {
    return users.create(ALICE, TENANT, profile, Optional.empty());
  }

  private List<String> search(String text, int limit) {
    List<String> names = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Page<User> page = users.list(TENANT, Optional.of(text), limit, after);
      page.items().forEach(user -> names.add(user.profile().username()));
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
                        "i",
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

  @Test
  void writesValuesInTheirOneForm() {
    User user = create(profile(" Li ", "Li.Wei@Corp.EXAMPLE", "+86 138-0000 (0000)", "E1")).value();

    assertThat(user.profile().username()).isEqualTo("Li");
    assertThat(user.profile().email()).contains("Li.Wei@corp.example");
    assertThat(user.profile().phone()).contains("+8613800000000");
    assertThat(users.find(TENANT, user.id()).orElseThrow().value()).isEqualTo(user);
  }

  @Test
  void doesNotCallVerifiedWhatIsNotThere() {
    Profile profile = create(named("li")).value().profile();

    assertThat(profile.email()).isEmpty();
    assertThat(profile.emailVerified()).isFalse();
    assertThat(profile.phoneVerified()).isFalse();
  }

  @Test
  void takesAMailboxOf254CharactersAndNoLongerOne() {
    String label = "d".repeat(63);
    String longest = "a".repeat(64) + "@" + label + "." + label + "." + "d".repeat(61);
    assertThat(longest).hasSize(254);

    assertThat(create(profile("li", longest, "", "")).value().profile().email()).contains(longest);
    assertInvalid("email", "format", () -> create(profile("bo", longest + "d", "", "")));
  }

  @Test
  void refusesWhatCannotBe() {
    assertInvalid("username", "length", () -> create(named(" ")));
    assertInvalid("username", "length", () -> create(named("x".repeat(101))));
    assertInvalid("username", "not-printable", () -> create(named("a\u0000b")));
    for (String email : List.of("x", "a@", "@b", "a b@c", "a@b@c", "x".repeat(250) + "@a.b")) {
      assertInvalid("email", "format", () -> create(profile("li", email, "", "")));
    }
    for (String phone : List.of("13800000000", "+0123456789", "+86x", "+1234567890123456")) {
      assertInvalid("phone", "format", () -> create(profile("li", "", phone, "")));
    }
    assertInvalid("externalId", "length", () -> create(profile("li", "", "", "x".repeat(101))));
    Profile plain = named("li");
    assertInvalid(
        "locale",
        "format",
        () ->
            create(
                plain.toBuilder()
                    .username("li")
                    .email(plain.email(), false)
                    .phone(plain.phone(), false)
                    .locale(Optional.of("not a tag"))
                    .build()));
    assertInvalid(
        "picture",
        "format",
        () ->
            create(
                plain.toBuilder()
                    .username("li")
                    .email(plain.email(), false)
                    .phone(plain.phone(), false)
                    .picture(Optional.of(URI.create("http://a/b")))
                    .build()));
    assertProblem(
        ProblemCode.NOT_FOUND, () -> users.create(ALICE, "none", named("li"), Optional.empty()));
  }

  @Test
  void looksAtNothingButWhatIsChanged() {
    Profile odd =
        Profile.builder("li\nsi")
            .displayName(Optional.of("Li\nSi"))
            .email(Optional.of("z@my_corp.example"), true)
            .phone(Optional.of("138"), true)
            .externalId(Optional.of("e\t1"))
            .locale(Optional.of("not a tag"))
            .picture(Optional.of(URI.create("http://a/b")))
            .build();
    core.storage.commit(
        new UnitOfWork()
            .add(accounts.users().create(TENANT, "u", UserRecord.of(odd, core.clock.instant()))));

    Profile after =
        users
            .change(ALICE, TENANT, "u", Users.Change.of(p -> displayed(p, "Li")), ANY)
            .value()
            .profile();

    assertThat(after).isEqualTo(displayed(odd, "Li"));
    assertInvalid(
        "displayName",
        "not-printable",
        () ->
            users.change(
                ALICE, TENANT, "u", Users.Change.of(p -> displayed(p, "Li\u2028Wu")), ANY));
  }

  private static Profile displayed(Profile profile, String name) {
    return profile.toBuilder().displayName(Optional.of(name)).build();
  }

  @Test
  void countsCharactersAndNotTheirHalves() {
    create(named("\uD83D\uDE00".repeat(100)));

    assertInvalid("username", "length", () -> create(named("\uD83D\uDE00".repeat(101))));
    assertInvalid("username", "not-printable", () -> create(named("\uD83D")));
  }

  @Test
  void doesNotCallVerifiedAStoredValueThatIsNoAddress() {
    Profile odd = Profile.builder("li").email(Optional.of("zhang san@corp"), false).build();
    core.storage.commit(
        new UnitOfWork()
            .add(accounts.users().create(TENANT, "u", UserRecord.of(odd, core.clock.instant()))));

    assertInvalid(
        "email",
        "format",
        () ->
            users.change(
                ALICE,
                TENANT,
                "u",
                Users.Change.of(p -> profile("li", "zhang san@corp", "", "")),
                ANY));
  }

  @Test
  void keepsUserNamesAndExternalIdsUniqueButNotAddresses() {
    create(profile("Li", "li@corp.example", "+8613800000000", "E1"));

    assertProblem(ProblemCode.ALREADY_EXISTS, () -> create(named("lI")));
    assertProblem(ProblemCode.ALREADY_EXISTS, () -> create(profile("wang", "", "", "E1")));
    Versioned<User> other = create(profile("wang", "li@corp.example", "+8613800000000", "e1"));
    assertProblem(
        ProblemCode.ALREADY_EXISTS,
        () ->
            users.change(
                ALICE, TENANT, other.value().id(), Users.Change.of(p -> named("LI")), ANY));
    core.tenants.create(ALICE, "acme", "Acme");
    users.create(ALICE, "acme", named("li"), Optional.empty());
  }

  @Test
  void keepsPasswordsAsSaltedHashesAndShowsNone() {
    assertInvalid(
        "password",
        "length",
        () -> users.create(ALICE, TENANT, named("li"), Optional.of(Secret.of("short"))));
    User user = users.create(ALICE, TENANT, named("li"), Optional.of(PASSWORD)).value();

    assertThat(user.passwordSet()).isTrue();
    String body =
        new String(
            core.store.find(new DocumentKey("user", TENANT, user.id())).orElseThrow().body(),
            StandardCharsets.UTF_8);
    assertThat(body).contains("pbkdf2-sha256$1000$").doesNotContain(PASSWORD.reveal());
    assertThat(user.toString()).doesNotContain("pbkdf2");
    assertThat(core.events(TENANT).toString()).doesNotContain(PASSWORD.reveal());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "pbkdf2-sha256$1000$$",
        "pbkdf2-sha256$0$AAAA$AAAA",
        "pbkdf2-sha256$99999999$AAAA$AAAA",
        "other$1000$AAAA$AAAA",
        "pbkdf2-sha256$1000$!$AAAA"
      })
  void refusesHashesThatAreNone(String hash) {
    assertThat(passwords.matches(PASSWORD, hash)).isFalse();
  }

  @Test
  void recognisesARightPasswordAlone() {
    String hash = passwords.hash(PASSWORD);

    assertThat(passwords.matches(PASSWORD, hash)).isTrue();
    assertThat(passwords.matches(Secret.of("wrong"), hash)).isFalse();
    assertThat(passwords.hash(PASSWORD)).isNotEqualTo(hash);
    assertThat(new PasswordHash(2000).matches(PASSWORD, hash)).isTrue();
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
        () -> users.list(TENANT, Optional.of("li"), 10, Optional.of("x")));
    assertInvalid(
        "after",
        "unknown-cursor",
        () -> users.list(TENANT, Optional.empty(), 10, Optional.of("x")));
    assertInvalid(
        "limit", "out-of-range", () -> users.list(TENANT, Optional.of("li"), 0, Optional.empty()));
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
        users.setActive(ALICE, TENANT, user.value().id(), false, OptionalLong.of(user.version()));

    assertThat(disabled.value().active()).isFalse();
    assertThat(users.sessions(TENANT, user.value().id())).isEmpty();
    assertThat(users.sessions(TENANT, other)).hasSize(1);
    assertThat(users.setActive(ALICE, TENANT, user.value().id(), true, ANY).value().active())
        .isTrue();
    assertProblem(
        ProblemCode.STALE,
        () ->
            users.setActive(
                ALICE, TENANT, user.value().id(), false, OptionalLong.of(user.version())));
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
}
