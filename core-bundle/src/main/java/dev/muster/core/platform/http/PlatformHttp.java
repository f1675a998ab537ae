package dev.muster.core.platform.http;

import dev.muster.api.Metrics;
import dev.muster.core.platform.limit.PlatformLimits;
import dev.muster.core.platform.limit.RateLimits;
import dev.muster.spi.Deadline;
import dev.muster.spi.platform.HttpAnswer;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderContext.Reading;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every HTTP call to one platform. One client, whose connections are kept; a platform that hangs
 * holds none of another's.
 *
 * <p>The causes of failures stay out of the exceptions: what a library puts into a message may be a
 * part of the platform's answer.
 */
public final class PlatformHttp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PlatformHttp.class);
  private static final int MAX_ATTEMPTS = 3;
  private static final long BACKOFF_MILLIS = 50;

  private final String platform;
  private final PlatformLimits limits;
  private final Metrics metrics;
  private final ExecutorService threads;
  private final HttpClient client;
  private final RetryBudget retries = new RetryBudget();
  private final ConcurrentHashMap<String, String> calls = new ConcurrentHashMap<>();

  /**
   * The calls to one platform. Starts no thread before the first call.
   *
   * @param platform the platform's id
   * @param proxy the proxy as {@code http://host:port}, or empty for none
   * @param limits how long a call and opening a connection take at the most
   * @param metrics where each attempt is timed
   * @throws IllegalArgumentException if the proxy is not such an address
   */
  public PlatformHttp(
      String platform, Optional<String> proxy, PlatformLimits limits, Metrics metrics) {
    this.platform = platform;
    this.limits = limits;
    this.metrics = metrics;
    this.threads = HttpThreads.make(platform);
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limits.connect())
            .executor(threads)
            .proxy(proxy.map(PlatformHttp::proxy).orElse(HttpClient.Builder.NO_PROXY))
            .build();
  }

  /**
   * Sends a call, again where that is safe and likely to help, and has the answer read. Blocks.
   *
   * @param call what to send
   * @param given by when the answer is there; the platform's own limit ends it earlier
   * @param reading reads an answer of any status
   * @param <T> what is read
   * @return what was read
   * @throws ProviderException what the reading threw, {@code TIMEOUT}, {@code UNAVAILABLE} or, for
   *     an answer that is too large, {@code UNEXPECTED_ANSWER}
   */
  public <T> T exchange(HttpCall call, Deadline given, Reading<T> reading)
      throws ProviderException {
    Deadline deadline = given.atMost(limits.call());
    for (int attempt = 1; ; attempt++) {
      Attempt result = attempt(call, deadline);
      if (result.again() && mayRepeat(call, attempt, deadline)) {
        continue;
      }
      HttpAnswer answer = result.orThrow();
      try {
        T read = reading.read(answer);
        retries.succeeded(!result.again());
        return read;
      } catch (ProviderException e) {
        boolean busy = result.again() || e.code() == Code.UNAVAILABLE;
        retries.succeeded(!busy);
        if (result.again() || !busy || !mayRepeat(call, attempt, deadline)) {
          throw e;
        }
      }
    }
  }

  private boolean mayRepeat(HttpCall call, int attempt, Deadline deadline) {
    return call.idempotent()
        && attempt < MAX_ATTEMPTS
        && retries.take()
        && pause(attempt, deadline);
  }

  /** Shuts the threads down; what is still on the way ends as a failure. */
  @Override
  public void close() {
    threads.shutdown();
  }

  private Attempt attempt(HttpCall call, Deadline deadline) {
    long start = System.nanoTime();
    Attempt result = send(call, deadline);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    metrics.time(
        "muster_platform_call_seconds",
        took,
        "platform",
        platform,
        "call",
        label(call.name()),
        "outcome",
        result.outcome());
    if (LOG.isDebugEnabled()) {
      LOG.debug("{} {}: {} in {} ms", platform, call, result.outcome(), took.toMillis());
    }
    return result;
  }

  private Attempt send(HttpCall call, Deadline deadline) {
    Duration left = deadline.left();
    if (left.isZero()) {
      return new Failure(Code.TIMEOUT, "No time is left for " + call, false);
    }
    try {
      HttpResponse<AnswerBody> response =
          client.send(
              request(call, left),
              info ->
                  new AnswerBody(
                      call.maxAnswerBytes(),
                      info.headers().firstValueAsLong("content-length").orElse(0)));
      byte[] body = response.body().await(deadline);
      int status = response.statusCode();
      boolean busy = status == 502 || status == 503 || status == 504;
      return new Answer(new HttpAnswer(status, headers(response), body), busy);
    } catch (HttpTimeoutException | TimeoutException e) {
      return new Failure(Code.TIMEOUT, "No answer by the deadline: " + call, !deadline.passed());
    } catch (ExecutionException e) {
      return e.getCause() instanceof AnswerBody.TooLarge
          ? new Failure(
              Code.UNEXPECTED_ANSWER,
              "The answer has more than " + call.maxAnswerBytes() + " bytes: " + call,
              false)
          : unreachable(call, e.getCause() == null ? e : e.getCause());
    } catch (IOException e) {
      return unreachable(call, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Failure(Code.UNAVAILABLE, "Interrupted: " + call, false);
    }
  }

  private static Failure unreachable(HttpCall call, Throwable cause) {
    return new Failure(Code.UNAVAILABLE, cause.getClass().getSimpleName() + " at " + call, true);
  }

  private static HttpRequest request(HttpCall call, Duration left) {
    HttpRequest.Builder request = HttpRequest.newBuilder(call.uriWithQuery()).timeout(left);
    call.headers().forEach(request::setHeader);
    return request
        .method(
            call.method(),
            call.body()
                .map(HttpRequest.BodyPublishers::ofByteArray)
                .orElseGet(HttpRequest.BodyPublishers::noBody))
        .build();
  }

  private static Map<String, List<String>> headers(HttpResponse<?> response) {
    Map<String, List<String>> headers = new HashMap<>();
    response
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    return headers;
  }

  private static boolean pause(int attempt, Deadline deadline) {
    long millis = BACKOFF_MILLIS * attempt + ThreadLocalRandom.current().nextLong(BACKOFF_MILLIS);
    if (deadline.left().toMillis() <= millis) {
      return false;
    }
    LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    return !Thread.currentThread().isInterrupted();
  }

  /** Names of calls are metrics' labels: as many as a platform's documentation has, no more. */
  private String label(String call) {
    String known = calls.get(call);
    if (known != null) {
      return known;
    }
    return calls.size() < RateLimits.MAX_NAMES ? calls.computeIfAbsent(call, it -> it) : "other";
  }

  private static ProxySelector proxy(String url) {
    URI uri = URI.create(url.strip());
    if (!"http".equals(uri.getScheme()) || uri.getHost() == null || uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "A platform's proxy.url is http://host:port, without a user");
    }
    return ProxySelector.of(
        new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort()));
  }

  /** What became of sending once. */
  private sealed interface Attempt {
    boolean again();

    String outcome();

    HttpAnswer orThrow() throws ProviderException;
  }

  private record Answer(HttpAnswer answer, boolean again) implements Attempt {
    @Override
    public String outcome() {
      return answer.status() / 100 + "xx";
    }

    @Override
    public HttpAnswer orThrow() {
      return answer;
    }
  }

  private record Failure(Code code, String message, boolean again) implements Attempt {
    @Override
    public String outcome() {
      return code.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public HttpAnswer orThrow() throws ProviderException {
      throw new ProviderException(code, message, Optional.empty());
    }
  }
}
