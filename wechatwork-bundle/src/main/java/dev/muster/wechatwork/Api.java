package dev.muster.wechatwork;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.HttpAnswer;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.ProviderContext.Token;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The platform's server API: sends a call and reads what comes back. */
final class Api {
  /** No answer comes near it, unless its call says otherwise. */
  private static final int MAX_ANSWER_BYTES = 256 * 1024;

  /** A token is of use for a while; what claims to die at once would have us ask without end. */
  private static final int SHORTEST_LIFETIME_SECONDS = 1;

  private static final int LONGEST_LIFETIME_SECONDS = 24 * 60 * 60;
  private static final String GET_TOKEN = "/cgi-bin/gettoken";

  private final URI base;
  private final ProviderContext context;
  private final ObjectMapper json = Json.ofAnswers();

  Api(URI base, ProviderContext context) {
    this.base = base;
    this.context = context;
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
    try {
      return HttpCall.postJson(base, path, json.writeValueAsBytes(body))
          .withMaxAnswerBytes(MAX_ANSWER_BYTES);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A map of texts and numbers can be written", e);
    }
  }

  /** Sends a call with an access token, whatever the platform's verdict will be. */
  Answer send(HttpCall call, Secret token, Deadline deadline) throws ProviderException {
    return exchange(call.withQuery("access_token", token), deadline);
  }

  /** Asks for an access token, whatever the platform's verdict will be. */
  Answer askForToken(String corpId, Secret secret, Deadline deadline) throws ProviderException {
    return exchange(
        get(GET_TOKEN).withQuery("corpid", corpId).withQuery("corpsecret", secret), deadline);
  }

  /** The token that {@code gettoken} gave, or the fault that it told. */
  static Token token(Answer answer) throws ProviderException {
    int errcode = answer.errcode();
    if (errcode != ErrorCodes.OK) {
      throw answer.failure(ErrorCodes.onGetToken(errcode), errcode);
    }
    String value =
        answer.text("access_token").orElseThrow(() -> answer.unexpected("has no access_token"));
    int seconds =
        answer.number("expires_in").orElseThrow(() -> answer.unexpected("has no expires_in"));
    if (seconds < SHORTEST_LIFETIME_SECONDS) {
      throw answer.unexpected("has an expires_in below one second");
    }
    return new Token(
        Secret.of(value), Duration.ofSeconds(Math.min(seconds, LONGEST_LIFETIME_SECONDS)));
  }

  private Answer exchange(HttpCall call, Deadline deadline) throws ProviderException {
    String name = call.uri().getPath();
    return context.exchange(call, deadline, answer -> read(name, answer));
  }

  private Answer read(String name, HttpAnswer answer) throws ProviderException {
    if (answer.status() != 200) {
      throw failed(name, answer);
    }
    try {
      JsonNode body = json.readTree(answer.body());
      if (body != null && body.isObject()) {
        return Answer.of(name, body).unlessBusy();
      }
    } catch (IOException e) {
      // what cannot be read may hold a token; neither it nor the parser's excerpt goes on
    }
    throw Answer.unexpected(name, "is no JSON object");
  }

  private static ProviderException failed(String name, HttpAnswer answer) {
    Code code =
        answer.status() == 429
            ? Code.THROTTLED
            : answer.status() >= 500 ? Code.UNAVAILABLE : Code.UNEXPECTED_ANSWER;
    return new ProviderException(
        code,
        name + " answered HTTP " + answer.status(),
        Optional.of("HTTP " + answer.status()),
        answer.header("retry-after").flatMap(Api::seconds),
        Optional.empty());
  }

  private static Optional<Duration> seconds(String text) {
    return text.matches("[0-9]{1,5}")
        ? Optional.of(Duration.ofSeconds(Integer.parseInt(text)))
        : Optional.empty();
  }
}
