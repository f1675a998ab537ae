package dev.muster.sandbox.lark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.sandbox.SandboxResponse;
import java.util.Map;

/**
 * The three ways in which the platform answers: newer calls with an HTTP status beside the code,
 * older ones with 200 whatever the code is, and the OAuth call without an envelope.
 */
final class Replies {
  private static final Map<Integer, String> OAUTH_ERRORS =
      Map.of(
          20002, "invalid_client",
          20048, "invalid_client",
          20003, "invalid_grant",
          20004, "invalid_grant",
          20024, "invalid_grant",
          20049, "invalid_grant",
          20065, "invalid_grant",
          20071, "invalid_grant",
          20036, "unsupported_grant_type");

  private final ObjectMapper json = new ObjectMapper();

  /** How a call tells of an error. */
  enum Style {
    /** With an HTTP status. */
    STATUS,
    /** HTTP 200. */
    ALWAYS_200,
    /** As OAuth does. */
    OAUTH
  }

  ObjectMapper json() {
    return json;
  }

  /** An answer whose payload lies beside the code. */
  ObjectNode flat() {
    return json.createObjectNode().put("code", 0).put("msg", "success");
  }

  SandboxResponse write(int status, ObjectNode body) {
    try {
      byte[] text = json.writeValueAsBytes(body);
      return SandboxResponse.of(status, "application/json; charset=utf-8", text)
          .with("X-Tt-Logid", "02170000000000000000000000000000000sandbox");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree can be written", e);
    }
  }

  SandboxResponse error(Style style, ApiError error) {
    ObjectNode body = json.createObjectNode().put("code", error.code());
    if (style == Style.OAUTH) {
      body.put("error", OAUTH_ERRORS.getOrDefault(error.code(), "invalid_request"))
          .put("error_description", error.getMessage());
    } else {
      body.put("msg", error.getMessage());
      ObjectNode more = body.putObject("error").put("log_id", "sandbox");
      if (!error.scopes().isEmpty()) {
        ArrayNode violations = more.putArray("permission_violations");
        error
            .scopes()
            .forEach(
                scope ->
                    violations
                        .addObject()
                        .put("type", "action_scope_required")
                        .put("subject", scope));
      }
    }
    boolean limited = error.code() == 99991400;
    int status = style == Style.ALWAYS_200 && !limited ? 200 : error.status();
    SandboxResponse response = write(status, body);
    return limited
        ? response.with("x-ogw-ratelimit-limit", "50").with("x-ogw-ratelimit-reset", "7")
        : response;
  }
}
