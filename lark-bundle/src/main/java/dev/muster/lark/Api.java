package dev.muster.lark;

import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.ProviderContext.Token;
import dev.muster.spi.platform.ProviderContext.TokenRecipe;
import dev.muster.spi.platform.ProviderException;
import dev.muster.support.Answer;
import dev.muster.support.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The platform's server API: sends a call and reads what comes back. */
final class Api {
  /** A page of fifty people with all their fields stays well below it. */
  private static final int MAX_ANSWER_BYTES = 1024 * 1024;

  private static final String TENANT_TOKEN = "/open-apis/auth/v3/tenant_access_token/internal";
  private static final String TENANT = "/open-apis/tenant/v2/tenant/query";

  private final App app;
  private final URI base;
  private final ProviderContext context;
  private final TokenRecipe recipe;
  private final Json json = Json.forAnswers();

  Api(App app, URI base, ProviderContext context) {
    this.app = app;
    this.base = base;
    this.context = context;
    this.recipe = TokenRecipe.of("tenant", Descriptors.APP_SECRET, this::access);
  }

  App app() {
    return app;
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
    return HttpCall.postJson(host, path, json.bytes(body));
  }

  /** An object as a text, where the platform has one in another. */
  String jsonText(Map<String, ?> object) {
    return new String(json.bytes(object), StandardCharsets.UTF_8);
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
    return send(call.withBearer(token), deadline);
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
    return answer.id(
        Json.text(answer.orThrow().at("data", "tenant"), "tenant_key")
            .orElseThrow(() -> answer.withheld("tenant_key", Scopes.TENANT)),
        "tenant_key",
        Access.TENANT_KEY);
  }

  /** The token that the platform gave, or the fault that it told. */
  static Token token(Answer answer) throws ProviderException {
    return answer.token("tenant_access_token", "expire");
  }

  private Token access(Secret secret, Deadline deadline) throws ProviderException {
    Token token = token(askForToken(secret, deadline));
    String tenantKey = tenantKey(askForTenant(token.value(), deadline));
    return Token.of(new Access(tenantKey, token.value()).asSecret(), token.lifetime());
  }

  /** Sends a call, whatever the platform's verdict will be. */
  Answer send(HttpCall call, Deadline deadline) throws ProviderException {
    return sendForMuch(call.withMaxAnswerBytes(MAX_ANSWER_BYTES), deadline);
  }

  /** The same for a call that says itself how large its answer may be. */
  Answer sendForMuch(HttpCall call, Deadline deadline) throws ProviderException {
    return context.exchange(
        call,
        deadline,
        answer -> Answers.of(call, answer, json.object(call, answer)).unless(ErrorCodes.BUSY));
  }
}
