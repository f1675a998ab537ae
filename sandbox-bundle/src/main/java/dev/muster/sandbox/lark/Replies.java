package dev.muster.sandbox.lark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.sandbox.SandboxResponse;
import dev.muster.sandbox.common.ApiError;
import dev.muster.sandbox.common.Json;
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

  private Replies() {}

  /** How a call tells of an error. */
  enum Style {
    /** With an HTTP status. */
    STATUS,
    /** HTTP 200. */
    ALWAYS_200,
    /** As OAuth does. */
    OAUTH
  }

  /** An answer whose payload lies beside the code. */
  static ObjectNode flat() {
    return Json.object().put("code", 0).put("msg", "success");
  }

  static SandboxResponse write(int status, ObjectNode body) {
    return Json.write(status, body)
        .with("Content-Type", "application/json; charset=utf-8")
        .with("X-Tt-Logid", "02170000000000000000000000000000000sandbox");
  }

  static SandboxResponse error(Style style, ApiError error) {
    int code = Integer.parseInt(error.code());
    ObjectNode body = Json.object().put("code", code);
    if (style == Style.OAUTH) {
      body.put("error", OAUTH_ERRORS.getOrDefault(code, "invalid_request"))
          .put("error_description", error.text());
    } else {
      body.put("msg", error.text());
      ObjectNode more = body.putObject("error").put("log_id", "sandbox");
      if (!error.missing().isEmpty()) {
        more.putArray("permission_violations")
            .addObject()
            .put("type", "action_scope_required")
            .put("subject", error.missing());
      }
    }
    boolean limited = code == 99991400;
    SandboxResponse response =
        write(style == Style.ALWAYS_200 && !limited ? 200 : status(code), body);
    return limited
        ? response.with("x-ogw-ratelimit-limit", "50").with("x-ogw-ratelimit-reset", "7")
        : response;
  }

  /** The HTTP status of the calls that have one beside the code. */
  private static int status(int code) {
    return switch (code) {
      case 99991400 -> 429;
      case 40004, 40014 -> 403;
      case 20050, 2200, 5000 -> 500;
      case 20072 -> 503;
      default -> 400;
    };
  }
}
