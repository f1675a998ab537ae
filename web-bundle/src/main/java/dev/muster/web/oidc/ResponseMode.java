package dev.muster.web.oidc;

import dev.muster.web.http.Parameters;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How the answer to an authorization request travels (OAuth 2.0 Multiple Response Type Encoding
 * Practices, section 2.1).
 */
public enum ResponseMode {
  /** In the query of the redirect URI. */
  QUERY("query"),
  /** By a form that the browser submits to the redirect URI: OAuth 2.0 Form Post Response Mode. */
  FORM_POST("form_post"),
  /**
   * As a message to the window that opened this one, which is read by pages of the redirect URI's
   * origin alone: the simple mode of draft-sakimura-oauth-wmrm-00.
   */
  WEB_MESSAGE("web_message");

  private static final String PARAMETER = "response_mode";

  private final String id;

  ResponseMode(String id) {
    this.id = id;
  }

  /**
   * What OAuth calls it.
   *
   * @return the value of {@code response_mode}
   */
  public String id() {
    return id;
  }

  /** Every one, as discovery tells them. */
  static List<String> ids() {
    return Arrays.stream(values()).map(ResponseMode::id).toList();
  }

  /**
   * What a request asks for, as far as that can be done; one that asks twice is refused by whoever
   * reads the rest.
   *
   * @param parameters the request
   * @param redirectUri where the answer goes
   * @return empty where there is no such mode, or it leads to the web and the address is an app's
   */
  static Optional<ResponseMode> of(Parameters parameters, URI redirectUri) {
    List<String> wanted = parameters.all(PARAMETER);
    if (wanted.size() != 1 || wanted.get(0).isEmpty()) {
      return Optional.of(QUERY);
    }
    return Arrays.stream(values())
        .filter(mode -> wanted.get(0).equals(mode.id))
        .filter(mode -> mode == QUERY || isWeb(redirectUri))
        .findFirst();
  }

  private static boolean isWeb(URI uri) {
    return uri.getRawAuthority() != null
        && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
  }
}
