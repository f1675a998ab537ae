package dev.muster.core.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.User;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.storage.Query;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class KnownNetworksTest {
  private static final String TENANT = TestCore.TENANT;
  private static final String HOME = "192.0.2.9";

  private final TestCore core = new TestCore();
  private final KnownNetworks networks = new KnownNetworks(core.storage, core.digests, core.clock);

  private void add(String user, String address) {
    UnitOfWork work = new UnitOfWork();
    networks.add(work, TENANT, user, address);
    core.storage.commit(work);
  }

  private boolean isKnown(String user, String address) {
    return networks.isKnown(TENANT, user, address);
  }

  private long documents() {
    return core.store.count("known-networks", TENANT, new Query.All());
  }

  @Test
  void areThoseOfTheUserAloneForThirtyDays() {
    add("wang", HOME);

    assertThat(isKnown("wang", HOME)).isTrue();
    assertThat(isKnown("wang", "192.0.2.8")).isFalse();
    assertThat(isKnown("li", HOME)).isFalse();
    assertThat(networks.isKnown("other", "wang", HOME)).isFalse();
    core.clock.advance(KnownNetworks.REMEMBERED.minusSeconds(1));
    assertThat(isKnown("wang", HOME)).isTrue();
    core.clock.advance(Duration.ofSeconds(1));
    assertThat(isKnown("wang", HOME)).isFalse();
    assertThat(documents()).isZero();
  }

  @Test
  void areWrittenOnceADay() {
    add("wang", HOME);
    UnitOfWork soon = new UnitOfWork();
    networks.add(soon, TENANT, "wang", HOME);
    assertThat(soon.isEmpty()).isTrue();

    core.clock.advance(Duration.ofDays(1));
    UnitOfWork later = new UnitOfWork();
    networks.add(later, TENANT, "wang", HOME);
    assertThat(later.isEmpty()).isFalse();
  }

  @Test
  void areTheTenThatWereUsedLast() {
    for (int i = 0; i < KnownNetworks.MOST; i++) {
      add("wang", "198.51.100." + i);
      core.clock.advance(Duration.ofHours(25));
    }
    add("wang", "198.51.100.0");
    add("wang", HOME);

    assertThat(isKnown("wang", HOME)).isTrue();
    assertThat(isKnown("wang", "198.51.100.0")).isTrue();
    assertThat(isKnown("wang", "198.51.100.1")).isFalse();
    assertThat(isKnown("wang", "198.51.100.2")).isTrue();
  }

  @Test
  void areNotReadableInTheStorageNorTellWhoIsWhereTogether() {
    add("wang", HOME);
    add("li", HOME);

    assertThat(
            core.store
                .query(
                    new Query(
                        "known-networks", TENANT, new Query.All(), false, 10, Optional.empty()))
                .items())
        .extracting(document -> new String(document.body(), StandardCharsets.UTF_8))
        .doesNotHaveDuplicates()
        .hasSize(2)
        .allSatisfy(body -> assertThat(body).doesNotContain(HOME));
  }

  @Test
  void areGoneWithTheirUser() {
    String id =
        core.users
            .create(TestCore.ALICE, TENANT, User.Profile.of("wang"), Optional.empty())
            .value()
            .id();
    add(id, HOME);
    core.users.delete(TestCore.ALICE, TENANT, id, OptionalLong.empty());
    core.taskWork.runDue();

    assertThat(documents()).isZero();
  }
}
