package dev.muster.core.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.muster.api.AuditEvent;
import dev.muster.api.Statistics.Period;
import dev.muster.api.Statistics.QuotaUse;
import dev.muster.api.Statistics.Step;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.platform.TestPlatforms;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.platform.connection.BoundSecret;
import dev.muster.core.platform.limit.MeteredQuota;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.Judged;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.spi.platform.Quota;
import dev.muster.spi.storage.StorageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** It is 11:00 on Sunday, 22 November 2026, UTC: 19:00 in Shanghai. */
class QuotaMetersTest {
  private static final String USED_UP = "90020";
  private static final Instant END = Instant.parse("2026-11-30T16:00:00Z");
  private static final String TOO_FAST = "90018";
  private static final Quota MONTH =
      Quota.of("api-calls", new Text("API calls", "API 调用"), 10, Quota.Period.MONTH)
          .in(ZoneId.of("Asia/Shanghai"))
          .counting(Set.of("/im/"))
          .butFor(Set.of("/im/free"))
          .freeWhereRefused(Set.of(TOO_FAST))
          .usedUpWhereRefused(Set.of(USED_UP))
          .sharedBy(Set.of("corpId"));

  private final TestCore core = new TestCore();
  private HttpServer server;

  @BeforeEach
  void open() throws IOException {
    FakePlatform platform = new FakePlatform().gives(MONTH);
    TestPlatforms.add(core.registry, platform, 1);
    core.platforms.offer(platform.descriptor());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private static Binding binding(String app, String company) {
    return new Binding(
        TestCore.TENANT,
        FakePlatform.ID,
        "mobile-app:" + app,
        "1",
        Map.of("corpId", company),
        Map.of("secret", BoundSecret.of(Secret.of("current"))));
  }

  private static final Binding BOUND = binding("one", "corp-1");

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }

  private ProviderContext context(Binding binding) throws ProviderException {
    return core.connections.call(binding, soon(), (c, d) -> ((FakePlatform.Fake) c).context());
  }

  private HttpCall to(String path) {
    return HttpCall.get(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), path);
  }

  private void call(Binding binding, String path, String... refusal) throws ProviderException {
    Judged read =
        context(binding)
            .exchange(to(path), soon(), answer -> () -> Optional.of(refusal).map(it -> it[0]));
    assertThat(read).isNotNull();
  }

  private void call(String path) throws ProviderException {
    Judged read = context(BOUND).exchange(to(path), soon(), answer -> Optional::empty);
    assertThat(read.refusal()).isEmpty();
  }

  private void calls(int number) throws ProviderException {
    for (int i = 0; i < number; i++) {
      call("/im/send");
    }
  }

  private void fails(Code code, String platformCode) throws ProviderException {
    ProviderContext context = context(BOUND);
    ProviderException thrown =
        catchThrowableOfType(
            ProviderException.class,
            () ->
                context.exchange(
                    to("/im/send").withIdempotent(false),
                    soon(),
                    answer -> {
                      throw new ProviderException(
                          code, "as the test says", Optional.of(platformCode));
                    }));
    assertThat(thrown.code()).isEqualTo(code);
  }

  private QuotaUse use(QuotaMeters meters, Binding binding) {
    List<MeteredQuota> quotas = core.connections.quotas(binding);
    assertThat(quotas).hasSize(1);
    return meters.uses(TestCore.TENANT, quotas).get(0);
  }

  private QuotaUse use() {
    return use(core.quotaMeters, BOUND);
  }

  private QuotaMeters otherNode() {
    return new QuotaMeters(
        core.storage,
        core.directory,
        core.changes,
        new CountedMetrics(),
        TestCore.IDLE,
        core.clock);
  }

  private List<String> told() {
    core.quotaMeters.write();
    return core.events(TestCore.TENANT).stream()
        .filter(event -> event.action().startsWith("mobile-app.quota"))
        .map(AuditEvent::action)
        .toList();
  }

  @Test
  void countTheCallsThatCount() throws Exception {
    calls(2);
    call("/im/free/x");
    call("/contact/list");
    call(BOUND, "/im/send", "40001");

    assertThat(use())
        .isEqualTo(
            new QuotaUse(
                FakePlatform.ID, MONTH.displayName(), 3, 10, Quota.Period.MONTH, END, false));
  }

  @Test
  void leaveOutWhatThePlatformDidNotTake() throws Exception {
    call(BOUND, "/im/send", TOO_FAST);
    fails(Code.THROTTLED, TOO_FAST);
    fails(Code.UNAVAILABLE, "-1");
    assertThat(use().used()).isZero();

    fails(Code.REJECTED, "33");
    assertThat(use().used()).isOne();
  }

  @Test
  void areFullWhereThePlatformSaysSoAndAreNotOnceItTakesCallsAgain() throws Exception {
    calls(1);
    call(BOUND, "/im/send", USED_UP);
    assertThat(use().used()).isEqualTo(10);
    assertThat(use().saidByPlatform()).isTrue();

    calls(1);
    assertThat(use().used()).isEqualTo(2);
    assertThat(use().saidByPlatform()).isFalse();

    fails(Code.THROTTLED, USED_UP);
    assertThat(use().saidByPlatform()).isTrue();
    assertThat(told()).containsExactly("mobile-app.quota-used-up");
  }

  @Test
  void beginAnewWithTheMonthOfThePlace() throws Exception {
    core.clock.advance(Duration.between(core.clock.instant(), END.minusSeconds(1)));
    calls(3);
    assertThat(use().used()).isEqualTo(3);

    core.clock.advance(Duration.ofSeconds(1));
    assertThat(use().used()).isZero();
    assertThat(use().resetsAt()).isEqualTo(Instant.parse("2026-12-31T16:00:00Z"));
    calls(1);
    assertThat(use().used()).isOne();
  }

  @Test
  void areAddedUpByAllNodesAndOutliveARestart() throws Exception {
    calls(2);
    QuotaMeters other = otherNode();
    MeteredQuota quota = core.connections.quotas(BOUND).get(0);
    other.counted(quota);
    core.store.beforeNextCommit(other::write);
    core.quotaMeters.write();
    assertThat(use(otherNode(), BOUND).used()).isEqualTo(3);

    other.counted(quota);
    other.close();
    assertThat(use(otherNode(), BOUND).used()).isEqualTo(4);
  }

  @Test
  void costNoCommitUntilTheyAreWrittenAndThenOne() throws Exception {
    calls(1);
    core.quotaMeters.write();
    int before = core.store.commits();
    calls(5);
    assertThat(core.store.commits()).isEqualTo(before);

    core.quotaMeters.write();
    assertThat(core.store.commits()).isEqualTo(before + 1);
    core.quotaMeters.write();
    assertThat(core.store.commits()).isEqualTo(before + 1);
  }

  @Test
  void areKeptWhileTheStorageDoesNotAnswer() throws Exception {
    calls(2);
    core.store.beforeNextCommit(
        () -> {
          throw new StorageException("away", false, null);
        });
    core.quotaMeters.write();
    calls(1);

    assertThat(use().used()).isEqualTo(3);
  }

  /** What was counted while the storage was asked is later than what it did not take. */
  @Test
  void knowWhatThePlatformSaidLastThoughTheStorageDoesNotAnswer() throws Exception {
    call(BOUND, "/im/send", USED_UP);
    MeteredQuota quota = core.connections.quotas(BOUND).get(0);
    core.store.beforeNextCommit(
        () -> {
          core.quotaMeters.counted(quota);
          throw new StorageException("away", false, null);
        });
    core.quotaMeters.write();

    assertThat(use().saidByPlatform()).isFalse();
    assertThat(use().used()).isOne();
  }

  @Test
  void areNotKeptOfATenantThatIsDeletedMeanwhile() throws Exception {
    core.tenants.create(TestCore.ALICE, "acme", "Acme");
    Binding theirs =
        new Binding("acme", FakePlatform.ID, "x", "1", BOUND.fields(), BOUND.secrets());
    call(theirs, "/im/send", "1");
    core.store.beforeNextCommit(
        () -> core.tenants.delete(TestCore.ALICE, "acme", OptionalLong.empty()));
    core.quotaMeters.write();

    assertThat(otherNode().uses("acme", core.connections.quotas(theirs)).get(0).used()).isZero();
  }

  @Test
  void warnOnceInAPeriodWhenFourFifthsAreUsedAndOnceWhenAllIs() throws Exception {
    calls(7);
    assertThat(told()).isEmpty();
    calls(1);
    assertThat(told()).containsExactly("mobile-app.quota-low");
    calls(1);
    MeteredQuota quota = core.connections.quotas(BOUND).get(0);
    QuotaMeters other = otherNode();
    other.counted(quota);
    other.write();
    calls(1);
    assertThat(told())
        .containsExactlyInAnyOrder("mobile-app.quota-low", "mobile-app.quota-used-up");

    core.clock.advance(Duration.ofDays(9));
    calls(8);
    assertThat(told()).filteredOn("mobile-app.quota-low"::equals).hasSize(2);
  }

  @Test
  void areAsLargeAsTheSettingSaysAndNotThereWhereItSaysNone() {
    core.platformSettings.put("fake.quota.api-calls", "2500000");
    assertThat(use().limit()).isEqualTo(2_500_000);
    core.platformSettings.put("fake.quota.api-calls", "lots");
    assertThat(use().limit()).isEqualTo(10);
    core.platformSettings.put("fake.quota.api-calls", "0");
    assertThat(core.connections.quotas(BOUND)).isEmpty();
  }

  @Test
  void areSharedByWhatIsOfOneCompanyAlone() throws Exception {
    calls(1);
    call(binding("two", "corp-1"), "/im/send", "1");
    call(binding("three", "corp-2"), "/im/send", "1");

    assertThat(use().used()).isEqualTo(2);
    assertThat(use(core.quotaMeters, binding("three", "corp-2")).used()).isOne();
  }

  @Test
  void areDroppedWithTheirTenant() throws Exception {
    core.tenants.create(TestCore.ALICE, "acme", "Acme");
    Binding theirs =
        new Binding("acme", FakePlatform.ID, "x", "1", BOUND.fields(), BOUND.secrets());
    call(theirs, "/im/send", "1");
    core.tenants.delete(TestCore.ALICE, "acme", OptionalLong.empty());
    core.quotaMeters.write();

    assertThat(otherNode().uses("acme", core.connections.quotas(theirs)).get(0).used()).isZero();
  }

  @Test
  void areShownByTheStatisticsOfATenantOnceForEachThatIsBound() throws Exception {
    core.mobileApps.bind(
        TestCore.ALICE,
        TestCore.TENANT,
        FakePlatform.ID,
        Map.of("corpId", "corp-1", "secret", "s3cr3t-value"));
    calls(1);

    assertThat(
            core.statistics
                .read(
                    TestCore.TENANT,
                    new Period(Optional.empty(), Optional.empty(), Step.DAY, ZoneOffset.UTC))
                .quotas())
        .containsExactly(use());
    assertThat(use().used()).isOne();
  }
}
