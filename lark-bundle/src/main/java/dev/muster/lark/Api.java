package dev.muster.lark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.HttpAnswer;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.ProviderContext.Token;
import dev.muster.spi.platform.ProviderContext.TokenRecipe;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The platform's server API: sends a call and reads what comes back. */
final class Api {
  /** A page of fifty people with all their fields stays well below it. */
  private static final int MAX_ANSWER_BYTES = 1024 * 1024;

  private static final int LONGEST_LIFETIME_SECONDS = 24 * 60 * 60;
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final String TENANT_TOKEN = "/open-apis/auth/v3/tenant_access_token/internal";
  private static final String TENANT = "/open-apis/tenant/v2/tenant/query";

  private final App app;
  private final URI base;
  private final ProviderContext context;
  private final TokenRecipe recipe;
  private final ObjectMapper json = Json.ofAnswers();

  Api(App app, URI base, ProviderContext context) {
    this.app = app;
    this.base = base;
    this.context = context;
    this.recipe = new TokenRecipe("tenant", Descriptors.APP_SECRET, this::access);
  }

  ProviderContext context() {
    return context;
  }

  /** A call that only reads. */
  HttpCall get(String path) {
    return HttpCall.get(base, path);
  }

  /** A call that carries an object. */
  HttpCall post(String path, Object body) {
    return post(base, path, body);
  }

  /** A call that carries an object, to another host. */
  HttpCall post(URI host, String path, Object body) {
    try {
      return HttpCall.postJson(host, path, json.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Maps and lists of texts can be written", e);
    }
  }

  /** What is done with the tenant's token. */
  @FunctionalInterface
  interface Use<T> {
    T with(Access access) throws ProviderException;
  }

  /** Does something as the bound app, and knows whose app that is. */
  <T> T asApp(Use<T> use, Deadline deadline) throws ProviderException {
    return context.withToken(recipe, kept -> use.with(Access.of(kept)), deadline);
  }

  /** Sends a call with a token, whatever the platform's verdict will be. */
  Answer send(HttpCall call, Secret token, Deadline deadline) throws ProviderException {
    return send(call.withHeader("Authorization", "Bearer " + token.reveal()), deadline);
  }

  /** Asks for a tenant token, whatever the platform's verdict will be. */
  Answer askForToken(Secret secret, Deadline deadline) throws ProviderException {
    return send(
        post(TENANT_TOKEN, Map.of("app_id", app.appId(), "app_secret", secret.reveal()))
            .withIdempotent(true),
        deadline);
  }

  /** Asks whose a token is, whatever the platform's verdict will be. */
  Answer askForTenant(Secret token, Deadline deadline) throws ProviderException {
    return send(get(TENANT), token, deadline);
  }

  /** Whose a token is, out of the answer. */
  static String tenantKey(Answer answer) throws ProviderException {
    String key =
        Answer.text(answer.orThrow().at("data", "tenant"), "tenant_key")
            .orElseThrow(() -> answer.withheld("tenant_key", Scopes.TENANT));
    if (!Access.TENANT_KEY.matcher(key).matches()) {
      throw answer.unexpected("has a tenant_key that is none");
    }
    return key;
  }

  /** The token that the platform gave, or the fault that it told. */
  static Token token(Answer answer) throws ProviderException {
    answer.orThrowAsOfSecret();
    String value = answer.require("tenant_access_token");
    JsonNode expire = answer.at("expire");
    if (!expire.isIntegralNumber() || expire.longValue() < 1) {
      throw answer.unexpected("has no expire of a second or more");
    }
    return new Token(
        Secret.of(value),
        Duration.ofSeconds(Math.min(expire.longValue(), LONGEST_LIFETIME_SECONDS)));
  }

  private Token access(Secret secret, Deadline deadline) throws ProviderException {
    Token token = token(askForToken(secret, deadline));
    String tenantKey = tenantKey(askForTenant(token.value(), deadline));
    return new Token(new Access(tenantKey, token.value()).asSecret(), token.lifetime());
  }

  /** Sends a call, whatever the platform's verdict will be. */
  Answer send(HttpCall call, Deadline deadline) throws ProviderException {
    return context.exchange(
        call.withMaxAnswerBytes(MAX_ANSWER_BYTES), deadline, answer -> read(call.quota(), answer));
  }

  private Answer read(String name, HttpAnswer answer) throws ProviderException {
    try {
      JsonNode body = json.readTree(answer.body());
      if (body != null && body.isObject()) {
        return new Answer(name, answer.status(), retryAfter(answer), body).unlessBusy();
      }
    } catch (IOException e) {
      // what cannot be read may hold a token; neither it nor the parser's excerpt goes on
    }
    throw unreadable(name, answer);
  }

  private static ProviderException unreadable(String name, HttpAnswer answer) {
    int status = answer.status();
    if (status == 200) {
      return Answer.unexpected(name, "is no JSON object");
    }
    Code code =
        status == 429 ? Code.THROTTLED : status >= 500 ? Code.UNAVAILABLE : Code.UNEXPECTED_ANSWER;
    return new ProviderException(
        code,
        name + " answered HTTP " + status,
        Optional.of("HTTP " + status),
        code == Code.THROTTLED ? retryAfter(answer) : Optional.empty(),
        Optional.empty());
  }

  /** Seconds, perhaps with a fraction; never less than one, never so long that nobody waits. */
  private static Optional<Duration> retryAfter(HttpAnswer answer) {
    return answer
        .header("x-ogw-ratelimit-reset")
        .or(() -> answer.header("retry-after"))
        .filter(text -> text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?"))
        .map(text -> Duration.ofMillis((long) Math.ceil(Double.parseDouble(text) * 1000)))
        .map(wait -> wait.toMillis() < 1000 ? Duration.ofSeconds(1) : wait)
        .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
  }
}
