package dev.muster.testkit.platform;

import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.HttpAnswer;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A {@link ProviderContext} that answers what a test says, for what no well-behaved server would
 * answer. A call that nobody expected is an error.
 *
 * @param <C> the author's own class, which also knows how to connect
 */
public abstract class CannedAnswers<C extends CannedAnswers<C>> implements ProviderContext {
  private static final int TRIES = 3;

  private final Map<String, Deque<HttpAnswer>> answers = new HashMap<>();
  private final Map<String, String> settings = new HashMap<>();
  private final List<HttpCall> calls = new ArrayList<>();
  private final Map<String, Integer> taken = new HashMap<>();

  /** Expects nothing yet. */
  protected CannedAnswers() {}

  /**
   * This one, by the name of the author's class.
   *
   * @return this
   */
  protected abstract C self();

  /**
   * Answers with HTTP 200, whatever was said of the path before.
   *
   * @param path the call's path
   * @param body the answer
   * @return this
   */
  public final C answer(String path, String body) {
    return answer(path, 200, Map.of(), body);
  }

  /**
   * Answers, whatever was said of the path before.
   *
   * @param path the call's path
   * @param status the HTTP status
   * @param body the answer
   * @return this
   */
  public final C answer(String path, int status, String body) {
    return answer(path, status, Map.of(), body);
  }

  /**
   * Answers, whatever was said of the path before.
   *
   * @param path the call's path
   * @param status the HTTP status
   * @param headers headers by name, lower case
   * @param body the answer
   * @return this
   */
  public final C answer(String path, int status, Map<String, List<String>> headers, String body) {
    answers.put(path, new ArrayDeque<>());
    return then(path, status, headers, body);
  }

  /**
   * Answers the call after those that were told of before; the last answer stays.
   *
   * @param path the call's path
   * @param body the answer, with HTTP 200
   * @return this
   */
  public final C then(String path, String body) {
    return then(path, 200, Map.of(), body);
  }

  /**
   * Answers the call after those that were told of before; the last answer stays.
   *
   * @param path the call's path
   * @param status the HTTP status
   * @param headers headers by name, lower case
   * @param body the answer
   * @return this
   */
  public final C then(String path, int status, Map<String, List<String>> headers, String body) {
    answers
        .computeIfAbsent(path, it -> new ArrayDeque<>())
        .add(new HttpAnswer(status, headers, written(body).getBytes(StandardCharsets.UTF_8)));
    return self();
  }

  /**
   * An answer as the platform writes it.
   *
   * @param body as the test writes it
   * @return the same, unless the author's class has a shorter way of writing
   */
  protected String written(String body) {
    return body;
  }

  /**
   * Sets a setting {@code platform.<id>.<key>}.
   *
   * @param key the last part of its name
   * @param value its value
   * @return this
   */
  public final C set(String key, String value) {
    settings.put(key, value);
    return self();
  }

  /**
   * What was called.
   *
   * @return calls, in order
   */
  public final List<HttpCall> calls() {
    return calls;
  }

  /**
   * What was called, by name.
   *
   * @return paths, in order
   */
  public final List<String> paths() {
    return calls.stream().map(call -> call.uri().getPath()).toList();
  }

  /**
   * What was sent last to a path.
   *
   * @param path the call's path
   * @return the body
   */
  public final String sent(String path) {
    return calls.stream()
        .filter(call -> call.uri().getPath().equals(path))
        .reduce((first, second) -> second)
        .flatMap(HttpCall::body)
        .map(body -> new String(body, StandardCharsets.UTF_8))
        .orElseThrow();
  }

  @Override
  public final <T> T exchange(HttpCall call, Deadline deadline, Reading<T> reading)
      throws ProviderException {
    for (int tried = 1; ; tried++) {
      try {
        return reading.read(answered(call));
      } catch (ProviderException e) {
        if (!call.idempotent() || tried == TRIES || e.code() != Code.UNAVAILABLE) {
          throw e;
        }
      }
    }
  }

  private HttpAnswer answered(HttpCall call) {
    calls.add(call);
    Deque<HttpAnswer> canned = answers.get(call.uri().getPath());
    if (canned == null) {
      throw new AssertionError("Nobody expected " + call);
    }
    return canned.size() > 1 ? canned.remove() : canned.element();
  }

  /**
   * The value of a secret.
   *
   * @param field its field
   * @return the value; empty where a test expects nobody to verify anything with it
   */
  protected Optional<Secret> secret(String field) {
    return Optional.of(Secret.of("a secret"));
  }

  @Override
  public <T> T withToken(TokenRecipe recipe, Work<T> work, Deadline deadline)
      throws ProviderException {
    return work.with(Secret.of("token"));
  }

  @Override
  public final <T> T withSecret(String field, Work<T> work, Deadline deadline)
      throws ProviderException {
    return work.with(secret(field).orElseThrow());
  }

  @Override
  public final <T> Optional<T> verifyWith(String field, Function<Secret, Optional<T>> check) {
    return secret(field).flatMap(check);
  }

  /** As much as the provider asks for; what was used never comes back. */
  @Override
  public final Allowance allowance(String name, int most, Duration per) {
    return new Allowance() {
      @Override
      public boolean take() {
        boolean isLeft = taken.getOrDefault(name, 0) < most;
        if (isLeft) {
          int unused = taken.merge(name, 1, Integer::sum);
        }
        return isLeft;
      }

      @Override
      public void use() {}

      @Override
      public void giveBack() {
        int unused = taken.merge(name, -1, Integer::sum);
      }
    };
  }

  @Override
  public final Optional<String> setting(String key) {
    return Optional.ofNullable(settings.get(key));
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }
}
