package dev.muster.core.platform.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.core.platform.FakePlatform;
import dev.muster.core.platform.Together;
import dev.muster.core.platform.limit.PlatformLimits;
import dev.muster.core.platform.registry.ProviderRegistry;
import dev.muster.core.platform.registry.TestProviders;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.ProviderContext.Token;
import dev.muster.spi.platform.ProviderContext.TokenRecipe;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.testkit.storage.ManualClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProviderContextTest {
  private static final Duration LIFETIME = Duration.ofHours(2);

  private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T08:00:00Z"));
  private final ProviderRegistry registry = new ProviderRegistry(new CountedMetrics());
  private final Map<String, String> settings = new ConcurrentHashMap<>();
  private final Connections connections =
      TestConnections.of(
          registry,
          (platform, key) -> Optional.ofNullable(settings.get(platform + "." + key)),
          new CountedMetrics(),
          clock,
          PlatformLimits.DEFAULT);

  /** The secrets that the platform takes. */
  private final List<String> right = new ArrayList<>(List.of("current"));

  private final AtomicInteger fetches = new AtomicInteger();
  private final AtomicInteger worked = new AtomicInteger();

  ProviderContextTest() {
    TestProviders.add(registry, new FakePlatform(), 0, "1.0.0", 1);
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }

  private static ProviderException fault(Code code) {
    return new ProviderException(code, "as the test says", Optional.empty());
  }

  private ProviderContext context(Binding binding) throws ProviderException {
    return connections.call(binding, soon(), (c, d) -> ((FakePlatform.Fake) c).context());
  }

  private ProviderContext context() throws ProviderException {
    return context(FakePlatform.binding("1"));
  }

  private Binding overlapping() {
    return FakePlatform.binding(
        "2",
        new BoundSecret(
            Secret.of("current"), Optional.of(Secret.of("before")), worked::incrementAndGet));
  }

  private TokenRecipe recipe() {
    return new TokenRecipe(
        "access",
        "secret",
        (secret, deadline) -> {
          int number = fetches.incrementAndGet();
          if (!right.contains(secret.reveal())) {
            throw fault(Code.CREDENTIAL_REFUSED);
          }
          return new Token(Secret.of(secret.reveal() + "-" + number), LIFETIME);
        });
  }

  private String token(ProviderContext context) throws ProviderException {
    return context.withToken(recipe(), Secret::reveal, soon());
  }

  private Code code(ProviderContext context) {
    return catchThrowableOfType(ProviderException.class, () -> token(context)).code();
  }

  @Nested
  class Tokens {
    @Test
    void areFetchedOnceForEverybodyOnAColdCache() throws Exception {
      ProviderContext context = context();
      CountDownLatch waiting = new CountDownLatch(1);
      TokenRecipe slow =
          new TokenRecipe(
              "access",
              "secret",
              (secret, deadline) -> {
                Together.await(waiting);
                return new Token(Secret.of("token-" + fetches.incrementAndGet()), LIFETIME);
              });
      AtomicInteger started = new AtomicInteger();
      CompletableFuture.runAsync(
          () -> {
            Together.until(() -> started.get() == 200);
            waiting.countDown();
          });

      List<String> tokens =
          Together.run(
              200,
              () -> {
                started.incrementAndGet();
                return context.withToken(slow, Secret::reveal, soon());
              });

      assertThat(tokens).hasSize(200).containsOnly("token-1");
      assertThat(fetches).hasValue(1);
    }

    @Test
    void areSharedByConnectionsOfTheSameAppAndSecretOnly() throws Exception {
      String first = token(context());
      Binding one = FakePlatform.binding("1");
      Map<String, String> otherApp = Map.of("corpId", "corp-2");

      assertThat(
              token(
                  context(
                      new Binding(
                          "acme",
                          "fake",
                          "identity-source:x",
                          "9",
                          Map.of("corpId", "corp-1", "more", "x"),
                          one.secrets()))))
          .isEqualTo(first);
      assertThat(token(context(new Binding("acme", "fake", "a", "1", otherApp, one.secrets()))))
          .isNotEqualTo(first);
      assertThat(
              token(context(new Binding("other", "fake", "a", "1", one.fields(), one.secrets()))))
          .isNotEqualTo(first);
      right.add("changed");
      assertThat(token(context(FakePlatform.binding("2", BoundSecret.of(Secret.of("changed"))))))
          .startsWith("changed-");
      assertThat(fetches).hasValue(4);
    }

    @Test
    void outliveTheProviderThatFetchedThem() throws Exception {
      String first = token(context());
      TestProviders.add(registry, new FakePlatform(), 0, "1.0.1", 2);
      TestProviders.remove(registry, 1);

      assertThat(token(context())).isEqualTo(first);
    }

    @Test
    void areRenewedSomewhatBeforeTheirEnd() throws Exception {
      ProviderContext context = context();
      token(context);
      clock.advance(LIFETIME.minus(Duration.ofMinutes(5)).minusMillis(1));
      assertThat(token(context)).isEqualTo("current-1");
      clock.advance(Duration.ofMillis(1));
      assertThat(token(context)).isEqualTo("current-2");
    }

    @Test
    void areUsedByOthersWhileOneRenewsThem() throws Exception {
      ProviderContext context = context();
      token(context);
      clock.advance(LIFETIME.minus(Duration.ofMinutes(1)));
      TokenRecipe renewing =
          new TokenRecipe(
              "access",
              "secret",
              (secret, deadline) -> {
                assertThat(otherThread(context)).isEqualTo("current-1");
                return new Token(Secret.of("renewed"), LIFETIME);
              });

      assertThat(context.<String>withToken(renewing, Secret::reveal, soon())).isEqualTo("renewed");
    }

    private String otherThread(ProviderContext context) {
      try {
        return CompletableFuture.supplyAsync(
                () -> {
                  try {
                    return token(context);
                  } catch (ProviderException e) {
                    throw new IllegalStateException(e);
                  }
                })
            .get(5, TimeUnit.SECONDS);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Test
    void goOnWorkingUntilTheirEndWhenRenewingFails() throws Exception {
      ProviderContext context = context();
      token(context);
      clock.advance(LIFETIME.minus(Duration.ofMinutes(1)));
      AtomicInteger tries = new AtomicInteger();
      TokenRecipe down =
          new TokenRecipe(
              "access",
              "secret",
              (secret, deadline) -> {
                tries.incrementAndGet();
                throw fault(Code.UNAVAILABLE);
              });

      for (int i = 0; i < 5; i++) {
        assertThat(context.<String>withToken(down, Secret::reveal, soon())).isEqualTo("current-1");
      }
      assertThat(tries).hasValue(1);
      clock.advance(Duration.ofMinutes(1));
      assertThatThrownBy(() -> context.withToken(down, Secret::reveal, soon()))
          .isInstanceOf(ProviderException.class);
    }

    @Test
    void areFetchedAnewOnceWhenThePlatformDoesNotTakeThem() throws Exception {
      ProviderContext context = context();
      List<String> used = new ArrayList<>();

      String result =
          context.withToken(
              recipe(),
              token -> {
                used.add(token.reveal());
                if (used.size() == 1) {
                  throw fault(Code.TOKEN_INVALID);
                }
                return "done";
              },
              soon());

      assertThat(result).isEqualTo("done");
      assertThat(used).containsExactly("current-1", "current-2");
    }

    @Test
    void areNotFetchedOverAndOverWhenNoneIsTaken() throws Exception {
      ProviderContext context = context();

      assertThatThrownBy(
              () ->
                  context.withToken(
                      recipe(),
                      token -> {
                        throw fault(Code.TOKEN_INVALID);
                      },
                      soon()))
          .isInstanceOfSatisfying(
              ProviderException.class, e -> assertThat(e.code()).isEqualTo(Code.TOKEN_INVALID));
      assertThat(fetches).hasValue(2);
    }

    @Test
    void areDroppedByNobodyWhoHeldAnOlderOne() throws Exception {
      ProviderContext context = context();
      token(context);
      AtomicInteger inside = new AtomicInteger();

      Together.run(
          50,
          () ->
              context.withToken(
                  recipe(),
                  token -> {
                    if (token.reveal().equals("current-1")) {
                      inside.incrementAndGet();
                      Together.until(() -> inside.get() == 50);
                      throw fault(Code.TOKEN_INVALID);
                    }
                    return "done";
                  },
                  soon()));

      assertThat(fetches).hasValue(2);
    }

    @Test
    void failForAllWhoWaitedWhenTheFetchFails() throws Exception {
      ProviderContext context = context();
      CountDownLatch waiting = new CountDownLatch(1);
      TokenRecipe failing =
          new TokenRecipe(
              "access",
              "secret",
              (secret, deadline) -> {
                fetches.incrementAndGet();
                Together.await(waiting);
                throw fault(Code.UNAVAILABLE);
              });
      List<Thread> callers = new ArrayList<>();
      List<CompletableFuture<Code>> codes = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        CompletableFuture<Code> result = new CompletableFuture<>();
        codes.add(result);
        Thread caller =
            new Thread(
                () ->
                    result.complete(
                        catchThrowableOfType(
                                ProviderException.class,
                                () -> context.withToken(failing, Secret::reveal, soon()))
                            .code()));
        callers.add(caller);
        caller.start();
      }
      Together.until(
          () -> callers.stream().allMatch(t -> t.getState() == Thread.State.TIMED_WAITING));
      waiting.countDown();

      for (CompletableFuture<Code> each : codes) {
        assertThat(each.get(5, TimeUnit.SECONDS)).isEqualTo(Code.UNAVAILABLE);
      }
      assertThat(fetches).hasValue(1);
    }

    @Test
    void areWaitedForNoLongerThanTheCallersOwnDeadline() throws Exception {
      ProviderContext context = context();
      CountDownLatch inside = new CountDownLatch(1);
      CountDownLatch waiting = new CountDownLatch(1);
      TokenRecipe slow =
          new TokenRecipe(
              "access",
              "secret",
              (secret, deadline) -> {
                inside.countDown();
                Together.await(waiting);
                return new Token(Secret.of("late"), LIFETIME);
              });
      CompletableFuture<String> first =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return context.withToken(slow, Secret::reveal, soon());
                } catch (ProviderException e) {
                  throw new IllegalStateException(e);
                }
              });
      assertThat(inside.await(5, TimeUnit.SECONDS)).isTrue();

      assertThatThrownBy(
              () -> context.withToken(slow, Secret::reveal, Deadline.in(Duration.ofMillis(50))))
          .isInstanceOfSatisfying(
              ProviderException.class, e -> assertThat(e.code()).isEqualTo(Code.TIMEOUT));
      waiting.countDown();
      assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo("late");
    }
  }

  @Nested
  class Refusals {
    @Test
    void thriceInARowLeaveTheCredentialAlone() throws Exception {
      right.clear();
      ProviderContext context = context();

      for (int i = 0; i < 3; i++) {
        assertThat(code(context)).isEqualTo(Code.CREDENTIAL_REFUSED);
      }
      for (int i = 0; i < 5; i++) {
        assertThat(code(context)).isEqualTo(Code.CREDENTIAL_BLOCKED);
      }
      assertThat(fetches).hasValue(3);

      clock.advance(Duration.ofSeconds(59));
      assertThat(code(context)).isEqualTo(Code.CREDENTIAL_BLOCKED);
      clock.advance(Duration.ofSeconds(1));
      assertThat(code(context)).isEqualTo(Code.CREDENTIAL_REFUSED);
      assertThat(code(context)).isEqualTo(Code.CREDENTIAL_BLOCKED);
      assertThat(fetches).hasValue(4);

      clock.advance(Duration.ofSeconds(60));
      right.add("current");
      assertThat(token(context)).isEqualTo("current-5");
    }

    @Test
    void areForgottenWhenTheCredentialWorks() throws Exception {
      ProviderContext context = context();
      for (int i = 0; i < 4; i++) {
        right.clear();
        assertThat(secretCode(context)).isEqualTo(Code.CREDENTIAL_REFUSED);
        assertThat(secretCode(context)).isEqualTo(Code.CREDENTIAL_REFUSED);
        right.add("current");
        context.withSecret("secret", this::take, soon());
      }
    }

    private Code secretCode(ProviderContext context) {
      return catchThrowableOfType(
              ProviderException.class, () -> context.withSecret("secret", this::take, soon()))
          .code();
    }

    private String take(Secret secret) throws ProviderException {
      if (!right.contains(secret.reveal())) {
        throw fault(Code.CREDENTIAL_REFUSED);
      }
      return secret.reveal();
    }

    @Test
    void afterThePauseLetOneProbeThrough() throws Exception {
      right.clear();
      ProviderContext context = context();
      for (int i = 0; i < 3; i++) {
        assertThat(secretCode(context)).isEqualTo(Code.CREDENTIAL_REFUSED);
      }
      clock.advance(Duration.ofSeconds(60));

      Code probe =
          catchThrowableOfType(
                  ProviderException.class,
                  () ->
                      context.withSecret(
                          "secret",
                          secret -> {
                            assertThat(secretCode(context)).isEqualTo(Code.CREDENTIAL_BLOCKED);
                            throw fault(Code.UNAVAILABLE);
                          },
                          soon()))
              .code();

      assertThat(probe).isEqualTo(Code.UNAVAILABLE);
      right.add("current");
      assertThat(context.<String>withSecret("secret", this::take, soon())).isEqualTo("current");
    }

    @Test
    void doNotOutliveAChangeOfTheSecretOrACheck() throws Exception {
      right.clear();
      Binding binding = FakePlatform.binding("1");
      for (int i = 0; i < 3; i++) {
        assertThat(code(context(binding))).isEqualTo(Code.CREDENTIAL_REFUSED);
      }
      assertThat(code(context(binding))).isEqualTo(Code.CREDENTIAL_BLOCKED);

      right.add("changed");
      assertThat(token(context(FakePlatform.binding("2", BoundSecret.of(Secret.of("changed"))))))
          .startsWith("changed-");
      right.add("current");
      connections.check(binding, CheckEnvironment.of(URI.create("https://id.example"), List.of()));
      assertThat(token(context(binding))).startsWith("current-");
    }

    @Test
    void ofOtherKindsDoNotCount() throws Exception {
      ProviderContext context = context();
      for (int i = 0; i < 10; i++) {
        assertThatThrownBy(
                () ->
                    context.withSecret(
                        "secret",
                        secret -> {
                          throw fault(Code.NOT_PERMITTED);
                        },
                        soon()))
            .isInstanceOf(ProviderException.class);
      }

      assertThat(token(context)).isEqualTo("current-1");
    }
  }

  @Nested
  class ChangedSecrets {
    @Test
    void overlapWithTheOneBeforeUntilTheyHaveWorked() throws Exception {
      right.clear();
      right.add("before");
      ProviderContext context = context(overlapping());

      assertThat(token(context)).isEqualTo("before-2");
      assertThat(context.<String>withSecret("secret", this::take, soon())).isEqualTo("before");
      assertThat(worked).hasValue(0);

      right.add("current");
      assertThat(token(context)).startsWith("current-");
      assertThat(worked).hasValue(1);
      right.remove("current");
      assertThatThrownBy(() -> context.withSecret("secret", this::take, soon()))
          .isInstanceOf(ProviderException.class);
      assertThat(worked).hasValue(1);
    }

    private String take(Secret secret) throws ProviderException {
      if (!right.contains(secret.reveal())) {
        throw fault(Code.CREDENTIAL_REFUSED);
      }
      return secret.reveal();
    }

    @Test
    void useTheOneBeforeAlsoWhileTheCurrentOneIsLeftAlone() throws Exception {
      right.clear();
      right.add("before");
      ProviderContext context = context(overlapping());

      for (int i = 0; i < 10; i++) {
        assertThat(context.<String>withSecret("secret", this::take, soon())).isEqualTo("before");
      }
    }

    @Test
    void areTriedAtOnceWhenThePlatformNoLongerTakesTheOneBefore() throws Exception {
      right.clear();
      right.add("before");
      ProviderContext context = context(overlapping());
      for (int i = 0; i < 5; i++) {
        context.withSecret("secret", this::take, soon());
      }

      right.clear();
      right.add("current");

      assertThat(context.<String>withSecret("secret", this::take, soon())).isEqualTo("current");
      assertThat(worked).hasValue(1);
    }

    @Test
    void areLeftAloneAllTheSameWhenNeitherIsTakenAnyMore() throws Exception {
      right.clear();
      right.add("before");
      ProviderContext context = context(overlapping());
      for (int i = 0; i < 5; i++) {
        context.withSecret("secret", this::take, soon());
      }
      right.clear();
      AtomicInteger tries = new AtomicInteger();

      for (int i = 0; i < 20; i++) {
        assertThatThrownBy(
                () ->
                    context.withSecret(
                        "secret",
                        secret -> {
                          tries.incrementAndGet();
                          return take(secret);
                        },
                        soon()))
            .isInstanceOf(ProviderException.class);
      }

      assertThat(tries).hasValue(6);
    }

    @Test
    void failWithWhatBecameOfTheCurrentOneWhenNeitherIsTaken() throws Exception {
      right.clear();

      assertThat(code(context(overlapping()))).isEqualTo(Code.CREDENTIAL_REFUSED);
      assertThat(fetches).hasValue(2);
    }
  }

  @Nested
  class Budgets {
    private final URI nowhere = URI.create("http://127.0.0.1:1");

    private Code call(ProviderContext context, String quota) {
      return catchThrowableOfType(
              ProviderException.class,
              () ->
                  context.exchange(
                      HttpCall.get(nowhere, "/x").withQuota(quota).withIdempotent(false), soon()))
          .code();
    }

    @Test
    void areKeptPerQuotaAndFlowBackIn() throws Exception {
      settings.put("fake.budget./few", "10");
      ProviderContext context = context();

      assertThat(call(context, "/few")).isEqualTo(Code.UNAVAILABLE);
      assertThat(call(context, "/few")).isEqualTo(Code.UNAVAILABLE);
      assertThat(call(context, "/few")).isEqualTo(Code.THROTTLED);
      assertThat(call(context, "/other")).isEqualTo(Code.UNAVAILABLE);
      clock.advance(Duration.ofMillis(7500));
      assertThat(call(context, "/few")).isEqualTo(Code.UNAVAILABLE);
      assertThat(call(context, "/few")).isEqualTo(Code.THROTTLED);
    }

    @Test
    void areNotKeptWhereTheSettingSaysNone() throws Exception {
      settings.put("fake.budget.default", "1");
      settings.put("fake.budget./any", "0");
      ProviderContext context = context();

      for (int i = 0; i < 5; i++) {
        assertThat(call(context, "/any")).isEqualTo(Code.UNAVAILABLE);
      }
      assertThat(call(context, "/other")).isEqualTo(Code.UNAVAILABLE);
      assertThat(call(context, "/other")).isEqualTo(Code.THROTTLED);
    }

    @Test
    void areAsLargeAsTheDescriptorSaysUnlessASettingSaysOtherwise() throws Exception {
      settings.put("fake.budget./set", "10");
      TestProviders.add(
          registry, new FakePlatform().bears(Map.of("/read", 5, "/set", 5)), 1, "1.1.0", 2);
      ProviderContext context = context();

      assertThat(call(context, "/read")).isEqualTo(Code.UNAVAILABLE);
      assertThat(call(context, "/read")).isEqualTo(Code.THROTTLED);
      assertThat(call(context, "/set")).isEqualTo(Code.UNAVAILABLE);
      assertThat(call(context, "/set")).isEqualTo(Code.UNAVAILABLE);
      assertThat(call(context, "/set")).isEqualTo(Code.THROTTLED);
      assertThat(call(context, "/other")).isEqualTo(Code.UNAVAILABLE);
      assertThat(call(context, "/other")).isEqualTo(Code.UNAVAILABLE);
    }

    @Test
    void areThoseOfTheVersionThatServes() throws Exception {
      TestProviders.add(registry, new FakePlatform().bears(Map.of("/read", 5)), 1, "1.1.0", 2);
      call(context(), "/read");
      assertThat(call(context(), "/read")).isEqualTo(Code.THROTTLED);

      TestProviders.add(registry, new FakePlatform().bears(Map.of("/read", 10)), 2, "1.2.0", 3);

      call(context(), "/read");
      assertThat(call(context(), "/read")).isEqualTo(Code.UNAVAILABLE);
    }

    @Test
    void areNotKeptUnlessASettingOrTheDescriptorSaysSo() throws Exception {
      ProviderContext context = context();

      for (int i = 0; i < 2_100; i++) {
        assertThat(call(context, "/any")).isEqualTo(Code.UNAVAILABLE);
      }
    }
  }

  @Test
  void lendsThePlatformsSettingsAndTheClock() throws Exception {
    settings.put("fake.api.url", "https://api.example");
    settings.put("other.api.url", "https://other.example");

    assertThat(context().setting("api.url")).contains("https://api.example");
    assertThat(context().setting("unknown")).isEmpty();
    assertThat(context().clock().instant()).isEqualTo(clock.instant());
  }

  @Test
  void refusesASecretThatIsNotSet() throws Exception {
    ProviderContext context = context();

    assertThatThrownBy(() -> context.withSecret("unknown", Secret::reveal, soon()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Nested
  class Verifying {
    private Optional<String> verify(ProviderContext context, String sealedWith) {
      return context.verifyWith(
          "secret",
          secret -> secret.reveal().equals(sealedWith) ? Optional.of("content") : Optional.empty());
    }

    @Test
    void triesTheSecretBeforeUntilTheCurrentOneHasWorked() throws Exception {
      ProviderContext context = context(overlapping());

      assertThat(verify(context, "before")).contains("content");
      assertThat(worked).hasValue(0);
      assertThat(verify(context, "current")).contains("content");
      assertThat(worked).hasValue(1);
      assertThat(verify(context, "before")).isEmpty();
    }

    @Test
    void blocksNothingHoweverManyForgeriesCome() throws Exception {
      ProviderContext context = context(overlapping());

      for (int i = 0; i < 100; i++) {
        assertThat(verify(context, "forged")).isEmpty();
      }
      assertThat(token(context)).startsWith("current");
    }

    @Test
    void holdsNothingWithAFieldThatIsNotSet() throws Exception {
      assertThat(context().verifyWith("callbackToken", Optional::of)).isEmpty();
    }
  }

  @Nested
  class Quotas {
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void areSharedByTheConnectionsToAnApp() throws Exception {
      assertThat(context().allowance("misses", 2, DAY).take()).isTrue();
      assertThat(context(FakePlatform.binding("2")).allowance("misses", 2, DAY).take()).isTrue();
      assertThat(context().allowance("misses", 2, DAY).take()).isFalse();
      assertThat(context().allowance("others", 2, DAY).take()).isTrue();
    }
  }
}
