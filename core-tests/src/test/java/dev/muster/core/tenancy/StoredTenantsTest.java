package dev.muster.core.tenancy;

import static dev.muster.core.testing.Problems.assertInvalid;
import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.AuditEvent;
import dev.muster.api.ProblemCode;
import dev.muster.api.Tenant;
import dev.muster.api.Tenants;
import dev.muster.api.Versioned;
import dev.muster.core.audit.Audit;
import dev.muster.core.change.Changes;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.tenant.TenantRecord;
import dev.muster.core.testing.SteeredStore;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.storage.Query;
import java.nio.file.Path;
import java.time.Instant;
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
        .extracting(each -> each.value().id())
        .containsExactly("default");
  }

  @Test
  void createsRenamesAndLists() {
    Versioned<Tenant> made = core.tenants.create(ALICE, "acme", "Acme");
    Versioned<Tenant> renamed =
        core.tenants.change(
            ALICE, "acme", was -> was.withDisplayName("Acme Ltd"), OptionalLong.of(made.version()));

    assertThat(renamed.version()).isGreaterThan(made.version());
    assertThat(core.tenants.find("acme")).contains(renamed);
    assertThat(core.tenants.list(10, Optional.empty()).items())
        .extracting(each -> each.value().id())
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
        () ->
            core.tenants.change(
                ALICE, "default", was -> was.withDisplayName(name), OptionalLong.empty()));
  }

  @Test
  void renamesFromTheNameThatIsThereAtTheCommit() {
    core.tenants.create(ALICE, "acme", "Acme");
    SteeredStore store = new SteeredStore(core.store);
    Storage storage = new Storage(store);
    TenantDirectory directory = new TenantDirectory(storage, core.clock);
    Changes changes = new Changes(storage, directory, Audit.at(storage, core.clock));
    Tenants slower =
        new StoredTenants(
            storage, directory, core.removal, core.sourceSignOut, changes, core.clock);
    store.beforeNextCommit(
        () ->
            core.tenants.change(
                ALICE, "acme", was -> was.withDisplayName("Acme Ltd"), OptionalLong.empty()));

    Versioned<Tenant> renamed =
        slower.change(
            ALICE,
            "acme",
            was -> was.withDisplayName(was.displayName() + " & Co"),
            OptionalLong.empty());

    assertThat(renamed.value().settings().displayName()).isEqualTo("Acme Ltd & Co");
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
    core.tenants.change(ALICE, "acme", was -> was.withDisplayName("y"), OptionalLong.empty());

    assertProblem(
        ProblemCode.STALE,
        () ->
            core.tenants.change(
                ALICE, "acme", was -> was.withDisplayName("z"), OptionalLong.of(old)));
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
    core.taskWork.runDue();

    assertThat(core.tenants.find("acme")).isEmpty();
    assertThat(core.storage.tenantCollections()).contains("mobile-app", "audit-event");
    for (String collection : core.storage.tenantCollections()) {
      assertThat(core.store.count(collection, "acme", new Query.All())).as(collection).isZero();
    }
    assertThat(core.mobileApps.find("default", "chat")).isPresent();
    assertThat(core.events("")).extracting(AuditEvent::action).contains("tenant.deleted");
    core.tenants.create(ALICE, "acme", "again");
    assertThat(core.mobileApps.list("acme")).isEmpty();
  }

  @Test
  void removesWhatACollectionHoldsThatNobodyHereKnowsOf() {
    core.tenants.create(ALICE, "acme", "x");
    Repository<TenantRecord> newer =
        core.storage.repository(Schema.of("of-a-newer-version", TenantRecord.class));
    core.storage.commit(
        new UnitOfWork()
            .add(
                newer.create(
                    "acme", "1", TenantRecord.of(Tenant.Settings.of("x"), Instant.EPOCH))));

    core.tenants.delete(ALICE, "acme", OptionalLong.empty());
    core.taskWork.runDue();

    assertThat(newer.count("acme", new Query.All())).isZero();
  }

  @Test
  void isUnreachableAtOnceAndKeepsItsIdUntilAllOfItIsRemoved() {
    core.tenants.create(ALICE, "acme", "x");
    core.mobileApps.bind(ALICE, "acme", "chat", APP);

    core.tenants.delete(ALICE, "acme", OptionalLong.empty());

    assertThat(core.store.count("mobile-app", "acme", new Query.All())).isEqualTo(1);
    assertThat(core.mobileApps.find("acme", "chat")).isEmpty();
    assertThat(core.mobileApps.list("acme")).isEmpty();
    assertThat(core.credentials.ofMobileApp("acme", "chat")).isEmpty();
    assertProblem(ProblemCode.NOT_FOUND, () -> core.mobileApps.bind(ALICE, "acme", "chat", APP));
    assertProblem(ProblemCode.ALREADY_EXISTS, () -> core.tenants.create(ALICE, "acme", "x"));

    core.taskWork.runDue();

    assertThat(core.store.count("mobile-app", "acme", new Query.All())).isZero();
    core.tenants.create(ALICE, "acme", "again");
  }
}
