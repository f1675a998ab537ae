package dev.muster.dingtalk;

import dev.muster.spi.Connection;
import dev.muster.spi.ConnectionSettings;
import dev.muster.spi.Deadline;
import dev.muster.spi.HttpAnswer;
import dev.muster.spi.HttpCall;
import dev.muster.spi.ProviderContext;
import dev.muster.spi.ProviderException;
import dev.muster.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Answers what a test says, for what no well-behaved server would answer. */
final class CannedContext implements ProviderContext {
  private final Map<String, Deque<HttpAnswer>> answers = new HashMap<>();
  private final Map<String, String> settings = new HashMap<>();
  private final Map<String, String> fields =
      new HashMap<>(Map.of("corpId", "dingcorp", "clientId", "dingapp"));
  private final Map<String, String> secrets = new HashMap<>(Map.of("clientSecret", "a secret"));
  final List<HttpCall> calls = new ArrayList<>();
  private Instant now = Instant.parse("2026-03-01T08:00:00Z");

  CannedContext answer(String path, String body) {
    return answer(path, 200, body);
  }

  CannedContext answer(String path, int status, String body) {
    return answer(path, status, Map.of(), body);
  }

  CannedContext answer(String path, int status, Map<String, List<String>> headers, String body) {
    answers.put(path, new ArrayDeque<>());
    return then(path, new HttpAnswer(status, headers, body.getBytes(StandardCharsets.UTF_8)));
  }

  /** What the path answers after that, until the last, which stays. */
  CannedContext then(String path, String body) {
    return then(path, new HttpAnswer(200, Map.of(), body.getBytes(StandardCharsets.UTF_8)));
  }

  private CannedContext then(String path, HttpAnswer answer) {
    answers.computeIfAbsent(path, it -> new ArrayDeque<>()).add(answer);
    return this;
  }

  CannedContext set(String key, String value) {
    settings.put(key, value);
    return this;
  }

  CannedContext field(String name, String value) {
    fields.put(name, value);
    return this;
  }

  CannedContext secret(String name, String value) {
    secrets.put(name, value);
    return this;
  }

  CannedContext at(Instant time) {
    now = time;
    return this;
  }

  Connection connect() {
    return new DingTalkProvider()
        .connect(new ConnectionSettings("test", fields, Set.copyOf(secrets.keySet())), this);
  }

  List<String> paths() {
    return calls.stream().map(call -> call.uri().getPath()).toList();
  }

  @Override
  public HttpAnswer exchange(HttpCall call, Deadline deadline) {
    calls.add(call);
    Deque<HttpAnswer> queue = answers.get(call.uri().getPath());
    if (queue == null) {
      throw new AssertionError("Nobody expected " + call);
    }
    return queue.size() > 1 ? queue.removeFirst() : queue.getFirst();
  }

  @Override
  public <T> T withToken(TokenRecipe recipe, Work<T> work, Deadline deadline)
      throws ProviderException {
    return work.with(Secret.of("token"));
  }

  @Override
  public <T> T withSecret(String field, Work<T> work, Deadline deadline) throws ProviderException {
    return work.with(Secret.of(secrets.getOrDefault(field, "none")));
  }

  @Override
  public <T> Optional<T> verifyWith(String field, Function<Secret, Optional<T>> check) {
    return Optional.ofNullable(secrets.get(field)).map(Secret::of).flatMap(check);
  }

  @Override
  public Allowance allowance(String name, int most, Duration per) {
    throw new AssertionError("Nobody expected " + name);
  }

  @Override
  public Optional<String> setting(String key) {
    return Optional.ofNullable(settings.get(key));
  }

  @Override
  public Clock clock() {
    return Clock.fixed(now, ZoneOffset.UTC);
  }
}
