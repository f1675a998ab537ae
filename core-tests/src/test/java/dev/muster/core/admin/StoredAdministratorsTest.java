package dev.muster.core.admin;

import static dev.muster.core.testing.Problems.assertInvalid;
import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.api.Administrators;
import dev.muster.api.Administrators.Administrator;
import dev.muster.api.Administrators.Role;
import dev.muster.api.Administrators.Settings;
import dev.muster.api.AuditEvent;
import dev.muster.api.Caller;
import dev.muster.api.ConsoleSessions.Browser;
import dev.muster.api.ConsoleSessions.ConsoleSession;
import dev.muster.api.ConsoleSessions.Listed;
import dev.muster.api.ProblemCode;
import dev.muster.api.Versioned;
import dev.muster.core.store.Storage;
import dev.muster.core.testing.SteeredStore;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Administrators beside the one of the settings, and what ends their sessions. */
final class StoredAdministratorsTest {
  private static final Secret PASSWORD = Secret.of("correct horse battery");
  private static final Secret OTHER = Secret.of("another password");
  private static final Settings OWNER = new Settings("Ana", Role.OWNER, Set.of("*"));
  private static final Settings AUDITOR = new Settings("Ana", Role.AUDITOR, Set.of("default"));
  private static final OptionalLong ANY = OptionalLong.empty();
  private static final Caller ANA = new Caller("admin:ana", "192.0.2.1", "c2");
  private static final Caller TOKEN = new Caller("token:settings", "192.0.2.1", "c3");

  private final TestCore core = new TestCore();
  private final Administrators admins = core.administrators;

  @BeforeEach
  void start() {
    core.directory.require(TestCore.TENANT);
  }

  private Administrator ana(Settings settings) {
    return admins.create(ALICE, "ana", settings, PASSWORD).value();
  }

  private ConsoleSession signIn(String username, Secret password) {
    return core.consoleSessions
        .signIn(ALICE, username, password, new Browser("Firefox", Optional.empty()))
        .session();
  }

  private ConsoleSession signIn() {
    return signIn("ana", PASSWORD);
  }

  private boolean lives(ConsoleSession session) {
    return core.consoleSessions.session(session.cookie()).isPresent();
  }

  private Versioned<Administrator> change(UnaryOperator<Settings> change) {
    return admins.change(ALICE, "ana", change, Optional.empty(), ANY);
  }

  private List<String> names() {
    return admins.list(50, Optional.empty()).items().stream()
        .map(each -> each.value().username())
        .toList();
  }

  @Test
  void anAdministratorSignsInWithTheirRoleInTheirTenants() {
    Administrator ana = ana(AUDITOR);
    ConsoleSession session = signIn();

    assertThat(ana.settings()).isEqualTo(AUDITOR);
    assertThat(session.username()).isEqualTo("ana");
    assertThat(session.principal().actor()).isEqualTo("admin:ana");
    assertThat(session.principal().displayName()).isEqualTo("Ana");
    assertThat(session.principal().role()).isEqualTo(Role.AUDITOR);
    assertThat(session.principal().sees("default")).isTrue();
    assertThat(session.principal().sees("acme")).isFalse();
    assertThat(session.principal().expiresAt())
        .contains(core.clock.instant().plus(Duration.ofHours(8)));
    assertThat(core.consoleSessions.session(session.cookie())).contains(session);
    assertThat(admins.find("ana").orElseThrow().value().lastSignInAt())
        .contains(core.clock.instant());
    assertProblem(ProblemCode.UNAUTHENTICATED, () -> signIn("ana", Secret.of("right password")));
    assertProblem(ProblemCode.UNAUTHENTICATED, () -> signIn("admin", PASSWORD));
  }

  @Test
  void listsTheOneOfTheSettingsToo() {
    assertThat(names()).containsExactly("admin");
    ana(AUDITOR);
    assertThat(names()).containsExactly("admin", "ana");
    assertThat(admins.list(1, Optional.empty()).next()).isPresent();
    assertThat(admins.find("admin").orElseThrow().value().settings().role()).isEqualTo(Role.OWNER);
    assertThat(admins.find("nobody")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Ana", "ana b", "-ana", "ana/x", "ana:x", "ana\u0000", "安娜"})
  void refusesANameThatIsNone(String username) {
    assertProblem(
        ProblemCode.INVALID_VALUE, () -> admins.create(ALICE, username, AUDITOR, PASSWORD));
  }

  @Test
  void refusesWhatCannotBeAnAdministrator() {
    for (Settings odd :
        new Settings[] {
          new Settings("", Role.AUDITOR, Set.of("*")),
          new Settings("x", Role.AUDITOR, Set.of()),
          new Settings("x", Role.AUDITOR, Set.of("nobody")),
          new Settings("x", Role.AUDITOR, Set.of("*", "default")),
          new Settings("x", Role.OWNER, Set.of("default")),
        }) {
      assertProblem(ProblemCode.INVALID_VALUE, () -> admins.create(ALICE, "ana", odd, PASSWORD));
    }
    Secret own = Secret.of("Ana.Lopez1");
    assertInvalid("password", "own-name", () -> admins.create(ALICE, "ana.lopez", AUDITOR, own));
    assertThat(names()).containsExactly("admin");
    ana(AUDITOR);
    assertProblem(ProblemCode.ALREADY_EXISTS, () -> admins.create(ALICE, "ana", AUDITOR, PASSWORD));
    assertProblem(
        ProblemCode.ALREADY_EXISTS, () -> admins.create(ALICE, "admin", AUDITOR, PASSWORD));
  }

  @Test
  void aTenantThatIsGoneKeepsNobodyFromChangingTheRest() {
    core.tenants.create(ALICE, "acme", "Acme");
    ana(new Settings("Ana", Role.AUDITOR, Set.of("acme", "default")));
    core.tenants.delete(ALICE, "acme", ANY);

    assertThat(change(it -> new Settings("Anna", it.role(), it.tenants())).value().settings())
        .isEqualTo(new Settings("Anna", Role.AUDITOR, Set.of("acme", "default")));
  }

  @Test
  void anotherNameEndsNoSession() {
    ana(AUDITOR);
    ConsoleSession session = signIn();
    change(it -> new Settings("Anna", it.role(), it.tenants()));

    assertThat(core.consoleSessions.session(session.cookie()).orElseThrow().principal())
        .satisfies(it -> assertThat(it.displayName()).isEqualTo("Anna"));
  }

  @Test
  void anotherRoleOrOtherTenantsOrAnotherPasswordEndAllSessions() {
    ana(AUDITOR);
    ConsoleSession first = signIn();
    ConsoleSession second = signIn();
    ConsoleSession admin = signIn("admin", Secret.of("right password"));

    change(it -> new Settings("Ana", Role.RESPONDER, it.tenants()));
    assertThat(lives(first) || lives(second)).isFalse();

    ConsoleSession third = signIn();
    change(it -> new Settings("Ana", it.role(), Set.of("*")));
    assertThat(lives(third)).isFalse();

    ConsoleSession fourth = signIn();
    admins.change(ALICE, "ana", it -> it, Optional.of(OTHER), ANY);
    assertThat(lives(fourth)).isFalse();
    assertThat(lives(admin)).isTrue();
    assertProblem(ProblemCode.UNAUTHENTICATED, () -> signIn());
    assertThat(lives(signIn("ana", OTHER))).isTrue();
    assertThat(core.consoleSessions.list("ana")).hasSize(1);
  }

  @Test
  void theSessionsOfOneWhoWasDeletedStayEndedWhenSomebodyGetsTheName() {
    ana(AUDITOR);
    ConsoleSession session = signIn();
    admins.delete(ALICE, "ana", ANY);
    assertThat(lives(session)).isFalse();
    assertProblem(ProblemCode.UNAUTHENTICATED, () -> signIn());

    ana(OWNER);
    assertThat(lives(session)).isFalse();
  }

  @Test
  void recordsWhoCanDoWhatFromNowOn() {
    ana(AUDITOR);
    change(it -> OWNER);
    admins.change(ALICE, "ana", it -> it, Optional.of(OTHER), ANY);
    admins.delete(ALICE, "ana", ANY);

    assertThat(core.events(""))
        .extracting(AuditEvent::action, it -> it.detail().get("role"), it -> it.subject())
        .containsExactly(
            tuple("admin.deleted", "owner", "admin:ana"),
            tuple("admin.password-changed", null, "admin:ana"),
            tuple("admin.changed", "owner", "admin:ana"),
            tuple("admin.created", "auditor", "admin:ana"));
    assertThat(core.events("").toString()).doesNotContain(PASSWORD.reveal(), OTHER.reveal());
  }

  @Test
  void refusesAChangeOfWhatChangedSince() {
    ana(AUDITOR);
    OptionalLong read = OptionalLong.of(admins.find("ana").orElseThrow().version());
    change(it -> OWNER);

    assertProblem(
        ProblemCode.STALE, () -> admins.change(ALICE, "ana", it -> it, Optional.empty(), read));
    assertProblem(ProblemCode.STALE, () -> admins.delete(ALICE, "ana", read));
    assertProblem(ProblemCode.NOT_FOUND, () -> admins.delete(ALICE, "nobody", ANY));
  }

  @Test
  void nobodyTakesTheirOwnRightsAway() {
    ana(OWNER);

    assertProblem(ProblemCode.LAST_OWNER, () -> admins.delete(ANA, "ana", ANY));
    assertProblem(
        ProblemCode.LAST_OWNER,
        () -> admins.change(ANA, "ana", it -> AUDITOR, Optional.empty(), ANY));
    assertThat(
            admins
                .change(
                    ANA,
                    "ana",
                    it -> new Settings("Anna", it.role(), it.tenants()),
                    Optional.of(OTHER),
                    ANY)
                .value()
                .settings()
                .displayName())
        .isEqualTo("Anna");
  }

  @Test
  void theSettingDecidesAboutTheUserThatItLetsIn() {
    ana(OWNER);
    assertProblem(ProblemCode.IN_USE, () -> admins.delete(ANA, "admin", ANY));
    assertProblem(
        ProblemCode.IN_USE,
        () -> admins.change(ANA, "admin", it -> AUDITOR, Optional.empty(), ANY));
    assertProblem(
        ProblemCode.IN_USE, () -> admins.change(ANA, "admin", it -> it, Optional.of(OTHER), ANY));
    ConsoleSession session = signIn("admin", Secret.of("right password"));
    assertProblem(
        ProblemCode.IN_USE,
        () ->
            core.consoleSessions.changePassword(ANA, session, Secret.of("right password"), OTHER));
  }

  /** An installation without {@code admin.password}, whose user {@code admin} is one of many. */
  private StoredAdministrators unset(Storage storage) {
    AdminAccounts accounts =
        new AdminAccounts(
            storage,
            core.digests,
            new dev.muster.core.settings.Settings(key -> Optional.empty(), "1.0.0"),
            core.passwords,
            core.clock,
            new FirstPassword.OnTerminal(line -> {}));
    return new StoredAdministrators(
        storage,
        accounts,
        core.directory,
        new dev.muster.core.change.Changes(storage, core.directory, core.audit),
        core.passwords,
        core.passwordRules,
        core.clock);
  }

  @Test
  void thereIsAlwaysAnOwner() {
    StoredAdministrators all = unset(core.storage);
    assertProblem(ProblemCode.LAST_OWNER, () -> all.delete(TOKEN, "admin", ANY));
    assertProblem(
        ProblemCode.LAST_OWNER,
        () -> all.change(TOKEN, "admin", it -> AUDITOR, Optional.empty(), ANY));
    all.create(TOKEN, "bo", AUDITOR, PASSWORD);
    assertProblem(ProblemCode.LAST_OWNER, () -> all.delete(TOKEN, "admin", ANY));

    ana(OWNER);
    all.delete(TOKEN, "admin", ANY);
    assertProblem(ProblemCode.LAST_OWNER, () -> all.delete(TOKEN, "ana", ANY));
    all.delete(TOKEN, "bo", ANY);
    unset(core.storage);
    assertThat(all.find("admin")).as("does not come back with the next start").isEmpty();
  }

  @Test
  void ofTwoOwnersWhoRemoveEachOtherAtOnceOneStays() {
    SteeredStore store = new SteeredStore(core.store);
    StoredAdministrators here = unset(new Storage(store));
    StoredAdministrators there = unset(core.storage);
    here.create(TOKEN, "ana", OWNER, PASSWORD);
    store.beforeNextCommit(() -> there.delete(ANA, "admin", ANY));

    assertProblem(
        ProblemCode.LAST_OWNER,
        () -> here.delete(new Caller("admin:admin", "192.0.2.1", "c4"), "ana", ANY));
    assertThat(there.find("ana")).isPresent();
  }

  @Test
  void oneChangesTheirOwnPasswordAndStaysSignedInThereAlone() {
    ana(AUDITOR);
    ConsoleSession here = signIn();
    ConsoleSession elsewhere = signIn();
    assertProblem(
        ProblemCode.INVALID_VALUE,
        () -> core.consoleSessions.changePassword(ANA, here, Secret.of("wrong"), OTHER));
    assertProblem(
        ProblemCode.INVALID_VALUE,
        () -> core.consoleSessions.changePassword(ANA, here, PASSWORD, Secret.of("password123")));
    assertInvalid(
        "password",
        "common",
        () -> admins.change(ALICE, "ana", was -> was, Optional.of(Secret.of("password123")), ANY));

    core.consoleSessions.changePassword(ANA, here, PASSWORD, OTHER);

    assertThat(lives(here)).isTrue();
    assertThat(lives(elsewhere)).isFalse();
    assertProblem(ProblemCode.UNAUTHENTICATED, () -> signIn());
    assertThat(lives(signIn("ana", OTHER))).isTrue();
    assertThat(core.events("")).extracting(AuditEvent::action).contains("admin.password-changed");
  }

  @Test
  void whoGuessesThePasswordInASessionWaitsThereAlone() {
    ana(AUDITOR);
    ConsoleSession here = signIn();
    for (int i = 0; i < 10; i++) {
      assertProblem(
          ProblemCode.INVALID_VALUE,
          () -> core.consoleSessions.changePassword(ANA, here, Secret.of("wrong"), OTHER));
    }

    assertProblem(
        ProblemCode.THROTTLED,
        () -> core.consoleSessions.changePassword(ANA, here, PASSWORD, OTHER));
    assertThat(lives(signIn())).isTrue();
  }

  @Test
  void sessionsAreListedAndEndedOneByOne() {
    ana(AUDITOR);
    ConsoleSession first = signIn();
    core.clock.advance(Duration.ofMinutes(1));
    ConsoleSession second = signIn();
    ConsoleSession admin = signIn("admin", Secret.of("right password"));

    assertThat(core.consoleSessions.list("ana"))
        .extracting(Listed::id, Listed::userAgent, Listed::address)
        .containsExactly(
            tuple(second.id(), "Firefox", "192.0.2.1"), tuple(first.id(), "Firefox", "192.0.2.1"));
    assertProblem(ProblemCode.NOT_FOUND, () -> core.consoleSessions.end(ALICE, "ana", admin.id()));
    core.consoleSessions.end(ALICE, "ana", first.id());
    assertProblem(ProblemCode.NOT_FOUND, () -> core.consoleSessions.end(ALICE, "ana", first.id()));

    assertThat(lives(first)).isFalse();
    assertThat(lives(second) && lives(admin)).isTrue();
    assertProblem(ProblemCode.NOT_FOUND, () -> core.consoleSessions.list("nobody"));
    assertThat(core.events("").get(0).action()).isEqualTo("admin.session-ended");
  }

  @Test
  void readsTheAdministratorThatAnEarlierVersionStored() {
    String json = "{\"password\":\"x\",\"createdAt\":\"2026-01-01T00:00:00Z\"}";
    core.store.commit(
        List.of(
            new dev.muster.spi.storage.Change.Create(
                new dev.muster.spi.storage.Document(
                    new dev.muster.spi.storage.DocumentKey("admin", "", "admin"),
                    0,
                    json.getBytes(StandardCharsets.UTF_8),
                    List.of(),
                    Optional.empty()))));

    Administrator admin = unset(core.storage).find("admin").orElseThrow().value();
    assertThat(admin.settings()).isEqualTo(new Settings("admin", Role.OWNER, Set.of("*")));
  }
}
