package dev.muster.wechatwork;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A JSON object as the platform answered it. Names are looked up without case: the same field is
 * written {@code userid} by one call and {@code UserId} by its older twin.
 */
final class Answer {
  private final String call;
  private final Map<String, JsonNode> fields;

  private Answer(String call, Map<String, JsonNode> fields) {
    this.call = call;
    this.fields = fields;
  }

  /**
   * Reads an object.
   *
   * @param call the name of the call, for messages
   * @param object the object
   * @return the answer
   * @throws ProviderException {@code UNEXPECTED_ANSWER} if two names differ in case alone and
   *     disagree
   */
  static Answer of(String call, JsonNode object) throws ProviderException {
    Map<String, JsonNode> fields = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      JsonNode other = fields.put(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue());
      if (other != null && !other.equals(entry.getValue())) {
        throw unexpected(call, "names a field twice");
      }
    }
    return new Answer(call, fields);
  }

  static ProviderException unexpected(String call, String what) {
    return new ProviderException(
        Code.UNEXPECTED_ANSWER, "The answer to " + call + " " + what, Optional.empty());
  }

  /** The fault that an answer of this kind is. */
  ProviderException unexpected(String what) {
    return unexpected(call, what);
  }

  /** The platform's verdict; absent means success on some old calls. */
  int errcode() throws ProviderException {
    JsonNode node = fields.get("errcode");
    if (node == null) {
      return ErrorCodes.OK;
    }
    if (node.canConvertToInt() && node.isIntegralNumber()) {
      return node.intValue();
    }
    throw unexpected("has an errcode that is no number");
  }

  /** What the platform wrote beside its verdict: to be shown, never to be judged by. */
  String errmsg() {
    return text("errmsg").orElse("");
  }

  /** Fails where the platform calls itself busy, so that the call is sent again if it may be. */
  Answer unlessBusy() throws ProviderException {
    int errcode = errcode();
    if (ErrorCodes.onCall(errcode) == Code.UNAVAILABLE) {
      throw failure(Code.UNAVAILABLE, errcode);
    }
    return this;
  }

  /** Fails unless the verdict is success. */
  Answer orThrow() throws ProviderException {
    int errcode = errcode();
    if (errcode != ErrorCodes.OK) {
      throw failure(ErrorCodes.onCall(errcode), errcode);
    }
    return this;
  }

  ProviderException failure(Code code, int errcode) {
    return new ProviderException(
        code, call + " answered errcode " + errcode, Optional.of(Integer.toString(errcode)));
  }

  /** A text or number as text; empty if it is absent, blank or something else. */
  Optional<String> text(String name) {
    JsonNode node = fields.get(name);
    return node == null || !(node.isTextual() || node.isNumber())
        ? Optional.empty()
        : Optional.of(node.asText()).filter(text -> !text.isBlank());
  }

  /** A whole number, also one that is written as text. */
  Optional<Integer> number(String name) throws ProviderException {
    Optional<String> text = text(name);
    try {
      return text.map(Integer::valueOf);
    } catch (NumberFormatException e) {
      throw unexpected("has a " + name + " that is no number");
    }
  }

  /** What lies at a path of names, or a missing node. */
  JsonNode at(String first, String... more) {
    JsonNode node = fields.get(first);
    if (node == null) {
      return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }
    for (String name : more) {
      node = node.path(name);
    }
    return node;
  }
}
