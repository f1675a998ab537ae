package dev.muster.web.oidc;

import com.nimbusds.oauth2.sdk.ErrorObject;
import dev.muster.api.Grants.AuthorizationCode;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What goes back to a client by way of the browser, always with its {@code iss} (RFC 9207). Written
 * here, because the library drops blanks at the ends of a {@code state}, which is the client's and
 * opaque (RFC 6749, section 4.1.2: "the exact value").
 *
 * @param redirectUri where to, one of the client's
 * @param mode how it travels
 * @param parameters what it says, in their order
 * @param pushed the {@code request_uri} of the pushed request that it answers
 */
public record AuthorizeAnswer(
    URI redirectUri, ResponseMode mode, Map<String, String> parameters, Optional<String> pushed) {
  /** Copies. */
  public AuthorizeAnswer {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /**
   * A code.
   *
   * @param issuer the tenant's issuer
   * @param request what the client asked
   * @param code the code
   * @return the answer
   */
  public static AuthorizeAnswer code(
      String issuer, AuthorizeRequest request, AuthorizationCode code) {
    return of(
        issuer,
        request.redirect(),
        request.responseMode(),
        request.state(),
        Map.of("code", code.value().reveal()),
        request.pushed().map(AuthorizeRequest.Pushed::requestUri));
  }

  /**
   * An error.
   *
   * @param issuer the tenant's issuer
   * @param request what the client asked
   * @param error what is wrong
   * @return the answer
   */
  public static AuthorizeAnswer error(String issuer, AuthorizeRequest request, ErrorObject error) {
    return of(
        issuer,
        request.redirect(),
        request.responseMode(),
        request.state(),
        parameters(error),
        request.pushed().map(AuthorizeRequest.Pushed::requestUri));
  }

  /**
   * An error of a request that was refused when it was read.
   *
   * @param issuer the tenant's issuer
   * @param refused what came of reading
   * @return the answer
   */
  public static AuthorizeAnswer error(String issuer, AuthorizeRequests.Result.Refused refused) {
    return of(
        issuer,
        refused.redirectUri(),
        refused.responseMode(),
        refused.state(),
        parameters(refused.error()),
        Optional.empty());
  }

  private static Map<String, String> parameters(ErrorObject error) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("error", error.getCode());
    Optional.ofNullable(error.getDescription())
        .ifPresent(description -> parameters.put("error_description", description));
    return parameters;
  }

  private static AuthorizeAnswer of(
      String issuer,
      URI redirectUri,
      ResponseMode mode,
      Optional<String> state,
      Map<String, String> parameters,
      Optional<String> pushed) {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    state.ifPresent(value -> all.put("state", value));
    all.put("iss", issuer);
    return new AuthorizeAnswer(redirectUri, mode, all, pushed);
  }

  /**
   * Where a browser is sent with it. The query that the address is registered with stays (RFC 6749,
   * section 3.1.2).
   *
   * @return the redirect URI with the answer in its query
   */
  public URI address() {
    StringBuilder query = new StringBuilder(400);
    parameters.forEach((name, value) -> Queries.add(query, name, value));
    String address = redirectUri.toString();
    return URI.create(address + (address.indexOf('?') < 0 ? "?" : "&") + query);
  }

  /**
   * Whose pages alone may read it as a message.
   *
   * @return the origin of the redirect URI (RFC 6454, section 6.2)
   */
  public String origin() {
    return redirectUri.getScheme() + "://" + redirectUri.getRawAuthority();
  }

  /** Without what it says: there may be a code in it. */
  @Override
  public String toString() {
    return "AuthorizeAnswer[" + redirectUri + "]";
  }
}
