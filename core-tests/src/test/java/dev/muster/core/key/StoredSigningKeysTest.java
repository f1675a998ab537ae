package dev.muster.core.key;

import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.ProblemCode;
import dev.muster.api.SigningKeys.Published;
import dev.muster.api.SigningKeys.Status;
import dev.muster.core.audit.Audit;
import dev.muster.core.change.Changes;
import dev.muster.core.platform.Together;
import dev.muster.core.store.Storage;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.testing.TestCore;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoredSigningKeysTest {
  @TempDir private Path folder;
  private TestCore core;
  private StoredSigningKeys keys;

  @BeforeEach
  void start() {
    core = new TestCore(folder);
    keys = node();
  }

  private StoredSigningKeys node() {
    Storage storage = new Storage(core.store);
    TenantDirectory tenants = new TenantDirectory(storage, core.clock);
    return new StoredSigningKeys(
        storage,
        tenants,
        core.box,
        core.digests,
        new Changes(storage, tenants, Audit.at(storage, core.clock)),
        TestCore.IDLE,
        core.clock);
  }

  private Published key(String kid) {
    return keys.published(TENANT).stream()
        .filter(each -> each.kid().equals(kid))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void makesAKeyOfEachAlgorithmOnFirstNeed() {
    assertThat(keys.active(TENANT, "ES256").keyPair().getPublic()).isInstanceOf(ECPublicKey.class);
    RSAPublicKey rsa = (RSAPublicKey) keys.active(TENANT, "RS256").keyPair().getPublic();

    assertThat(rsa.getModulus().bitLength()).isEqualTo(2048);
    assertThat(keys.published(TENANT)).extracting(Published::status).containsOnly(Status.ACTIVE);
    assertThat(keys.active(TENANT, "RS256").kid()).isEqualTo(keys.active(TENANT, "RS256").kid());
    assertThat(keys.active(TENANT, "RS256").toString()).doesNotContain("modulus");
    assertProblem(ProblemCode.NOT_FOUND, () -> keys.active("none", "RS256"));
    assertProblem(ProblemCode.NOT_FOUND, () -> keys.published("none"));
  }

  @Test
  void publishesANewKeyBeforeItSignsAndTheOldOneAsLongAsItsTokensLive() {
    String old = keys.active(TENANT, "ES256").kid();

    assertThat(keys.rotate(ALICE, TENANT)).hasSize(4);
    assertThat(keys.active(TENANT, "ES256").kid()).isEqualTo(old);
    assertThat(key(old).status()).isEqualTo(Status.ACTIVE);
    String next =
        keys.published(TENANT).stream()
            .filter(each -> each.alg().equals("ES256") && each.status() == Status.NEXT)
            .findFirst()
            .orElseThrow()
            .kid();
    assertProblem(ProblemCode.THROTTLED, () -> keys.rotate(ALICE, TENANT));

    core.clock.advance(Duration.ofMillis(59_999));
    assertThat(keys.active(TENANT, "ES256").kid()).isEqualTo(old);
    core.clock.advance(Duration.ofMillis(1));
    assertThat(keys.active(TENANT, "ES256").kid()).isEqualTo(next);
    assertThat(key(old).status()).isEqualTo(Status.RETIRED);

    core.clock.advance(StoredSigningKeys.RETIRED.minusMillis(1));
    assertThat(key(old).status()).isEqualTo(Status.RETIRED);
    core.clock.advance(Duration.ofMillis(1));
    assertThat(keys.published(TENANT)).extracting(Published::kid).doesNotContain(old).hasSize(2);
    keys.rotate(ALICE, TENANT);
  }

  @Test
  void followsARotationOfAnotherNode() {
    StoredSigningKeys other = node();
    String old = other.active(TENANT, "ES256").kid();
    keys.rotate(ALICE, TENANT);
    core.clock.advance(Duration.ofSeconds(60));

    String next = keys.active(TENANT, "ES256").kid();
    assertThat(next).isNotEqualTo(old);
    Together.until(() -> other.active(TENANT, "ES256").kid().equals(next));
  }
}
