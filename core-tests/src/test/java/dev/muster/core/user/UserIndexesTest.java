package dev.muster.core.user;

import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.ProblemCode;
import dev.muster.api.User.Profile;
import dev.muster.api.Users;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.IndexEntry;
import dev.muster.spi.storage.Query;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UserIndexesTest {
  private static final String MAILBOX = "boss@corp.example";
  private static final String PHONE = "+8613800000000";
  private static final Set<String> OLD =
      Set.of(UserRecord.BY_USERNAME, UserRecord.BY_EXTERNAL_ID, UserRecord.SEARCH);

  @TempDir private Path folder;
  private TestCore core;
  private Accounts accounts;

  @BeforeEach
  void start() {
    core = new TestCore(folder);
    core.tenants.create(ALICE, "acme", "Acme");
    accounts = new Accounts(core.storage);
  }

  private void upgrade() {
    new UserUpgrade(core.storage, core.directory, core.background, core.clock);
  }

  private void store(String id, Profile profile) {
    core.storage.commit(
        new UnitOfWork()
            .add(
                accounts.users().create(TENANT, id, UserRecord.of(profile, core.clock.instant()))));
  }

  private static Profile profile(
      String username, String name, String email, boolean verified, String externalId) {
    return Profile.builder(username)
        .displayName(Optional.of(name).filter(it -> !it.isEmpty()))
        .email(Optional.of(email).filter(it -> !it.isEmpty()), verified)
        .phone(Optional.of(PHONE).filter(it -> verified), verified)
        .externalId(Optional.of(externalId).filter(it -> !it.isEmpty()))
        .build();
  }

  private List<String> byEmail(String email) {
    return accounts.byEmail(TENANT, email).stream().map(user -> user.key().id()).toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void findTheOwnerOfAValueHoweverManyOthersAreNamedLikeIt(boolean upgraded) {
    if (upgraded) {
      upgrade();
    }
    for (int i = 0; i < 300; i++) {
      store("a" + i, profile("named" + i, i % 2 == 0 ? MAILBOX : PHONE, "", false, ""));
      store("b" + i, profile("called" + i, "E-1", MAILBOX, false, ""));
    }
    store("boss", profile("boss", "", MAILBOX, true, "E-1"));

    assertThat(byEmail("Boss@corp.example")).containsExactly("boss");
    assertThat(accounts.byPhone(TENANT, PHONE))
        .extracting(u -> u.key().id())
        .containsExactly("boss");
    assertThat(accounts.byAnyExternalId(TENANT, "e-1"))
        .extracting(u -> u.key().id())
        .containsExactly("boss");
  }

  @Test
  void findWhatAnEarlierVersionStoredBeforeAndAfterItIsBroughtUpToDate() {
    for (int i = 0; i < 250; i++) {
      store("u" + i, profile("u" + i, "Name", "u" + i + "@corp.example", true, "e" + i));
      asAnEarlierVersionStoredIt("u" + i);
    }
    assertThat(byEmail("u7@corp.example")).containsExactly("u7");

    upgrade();

    assertThat(accounts.users().outdated(TENANT, 1000, Optional.empty()).items()).isEmpty();
    assertThat(byEmail("u7@corp.example")).containsExactly("u7");
    assertThat(byEmail("u249@corp.example")).containsExactly("u249");
    assertThat(accounts.byAnyExternalId(TENANT, "E7")).hasSize(1);
    assertThat(accounts.byPhone(TENANT, PHONE)).hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void filterWhomAnEarlierVersionStored(boolean upgraded) {
    store("u", profile("u", "Name", MAILBOX, true, "e"));
    asAnEarlierVersionStoredIt("u");
    String linked = IdentityRecord.id("chat", "corp", "u", true);
    IdentityRecord identity =
        new IdentityRecord(
            "u",
            "door",
            "chat",
            "corp",
            "u",
            List.of(),
            core.clock.instant(),
            core.clock.instant());
    core.storage.commit(
        new UnitOfWork().add(accounts.identities().create(TENANT, linked, identity)));
    Document now = core.store.find(accounts.identities().key(TENANT, linked)).orElseThrow();
    core.store.commit(
        List.of(
            new Change.Replace(
                new Document(
                    now.key(),
                    now.version(),
                    now.body(),
                    List.of(IndexEntry.of(IdentityRecord.BY_USER, "u")),
                    now.expiresAt()))));
    if (upgraded) {
      upgrade();
    }

    Optional<Instant> soon = Optional.of(core.clock.instant().plusSeconds(1));
    for (Users.Filter filter :
        List.of(
            new Users.Filter(Optional.empty(), Optional.empty(), Optional.empty(), soon),
            new Users.Filter(
                Optional.empty(), Optional.empty(), Optional.of("door"), Optional.empty()))) {
      assertThat(core.users.list(TENANT, filter, 10, Optional.empty()).items()).hasSize(1);
    }
  }

  @Test
  void findAUserNameThatIsANumberInAnotherSpellingOnceItIsBroughtUpToDate() {
    store("u", profile("+86 138-0000-0000", "Name", "", false, "e"));
    asAnEarlierVersionStoredIt("u");
    upgrade();

    assertProblem(
        ProblemCode.ALREADY_EXISTS,
        () ->
            core.users.create(
                ALICE,
                TENANT,
                Profile.builder("li").phone(Optional.of(PHONE), true).build(),
                Optional.empty()));
  }

  @Test
  void areBroughtUpToDateOnce() {
    store("u", profile("u", "Name", MAILBOX, true, "e"));
    upgrade();
    asAnEarlierVersionStoredIt("u");
    Stored<UserRecord> before = accounts.users().find(TENANT, "u").orElseThrow();

    upgrade();

    assertThat(accounts.users().find(TENANT, "u").orElseThrow().version())
        .isEqualTo(before.version());
  }

  @Test
  void forgetAValueThatIsNoLongerKnownToBeTheirs() {
    upgrade();
    store("u", profile("u", "", MAILBOX, true, ""));
    StoredUsers users =
        new StoredUsers(
            core.storage,
            core.housekeeping,
            accounts,
            core.directory,
            core.changes,
            new PasswordHash(PasswordHash.Cost.LEAST),
            core.passwordRules,
            core.clock);

    users.change(
        ALICE,
        TENANT,
        "u",
        Users.Change.of(p -> profile("u", "", MAILBOX, false, "")),
        OptionalLong.empty());

    assertThat(byEmail(MAILBOX)).isEmpty();
    assertThat(users.list(TENANT, Users.Filter.search(MAILBOX), 10, Optional.empty()).items())
        .hasSize(1);
  }

  @Test
  void takeNoLetterForAnother() {
    upgrade();
    store("kim", profile("kim", "", "kim@corp.example", true, "kim"));
    store("kelvin", profile("\u212Aim", "", "", false, "\u212Aim"));

    assertThat(byEmail("\u212Aim@corp.example")).isEmpty();
    assertThat(accounts.byUsername(TENANT, "KIM").orElseThrow().key().id()).isEqualTo("kim");
    assertThat(accounts.byUsername(TENANT, "\u212Aim").orElseThrow().key().id())
        .isEqualTo("kelvin");
    assertThat(accounts.byAnyExternalId(TENANT, "KIM")).hasSize(1);
    assertThat(IdentityRecord.id("chat", "corp", "\u212Aim", true))
        .isNotEqualTo(IdentityRecord.id("chat", "corp", "kim", true));
  }

  private void asAnEarlierVersionStoredIt(String id) {
    Repository<UserRecord> users = accounts.users();
    Document now = core.store.find(users.key(TENANT, id)).orElseThrow();
    List<IndexEntry> before =
        now.indexes().stream().filter(entry -> OLD.contains(entry.index())).toList();
    assertThat(before).isNotEmpty();
    core.store.commit(
        List.of(
            new Change.Replace(
                new Document(now.key(), now.version(), now.body(), before, now.expiresAt()))));
    assertThat(
            users
                .query(
                    TENANT,
                    new Query.Equal(UserRecord.BY_VERIFIED_EMAIL, id + "@corp.example"),
                    false,
                    1,
                    Optional.empty())
                .items())
        .isEmpty();
  }
}
