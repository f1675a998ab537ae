package dev.muster.wechatwork;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.HttpAnswer;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.ProviderContext.Token;
import dev.muster.spi.platform.ProviderContext.TokenRecipe;
import dev.muster.spi.platform.ProviderContext.Work;
import dev.muster.spi.platform.ProviderException;
import dev.muster.support.Answer;
import dev.muster.support.HttpFaults;
import dev.muster.support.Json;
import dev.muster.support.Refusal;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The platform's server API: sends a call and reads what comes back. */
final class Api {
  /** No answer comes near it, unless its call says otherwise. */
  private static final int MAX_ANSWER_BYTES = 256 * 1024;

  private static final String GET_TOKEN = "/cgi-bin/gettoken";

  private final App app;
  private final URI base;
  private final ProviderContext context;
  private final TokenRecipe appToken = recipe("app", Descriptors.SECRET);
  private final TokenRecipe addressBookToken =
      recipe("address-book", Descriptors.ADDRESS_BOOK_SECRET);
  private final Json json = Json.forAnswers();

  Api(App app, URI base, ProviderContext context) {
    this.app = app;
    this.base = base;
    this.context = context;
  }

  /** Each key has a token of its own, which opens other calls. */
  private TokenRecipe recipe(String name, String secretField) {
    return TokenRecipe.of(
        name, secretField, (secret, deadline) -> token(askForToken(secret, deadline)));
  }

  ProviderContext context() {
    return context;
  }

  /** A call that only reads. */
  HttpCall get(String path) {
    return HttpCall.get(base, path).withMaxAnswerBytes(MAX_ANSWER_BYTES);
  }

  /** A call that carries an object. */
  HttpCall post(String path, Map<String, ?> body) {
    return HttpCall.postJson(base, path, json.bytes(body)).withMaxAnswerBytes(MAX_ANSWER_BYTES);
  }

  /** Does something with the token of the app's own key: signing in, what the app may see. */
  <T> T asApp(Work<T> work, Deadline deadline) throws ProviderException {
    return context.withToken(appToken, work, deadline);
  }

  /** Sends a call with the app's key. */
  Answer asApp(HttpCall call, Deadline deadline) throws ProviderException {
    return asApp(access -> send(call, access, deadline).orThrow(), deadline);
  }

  /** Sends a call with the key of Contacts Sync. */
  Answer asAddressBook(HttpCall call, Deadline deadline) throws ProviderException {
    return context.withToken(
        addressBookToken, access -> send(call, access, deadline).orThrow(), deadline);
  }

  /** Sends a call with an access token, whatever the platform's verdict will be. */
  Answer send(HttpCall call, Secret token, Deadline deadline) throws ProviderException {
    return exchange(call.withQuery("access_token", token), deadline);
  }

  /** Asks for an access token, whatever the platform's verdict will be. */
  Answer askForToken(Secret secret, Deadline deadline) throws ProviderException {
    return exchange(
        get(GET_TOKEN).withQuery("corpid", app.corpId()).withQuery("corpsecret", secret), deadline);
  }

  /** The token that {@code gettoken} gave, or the fault that it told. */
  static Token token(Answer answer) throws ProviderException {
    return answer.token("access_token", "expires_in");
  }

  private Answer exchange(HttpCall call, Deadline deadline) throws ProviderException {
    return context.exchange(call, deadline, answer -> read(call, answer).unless(ErrorCodes.BUSY));
  }

  private Answer read(HttpCall call, HttpAnswer answer) throws ProviderException {
    if (answer.status() != 200) {
      throw HttpFaults.of(call, answer);
    }
    JsonNode body = lowerCase(call.name(), json.object(call, answer));
    return Answer.of(call, body, refusal(call, body.path("errcode")));
  }

  /** The platform's verdict; absent means success on some old calls. */
  private static Optional<Refusal> refusal(HttpCall call, JsonNode errcode)
      throws ProviderException {
    if (!errcode.isMissingNode() && !(errcode.isIntegralNumber() && errcode.canConvertToInt())) {
      throw Answer.unexpected(call.name(), "has an errcode that is no number");
    }
    return errcode.asInt() == 0
        ? Optional.empty()
        : Optional.of(ErrorCodes.refusal(errcode.asText()));
  }

  /**
   * An object with its names in lower case: the same field is written {@code userid} by one call
   * and {@code UserId} by its older twin.
   *
   * @param call the name of the call, for messages
   * @param object the object
   * @return a copy
   * @throws ProviderException {@code UNEXPECTED_ANSWER} if two names differ in case alone and
   *     disagree
   */
  static JsonNode lowerCase(String call, JsonNode object) throws ProviderException {
    ObjectNode lower = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      JsonNode other = lower.replace(field.getKey().toLowerCase(Locale.ROOT), field.getValue());
      if (other != null && !other.equals(field.getValue())) {
        throw Answer.unexpected(call, "names a field twice");
      }
    }
    return lower;
  }
}
