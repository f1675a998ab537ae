package dev.muster.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JSON object as the platform answered it, with its verdict. The platform has two ways of saying
 * no: the older API answers HTTP 200 with a number, wrapped in another number where its gateway
 * refused; the newer answers another HTTP status with a word.
 */
final class Answer {
  /** What the gateway of the older API says whatever it means; the meaning is in the sub code. */
  private static final String WRAPPED = "88";

  private static final Pattern SUB_CODE = Pattern.compile("subcode=(-?[0-9]{1,9})");
  private static final Pattern SCOPES = Pattern.compile("requiredScopes=\\[([^\\]]{1,500})]");
  private static final Pattern SCOPE = Pattern.compile("[A-Za-z][A-Za-z0-9_.]{1,80}");
  private static final Pattern ADDRESS = Pattern.compile("request ip=([0-9A-Fa-f.:]{3,45})");
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  private final String call;
  private final int status;
  private final Optional<String> refusal;
  private final JsonNode body;

  private Answer(String call, int status, Optional<String> refusal, JsonNode body) {
    this.call = call;
    this.status = status;
    this.refusal = refusal;
    this.body = body;
  }

  /** Reads an answer of the older API, where success has to be said. */
  static Answer ofOld(String call, int status, JsonNode body) throws ProviderException {
    String errcode =
        scalar(body.path("errcode"))
            .filter(text -> text.matches("-?[0-9]{1,9}"))
            .orElseThrow(() -> unexpected(call, "has no errcode"));
    return new Answer(
        call,
        status,
        status == 200 && errcode.equals("0") ? Optional.empty() : Optional.of(meant(errcode, body)),
        body);
  }

  /** Reads an answer of the newer API, where the status tells. */
  static Answer ofNew(String call, int status, JsonNode body) {
    Optional<String> refusal =
        status == 200
            ? Optional.empty()
            : scalar(body.path("code")).or(() -> Optional.of("HTTP " + status));
    return new Answer(call, status, refusal, body);
  }

  private static String meant(String errcode, JsonNode body) {
    if (!errcode.equals(WRAPPED)) {
      return errcode;
    }
    Optional<String> sub =
        scalar(body.path("sub_code")).filter(text -> text.matches("-?[0-9]{1,9}"));
    if (sub.isPresent()) {
      return sub.get();
    }
    Matcher inText = SUB_CODE.matcher(scalar(body.path("errmsg")).orElse(""));
    return inText.find() ? inText.group(1) : errcode;
  }

  static ProviderException unexpected(String call, String what) {
    return new ProviderException(
        Code.UNEXPECTED_ANSWER, "The answer to " + call + " " + what, Optional.empty());
  }

  /** The fault that an answer of this kind is. */
  ProviderException unexpected(String what) {
    return unexpected(call, what);
  }

  /** The platform's own code, or empty if it did what it was asked. */
  Optional<String> refusal() {
    return refusal;
  }

  boolean refusedWith(Set<String> codes) {
    return refusal.filter(codes::contains).isPresent();
  }

  /** Fails where the platform calls itself busy, so that the call is sent again if it may be. */
  Answer unlessBusy() throws ProviderException {
    if (refusedWith(ErrorCodes.BUSY)) {
      throw failure();
    }
    return this;
  }

  /** Fails unless the verdict is success or one of those that tell something about a person. */
  @SafeVarargs
  final Answer orThrow(Set<String>... telling) throws ProviderException {
    for (Set<String> codes : telling) {
      if (refusedWith(codes)) {
        return this;
      }
    }
    if (refusal.isPresent()) {
      throw failure();
    }
    return this;
  }

  /** The fault that a refusal of a call with a token is. */
  ProviderException failure() {
    return failure(code -> ErrorCodes.onCall(code, status));
  }

  /** The fault that a refusal of a call with a secret is. */
  ProviderException failureOfSecret() {
    return failure(code -> ErrorCodes.onSecret(code, status));
  }

  private ProviderException failure(Function<String, Code> kind) {
    String code = refusal.orElse("0");
    return new ProviderException(
        kind.apply(code),
        call + " answered " + code,
        refusal,
        ErrorCodes.TOO_FAST.contains(code) ? Optional.of(A_MOMENT) : Optional.empty(),
        Optional.empty());
  }

  /** Names of the permissions that the platform says are missing. */
  List<String> requiredScopes() {
    List<String> scopes = new ArrayList<>();
    for (JsonNode scope : body.path("accessdenieddetail").path("requiredScopes")) {
      scalar(scope).ifPresent(scopes::add);
    }
    Matcher inText = SCOPES.matcher(said());
    if (scopes.isEmpty() && inText.find()) {
      scopes.addAll(List.of(inText.group(1).split("[,\\s]+")));
    }
    scopes.removeIf(scope -> !SCOPE.matcher(scope).matches());
    return scopes;
  }

  /** Our address as the platform sees it: to be shown, never to be judged by. */
  Optional<String> ourAddress() {
    Matcher address = ADDRESS.matcher(said());
    return address.find() ? Optional.of(address.group(1)) : Optional.empty();
  }

  private String said() {
    return String.join(
        " ",
        scalar(body.path("errmsg")).orElse(""),
        scalar(body.path("sub_msg")).orElse(""),
        scalar(body.path("message")).orElse(""));
  }

  /** The whole object. */
  JsonNode body() {
    return body;
  }

  /** What the older API wraps what was asked for in. */
  JsonNode result() {
    return body.path("result");
  }

  /** A text or number as text; empty if it is absent, blank or something else. */
  static Optional<String> scalar(JsonNode node) {
    return node.isTextual() || node.isNumber()
        ? Optional.of(node.asText()).filter(text -> !text.isBlank())
        : Optional.empty();
  }

  /** A text or number of an object. */
  static Optional<String> text(JsonNode object, String name) {
    return scalar(object.path(name));
  }
}
