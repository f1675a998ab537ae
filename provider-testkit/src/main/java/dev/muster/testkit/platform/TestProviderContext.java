package dev.muster.testkit.platform;

import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.HttpAnswer;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.Judged;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.spi.platform.Quota;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A {@link ProviderContext} for tests: HTTP over the network with a deadline, tokens that are
 * fetched once and renewed once, secrets by name, allowances that never come back. Left out,
 * because a provider cannot tell: proxy, budget, circuit breaker, several nodes.
 */
public final class TestProviderContext implements ProviderContext {
  /** How often a call that may be repeated is sent at the most. */
  private static final int TRIES = 2;

  /** Nothing is inherited, so that nobody takes these threads for a provider's. */
  private static final Executor READERS =
      Executors.newCachedThreadPool(
          work -> {
            Thread reader = new Thread(null, work, "test-provider-context", 0, false);
            reader.setDaemon(true);
            return reader;
          });

  private final HttpClient http =
      HttpClient.newBuilder()
          .executor(READERS)
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final Map<String, Secret> secrets = new ConcurrentHashMap<>();
  private final Map<String, Secret> previous = new ConcurrentHashMap<>();
  private final Map<String, String> settings;
  private final Clock clock;
  private final ReentrantLock fetching = new ReentrantLock();
  private final Map<String, Counted> allowances = new ConcurrentHashMap<>();
  private final Map<String, Held> tokens = new ConcurrentHashMap<>();
  private final Set<String> quotas = ConcurrentHashMap.newKeySet();
  private final Queue<Ended> ended = new ConcurrentLinkedQueue<>();

  /** A call that the platform answered, and the platform's code where it refused it. */
  private record Ended(String call, Optional<String> refusal) {}

  /** What of an allowance was used, and what was taken and is not decided on. */
  private static final class Counted {
    private final AtomicInteger used = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();
  }

  private record Held(Secret token, Instant until) {}

  /**
   * Makes a context.
   *
   * @param secrets the secret fields, by name
   * @param settings the settings {@code platform.<id>.<key>}, by key
   * @param clock what tokens age by
   */
  public TestProviderContext(
      Map<String, String> secrets, Map<String, String> settings, Clock clock) {
    secrets.forEach((name, value) -> this.secrets.put(name, Secret.of(value)));
    this.settings = Map.copyOf(settings);
    this.clock = clock;
  }

  /**
   * Changes a secret as an administrator does: the one before is tried when the new one is refused.
   *
   * @param field the secret field's name
   * @param value the new value
   */
  public void changeSecret(String field, String value) {
    Secret before = secrets.put(field, Secret.of(value));
    if (before != null) {
      previous.put(field, before);
    }
    tokens.clear();
  }

  /** Forgets what a restart forgets: tokens, and what was taken of allowances and not used. */
  public void restart() {
    tokens.clear();
    allowances.values().forEach(counted -> counted.taken.set(0));
  }

  /**
   * Which budgets calls were taken from.
   *
   * @return what {@link HttpCall#quota} said of the calls so far
   */
  public Set<String> quotas() {
    return Set.copyOf(quotas);
  }

  /**
   * How many of the calls so far count in a quota.
   *
   * @param quota one of {@code PlatformDescriptor.quotas}
   * @return the number
   */
  public long counted(Quota quota) {
    return ended.stream()
        .filter(each -> quota.counts(each.call()))
        .filter(each -> each.refusal().filter(quota.freeCodes()::contains).isEmpty())
        .filter(each -> each.refusal().filter(quota.usedUpCodes()::contains).isEmpty())
        .count();
  }

  /**
   * Whether the platform said of one of the calls so far that nothing is left of a quota.
   *
   * @param quota one of {@code PlatformDescriptor.quotas}
   * @return true if so
   */
  public boolean saidUsedUp(Quota quota) {
    return ended.stream()
        .filter(each -> quota.counts(each.call()))
        .anyMatch(each -> each.refusal().filter(quota.usedUpCodes()::contains).isPresent());
  }

  @Override
  public <T> T exchange(HttpCall call, Deadline deadline, Reading<T> reading)
      throws ProviderException {
    try {
      T read = exchanged(call, deadline, reading);
      ended.add(
          new Ended(
              call.name(), read instanceof Judged judged ? judged.refusal() : Optional.empty()));
      return read;
    } catch (ProviderException e) {
      if (e.code() != Code.UNAVAILABLE) {
        ended.add(new Ended(call.name(), e.platformCode()));
      }
      throw e;
    }
  }

  private <T> T exchanged(HttpCall call, Deadline deadline, Reading<T> reading)
      throws ProviderException {
    quotas.add(call.quota());
    for (int tried = 1; ; tried++) {
      boolean last = !call.idempotent() || tried == TRIES;
      try {
        HttpAnswer answer = send(call, deadline);
        if (last || !passing(answer.status())) {
          return reading.read(answer);
        }
      } catch (ProviderException e) {
        if (last || e.code() != Code.UNAVAILABLE) {
          throw e;
        }
      }
    }
  }

  private static boolean passing(int status) {
    return status == 502 || status == 503 || status == 504;
  }

  private HttpAnswer send(HttpCall call, Deadline deadline) throws ProviderException {
    CompletableFuture<HttpAnswer> answer =
        http.sendAsync(request(call), HttpResponse.BodyHandlers.ofInputStream())
            .thenApplyAsync(response -> read(call, response), READERS);
    try {
      return answer.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw fault(Code.TIMEOUT, call + " did not answer in time", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TooLarge) {
        throw fault(Code.UNEXPECTED_ANSWER, call + " answered too much", e.getCause());
      }
      throw fault(Code.UNAVAILABLE, call + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw fault(Code.UNAVAILABLE, call + " was interrupted", e);
    }
  }

  private static HttpRequest request(HttpCall call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.uriWithQuery())
            .method(
                call.method(),
                call.body()
                    .map(HttpRequest.BodyPublishers::ofByteArray)
                    .orElseGet(HttpRequest.BodyPublishers::noBody));
    call.headers().forEach(request::setHeader);
    return request.build();
  }

  private static HttpAnswer read(HttpCall call, HttpResponse<InputStream> response) {
    try (InputStream in = response.body()) {
      byte[] body = in.readNBytes(call.maxAnswerBytes() + 1);
      if (body.length > call.maxAnswerBytes()) {
        throw new TooLarge();
      }
      return new HttpAnswer(response.statusCode(), response.headers().map(), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public <T> T withToken(TokenRecipe recipe, Work<T> work, Deadline deadline)
      throws ProviderException {
    Secret token = token(recipe, deadline);
    try {
      return work.with(token);
    } catch (ProviderException e) {
      if (e.code() != Code.TOKEN_INVALID) {
        throw e;
      }
      tokens.computeIfPresent(key(recipe), (key, held) -> held.token().equals(token) ? null : held);
      return work.with(token(recipe, deadline));
    }
  }

  private Secret token(TokenRecipe recipe, Deadline deadline) throws ProviderException {
    fetching.lock();
    try {
      Held held = tokens.get(key(recipe));
      if (held != null && held.until().isAfter(clock.instant())) {
        return held.token();
      }
      Token token =
          withSecret(
              recipe.secretField(), secret -> recipe.fetch().fetch(secret, deadline), deadline);
      tokens.put(key(recipe), new Held(token.value(), clock.instant().plus(token.lifetime())));
      return token.value();
    } finally {
      fetching.unlock();
    }
  }

  private static String key(TokenRecipe recipe) {
    return recipe.secretField() + " " + recipe.name();
  }

  @Override
  public <T> T withSecret(String field, Work<T> work, Deadline deadline) throws ProviderException {
    Secret secret = secrets.get(field);
    if (secret == null) {
      throw new IllegalArgumentException("The field " + field + " is not set");
    }
    try {
      return work.with(secret);
    } catch (ProviderException e) {
      Secret before = previous.get(field);
      if (before == null || e.code() != Code.CREDENTIAL_REFUSED) {
        throw e;
      }
      return work.with(before);
    }
  }

  @Override
  public <T> Optional<T> verifyWith(String field, Function<Secret, Optional<T>> check) {
    return Stream.of(secrets, previous)
        .flatMap(values -> Optional.ofNullable(values.get(field)).stream())
        .flatMap(value -> check.apply(value).stream())
        .findFirst();
  }

  @Override
  public Allowance allowance(String name, int most, Duration per) {
    Counted counted = allowances.computeIfAbsent(name, it -> new Counted());
    return new Allowance() {
      @Override
      public boolean take() {
        boolean left = counted.used.get() + counted.taken.get() < most;
        counted.taken.addAndGet(left ? 1 : 0);
        return left;
      }

      @Override
      public void use() {
        counted.used.incrementAndGet();
        counted.taken.decrementAndGet();
      }

      @Override
      public void giveBack() {
        counted.taken.decrementAndGet();
      }
    };
  }

  @Override
  public Optional<String> setting(String key) {
    return Optional.ofNullable(settings.get(key));
  }

  @Override
  public Clock clock() {
    return clock;
  }

  private static ProviderException fault(Code code, String message, Throwable cause) {
    return new ProviderException(
        code, message, Optional.empty(), Optional.<Duration>empty(), Optional.of(cause));
  }
}
