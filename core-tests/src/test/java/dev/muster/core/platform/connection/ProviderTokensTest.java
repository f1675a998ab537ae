package dev.muster.core.platform.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.core.platform.FakePlatform;
import dev.muster.core.platform.Together;
import dev.muster.core.platform.registry.TestProviders;
import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.ProviderContext.Token;
import dev.muster.spi.platform.ProviderContext.TokenRecipe;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Tokens that a provider is lent. */
class ProviderTokensTest extends ProviderContextFixture {
  @Test
  void areFetchedOnceForEverybodyOnAColdCache() throws Exception {
    ProviderContext context = context();
    CountDownLatch waiting = new CountDownLatch(1);
    TokenRecipe slow =
        TokenRecipe.of(
            "access",
            "secret",
            (secret, deadline) -> {
              Together.await(waiting);
              return Token.of(Secret.of("token-" + fetches.incrementAndGet()), LIFETIME);
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
    assertThat(token(context(new Binding("other", "fake", "a", "1", one.fields(), one.secrets()))))
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
        TokenRecipe.of(
            "access",
            "secret",
            (secret, deadline) -> {
              assertThat(otherThread(context)).isEqualTo("current-1");
              return Token.of(Secret.of("renewed"), LIFETIME);
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
          .get(20, TimeUnit.SECONDS);
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
        TokenRecipe.of(
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
        TokenRecipe.of(
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
      assertThat(each.get(20, TimeUnit.SECONDS)).isEqualTo(Code.UNAVAILABLE);
    }
    assertThat(fetches).hasValue(1);
  }

  @Test
  void areWaitedForNoLongerThanTheCallersOwnDeadline() throws Exception {
    ProviderContext context = context();
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch waiting = new CountDownLatch(1);
    TokenRecipe slow =
        TokenRecipe.of(
            "access",
            "secret",
            (secret, deadline) -> {
              inside.countDown();
              Together.await(waiting);
              return Token.of(Secret.of("late"), LIFETIME);
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
    assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();

    assertThatThrownBy(
            () -> context.withToken(slow, Secret::reveal, Deadline.in(Duration.ofMillis(50))))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.code()).isEqualTo(Code.TIMEOUT));
    waiting.countDown();
    assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo("late");
  }
}
