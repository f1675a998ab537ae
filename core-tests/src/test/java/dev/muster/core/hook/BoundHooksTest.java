package dev.muster.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Grants;
import dev.muster.api.Identity;
import dev.muster.api.User;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Deadline;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.hook.ClaimsContributor;
import dev.muster.spi.hook.EventListener;
import dev.muster.spi.hook.RecordedEvent;
import dev.muster.spi.hook.SignInPolicy;
import dev.muster.spi.hook.SignInPolicy.Verdict;
import dev.muster.spi.hook.UserEvent.UserChange;
import dev.muster.spi.hook.UserEvent.UserChanged;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hooks as a framework brings them and takes them away. */
class BoundHooksTest {
  private final CountedMetrics metrics = new CountedMetrics();

  private static <S> RegisteredService<S> service(String bundle, long id) {
    return RegisteredService.of(bundle, id);
  }

  private static List<String> bundles(Hooks<?> hooks) {
    return hooks.all().stream().map(hook -> hook.origin().bundle()).toList();
  }

  @Test
  void standInTheOrderOfServices() {
    Hooks<String> hooks = new Hooks<>("policy", metrics);
    hooks.add("", service("younger", 9));
    hooks.add("", service("low", 3).ranked(-1));
    hooks.add("", service("older", 4));
    hooks.add("", service("high", 8).ranked(5));
    hooks.add("", service("odd", 7).ranked("most"));

    assertThat(bundles(hooks)).containsExactly("high", "older", "odd", "younger", "low");
  }

  @Test
  void goAloneAndAreClosed() {
    Hooks<String> hooks = new Hooks<>("policy", metrics);
    hooks.add("", service("one", 1));
    hooks.add("", service("two", 2));
    Hook<String> one = hooks.all().get(0);

    hooks.remove(service("one", 1));

    assertThat(bundles(hooks)).containsExactly("two");
    assertThat(one.call(it -> it, Deadline.in(Duration.ofSeconds(5)))).isEmpty();
    assertThat(hooks.all().get(0).call(it -> it, Deadline.in(Duration.ofSeconds(5)))).isPresent();
  }

  @Test
  void doNotComeOfABundleThatHasGone() {
    Hooks<String> hooks = new Hooks<>("policy", metrics);

    hooks.add("", service("", 1));

    assertThat(hooks.all()).isEmpty();
  }

  private static User user() {
    return new User(
        "u-1",
        User.Profile.of("li"),
        true,
        false,
        Instant.EPOCH,
        Optional.empty(),
        Instant.EPOCH,
        Optional.empty());
  }

  @Test
  void contributorsAreAskedWhileTheyAreThere() {
    Contributions contributions = Contributions.within(Duration.ofMinutes(1), metrics);
    RegisteredService<ClaimsContributor> reference = service("claims.bundle", 5);
    Grants.Access access =
        new Grants.Access("shop", Set.of(), user(), Optional.empty(), Instant.EPOCH);

    contributions.bind(subject -> Map.of("user", subject.user()), reference);
    assertThat(contributions.of("acme", access)).isEqualTo(Map.of("user", "u-1"));
    contributions.unbind(reference);
    assertThat(contributions.of("acme", access)).isEmpty();
  }

  @Test
  void aContributorIsToldTheAccountByWhichThePersonCameIn() {
    Contributions contributions = Contributions.within(Duration.ofMinutes(1), metrics);
    List<ClaimsContributor.Subject> asked = new ArrayList<>();
    contributions.bind(
        subject -> {
          asked.add(subject);
          return Map.of();
        },
        service("claims.bundle", 5));
    Identity identity =
        new Identity(
            "i-1",
            "wecom",
            "chat",
            "ww1",
            "li-4",
            List.of(),
            Instant.EPOCH,
            Instant.EPOCH,
            Optional.empty());

    contributions.of(
        "acme", new Grants.Access("shop", Set.of(), user(), Optional.of(identity), Instant.EPOCH));

    assertThat(asked.get(0).account())
        .hasValue(new ClaimsContributor.Account("chat", "ww1", "li-4"));
  }

  @Test
  void listenersHearWhileTheyAreThere(@TempDir Path folder) throws Exception {
    TestCore core = new TestCore(folder);
    EventDelivery delivery = new EventDelivery(core.storage, metrics);
    BlockingQueue<RecordedEvent> heard = new LinkedBlockingQueue<>();
    RegisteredService<EventListener> reference = service("listener.bundle", 5);
    delivery.bind(heard::add, reference);
    happens(core, "u-1");
    assertThat(heard.poll(20, TimeUnit.SECONDS)).isNotNull();

    delivery.unbind(reference);
    happens(core, "u-2");
    delivery.bind(heard::add, reference);
    happens(core, "u-3");

    RecordedEvent next = heard.poll(20, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    assertThat(next.event()).isEqualTo(new UserChanged("u-3", UserChange.CREATED));
    assertThat(metrics.lines()).noneMatch(line -> line.contains("busy"));
  }

  @Test
  void oneThatIsUpdatedDoesNotWaitBehindWhatItsPredecessorLeft(@TempDir Path folder)
      throws Exception {
    TestCore core = new TestCore(folder);
    EventDelivery delivery = new EventDelivery(core.storage, metrics);
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    delivery.bind(
        event -> {
          hanging.countDown();
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        service("listener.bundle", 5));
    happens(core, "u-1");
    assertThat(hanging.await(20, TimeUnit.SECONDS)).isTrue();

    BlockingQueue<RecordedEvent> heard = new LinkedBlockingQueue<>();
    delivery.bind(heard::add, service("listener.bundle", 6));
    delivery.unbind(service("listener.bundle", 5));
    happens(core, "u-2");

    assertThat(heard.poll(20, TimeUnit.SECONDS)).isNotNull();
    end.countDown();
  }

  private static void happens(TestCore core, String user) {
    core.changes.run(
        TestCore.ALICE,
        TestCore.TENANT,
        work -> work.emit(new UserChanged(user, UserChange.CREATED)));
  }

  private static final Text NO = new Text("Not at night.", "夜间不可登录。");

  private static SignInPolicy.Attempt attempt() {
    return new SignInPolicy.Attempt(
        "acme",
        "wecom",
        "chat",
        SignInMethod.BROWSER,
        "192.0.2.7",
        "Firefox",
        person(),
        Optional.empty());
  }

  private static ExternalIdentity person() {
    return ExternalIdentity.of("ww1", "li-4");
  }

  private static Optional<Policies.Objection> judged(Policies policies) {
    return policies.judge(attempt(), Deadline.in(Duration.ofSeconds(20)));
  }

  @Test
  void aPolicyRefusesWhileItIsThere() {
    Policies policies = Policies.requiring(List.of(), metrics);
    assertThat(policies.isEmpty()).isTrue();
    RegisteredService<SignInPolicy> reference = service("night.bundle", 5);

    policies.bind(attempt -> Verdict.refuse(NO), reference);
    assertThat(policies.isEmpty()).isFalse();
    assertThat(judged(policies)).hasValue(new Policies.Objection(NO, "night.bundle"));
    policies.unbind(reference);
    assertThat(judged(policies)).isEmpty();
    assertThat(policies.isEmpty()).isTrue();
  }

  @Test
  void aPolicyThatIsRequiredAndGoesLetsNobodyIn() {
    Policies policies = Policies.requiring(List.of("b.bundle", "a.bundle"), metrics);
    assertThat(policies.isEmpty()).isFalse();
    policies.bind(attempt -> Verdict.allow(), service("a.bundle", 5));
    policies.bind(attempt -> Verdict.allow(), service("b.bundle", 6));
    assertThat(judged(policies)).isEmpty();

    policies.unbind(service("a.bundle", 5));
    policies.unbind(service("b.bundle", 6));

    assertThat(judged(policies))
        .hasValue(new Policies.Objection(Policies.UNJUDGED, "a.bundle,b.bundle"));
    assertThat(policies.isEmpty()).isFalse();
  }

  @Test
  void asksNobodyAfterTheFirstWhoRefuses() {
    Policies policies = Policies.requiring(List.of(), metrics);
    List<String> asked = new ArrayList<>();
    RegisteredService<SignInPolicy> first = service("first.bundle", 5);
    policies.bind(attempt -> Verdict.refuse(NO), first.ranked(1));
    policies.bind(
        attempt -> {
          asked.add("second");
          return Verdict.allow();
        },
        service("second.bundle", 6));

    assertThat(judged(policies)).map(Policies.Objection::bundle).hasValue("first.bundle");
    assertThat(asked).isEmpty();
  }

  @Test
  void cutsASentenceThatWouldFillThePage() {
    Policies policies = Policies.requiring(List.of(), metrics);
    String endless = "x".repeat(10_000);
    policies.bind(attempt -> Verdict.refuse(new Text(endless, endless)), service("long.bundle", 5));

    Text said = judged(policies).orElseThrow().sentence();

    assertThat(said.en()).hasSizeLessThanOrEqualTo(301);
    assertThat(said.zhCn()).hasSizeLessThanOrEqualTo(301);
  }
}
