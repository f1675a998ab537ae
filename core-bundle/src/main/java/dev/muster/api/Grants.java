package dev.muster.api;

import dev.muster.spi.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What clients are given: authorization codes, access tokens and refresh tokens, the keys of a
 * grant. A grant is one client's, in one session, for one scope, and ends as a whole. Of its keys
 * digests alone are stored.
 */
@ProviderType
public interface Grants {
  /** How long an authorization code works (RFC 6749 section 4.1.2 allows ten minutes). */
  Duration CODE_LIFETIME = Duration.ofSeconds(60);

  /** How long an access token works. */
  Duration ACCESS_TOKEN_LIFETIME = Duration.ofMinutes(15);

  /**
   * How long a refresh token that was replaced works once more: for tabs that refresh at the same
   * moment, and answers that were lost.
   */
  Duration REFRESH_TOKEN_GRACE = Duration.ofSeconds(10);

  /**
   * The scope of a grant that lasts beyond its session (OpenID Connect Core, section 11): until the
   * session is ended, by the person or by what ends it, not until its time is over.
   */
  String OFFLINE_ACCESS = "offline_access";

  /**
   * Gives a client an authorization code in a session that is there already.
   *
   * @param caller the browser's address and the correlation id
   * @param tenant the tenant's id
   * @param session the session
   * @param request what is asked for
   * @return the code, or empty if the session or its user has ended meanwhile, it is another user's
   *     than the request names, or the client does not {@linkplain Client.Settings#takes take}
   *     somebody who signed in so
   */
  Optional<AuthorizationCode> grant(
      Caller caller, String tenant, Session session, Request.Code request);

  /**
   * Redeems an authorization code. A code works once; a second use ends what the first one gave
   * (RFC 6749 section 4.1.2).
   *
   * @param caller the client's address and the correlation id
   * @param tenant the tenant's id
   * @param presented what the client presents
   * @return tokens, or empty if anything of this does not hold: {@code invalid_grant}
   */
  Optional<Tokens> redeem(Caller caller, String tenant, Redemption presented);

  /**
   * What a client presents to have an authorization code redeemed.
   *
   * @param clientId the client, already authenticated
   * @param code the code
   * @param redirectUri where the code was sent (RFC 6749 section 4.1.3)
   * @param codeVerifier the PKCE verifier (RFC 7636 section 4.5); empty where the client sends
   *     none, which holds for a code without a challenge alone
   */
  record Redemption(
      String clientId, Secret code, String redirectUri, Optional<Secret> codeVerifier) {}

  /**
   * Replaces a refresh token by its successor and an access token (RFC 6749 section 6). One that
   * was replaced gives what the latest exchange gave, within {@link #REFRESH_TOKEN_GRACE} of its
   * own replacement; later it ends the grant (RFC 9700 section 4.14.2). Another client's attempt
   * ends nothing.
   *
   * @param caller the client's address and the correlation id
   * @param tenant the tenant's id
   * @param presented what the client presents
   * @return what became of it
   */
  Refreshed refresh(Caller caller, String tenant, Refreshing presented);

  /**
   * What a client presents to have its tokens refreshed.
   *
   * @param clientId the client, already authenticated
   * @param refreshToken the refresh token, however odd
   * @param scope for what the access token is to be, where that is less than the grant
   */
  record Refreshing(String clientId, Secret refreshToken, Optional<Set<String>> scope) {
    /** Copies. */
    public Refreshing {
      scope = scope.map(Set::copyOf);
    }
  }

  /** What became of a refresh token. */
  sealed interface Refreshed {
    /**
     * The client gets tokens.
     *
     * @param tokens the tokens
     */
    record Given(Tokens tokens) implements Refreshed {}

    /** The token is worth nothing: {@code invalid_grant}. */
    record Refused() implements Refreshed {}

    /** It asks for more than was granted: {@code invalid_scope}. Nothing has changed. */
    record WrongScope() implements Refreshed {}
  }

  /**
   * What an access token stands for.
   *
   * @param tenant the tenant's id
   * @param accessToken what was presented
   * @return whose it is and what for, or empty if it is none, has expired or was revoked, its user
   *     or client is gone or disabled, or the client does not {@linkplain Client.Settings#takes
   *     take} its source or its grant any more, or needs a consent that is not there
   */
  Optional<Access> access(String tenant, Secret accessToken);

  /**
   * Revokes a token: the grant that it is a key of ends, with all of its keys (RFC 7009 section
   * 2.1).
   *
   * @param caller the client's address and the correlation id
   * @param tenant the tenant's id
   * @param clientId the client, already authenticated
   * @param token an access token or a refresh token, however odd
   * @return what became of it
   */
  Revocation revoke(Caller caller, String tenant, String clientId, Secret token);

  /** What became of a token that was to be revoked. */
  enum Revocation {
    /** It works no more, or never did. */
    DONE,
    /** It is another client's, and nothing has changed. */
    FOREIGN
  }

  /**
   * What a token stands for, for the client that it was given to (RFC 7662).
   *
   * @param tenant the tenant's id
   * @param clientId the client, already authenticated
   * @param token an access token or a refresh token, however odd
   * @return empty if it is none, another client's, replaced, or works no more
   */
  Optional<TokenState> introspect(String tenant, String clientId, Secret token);

  /**
   * What a token stands for.
   *
   * @param refreshToken whether it is a refresh token
   * @param scope for what, as things are now: what the client may ask for no more is not in it
   * @param user whose it is
   * @param issuedAt since when
   * @param expiresAt until when
   */
  record TokenState(
      boolean refreshToken, Set<String> scope, User user, Instant issuedAt, Instant expiresAt) {
    /** Copies. */
    public TokenState {
      scope = Set.copyOf(scope);
    }
  }

  /** What is asked for. */
  sealed interface Request {
    /**
     * For whom.
     *
     * @return the client's id
     */
    String clientId();

    /**
     * For what.
     *
     * @return scopes, {@code openid} among them
     */
    Set<String> scope();

    /**
     * By which grant.
     *
     * @return the grant that the client needs for it
     */
    Client.GrantType grantType();

    /**
     * An authorization code.
     *
     * @param clientId for whom
     * @param scope for what
     * @param redirectUri where it is sent
     * @param codeChallenge the S256 challenge; empty where the client {@linkplain
     *     Client.Settings#needsPkce needs none} and sent none
     * @param nonce OpenID Connect's, where the client sent one
     * @param user the id of the user whose it has to be, where the client named one
     * @param claims what the client asks for by the name of a claim
     */
    record Code(
        String clientId,
        Set<String> scope,
        String redirectUri,
        Optional<String> codeChallenge,
        Optional<String> nonce,
        Optional<String> user,
        ClaimsRequest claims)
        implements Request {
      /** Copies. */
      public Code {
        scope = Set.copyOf(scope);
      }

      /** A request without a {@code claims} parameter. */
      public Code(
          String clientId,
          Set<String> scope,
          String redirectUri,
          Optional<String> codeChallenge,
          Optional<String> nonce,
          Optional<String> user) {
        this(clientId, scope, redirectUri, codeChallenge, nonce, user, ClaimsRequest.NONE);
      }

      @Override
      public Client.GrantType grantType() {
        return Client.GrantType.AUTHORIZATION_CODE;
      }
    }

    /**
     * Tokens at once, for a native app.
     *
     * @param clientId for whom
     * @param scope for what
     */
    record Direct(String clientId, Set<String> scope) implements Request {
      /** Copies. */
      public Direct {
        scope = Set.copyOf(scope);
      }

      @Override
      public Client.GrantType grantType() {
        return Client.GrantType.PLATFORM_CODE;
      }
    }
  }

  /**
   * What a client asks for by the name of a claim, within what it may ask for (OpenID Connect Core,
   * section 5.5).
   *
   * @param idToken claims for the ID token
   * @param userInfo claims for UserInfo
   * @param acr the values of {@link Session#acr} of which the sign-in has to have one; empty if any
   *     will do
   */
  record ClaimsRequest(Set<String> idToken, Set<String> userInfo, Set<String> acr) {
    /** Nothing. */
    public static final ClaimsRequest NONE = new ClaimsRequest(Set.of(), Set.of(), Set.of());

    /** Copies. */
    public ClaimsRequest {
      idToken = Set.copyOf(idToken);
      userInfo = Set.copyOf(userInfo);
      acr = Set.copyOf(acr);
    }

    /**
     * Whether a sign-in is as the client demands.
     *
     * @param session the session that it began
     * @return true if so
     */
    public boolean isMetBy(Session session) {
      return acr.isEmpty() || acr.contains(session.acr());
    }
  }

  /**
   * An authorization code.
   *
   * @param value what the browser takes to the client
   */
  record AuthorizationCode(Secret value) {}

  /**
   * What a client gets at the token endpoint; the ID token is made of it by the web.
   *
   * @param accessToken the access token
   * @param expiresIn how long it works
   * @param refreshToken the refresh token, where the grant lasts beyond its session
   * @param access what it stands for
   * @param nonce OpenID Connect's, where the client sent one
   * @param session in which session
   */
  record Tokens(
      Secret accessToken,
      Duration expiresIn,
      Optional<Secret> refreshToken,
      Access access,
      Optional<String> nonce,
      Session session) {}

  /**
   * What an access token stands for.
   *
   * @param clientId for whom
   * @param scope for what, without what the client may ask for no more
   * @param user whose it is
   * @param identity the account at the platform with which they signed in; empty if it was unlinked
   * @param expiresAt until when
   * @param claims what was asked for by the name of a claim
   * @param claimScopes of which scopes claims that were asked for by name may be told: not of those
   *     that the client may ask for no more, that the token is not good for where the client asked
   *     for less, or that the user has not consented to
   */
  record Access(
      String clientId,
      Set<String> scope,
      User user,
      Optional<Identity> identity,
      Instant expiresAt,
      ClaimsRequest claims,
      Set<String> claimScopes) {
    /** Copies. */
    public Access {
      scope = Set.copyOf(scope);
      claimScopes = Set.copyOf(claimScopes);
    }

    /** One for which no claim was asked for by its name. */
    public Access(
        String clientId,
        Set<String> scope,
        User user,
        Optional<Identity> identity,
        Instant expiresAt) {
      this(clientId, scope, user, identity, expiresAt, ClaimsRequest.NONE, Set.of());
    }
  }
}
