package dev.muster.lark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.platform.HttpAnswer;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.support.Answer;
import dev.muster.support.HttpFaults;
import dev.muster.support.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the platform's answers say. Their {@code code} is the verdict; the HTTP status decides only
 * where there is none, or where it contradicts a success.
 */
final class Answers {
  private static final Pattern SCOPE = Pattern.compile("[a-z0-9_.:]{3,100}");
  private static final Pattern OAUTH_ERROR = Pattern.compile("[a-z_]{3,40}");

  private Answers() {}

  /** The OAuth calls may leave the code out: a success then, unless they name an error. */
  static Answer of(HttpCall call, HttpAnswer http, JsonNode body) throws ProviderException {
    JsonNode code = body.path("code");
    if (!code.isMissingNode() && !(code.isIntegralNumber() && code.canConvertToInt())) {
      throw Answer.unexpected(call.name(), "has a code that is no number");
    }
    boolean done =
        code.asInt() == 0
            && http.status() < 400
            && !(code.isMissingNode() && oauthError(body).isPresent());
    return Answer.of(call, body, done ? Optional.empty() : Optional.of(refusal(http, body)));
  }

  /** By the number, else by what OAuth or the status say. */
  private static Refusal refusal(HttpAnswer http, JsonNode body) {
    String code =
        body.path("code").asInt() != 0
            ? body.path("code").asText()
            : oauthError(body).orElse("HTTP " + http.status());
    boolean badClient = oauthError(body).filter("invalid_client"::equals).isPresent();
    Refusal refusal =
        ErrorCodes.TABLE.refusal(
            code,
            HttpFaults.kind(http.status(), badClient ? Code.CREDENTIAL_REFUSED : Code.REJECTED));
    List<String> scopes = missingScopes(body);
    return refusal
        .withRetryAfter(
            refusal.onCall() == Code.THROTTLED
                ? HttpFaults.retryAfter(http, "x-ogw-ratelimit-reset")
                    .or(() -> HttpFaults.retryAfter(http, "retry-after"))
                : Optional.empty())
        .withDetail(scopes.isEmpty() ? "" : ", the app lacks one of " + String.join(" ", scopes));
  }

  /** The error of an OAuth answer (RFC 6749, section 5.2). */
  private static Optional<String> oauthError(JsonNode body) {
    JsonNode node = body.path("error");
    return node.isTextual()
        ? Optional.of(node.textValue()).filter(text -> OAUTH_ERROR.matcher(text).matches())
        : Optional.empty();
  }

  /** Whether the code that was to be redeemed is none (RFC 6749, section 5.2). */
  static boolean saysInvalidGrant(Answer answer) {
    return oauthError(answer.body()).filter("invalid_grant"::equals).isPresent();
  }

  /** The permissions that the platform says are missing. */
  static List<String> missingScopes(JsonNode body) {
    List<String> names = new ArrayList<>();
    for (JsonNode violation : body.path("error").path("permission_violations")) {
      String name = violation.path("subject").asText(violation.path("scope").asText(""));
      if (SCOPE.matcher(name).matches() && !names.contains(name)) {
        names.add(name);
      }
    }
    return names;
  }
}
