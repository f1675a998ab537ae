package dev.muster.core.admin;

import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.api.AuditEvent;
import dev.muster.api.Caller;
import dev.muster.api.ConsoleSessions.Browser;
import dev.muster.api.ConsoleSessions.ConsoleSession;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.audit.Audit;
import dev.muster.core.change.Changes;
import dev.muster.core.platform.Together;
import dev.muster.core.settings.Settings;
import dev.muster.core.store.Storage;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.testing.SteeredStore;
import dev.muster.core.testing.TestCore;
import dev.muster.core.user.HashTurns;
import dev.muster.core.user.HashTurns.Party;
import dev.muster.core.user.PasswordHash;
import dev.muster.spi.Secret;
import dev.muster.spi.storage.DocumentStore;
import dev.muster.spi.storage.Query;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleSessionGuardsTest {
  private static final Secret RIGHT = Secret.of("right password");
  private static final Map<String, String> SET = Map.of("admin.password", "right password");
  private static final Browser BROWSER = new Browser("Firefox", Optional.empty());

  @TempDir Path folder;
  private TestCore core;
  private final List<String> terminal = new ArrayList<>();

  @BeforeEach
  void start() {
    core = new TestCore(folder);
  }

  private StoredConsoleSessions node(
      DocumentStore store, Map<String, String> settings, FirstPassword first, PasswordHash hash) {
    Storage storage = new Storage(store);
    TenantDirectory tenants = new TenantDirectory(storage, core.clock);
    AdminAccounts accounts =
        new AdminAccounts(
            storage,
            core.digests,
            new Settings(key -> Optional.ofNullable(settings.get(key)), "1.0.0"),
            hash,
            core.clock,
            first);
    return new StoredConsoleSessions(
        storage,
        accounts,
        core.digests,
        new Changes(storage, tenants, Audit.at(storage, core.clock)),
        hash,
        core.passwordRules,
        core.guesses,
        core.box,
        core.clock);
  }

  private StoredConsoleSessions node(DocumentStore store, FirstPassword first) {
    return node(store, Map.of(), first, new PasswordHash(PasswordHash.Cost.LEAST));
  }

  private StoredConsoleSessions set() {
    return node(core.store, SET, onTerminal(), new PasswordHash(PasswordHash.Cost.LEAST));
  }

  private FirstPassword onTerminal() {
    return new FirstPassword.OnTerminal(terminal::add);
  }

  private Secret shown() {
    assertThat(terminal).hasSize(1);
    return Secret.of(terminal.get(0).replaceAll(".*password (\\S+) .*", "$1"));
  }

  private static ConsoleSession signIn(StoredConsoleSessions admins, Secret password) {
    return admins.signIn(ALICE, "admin", password, BROWSER).session();
  }

  @Test
  void ofTwoNodesThatStartAtOnceOnePasswordCountsAndTheOtherIsNotShown() {
    SteeredStore store = new SteeredStore(core.store);
    store.beforeNextCommit(() -> node(core.store, onTerminal()));
    List<String> slower = new ArrayList<>();

    StoredConsoleSessions admins = node(store, new FirstPassword.OnTerminal(slower::add));

    assertThat(slower).isEmpty();
    assertThat(signIn(admins, shown()).username()).isEqualTo("admin");
  }

  @Test
  void thePasswordThatDoesNotCountIsNotLeftInAFile() throws IOException {
    SteeredStore store = new SteeredStore(core.store);
    Path file = folder.resolve("slower.password");
    List<String> written = new ArrayList<>();
    store.beforeNextCommit(
        () -> {
          try {
            written.add(Files.readString(file));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          node(core.store, onTerminal());
        });

    StoredConsoleSessions admins = node(store, new FirstPassword.InFile(file));

    assertThat(file).doesNotExist();
    assertProblem(
        ProblemCode.UNAUTHENTICATED, () -> signIn(admins, Secret.of(written.get(0).strip())));
    assertThat(signIn(admins, shown()).username()).isEqualTo("admin");
  }

  @Test
  void thePasswordOfTheSettingsTakesThePlaceOfOurs() {
    node(core.store, onTerminal());
    Secret ours = shown();

    StoredConsoleSessions admins = set();

    assertProblem(ProblemCode.UNAUTHENTICATED, () -> signIn(admins, ours));
    assertThat(signIn(admins, RIGHT).username()).isEqualTo("admin");
    assertThat(signIn(node(core.store, onTerminal()), ours).username())
        .as("once the setting is gone")
        .isEqualTo("admin");
  }

  @Test
  void anotherPasswordOfTheSettingsEndsSessions() {
    ConsoleSession session = signIn(set(), RIGHT);
    assertThat(set().session(session.cookie())).as("after a restart").isPresent();

    Map<String, String> another = Map.of("admin.password", "another password");
    assertThat(
            node(core.store, another, onTerminal(), new PasswordHash(PasswordHash.Cost.LEAST))
                .session(session.cookie()))
        .isEmpty();
  }

  @Test
  void storesNeitherPasswordNorCookie() {
    StoredConsoleSessions admins = node(core.store, onTerminal());
    ConsoleSession session = signIn(admins, shown());
    StringBuilder stored = new StringBuilder();
    for (String collection : List.of("admin", "console-session", "audit-event")) {
      core.store
          .query(new Query(collection, "", new Query.All(), false, 100, Optional.empty()))
          .items()
          .forEach(
              each ->
                  stored
                      .append(each.key())
                      .append(new String(each.body(), StandardCharsets.UTF_8)));
    }

    assertThat(stored.toString())
        .contains("console-session")
        .doesNotContain(shown().reveal(), session.cookie().reveal(), session.csrfToken().reveal());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Admin", "ADMIN", "admin ", "", "root", "admin\u0000"})
  void knowsNoOtherNameThoughThePasswordIsRight(String name) {
    assertProblem(ProblemCode.UNAUTHENTICATED, () -> set().signIn(ALICE, name, RIGHT, BROWSER));
  }

  @Test
  void worksAsLongForANameThatNobodyHas() {
    node(core.store, onTerminal());
    PasswordHash busy = new PasswordHash(PasswordHash.Cost.LEAST, new HashTurns(0, Duration.ZERO));
    StoredConsoleSessions admins = node(core.store, Map.of(), onTerminal(), busy);

    assertProblem(ProblemCode.UNAVAILABLE, () -> admins.signIn(ALICE, "bob", RIGHT, BROWSER));
  }

  /** How often a wrong password is hashed. */
  private static long hashesOf(PasswordHash hash, StoredConsoleSessions admins, String name) {
    long before = hash.hashed();
    assertProblem(
        ProblemCode.UNAUTHENTICATED,
        () -> admins.signIn(ALICE, name, Secret.of("wrong password"), BROWSER));
    return hash.hashed() - before;
  }

  @Test
  void worksAsLongForWhoeverTheSettingsLetIn() {
    PasswordHash hash = new PasswordHash(PasswordHash.Cost.LEAST);
    StoredConsoleSessions admins = node(core.store, SET, onTerminal(), hash);

    assertThat(hashesOf(hash, admins, "admin")).isEqualTo(1);
    assertThat(hashesOf(hash, admins, "nobody")).isEqualTo(1);
  }

  @Test
  void worksAsLongForAPasswordThatIsStoredAtAnotherCost() {
    node(core.store, onTerminal());
    PasswordHash hash = new PasswordHash(new PasswordHash.Cost(16, 2));
    StoredConsoleSessions admins = node(core.store, Map.of(), onTerminal(), hash);

    assertThat(hashesOf(hash, admins, "admin")).isEqualTo(2);
    assertThat(hashesOf(hash, admins, "nobody")).isEqualTo(2);
  }

  @Test
  void storesTheFirstPasswordAtTheCostOfAllOthers() {
    PasswordHash dear = new PasswordHash(new PasswordHash.Cost(16, 2));
    node(core.store, Map.of(), onTerminal(), dear);

    String stored =
        core.storage
            .repository(AdminRecord.SCHEMA)
            .find("", "admin")
            .orElseThrow()
            .value()
            .password()
            .orElseThrow();
    assertThat(PasswordHash.kind(stored)).contains(dear.kind());
  }

  @Test
  void letsAnAdministratorInWhereTheyAreKnownWhileStrangersWaitInEveryPlace() throws Exception {
    StoredConsoleSessions before = node(core.store, onTerminal());
    Secret device = before.signIn(ALICE, "admin", shown(), BROWSER).device();
    HashTurns turns = new HashTurns(0, Duration.ofSeconds(20));
    StoredConsoleSessions admins =
        node(core.store, Map.of(), onTerminal(), new PasswordHash(PasswordHash.Cost.LEAST, turns));
    List<Thread> strangers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Caller from = new Caller("system", "203.0.113." + i, "c1");
      Thread one =
          new Thread(
              () ->
                  assertProblem(
                      ProblemCode.UNAUTHENTICATED,
                      () -> admins.signIn(from, "bob", RIGHT, BROWSER)));
      one.start();
      strangers.add(one);
    }
    Together.until(() -> turns.waiting() == 4);
    assertProblem(ProblemCode.UNAVAILABLE, () -> admins.signIn(ALICE, "bob", RIGHT, BROWSER));
    Thread opener =
        new Thread(
            () -> {
              Together.until(() -> turns.waiting() == 5);
              turns.giveBack();
            });
    opener.start();

    assertThat(
            admins
                .signIn(ALICE, "admin", shown(), new Browser("Firefox", Optional.of(device)))
                .session()
                .username())
        .isEqualTo("admin");
    opener.join();
    for (Thread one : strangers) {
      one.join();
    }
  }

  @Test
  void letsAnAdministratorInFromAnAddressThatHasNotFailedWhileOthersWaitInEveryPlace()
      throws Exception {
    node(core.store, onTerminal());
    HashTurns turns = new HashTurns(1, Duration.ofSeconds(20));
    StoredConsoleSessions admins =
        node(core.store, Map.of(), onTerminal(), new PasswordHash(PasswordHash.Cost.LEAST, turns));
    List<Runnable> wrong = new ArrayList<>();
    List<ProblemCode> refused = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 4; i++) {
      Caller from = new Caller("system", "203.0.113." + i, "c1");
      wrong.add(
          () ->
              refused.add(
                  catchThrowableOfType(
                          ProblemException.class, () -> admins.signIn(from, "bob", RIGHT, BROWSER))
                      .code()));
    }
    wrong.forEach(Runnable::run);
    assertThat(turns.take(Party.user("acme", "198.51.100.1"))).isTrue();
    List<Thread> threads = new ArrayList<>();
    for (Runnable each : wrong) {
      threads.add(new Thread(each));
    }
    threads.forEach(Thread::start);
    Together.until(() -> turns.waiting() == 4);
    List<String> in = new CopyOnWriteArrayList<>();
    Thread right =
        new Thread(
            () -> in.add(admins.signIn(ALICE, "admin", shown(), BROWSER).session().username()));
    right.start();
    threads.add(right);
    Together.until(() -> refused.contains(ProblemCode.UNAVAILABLE));

    turns.giveBack();
    for (Thread one : threads) {
      one.join();
    }
    assertThat(in).containsExactly("admin");
    assertThat(refused).filteredOn(ProblemCode.UNAVAILABLE::equals).hasSize(1);
  }

  @Test
  void letsAnAdministratorWaitWhereNoUserMayAnyMore() throws Exception {
    HashTurns turns = new HashTurns(0, Duration.ofSeconds(20));
    PasswordHash busy = new PasswordHash(PasswordHash.Cost.LEAST, turns);
    node(core.store, onTerminal());
    StoredConsoleSessions admins = node(core.store, Map.of(), onTerminal(), busy);
    List<Thread> users = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Party user = Party.user("acme", "198.51.100." + i);
      Thread one =
          new Thread(
              () -> {
                assertThat(turns.take(user)).isTrue();
                turns.giveBack();
              });
      one.start();
      users.add(one);
    }
    Together.until(() -> turns.waiting() == 12);
    assertThat(turns.take(Party.user("acme", "198.51.100.99"))).isFalse();
    Thread opener =
        new Thread(
            () -> {
              Together.until(() -> turns.waiting() == 13);
              turns.giveBack();
            });
    opener.start();

    assertProblem(ProblemCode.UNAUTHENTICATED, () -> admins.signIn(ALICE, "bob", RIGHT, BROWSER));
    opener.join();
    for (Thread one : users) {
      one.join();
    }
  }

  @Test
  void hashesNoPasswordThatIsLongerThanAnybodys() {
    node(core.store, onTerminal());
    PasswordHash busy = new PasswordHash(PasswordHash.Cost.LEAST, new HashTurns(0, Duration.ZERO));
    StoredConsoleSessions admins = node(core.store, Map.of(), onTerminal(), busy);

    assertProblem(ProblemCode.UNAUTHENTICATED, () -> signIn(admins, Secret.of("x".repeat(301))));
    assertProblem(ProblemCode.UNAVAILABLE, () -> signIn(admins, Secret.of("x".repeat(300))));
  }

  @Test
  void aSessionEndsAloneAndWithARecord() {
    StoredConsoleSessions admins = set();
    ConsoleSession one = signIn(admins, RIGHT);
    ConsoleSession other = signIn(admins, RIGHT);
    assertThat(one.cookie()).isNotEqualTo(other.cookie());
    assertThat(one.csrfToken()).isNotEqualTo(other.csrfToken());

    admins.signOut(ALICE, one.cookie());
    admins.signOut(ALICE, one.cookie());

    assertThat(admins.session(one.cookie())).isEmpty();
    assertThat(admins.session(other.cookie())).isPresent();
    assertThat(core.events(""))
        .extracting(AuditEvent::action)
        .containsExactly("console.signed-out", "console.signed-in", "console.signed-in");
  }

  @Test
  void aSessionIsWorthNothingFromItsLastMomentOn() {
    StoredConsoleSessions admins = set();
    ConsoleSession session = signIn(admins, RIGHT);
    core.clock.advance(Duration.ofHours(8).minusMillis(1));
    assertThat(admins.session(session.cookie())).isPresent();
    core.clock.advance(Duration.ofMillis(1));
    assertThat(admins.session(session.cookie())).isEmpty();
    admins.signOut(ALICE, session.cookie());
    assertThat(core.events("")).extracting(AuditEvent::action).doesNotContain("console.signed-out");
  }

  @Test
  void asksNoStoreForACookieThatIsLongerThanOurs() {
    SteeredStore store = new SteeredStore(core.store);
    StoredConsoleSessions admins =
        node(store, SET, onTerminal(), new PasswordHash(PasswordHash.Cost.LEAST));
    int reads = store.reads();

    assertThat(admins.session(Secret.of("x".repeat(301)))).isEmpty();
    assertThat(store.reads()).isEqualTo(reads);
    assertThat(admins.session(Secret.of("x".repeat(300)))).isEmpty();
    assertThat(store.reads()).isGreaterThan(reads);
  }

  @Test
  void whoSignsInIsRecordedAsTheAdministratorAndNotAsWhoeverAsked() {
    set().signIn(new Caller("system", "198.51.100.7", "c9"), "admin", RIGHT, BROWSER);

    assertThat(core.events(""))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.actor()).isEqualTo("admin:admin");
              assertThat(event.address()).isEqualTo("198.51.100.7");
            });
  }
}
