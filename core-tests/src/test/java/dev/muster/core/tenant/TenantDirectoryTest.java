package dev.muster.core.tenant;

import static dev.muster.core.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.ProblemCode;
import dev.muster.core.platform.Together;
import dev.muster.core.store.Storage;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.testing.SteeredStore;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.Query;
import dev.muster.testkit.storage.InMemoryDocumentStore;
import dev.muster.testkit.storage.ManualClock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantDirectoryTest {
  private static final DocumentKey ACME = new DocumentKey("tenant", "", "acme");

  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T11:00:00Z"));
  private final InMemoryDocumentStore memory = new InMemoryDocumentStore(clock);
  private final SteeredStore store = new SteeredStore(memory);
  private final Storage storage = new Storage(store);
  private final TenantDirectory tenants = new TenantDirectory(storage, clock);

  private void others(Change change) {
    assertThat(memory.commit(List.of(change))).isInstanceOf(CommitResult.Committed.class);
  }

  private void createAcme() {
    others(
        new Change.Create(
            Document.of(ACME, "{\"displayName\":\"Acme\",\"createdAt\":0}".getBytes())));
  }

  @Test
  void hasTheDefaultTenantOnAnEmptyStore() {
    assertThat(tenants.exists("default")).isTrue();
    assertThat(tenants.ids()).containsExactly("default");
    assertThat(memory.count("tenant", "", new Query.All())).isEqualTo(1);
  }

  @Test
  void listsTheDefaultTenantBeforeAnybodyHasAskedForIt() {
    createAcme();

    assertThat(tenants.ids()).containsExactlyInAnyOrder("acme", "default");
  }

  @Test
  void makesTheDefaultTenantOnceWhenTwoNodesMissIt() {
    TenantDirectory other = new TenantDirectory(new Storage(memory), clock);
    store.beforeNextCommit(() -> assertThat(other.exists("default")).isTrue());

    assertThat(tenants.find("default").orElseThrow().version())
        .isEqualTo(other.find("default").orElseThrow().version());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "A", "a_b", "a/b", "../a", "a\0", "ä", " a", "a ", "a\n"})
  void asksNoStoreForWhatCannotBeATenant(String id) {
    int reads = store.reads();

    assertThat(TenantDirectory.isId(id)).isFalse();
    assertThat(tenants.exists(id)).isFalse();
    assertProblem(ProblemCode.NOT_FOUND, () -> tenants.require(id));
    assertThat(store.reads()).isEqualTo(reads);
  }

  @Test
  void takesIdsOfUpTo31Characters() {
    assertThat(TenantDirectory.isId("a".repeat(31))).isTrue();
    assertThat(TenantDirectory.isId("a".repeat(32))).isFalse();
    assertThat(TenantDirectory.isId("0-")).isTrue();
  }

  @Test
  void remembersWhoIsThereAndNobodyWhoIsNot() {
    createAcme();
    assertThat(tenants.exists("none")).isFalse();
    others(
        new Change.Create(
            Document.of(
                new DocumentKey("tenant", "", "none"),
                "{\"displayName\":\"None\",\"createdAt\":0}".getBytes())));
    assertThat(tenants.exists("none")).isTrue();
  }

  @Test
  void forgetsATenantThatAnotherNodeDeletes() {
    createAcme();
    tenants.require("acme");

    others(new Change.Delete(ACME, 0));

    Together.until(() -> !tenants.exists("acme"));
    assertProblem(ProblemCode.NOT_FOUND, () -> tenants.require("acme"));
  }

  @Test
  void aCommitRestsOnTheTenantAsItIsNow() {
    createAcme();
    UnitOfWork work = new UnitOfWork();
    tenants.hold(work, "acme");
    others(new Change.Replace(memory.find(ACME).orElseThrow()));

    assertThat(storage.commit(work)).isInstanceOf(CommitResult.Conflict.class);
    UnitOfWork next = new UnitOfWork();
    tenants.hold(next, "acme");
    assertThat(storage.commit(next)).isInstanceOf(CommitResult.Committed.class);
  }

  @Test
  void nothingRestsOnATenantThatIsNotThere() {
    assertProblem(ProblemCode.NOT_FOUND, () -> tenants.hold(new UnitOfWork(), "none"));
    assertProblem(ProblemCode.NOT_FOUND, () -> tenants.hold(new UnitOfWork(), "../a"));
  }
}
