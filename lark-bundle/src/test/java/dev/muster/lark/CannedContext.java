package dev.muster.lark;

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
  static final String TOKEN = "/open-apis/auth/v3/tenant_access_token/internal";
  static final String TENANT = "/open-apis/tenant/v2/tenant/query";
  static final String GRANT = "/open-apis/authen/v2/oauth/token";
  static final String USER_INFO = "/open-apis/authen/v1/user_info";
  static final String USERS = "/open-apis/contact/v3/users";

  private final Map<String, Deque<HttpAnswer>> answers = new HashMap<>();
  private final Map<String, String> settings = new HashMap<>();
  final List<HttpCall> calls = new ArrayList<>();

  CannedContext() {
    answer(TOKEN, "{'code':0,'msg':'ok','tenant_access_token':'t-1','expire':7200}");
    answer(TENANT, "{'code':0,'data':{'tenant':{'name':'Ltd','tenant_key':'tk'}}}");
  }

  /** Single quotes stand for double ones. */
  CannedContext answer(String path, String body) {
    return answer(path, 200, Map.of(), body);
  }

  CannedContext answer(String path, int status, Map<String, List<String>> headers, String body) {
    answers.put(path, new ArrayDeque<>());
    return then(path, status, headers, body);
  }

  /** What is answered the next time; the last answer stays. */
  CannedContext then(String path, int status, Map<String, List<String>> headers, String body) {
    answers
        .computeIfAbsent(path, it -> new ArrayDeque<>())
        .add(
            new HttpAnswer(
                status, headers, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  CannedContext set(String key, String value) {
    settings.put(key, value);
    return this;
  }

  Connection connect(String cloud) {
    return new LarkProvider()
        .connect(
            new ConnectionSettings(
                "test", Map.of("cloud", cloud, "appId", "cli_a"), Set.of("appSecret")),
            this);
  }

  List<String> paths() {
    return calls.stream().map(call -> call.uri().getPath()).toList();
  }

  /** The body of the last call to a path. */
  String sent(String path) {
    return calls.stream()
        .filter(call -> call.uri().getPath().equals(path))
        .reduce((first, second) -> second)
        .flatMap(HttpCall::body)
        .map(body -> new String(body, StandardCharsets.UTF_8))
        .orElseThrow();
  }

  @Override
  public HttpAnswer exchange(HttpCall call, Deadline deadline) {
    calls.add(call);
    Deque<HttpAnswer> canned = answers.get(call.uri().getPath());
    if (canned == null) {
      throw new AssertionError("Nobody expected " + call);
    }
    return canned.size() > 1 ? canned.remove() : canned.element();
  }

  @Override
  public <T> T withToken(TokenRecipe recipe, Work<T> work, Deadline deadline)
      throws ProviderException {
    return work.with(recipe.fetch().fetch(Secret.of("a secret"), deadline).value());
  }

  @Override
  public <T> T withSecret(String field, Work<T> work, Deadline deadline) throws ProviderException {
    return work.with(Secret.of("a secret"));
  }

  @Override
  public <T> Optional<T> verifyWith(String field, Function<Secret, Optional<T>> check) {
    throw new AssertionError("Nobody expected " + field);
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
    return Clock.systemUTC();
  }
}
