package dev.muster.wechatwork;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Answers what a test says, for what no well-behaved server would answer. */
final class CannedContext implements ProviderContext {
  private static final String TOKEN =
      "{\"errcode\":0,\"errmsg\":\"ok\",\"access_token\":\"t\",\"expires_in\":7200}";

  private final Map<String, HttpAnswer> answers = new HashMap<>();
  private final Map<String, String> settings = new HashMap<>();
  final List<HttpCall> calls = new ArrayList<>();

  CannedContext() {
    answer("/cgi-bin/gettoken", TOKEN);
  }

  CannedContext answer(String path, String body) {
    return answer(path, 200, Map.of(), body);
  }

  CannedContext answer(String path, int status, Map<String, List<String>> headers, String body) {
    answers.put(path, new HttpAnswer(status, headers, body.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  CannedContext set(String key, String value) {
    settings.put(key, value);
    return this;
  }

  Connection connect(Map<String, String> more) {
    Map<String, String> fields = new HashMap<>(Map.of("corpId", "wwcorp", "agentId", "1000002"));
    fields.putAll(more);
    return new WechatWorkProvider()
        .connect(new ConnectionSettings("test", fields, Set.of("secret")), this);
  }

  @Override
  public HttpAnswer exchange(HttpCall call, Deadline deadline) {
    calls.add(call);
    HttpAnswer answer = answers.get(call.uri().getPath());
    if (answer == null) {
      throw new AssertionError("Nobody expected " + call);
    }
    return answer;
  }

  @Override
  public <T> T withToken(TokenRecipe recipe, Work<T> work, Deadline deadline)
      throws ProviderException {
    return work.with(Secret.of("token"));
  }

  @Override
  public <T> T withSecret(String field, Work<T> work, Deadline deadline) throws ProviderException {
    return work.with(Secret.of("a secret"));
  }

  @Override
  public <T> Optional<T> verifyWith(String field, Function<Secret, Optional<T>> check) {
    return Optional.empty();
  }

  @Override
  public Allowance allowance(String name, int most, Duration per) {
    return new Allowance() {
      @Override
      public boolean take() {
        return true;
      }

      @Override
      public void use() {}

      @Override
      public void giveBack() {}
    };
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
