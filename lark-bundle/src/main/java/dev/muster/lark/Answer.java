package dev.muster.lark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A JSON object as the platform answered it. Its {@code code} is the verdict; the HTTP status
 * decides only where there is none, or where it contradicts a success.
 */
final class Answer {
  private static final Pattern SCOPE = Pattern.compile("[a-z0-9_.:]{3,100}");
  private static final Pattern OAUTH_ERROR = Pattern.compile("[a-z_]{3,40}");

  /** Stands for a refusal without a number. */
  private static final int NONE = -1;

  private final String call;
  private final int status;
  private final Optional<Duration> retryAfter;
  private final JsonNode body;

  Answer(String call, int status, Optional<Duration> retryAfter, JsonNode body) {
    this.call = call;
    this.status = status;
    this.retryAfter = retryAfter;
    this.body = body;
  }

  static ProviderException unexpected(String call, String what) {
    return new ProviderException(
        Code.UNEXPECTED_ANSWER, "The answer to " + call + " " + what, Optional.empty());
  }

  /** The fault that an answer of this kind is. */
  ProviderException unexpected(String what) {
    return unexpected(call, what);
  }

  /** The fault of a field that is there only with a permission. */
  ProviderException withheld(String field, String scope) {
    return new ProviderException(
        Code.NOT_PERMITTED,
        call + " left out " + field + ": the app lacks the permission " + scope,
        Optional.empty());
  }

  /**
   * The platform's verdict. The OAuth calls may leave it out: a success then, unless they name an
   * error.
   */
  int code() throws ProviderException {
    JsonNode node = body.path("code");
    if (node.isMissingNode()) {
      return status < 400 && oauthError().isEmpty() ? ErrorCodes.OK : NONE;
    }
    if (node.canConvertToInt() && node.isIntegralNumber()) {
      return node.intValue();
    }
    throw unexpected("has a code that is no number");
  }

  boolean ok() throws ProviderException {
    return code() == ErrorCodes.OK && status < 400;
  }

  /** The error of an OAuth answer (RFC 6749, section 5.2). */
  Optional<String> oauthError() {
    JsonNode node = body.path("error");
    return node.isTextual()
        ? Optional.of(node.textValue()).filter(text -> OAUTH_ERROR.matcher(text).matches())
        : Optional.empty();
  }

  /** Fails where the platform calls itself busy, so that the call is sent again if it may be. */
  Answer unlessBusy() throws ProviderException {
    Optional<Code> kind = ErrorCodes.kind(code());
    if (kind.filter(Code.UNAVAILABLE::equals).isPresent()) {
      throw fault(kind);
    }
    return this;
  }

  /** Fails unless the verdict is success. */
  Answer orThrow() throws ProviderException {
    if (!ok()) {
      throw fault(ErrorCodes.kind(code()));
    }
    return this;
  }

  /** Fails unless the verdict is success, where a secret is judged. */
  Answer orThrowAsOfSecret() throws ProviderException {
    if (!ok()) {
      throw fault(ErrorCodes.kindOnTokenCall(code()));
    }
    return this;
  }

  /** What the platform calls the failure: its number, else what the status or OAuth say. */
  String platformCode() throws ProviderException {
    int code = code();
    return code == NONE || code == ErrorCodes.OK
        ? oauthError().orElse("HTTP " + status)
        : Integer.toString(code);
  }

  /** The permissions that the platform says are missing. */
  List<String> missingScopes() {
    List<String> names = new ArrayList<>();
    for (JsonNode violation : body.path("error").path("permission_violations")) {
      String name = violation.path("subject").asText(violation.path("scope").asText(""));
      if (SCOPE.matcher(name).matches() && !names.contains(name)) {
        names.add(name);
      }
    }
    return names;
  }

  private ProviderException fault(Optional<Code> listed) throws ProviderException {
    Code kind = listed.orElseGet(this::kindOfStatus);
    List<String> scopes = missingScopes();
    return new ProviderException(
        kind,
        call
            + " answered "
            + platformCode()
            + (scopes.isEmpty() ? "" : ", the app lacks one of " + String.join(" ", scopes)),
        Optional.of(platformCode()),
        kind == Code.THROTTLED ? retryAfter : Optional.empty(),
        Optional.empty());
  }

  private Code kindOfStatus() {
    if (status == 429) {
      return Code.THROTTLED;
    }
    if (status >= 500) {
      return Code.UNAVAILABLE;
    }
    return oauthError().filter("invalid_client"::equals).isPresent()
        ? Code.CREDENTIAL_REFUSED
        : Code.REJECTED;
  }

  /** What lies at a path of names, or a missing node. */
  JsonNode at(String first, String... more) {
    JsonNode node = body.path(first);
    for (String name : more) {
      node = node.path(name);
    }
    return node;
  }

  /** A text of the object itself that has to be there. */
  String require(String name) throws ProviderException {
    return text(body, name).orElseThrow(() -> unexpected("has no " + name));
  }

  /** A text or number as text; empty if it is absent, blank or something else. */
  static Optional<String> text(JsonNode object, String name) {
    JsonNode node = object.path(name);
    return node.isTextual() || node.isNumber()
        ? Optional.of(node.asText()).filter(text -> !text.isBlank())
        : Optional.empty();
  }
}
