package dev.muster.web.oidc;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.muster.web.http.Failure;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says no to a client (RFC 6749, section 5.2). */
final class OAuthError {
  /** The largest form, in bytes: no message of OAuth is longer. */
  static final int FORM_BYTES = 65_536;

  private OAuthError() {}

  static Response of(ErrorObject error) {
    return of(error.getHTTPStatusCode(), error.getCode(), error.getDescription());
  }

  static Response of(int status, String code, @Nullable String text) {
    return of(status, code, text, Map.of());
  }

  /** The same with members beside OAuth's. */
  static Response of(int status, String code, @Nullable String text, Map<String, Object> more) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", code);
    if (text != null) {
      body.put("error_description", text);
    }
    body.putAll(more);
    return Response.json(status, body).with("Pragma", "no-cache");
  }

  static Response invalidRequest(String description) {
    return of(400, OAuth2Error.INVALID_REQUEST.getCode(), description);
  }

  /** What went wrong outside of OAuth, told as OAuth does. */
  static Response answer(Request request, Failure failure) {
    String code =
        switch (failure.status()) {
          case 503, 429 -> OAuth2Error.TEMPORARILY_UNAVAILABLE.getCode();
          case 500 -> OAuth2Error.SERVER_ERROR.getCode();
          default -> OAuth2Error.INVALID_REQUEST.getCode();
        };
    return Cors.open(of(failure.status(), code, failure.detail().en()));
  }
}
