package dev.muster.core.key;

import static dev.muster.core.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SigningKeys.Published;
import dev.muster.api.SigningKeys.Status;
import dev.muster.core.audit.Audit;
import dev.muster.core.change.Changes;
import dev.muster.core.platform.Together;
import dev.muster.core.secret.MasterKeyException;
import dev.muster.core.secret.SecretBox;
import dev.muster.core.store.Storage;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.testing.SteeredStore;
import dev.muster.core.testing.TestCore;
import dev.muster.core.testing.TestKeys;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.DocumentStore;
import dev.muster.spi.storage.Query;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys over nodes, tenants, and the turn of the master key. */
class KeyLifeTest {
  private static final String TENANT = TestCore.TENANT;
  private static final String NEW_KEY = "new AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\n";

  @TempDir Path folder;
  private TestCore core;
  private SteeredStore store;
  private StoredSigningKeys keys;

  @BeforeEach
  void start() {
    core = new TestCore(folder);
    store = new SteeredStore(core.store);
    keys = node(store, core.box);
  }

  private StoredSigningKeys node(DocumentStore of, SecretBox box) {
    Storage storage = new Storage(of);
    TenantDirectory tenants = new TenantDirectory(storage, core.clock);
    return new StoredSigningKeys(
        storage,
        tenants,
        box,
        core.digests,
        new Changes(storage, tenants, Audit.at(storage, core.clock)),
        TestCore.IDLE,
        core.clock,
        TestKeys::generate);
  }

  private StoredSigningKeys otherNode() {
    return node(core.store, core.box);
  }

  private long stored(String tenant) {
    return core.store.count(KeyRecord.COLLECTION, tenant, new Query.All());
  }

  private List<String> kids(String alg, Status status) {
    return keys.published(TENANT).stream()
        .filter(each -> each.alg().equals(alg) && each.status() == status)
        .map(Published::kid)
        .toList();
  }

  @Test
  void isSealedAnewSoThatTheOldMasterKeyCanGo() throws Exception {
    String es = keys.active(TENANT, "ES256").kid();
    String rs = keys.active(TENANT, "RS256").kid();
    assertThat(keys.reseal(TENANT)).as("nothing to do yet").isZero();
    Path file = folder.resolve("master.key");
    Files.writeString(file, NEW_KEY + Files.readString(file));
    assertThat(core.box.reload()).isTrue();

    assertThat(keys.reseal("")).isZero();
    assertThat(keys.reseal(TENANT)).isEqualTo(2);
    assertThat(keys.reseal(TENANT)).isZero();

    Files.writeString(file, NEW_KEY);
    StoredSigningKeys restarted = node(core.store, SecretBox.of(file, core.clock));
    assertThat(restarted.active(TENANT, "ES256").kid()).isEqualTo(es);
    assertThat(restarted.active(TENANT, "RS256").kid()).isEqualTo(rs);
    assertThat(restarted.active(TENANT, "RS256").keyPair().getPublic())
        .isEqualTo(keys.active(TENANT, "RS256").keyPair().getPublic());
  }

  @Test
  void sealingAnewUndoesNoRotationThatHappensMeanwhile() throws Exception {
    keys.active(TENANT, "ES256");
    keys.active(TENANT, "RS256");
    Path file = folder.resolve("master.key");
    Files.writeString(file, NEW_KEY + Files.readString(file));
    core.box.reload();
    store.beforeNextCommit(() -> otherNode().rotate(TestCore.ALICE, TENANT));

    keys.reseal(TENANT);

    core.clock.advance(StoredSigningKeys.PUBLISHED_FIRST);
    assertThat(kids("ES256", Status.ACTIVE)).hasSize(1);
    assertThat(kids("ES256", Status.RETIRED)).hasSize(1);
  }

  @Test
  void doesNotOpenForAnotherTenant() {
    core.tenants.create(TestCore.ALICE, "other", "Other");
    String kid = keys.active(TENANT, "ES256").kid();
    Document document =
        core.store.find(new DocumentKey(KeyRecord.COLLECTION, TENANT, kid)).orElseThrow();
    core.store.commit(
        List.of(
            new Change.Create(
                new Document(
                    new DocumentKey(KeyRecord.COLLECTION, "other", kid),
                    0,
                    document.body(),
                    document.indexes(),
                    document.expiresAt()))));

    assertThatThrownBy(() -> keys.active("other", "ES256")).isInstanceOf(MasterKeyException.class);
  }

  @Test
  void aTenantsKeysAreItsOwn() {
    core.tenants.create(TestCore.ALICE, "other", "Other");

    assertThat(keys.active("other", "ES256").kid())
        .isNotEqualTo(keys.active(TENANT, "ES256").kid());
    assertThat(keys.active("other", "ES256").keyPair().getPublic())
        .isNotEqualTo(keys.active(TENANT, "ES256").keyPair().getPublic());
  }

  @Test
  void aRotationEndsAllKeysThatTwoNodesMadeAtOnce() {
    core.directory.require(TENANT);
    store.beforeNextCommit(() -> otherNode().active(TENANT, "ES256"));
    keys.active(TENANT, "ES256");
    assertThat(kids("ES256", Status.ACTIVE)).hasSize(2);

    keys.rotate(TestCore.ALICE, TENANT);
    core.clock.advance(StoredSigningKeys.PUBLISHED_FIRST);

    assertThat(kids("ES256", Status.RETIRED)).hasSize(2);
    assertThat(kids("ES256", Status.ACTIVE)).containsExactly(keys.active(TENANT, "ES256").kid());
  }

  @Test
  void refusesARotationThatAnotherNodeWasFasterWith() {
    keys.published(TENANT);
    store.beforeNextCommit(() -> otherNode().rotate(TestCore.ALICE, TENANT));

    assertProblem(ProblemCode.THROTTLED, () -> keys.rotate(TestCore.ALICE, TENANT));

    assertThat(stored(TENANT)).isEqualTo(4);
  }

  @Test
  void saysHowLongAnotherRotationHasToWait() {
    keys.rotate(TestCore.ALICE, TENANT);
    core.clock.advance(Duration.ofSeconds(20));

    assertThatThrownBy(() -> keys.rotate(TestCore.ALICE, TENANT))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.retryAfter()).isEqualTo(Optional.of(Duration.ofSeconds(40))));
    core.clock.advance(Duration.ofSeconds(40));
    assertThat(keys.rotate(TestCore.ALICE, TENANT)).isNotEmpty();
  }

  @Test
  void isRecordedOnceByWhoeverRotates() {
    keys.rotate(TestCore.ALICE, TENANT);

    assertThat(core.events(TENANT))
        .filteredOn(event -> event.action().startsWith("signing-key"))
        .singleElement()
        .satisfies(event -> assertThat(event.actor()).isEqualTo(TestCore.ALICE.actor()));
  }

  @Test
  void isDeletedWhenNothingThatItSignedLivesAnyMore() {
    keys.rotate(TestCore.ALICE, TENANT);
    assertThat(stored(TENANT)).isEqualTo(4);
    core.clock.advance(
        StoredSigningKeys.PUBLISHED_FIRST.plus(StoredSigningKeys.RETIRED).minusMillis(1));
    assertThat(stored(TENANT)).isEqualTo(4);
    core.clock.advance(Duration.ofMillis(1));
    assertThat(stored(TENANT)).isEqualTo(2);
    assertThat(keys.active(TENANT, "ES256").kid()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "HS256", "ES384", "es256", ""})
  void refusesAlgorithmsThatNoKeysAreKeptFor(String alg) {
    assertThatThrownBy(() -> keys.active(TENANT, alg)).isInstanceOf(IllegalArgumentException.class);
    assertThat(stored(TENANT)).isZero();
  }

  @Test
  void makesNoneForATenantThatIsNotThere() {
    assertProblem(ProblemCode.NOT_FOUND, () -> keys.rotate(TestCore.ALICE, "none"));
    assertProblem(ProblemCode.NOT_FOUND, () -> keys.active("none", "ES256"));
    assertProblem(ProblemCode.NOT_FOUND, () -> keys.published("none"));
    assertThat(stored("none")).isZero();
  }

  @Test
  void isThereBeforeAnybodyAsksAndNoneComesBackWithATenantThatGoes() {
    StoredSigningKeys made =
        new StoredSigningKeys(
            core.storage,
            core.directory,
            core.box,
            core.digests,
            core.changes,
            core.background,
            core.clock,
            TestKeys::generate);
    assertThat(stored(TENANT)).isEqualTo(2);
    core.tenants.create(TestCore.ALICE, "other", "Other");
    Together.until(() -> stored("other") == 2);

    core.tenants.delete(TestCore.ALICE, "other", OptionalLong.empty());
    core.taskWork.runDue();

    assertProblem(ProblemCode.NOT_FOUND, () -> made.published("other"));
    assertThat(stored("other")).isZero();
  }
}
