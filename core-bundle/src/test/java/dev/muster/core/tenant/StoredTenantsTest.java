package dev.muster.core.tenant;

import static dev.muster.core.testing.Problems.assertInvalid;
import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.AuditEvent;
import dev.muster.api.ProblemCode;
import dev.muster.api.Tenant;
import dev.muster.api.Versioned;
import dev.muster.core.background.Background;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Query;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StoredTenantsTest {
  private static final Map<String, String> APP =
      Map.of("corpId", "wwacme", "agentId", "1", "secret", "s3cret");

  @TempDir private Path folder;
  private TestCore core;

  @BeforeEach
  void start() {
    core = new TestCore(folder);
  }

  @Test
  void hasTheDefaultTenantFromTheFirstStart() {
    assertThat(core.tenants.find("default")).isPresent();
    assertThat(core.tenants.list(10, Optional.empty()).items())
        .extracting(Tenant::id)
        .containsExactly("default");
  }

  @Test
  void createsRenamesAndLists() {
    Versioned<Tenant> made = core.tenants.create(ALICE, "acme", "Acme");
    Versioned<Tenant> renamed =
        core.tenants.rename(ALICE, "acme", "Acme Ltd", OptionalLong.of(made.version()));

    assertThat(renamed.version()).isGreaterThan(made.version());
    assertThat(core.tenants.find("acme")).contains(renamed);
    assertThat(core.tenants.list(10, Optional.empty()).items())
        .extracting(Tenant::id)
        .containsExactly("acme", "default");
    assertThat(core.events("acme"))
        .extracting(AuditEvent::action)
        .containsExactlyInAnyOrder("tenant.created", "tenant.renamed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-a",
        "A",
        "a_b",
        "a.b",
        "a/b",
        "abcdefghijklmnopqrstuvwxyz012345",
        "ä",
        "a\n"
      })
  void refusesIdsThatAreNone(String id) {
    assertInvalid("id", "format", () -> core.tenants.create(ALICE, id, "x"));
    assertThat(core.tenants.find(id)).isEmpty();
  }

  @Test
  void takesAnIdOf31Characters() {
    String id = "a".repeat(31);
    core.tenants.create(ALICE, id, "x");

    assertThat(core.tenants.find(id)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a\u0007b"})
  void refusesNamesThatAreNone(String name) {
    assertProblem(ProblemCode.INVALID_VALUE, () -> core.tenants.create(ALICE, "acme", name));
    assertProblem(
        ProblemCode.INVALID_VALUE,
        () -> core.tenants.rename(ALICE, "default", name, OptionalLong.empty()));
  }

  @Test
  void refusesTheSameIdTwice() {
    core.tenants.create(ALICE, "acme", "x");

    assertProblem(ProblemCode.ALREADY_EXISTS, () -> core.tenants.create(ALICE, "acme", "x"));
    assertProblem(ProblemCode.ALREADY_EXISTS, () -> core.tenants.create(ALICE, "default", "x"));
  }

  @Test
  void refusesChangesOfAVersionThatIsNoMore() {
    long old = core.tenants.create(ALICE, "acme", "x").version();
    core.tenants.rename(ALICE, "acme", "y", OptionalLong.empty());

    assertProblem(
        ProblemCode.STALE, () -> core.tenants.rename(ALICE, "acme", "z", OptionalLong.of(old)));
    assertProblem(
        ProblemCode.STALE, () -> core.tenants.delete(ALICE, "acme", OptionalLong.of(old)));
  }

  @Test
  void refusesToDeleteTheDefaultAndWhatIsNotThere() {
    assertProblem(
        ProblemCode.IN_USE, () -> core.tenants.delete(ALICE, "default", OptionalLong.empty()));
    assertProblem(
        ProblemCode.NOT_FOUND, () -> core.tenants.delete(ALICE, "none", OptionalLong.empty()));
  }

  @Test
  void removesEverythingOfADeletedTenant() {
    core.tenants.create(ALICE, "acme", "x");
    core.mobileApps.bind(ALICE, "acme", "chat", APP);
    core.mobileApps.bind(ALICE, "default", "chat", APP);

    core.tenants.delete(ALICE, "acme", OptionalLong.empty());

    assertThat(core.tenants.find("acme")).isEmpty();
    for (String collection : TenantRemoval.COLLECTIONS) {
      assertThat(core.store.count(collection, "acme", new Query.All())).as(collection).isZero();
    }
    assertThat(core.mobileApps.find("default", "chat")).isPresent();
    assertThat(core.events("")).extracting(AuditEvent::action).contains("tenant.deleted");
    core.tenants.create(ALICE, "acme", "again");
    assertThat(core.mobileApps.list("acme")).isEmpty();
  }

  @Test
  void isUnreachableAtOnceAndGoesOnWithTheRemovalAfterARestart() {
    Waiting waiting = new Waiting();
    StoredTenants tenants =
        new StoredTenants(
            core.storage,
            core.directory,
            new TenantRemoval(core.storage, core.store, waiting),
            core.audit);
    tenants.create(ALICE, "acme", "x");
    core.mobileApps.bind(ALICE, "acme", "chat", APP);

    tenants.delete(ALICE, "acme", OptionalLong.empty());

    assertThat(core.store.count("mobile-app", "acme", new Query.All())).isEqualTo(1);
    assertThat(core.mobileApps.find("acme", "chat")).isEmpty();
    assertThat(core.mobileApps.list("acme")).isEmpty();
    assertThat(core.credentials.ofMobileApp("acme", "chat")).isEmpty();
    assertProblem(ProblemCode.NOT_FOUND, () -> core.mobileApps.bind(ALICE, "acme", "chat", APP));
    assertProblem(ProblemCode.ALREADY_EXISTS, () -> tenants.create(ALICE, "acme", "x"));

    // the process died before it ran what waited; another one starts
    TenantRemoval restarted = new TenantRemoval(core.storage, core.store, core.background);

    assertThat(restarted).isNotNull();
    assertThat(core.store.count("mobile-app", "acme", new Query.All())).isZero();
    tenants.create(ALICE, "acme", "again");
  }

  /** Keeps what it is to run. */
  private static final class Waiting implements Background {
    private final Deque<Runnable> work = new ArrayDeque<>();

    @Override
    public void run(String what, Runnable each) {
      work.add(each);
    }

    @Override
    public void every(String what, Duration pause, Runnable each) {}
  }
}
