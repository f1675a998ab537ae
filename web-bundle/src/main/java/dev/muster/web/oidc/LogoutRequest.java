package dev.muster.web.oidc;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request to sign somebody out, in which everything has been looked at (OpenID Connect
 * RP-Initiated Logout 1.0, section 2).
 *
 * @param hint whom and which session it means; empty where nothing shows that the client was given
 *     an ID token of ours
 * @param back where the browser goes afterwards, with the client's {@code state}; empty where it
 *     stays
 * @param refusedAddress whether it names an address to which the browser is not sent
 * @param parameters what was sent and is read, so that a form can send it again
 */
public record LogoutRequest(
    Optional<Hint> hint,
    Optional<URI> back,
    boolean refusedAddress,
    Map<String, String> parameters) {
  /** Copies. */
  public LogoutRequest {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /**
   * Whom an ID token of ours names.
   *
   * @param user the user's id
   * @param session the session's id; empty if it says none
   */
  public record Hint(String user, Optional<String> session) {}

  /**
   * Whether it is this very session that is meant.
   *
   * @param user whose it is
   * @param session its id
   * @return false where somebody else's or another session is meant, or nothing shows which
   */
  public boolean means(String user, String session) {
    return hint.filter(it -> it.user().equals(user))
        .flatMap(Hint::session)
        .filter(session::equals)
        .isPresent();
  }

  /**
   * Whether it came with an ID token, be it one of ours or not.
   *
   * @return true if so
   */
  public boolean hasHint() {
    return parameters.containsKey(LogoutRequests.HINT);
  }

  /**
   * The request again.
   *
   * @return {@code application/x-www-form-urlencoded}
   */
  public String query() {
    StringBuilder query = new StringBuilder(400);
    parameters.forEach((name, value) -> Queries.add(query, name, value));
    return query.toString();
  }

  /** Without the hint, which names a person. */
  @Override
  public String toString() {
    return "LogoutRequest" + parameters.keySet();
  }
}
