package dev.muster.core.pushed;

import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Caller;
import dev.muster.api.Client;
import dev.muster.api.ProblemCode;
import dev.muster.api.PushedRequests;
import dev.muster.api.SignIns;
import dev.muster.core.platform.Together;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Secret;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long pushed requests last, and how many there may be. */
final class StoredPushedRequestsTest {
  private final TestCore core = new TestCore();
  private final StoredPushedRequests requests =
      StoredPushedRequests.of(
          core.storage,
          core.clients,
          core.directory,
          core.digests,
          core.changes,
          core.clock,
          new StoredPushedRequests.Bounds(3, 2));

  @BeforeEach
  void addsClients() {
    for (String id : new String[] {"shop", "other"}) {
      core.clients.create(
          ALICE, TENANT, Optional.of(id), Optional.empty(), Client.Settings.builder(id).build());
    }
    core.clients.create(
        ALICE,
        TENANT,
        Optional.of("app"),
        Optional.empty(),
        Client.Settings.builder("app").confidential(false).build());
  }

  private String push(String client) {
    return requests.push(ALICE, TENANT, client, "scope=openid").reveal();
  }

  @Test
  void isAnsweredByOneOfTwoAtTheSameTime() throws Exception {
    for (int round = 0; round < 20; round++) {
      String uri = push("shop");
      requests.begin(ALICE, TENANT, "shop", uri);
      assertThat(Together.run(2, () -> requests.end(ALICE, TENANT, uri)))
          .containsExactlyInAnyOrder(true, false);
    }
  }

  @Test
  void isReadFromWhenABrowserCameUntilItWasAnswered() {
    String uri = push("shop");
    assertThat(requests.find(TENANT, "shop", uri)).isEmpty();
    assertThat(requests.begin(ALICE, TENANT, "shop", uri)).isTrue();
    PushedRequests.Begun begun =
        new PushedRequests.Begun("scope=openid", core.clock.instant().truncatedTo(MILLIS));
    assertThat(requests.find(TENANT, "shop", uri)).contains(begun);
    core.clock.advance(Duration.ofSeconds(1));
    assertThat(requests.begin(ALICE, TENANT, "shop", uri)).isTrue();
    assertThat(requests.find(TENANT, "shop", uri)).contains(begun);
    assertThat(requests.end(ALICE, TENANT, uri)).isTrue();
    assertThat(requests.end(ALICE, TENANT, uri)).isFalse();
    assertThat(requests.begin(ALICE, TENANT, "shop", uri)).isFalse();
    assertThat(requests.find(TENANT, "shop", uri)).isEmpty();
  }

  @Test
  void endsInTimeAlsoWhereABrowserComesAgain() {
    String late = push("shop");
    String uri = push("shop");
    core.clock.advance(PushedRequests.LIFETIME.minusSeconds(1));
    assertThat(requests.begin(ALICE, TENANT, "shop", uri)).isTrue();
    core.clock.advance(Duration.ofSeconds(1));
    assertThat(requests.begin(ALICE, TENANT, "shop", late)).isFalse();
    core.clock.advance(SignIns.LIFETIME.minusSeconds(2));
    assertThat(requests.begin(ALICE, TENANT, "shop", uri)).isTrue();
    core.clock.advance(Duration.ofSeconds(1));
    assertThat(requests.find(TENANT, "shop", uri)).isEmpty();
  }

  @Test
  void isOfItsClientAndTenantAlone() {
    String uri = push("shop");
    assertThat(requests.begin(ALICE, TENANT, "other", uri)).isFalse();
    assertThat(requests.begin(ALICE, "nowhere", "shop", uri)).isFalse();
    assertThat(requests.begin(ALICE, TENANT, "shop", PushedRequests.PREFIX)).isFalse();
    assertThat(requests.begin(ALICE, TENANT, "shop", "https://shop.example")).isFalse();
  }

  @Test
  void areBoundedForEachClient() {
    for (int i = 0; i < 3; i++) {
      assertThat(push("shop")).startsWith(PushedRequests.PREFIX);
    }
    assertProblem(ProblemCode.THROTTLED, () -> push("shop"));
    assertThat(push("other")).startsWith(PushedRequests.PREFIX);
  }

  private String pushFrom(String address) {
    return requests
        .push(new Caller("system", address, "c"), TENANT, "app", "scope=openid")
        .reveal();
  }

  @Test
  void areBoundedForEachNetworkWhereAnybodyCanPushThem() {
    String first = pushFrom("192.0.2.7");
    assertThat(pushFrom("192.0.2.7")).startsWith(PushedRequests.PREFIX);
    assertProblem(ProblemCode.THROTTLED, () -> pushFrom("192.0.2.7"));
    assertThat(pushFrom("192.0.2.8")).startsWith(PushedRequests.PREFIX);

    assertThat(requests.begin(ALICE, TENANT, "app", first)).isTrue();
    assertProblem(ProblemCode.THROTTLED, () -> pushFrom("192.0.2.7"));
    requests.end(ALICE, TENANT, first);
    assertThat(pushFrom("192.0.2.7")).startsWith(PushedRequests.PREFIX);
  }

  @Test
  void areBoundedForANetworkWhicheverOfItsAddressesTheyComeFrom() {
    for (String address : new String[] {"2001:db8::1", "2001:db8::2"}) {
      assertThat(pushFrom(address)).startsWith(PushedRequests.PREFIX);
    }
    assertProblem(ProblemCode.THROTTLED, () -> pushFrom("2001:db8::3"));
    core.clock.advance(PushedRequests.LIFETIME);
    assertThat(pushFrom("2001:db8::3")).startsWith(PushedRequests.PREFIX);
  }

  @Test
  void leaveNoAddressInTheStorage() {
    assertThat(pushFrom("192.0.2.7")).startsWith(PushedRequests.PREFIX);
    assertThat(core.store.query(Query.of("pushed-request", TENANT, new Query.All(), 10)).items())
        .singleElement()
        .satisfies(
            document ->
                assertThat(document.indexes().toString() + new String(document.body(), UTF_8))
                    .contains("network")
                    .doesNotContain("192.0.2.7"));
  }

  @Test
  void isStoredByADigest() {
    Secret uri = requests.push(ALICE, TENANT, "shop", "scope=openid");
    assertThat(
            core.store
                .query(Query.of("pushed-request", TENANT, new Query.All(), 10))
                .items()
                .toString())
        .doesNotContain(uri.reveal().substring(PushedRequests.PREFIX.length()));
  }
}
