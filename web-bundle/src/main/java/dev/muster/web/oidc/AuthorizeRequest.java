package dev.muster.web.oidc;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.openid.connect.sdk.OIDCError;
import dev.muster.api.Client;
import dev.muster.api.Grants;
import dev.muster.api.Session;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An authorization request in which everything has been looked at (OpenID Connect Core, section
 * 3.1.2.1).
 *
 * @param client who asks, as stored
 * @param redirectUri where the answer goes, one of the client's
 * @param scope what is asked for and the client may ask for, {@code openid} among it
 * @param state the client's, opaque
 * @param nonce the client's, opaque
 * @param codeChallenge the S256 challenge; empty where the client needs none and sent none
 * @param prompt what the client wants the person to be asked
 * @param maxAge how long ago the person may have signed in
 * @param user the id of the user who has to sign in, where the client named one
 * @param identitySource by which source, where the client says so
 * @param uiLocales in which languages, where the client says so
 * @param loginHint whom or what the client expects: a source's id, or a name to sign in with
 * @param claims what is asked for by the name of a claim
 * @param responseMode how the answer travels
 * @param idTokenHint whom the client expects, to be verified
 * @param pushed how it came, where it was pushed
 */
public record AuthorizeRequest(
    Client client,
    String redirectUri,
    Set<String> scope,
    Optional<String> state,
    Optional<String> nonce,
    Optional<String> codeChallenge,
    Set<Prompt> prompt,
    Optional<Duration> maxAge,
    Optional<String> user,
    Optional<String> identitySource,
    Optional<String> uiLocales,
    Optional<String> loginHint,
    ClaimsParameter claims,
    ResponseMode responseMode,
    Optional<String> idTokenHint,
    Optional<Pushed> pushed) {
  /** What the client wants the person to be asked. */
  public enum Prompt {
    /** Nothing. */
    NONE,
    /** To sign in again. */
    LOGIN,
    /** For consent; the company's own clients need none. */
    CONSENT,
    /** With which account. */
    SELECT_ACCOUNT
  }

  /**
   * How a pushed request came.
   *
   * @param requestUri by which {@code request_uri}
   * @param begunAt when a browser came with it first
   */
  public record Pushed(String requestUri, Instant begunAt) {}

  /** Copies. */
  public AuthorizeRequest {
    scope = Set.copyOf(scope);
    prompt = Set.copyOf(prompt);
  }

  /**
   * What the client gets at the end.
   *
   * @return the grant to ask for
   */
  public Grants.Request.Code grant() {
    return new Grants.Request.Code(
        client.clientId(), scope, redirectUri, codeChallenge, nonce, user, claims.asked());
  }

  /**
   * Whether the person is to be asked for consent, whatever they consented to before.
   *
   * @return false for the company's own clients, which need none
   */
  public boolean asksForConsent() {
    return prompt.contains(Prompt.CONSENT) && !client.settings().firstParty();
  }

  /**
   * Whether the client takes somebody who signed in so: whom it demands, by a source that is for
   * it, with an {@code acr} that it demands. Otherwise nothing that a person consents to would
   * help.
   *
   * @param session the session
   * @return true if so
   */
  public boolean takes(Session session) {
    return user.stream().allMatch(session.userId()::equals)
        && client.settings().allows(session.identitySource())
        && claims.asked().isMetBy(session);
  }

  /**
   * What the client is told of somebody who signed in for it, and whom it does not take.
   *
   * @param session the session
   * @return that they have not the {@code acr} that it demands (OpenID Connect Core, section
   *     5.5.1.1, and its Unmet Authentication Requirements Error Code); else that somebody else has
   *     to sign in
   */
  public ErrorObject refusal(Session session) {
    return claims.asked().isMetBy(session)
        ? OIDCError.LOGIN_REQUIRED
        : OIDCError.UNMET_AUTHENTICATION_REQUIREMENTS.setDescription(
            "The sign-in has not the acr that is asked for");
  }

  /**
   * The same for one person alone.
   *
   * @param id the user's id
   * @return the request
   */
  AuthorizeRequest of(String id) {
    return with(Optional.of(id), pushed);
  }

  /** The same as it was pushed. */
  AuthorizeRequest pushedAs(Pushed how) {
    return with(user, Optional.of(how));
  }

  /**
   * Whether somebody signed in because of it, so that nothing more has to be asked of a sign-in. Of
   * a request that was not pushed nobody knows when it began.
   *
   * @param authTime when they signed in
   * @return true if that was after a browser came with it
   */
  boolean isSignedInFor(Instant authTime) {
    return pushed.filter(how -> !authTime.isBefore(how.begunAt())).isPresent();
  }

  private AuthorizeRequest with(Optional<String> newUser, Optional<Pushed> newPushed) {
    return new AuthorizeRequest(
        client,
        redirectUri,
        scope,
        state,
        nonce,
        codeChallenge,
        prompt,
        maxAge,
        newUser,
        identitySource,
        uiLocales,
        loginHint,
        claims,
        responseMode,
        idTokenHint,
        newPushed);
  }

  /**
   * Where the answer goes.
   *
   * @return the address
   */
  public URI redirect() {
    return URI.create(redirectUri);
  }

  /**
   * The request again as a query, without what only authorize itself heeds ({@code prompt} but for
   * consent, which is asked for last, {@code max_age}, {@code identity_source}). It travels over
   * the sign-in's pages and is read and validated anew wherever it arrives. Of a pushed request
   * nothing but its name travels, and the language.
   *
   * @return {@code application/x-www-form-urlencoded}
   */
  public String query() {
    StringBuilder query = new StringBuilder(400);
    Queries.add(query, "client_id", client.clientId());
    uiLocales.ifPresent(value -> Queries.add(query, "ui_locales", value));
    if (pushed.isPresent()) {
      Queries.add(query, "request_uri", pushed.get().requestUri());
      Queries.add(query, AuthorizeRequests.CONTINUED, "1");
      return query.toString();
    }
    user.ifPresent(value -> Queries.add(query, AuthorizeRequests.USER, value));
    Queries.add(query, "redirect_uri", redirectUri);
    Queries.add(query, "response_type", "code");
    Queries.add(query, "scope", String.join(" ", new TreeSet<>(scope)));
    state.ifPresent(value -> Queries.add(query, "state", value));
    nonce.ifPresent(value -> Queries.add(query, "nonce", value));
    codeChallenge.ifPresent(
        value -> {
          Queries.add(query, "code_challenge", value);
          Queries.add(query, "code_challenge_method", "S256");
        });
    if (asksForConsent()) {
      Queries.add(query, "prompt", "consent");
    }
    loginHint.ifPresent(value -> Queries.add(query, "login_hint", value));
    claims.text().ifPresent(value -> Queries.add(query, "claims", value));
    if (responseMode != ResponseMode.QUERY) {
      Queries.add(query, "response_mode", responseMode.id());
    }
    return query.toString();
  }

  @Override
  public String toString() {
    return "AuthorizeRequest[" + client.clientId() + "]";
  }
}
