package dev.muster.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import dev.muster.support.Answer;
import dev.muster.support.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the platform's answers say. It has two ways of saying no: the older API answers HTTP 200
 * with a number, wrapped in another number where its gateway refused; the newer answers another
 * HTTP status with a word.
 */
final class Answers {
  /** What the gateway of the older API says whatever it means; the meaning is in the sub code. */
  private static final String WRAPPED = "88";

  private static final Pattern SUB_CODE = Pattern.compile("subcode=(-?[0-9]{1,9})");
  private static final Pattern SCOPES = Pattern.compile("requiredScopes=\\[([^\\]]{1,500})]");
  private static final Pattern SCOPE = Pattern.compile("[A-Za-z][A-Za-z0-9_.]{1,80}");
  private static final Pattern ADDRESS = Pattern.compile("request ip=([0-9A-Fa-f.:]{3,45})");

  private Answers() {}

  /** Reads an answer of the older API, where success has to be said. */
  static Answer ofOld(HttpCall call, int status, JsonNode body) throws ProviderException {
    String errcode =
        number(body, "errcode").orElseThrow(() -> Answer.unexpected(call.name(), "has no errcode"));
    boolean done = status == 200 && errcode.equals("0");
    return Answer.of(
        call,
        body,
        done ? Optional.empty() : Optional.of(ErrorCodes.refusal(meant(errcode, body), status)));
  }

  /** Reads an answer of the newer API, where the status tells. */
  static Answer ofNew(HttpCall call, int status, JsonNode body) {
    String code = Json.text(body, "code").orElse("HTTP " + status);
    return Answer.of(
        call,
        body,
        status == 200 ? Optional.empty() : Optional.of(ErrorCodes.refusal(code, status)));
  }

  private static String meant(String errcode, JsonNode body) {
    if (!errcode.equals(WRAPPED)) {
      return errcode;
    }
    Matcher inText = SUB_CODE.matcher(Json.text(body, "errmsg").orElse(""));
    return number(body, "sub_code").orElseGet(() -> inText.find() ? inText.group(1) : errcode);
  }

  private static Optional<String> number(JsonNode body, String name) {
    return Json.text(body, name).filter(text -> text.matches("-?[0-9]{1,9}"));
  }

  /** Names of the permissions that the platform says are missing. */
  static List<String> requiredScopes(Answer answer) {
    List<String> scopes = new ArrayList<>();
    for (JsonNode scope : answer.at("accessdenieddetail", "requiredScopes")) {
      Json.text(scope).ifPresent(scopes::add);
    }
    Matcher inText = SCOPES.matcher(said(answer));
    if (scopes.isEmpty() && inText.find()) {
      scopes.addAll(List.of(inText.group(1).split("[,\\s]+")));
    }
    scopes.removeIf(scope -> !SCOPE.matcher(scope).matches());
    return scopes;
  }

  /** Our address as the platform sees it: to be shown, never to be judged by. */
  static Optional<String> ourAddress(Answer answer) {
    Matcher address = ADDRESS.matcher(said(answer));
    return address.find() ? Optional.of(address.group(1)) : Optional.empty();
  }

  private static String said(Answer answer) {
    return String.join(
        " ",
        answer.text("errmsg").orElse(""),
        answer.text("sub_msg").orElse(""),
        answer.text("message").orElse(""));
  }

  /** What the older API wraps what was asked for in. */
  static JsonNode result(Answer answer) {
    return answer.at("result");
  }
}
