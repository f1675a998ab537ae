package dev.muster.web.oidc;

import com.nimbusds.oauth2.sdk.ErrorObject;
import dev.muster.api.Grants.AuthorizationCode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What goes back to a client by way of the browser, always with its {@code iss} (RFC 9207). Written
 * here, because the library drops blanks at the ends of a {@code state}, which is the client's and
 * opaque (RFC 6749, section 4.1.2: "the exact value").
 */
public final class AuthorizeAnswers {
  private AuthorizeAnswers() {}

  /**
   * A code.
   *
   * @param issuer the tenant's issuer
   * @param request what the client asked
   * @param code the code
   * @return where to send the browser
   */
  public static URI code(String issuer, AuthorizeRequest request, AuthorizationCode code) {
    return answer(
        issuer, request.redirect(), request.state(), Map.of("code", code.value().reveal()));
  }

  /**
   * An error.
   *
   * @param issuer the tenant's issuer
   * @param request what the client asked
   * @param error what is wrong
   * @return where to send the browser
   */
  public static URI error(String issuer, AuthorizeRequest request, ErrorObject error) {
    return error(issuer, request.redirect(), request.state(), error);
  }

  /**
   * An error of a request that was refused when it was read.
   *
   * @param issuer the tenant's issuer
   * @param refused what came of reading
   * @return where to send the browser
   */
  public static URI error(String issuer, AuthorizeRequests.Result.Refused refused) {
    return error(issuer, refused.redirectUri(), refused.state(), refused.error());
  }

  private static URI error(
      String issuer, URI redirectUri, Optional<String> state, ErrorObject error) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("error", error.getCode());
    Optional.ofNullable(error.getDescription())
        .ifPresent(description -> parameters.put("error_description", description));
    return answer(issuer, redirectUri, state, parameters);
  }

  /** The query that the address is registered with stays (RFC 6749, section 3.1.2). */
  private static URI answer(
      String issuer, URI redirectUri, Optional<String> state, Map<String, String> parameters) {
    StringBuilder query = new StringBuilder(400);
    parameters.forEach((name, value) -> Queries.add(query, name, value));
    state.ifPresent(value -> Queries.add(query, "state", value));
    Queries.add(query, "iss", issuer);
    String address = redirectUri.toString();
    return URI.create(address + (address.indexOf('?') < 0 ? "?" : "&") + query);
  }
}
