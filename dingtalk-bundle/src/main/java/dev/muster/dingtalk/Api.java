package dev.muster.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.HttpAnswer;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.ProviderContext.Reading;
import dev.muster.spi.platform.ProviderContext.Token;
import dev.muster.spi.platform.ProviderContext.TokenRecipe;
import dev.muster.spi.platform.ProviderContext.Work;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.support.Answer;
import dev.muster.support.HttpFaults;
import dev.muster.support.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The platform's two server APIs: sends a call and reads what comes back. */
final class Api {
  /** No answer that we ask for comes near it: the longest is 100 people. */
  private static final int MAX_ANSWER_BYTES = 1024 * 1024;

  private static final String TOKEN_HEADER = "x-acs-dingtalk-access-token";

  /** How long an address that called too often is answered by a page, whatever it asks. */
  private static final Duration BAN = Duration.ofMinutes(5);

  private final App app;
  private final Endpoints endpoints;
  private final ProviderContext context;
  private final TokenRecipe token;
  private final Json json = Json.forAnswers();

  Api(App app, Endpoints endpoints, ProviderContext context) {
    this.app = app;
    this.endpoints = endpoints;
    this.context = context;
    this.token =
        TokenRecipe.of(
            "app",
            Descriptors.CLIENT_SECRET,
            (secret, deadline) -> token(askForToken(endpoints.tokenCall(), secret, deadline)));
  }

  ProviderContext context() {
    return context;
  }

  TokenCall tokenCall() {
    return endpoints.tokenCall();
  }

  /** A call of the older API that only reads. */
  HttpCall oldGet(String path) {
    return HttpCall.get(endpoints.oapi(), path);
  }

  /** A call of the older API that only reads, although it is a POST. */
  HttpCall oldRead(String path, Map<String, ?> body) {
    return oldPost(path, body).withIdempotent(true);
  }

  /** A call of the older API that is sent once. */
  HttpCall oldPost(String path, Map<String, ?> body) {
    return HttpCall.postJson(endpoints.oapi(), path, json.bytes(body));
  }

  /** A call of the newer API that is sent once. */
  HttpCall newPost(String path, Map<String, ?> body) {
    return accepting(HttpCall.postJson(endpoints.api(), path, json.bytes(body)));
  }

  /** Without it the gateway of the newer API may answer in XML. */
  private static HttpCall accepting(HttpCall call) {
    return call.withHeader("Accept", "application/json");
  }

  /** Sends a call of the older API with the app's token. */
  @SafeVarargs
  @SuppressWarnings("varargs") // handed on to a method that is safe likewise
  final Answer asApp(HttpCall call, Deadline deadline, Set<String>... telling)
      throws ProviderException {
    return context.withToken(
        token, access -> asApp(call, access, deadline).orThrow(telling), deadline);
  }

  /** The same with a token at hand, whatever the platform's verdict will be. */
  Answer asApp(HttpCall call, Secret access, Deadline deadline) throws ProviderException {
    return sendOld(call.withQuery("access_token", access), deadline);
  }

  /** Does something with the app's token. */
  <T> T asApp(Work<T> work, Deadline deadline) throws ProviderException {
    return context.withToken(token, work, deadline);
  }

  /** Sends a call of the newer API with the app's token, whatever the verdict will be. */
  Answer asAppOfNew(HttpCall call, Secret access, Deadline deadline) throws ProviderException {
    return sendNew(call.withHeader(TOKEN_HEADER, access), deadline);
  }

  /** An object as a text, where the platform has one in another. */
  String jsonText(Map<String, ?> object) {
    return new String(json.bytes(object), StandardCharsets.UTF_8);
  }

  /** Reads from the newer API with the token of a person. */
  Answer asPerson(String path, Secret access, Deadline deadline) throws ProviderException {
    return sendNew(
        accepting(HttpCall.get(endpoints.api(), path)).withHeader(TOKEN_HEADER, access), deadline);
  }

  /** Asks for the token of a person, whatever the platform's verdict will be. */
  Answer redeem(Secret code, Secret secret, Deadline deadline) throws ProviderException {
    return sendNew(
        newPost(
            "/v1.0/oauth2/userAccessToken",
            Map.of(
                "clientId",
                app.clientId(),
                "clientSecret",
                secret.reveal(),
                "code",
                code.reveal(),
                "grantType",
                "authorization_code")),
        deadline);
  }

  /** Asks for the app's token, whatever the platform's verdict will be. */
  Answer askForToken(TokenCall how, Secret secret, Deadline deadline) throws ProviderException {
    HttpCall call = how.call(this, app, secret);
    return how == TokenCall.OLD ? sendOld(call, deadline) : sendNew(call, deadline);
  }

  /** The token that was given, or the fault that was told. */
  static Token token(Answer answer) throws ProviderException {
    return answer.at("accessToken").isMissingNode()
        ? answer.token("access_token", "expires_in")
        : answer.token("accessToken", "expireIn");
  }

  private Answer sendOld(HttpCall call, Deadline deadline) throws ProviderException {
    return exchange(
        call,
        deadline,
        answer -> {
          JsonNode body = read(call, answer);
          if (answer.status() != 200 && body.path("errcode").isMissingNode()) {
            throw HttpFaults.of(call, answer);
          }
          return Answers.ofOld(call, answer.status(), body).unless(ErrorCodes.BUSY);
        });
  }

  private Answer sendNew(HttpCall call, Deadline deadline) throws ProviderException {
    return exchange(
        call,
        deadline,
        answer -> Answers.ofNew(call, answer.status(), read(call, answer)).unless(ErrorCodes.BUSY));
  }

  private Answer exchange(HttpCall call, Deadline deadline, Reading<Answer> reading)
      throws ProviderException {
    return context.exchange(call.withMaxAnswerBytes(MAX_ANSWER_BYTES), deadline, reading);
  }

  /**
   * The platform has no code for it: an address that calls too often gets a page, or an object that
   * is like no other.
   */
  private JsonNode read(HttpCall call, HttpAnswer answer) throws ProviderException {
    boolean page = answer.status() == 200 || answer.status() == 403;
    if (page && isPage(answer)) {
      throw banned(call);
    }
    JsonNode body = json.object(call, answer);
    if (Json.text(body, "status").filter(ErrorCodes.BANNED::equals).isPresent()) {
      throw banned(call);
    }
    return body;
  }

  private static boolean isPage(HttpAnswer answer) {
    for (byte b : answer.body()) {
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return b == '<';
      }
    }
    return false;
  }

  private static ProviderException banned(HttpCall call) {
    return new ProviderException(
        Code.THROTTLED,
        call.name() + " is answered as to an address that called too often",
        Optional.of(ErrorCodes.BANNED),
        Optional.of(BAN),
        Optional.empty());
  }
}
