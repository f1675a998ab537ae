package dev.muster.api;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An application that trusts us: an OpenID Connect relying party. Names are those of OpenID Connect
 * Dynamic Client Registration 1.0, section 2.
 *
 * @param clientId 1 to 100 printable ASCII characters without space, unique in the tenant
 * @param settings the rest of it
 * @param secret what may be known of its secret; empty for a client without one
 * @param createdAt since when it is there
 */
public record Client(
    String clientId, Settings settings, Optional<SecretState> secret, Instant createdAt) {
  /**
   * What can be set of a client.
   *
   * @param displayName what people call it, 1 to 100 characters
   * @param confidential whether it can keep a secret
   * @param redirectUris compared character by character; at most 50
   * @param postLogoutRedirectUris likewise
   * @param backchannelLogoutUri where it is told that a session ended
   * @param scopes what it may ask for, {@code openid} among them
   * @param identitySources which sources its people may use, or {@code *} alone for all
   * @param tokenEndpointAuthMethod how it proves itself; where nothing is said, see {@link
   *     #authMethods}
   * @param jwks its public keys, a JSON document, with {@link AuthMethod#PRIVATE_KEY_JWT}
   * @param jwksUri where they are, instead
   * @param idTokenSignedResponseAlg {@code RS256} or {@code ES256}
   * @param firstParty whether it is the company's own, so that nobody is asked for consent
   * @param grantTypes by which grants it gets tokens; one at least
   * @param claimsInIdToken whether its ID tokens carry what UserInfo tells, for an application that
   *     reads nothing else
   * @param pkce whether it may ask for a code without PKCE; a public client never may
   * @param requirePushedAuthorizationRequests whether it asks for codes by RFC 9126 alone
   * @param refreshTokenIdle after how long without use a refresh token ends
   * @param refreshTokenMax how long after the sign-in the last refresh token ends, however much it
   *     is used; not shorter than {@code refreshTokenIdle}
   * @param userinfoSignedResponseAlg {@code RS256} or {@code ES256}, to get UserInfo as a signed
   *     JWT; empty for JSON
   */
  public record Settings(
      String displayName,
      boolean confidential,
      List<URI> redirectUris,
      List<URI> postLogoutRedirectUris,
      Optional<URI> backchannelLogoutUri,
      Set<String> scopes,
      Set<String> identitySources,
      Optional<AuthMethod> tokenEndpointAuthMethod,
      Optional<String> jwks,
      Optional<URI> jwksUri,
      String idTokenSignedResponseAlg,
      boolean firstParty,
      Set<GrantType> grantTypes,
      boolean claimsInIdToken,
      Pkce pkce,
      boolean requirePushedAuthorizationRequests,
      Duration refreshTokenIdle,
      Duration refreshTokenMax,
      Optional<String> userinfoSignedResponseAlg) {
    /** After how long without use a refresh token ends where nobody says otherwise. */
    public static final Duration REFRESH_TOKEN_IDLE = Duration.ofDays(30);

    /** When the last refresh token of a sign-in ends where nobody says otherwise. */
    public static final Duration REFRESH_TOKEN_MAX = Duration.ofDays(90);

    /** The scopes there are: what a client may ask for where nothing is said of it. */
    public static final List<String> SCOPES =
        List.of("openid", "profile", "email", "phone", "platform", Grants.OFFLINE_ACCESS);

    /** Copies. */
    public Settings {
      // what was stored before there were any has none
      grantTypes = grantTypes == null ? GrantType.USUAL : Set.copyOf(grantTypes);
      pkce = pkce == null ? Pkce.REQUIRED : pkce;
      refreshTokenIdle = refreshTokenIdle == null ? REFRESH_TOKEN_IDLE : refreshTokenIdle;
      refreshTokenMax = refreshTokenMax == null ? REFRESH_TOKEN_MAX : refreshTokenMax;
      redirectUris = List.copyOf(redirectUris);
      postLogoutRedirectUris = List.copyOf(postLogoutRedirectUris);
      scopes = Set.copyOf(scopes);
      identitySources = Set.copyOf(identitySources);
    }

    /**
     * Settings of which all that may be left out has its usual value.
     *
     * @param displayName what people call it
     * @return a builder, to say what differs
     */
    public static Builder builder(String displayName) {
      return new Builder(displayName);
    }

    /**
     * The same settings, to say what differs.
     *
     * @return a builder
     */
    public Builder toBuilder() {
      return new Builder(displayName)
          .confidential(confidential)
          .redirectUris(redirectUris)
          .postLogoutRedirectUris(postLogoutRedirectUris)
          .backchannelLogoutUri(backchannelLogoutUri)
          .scopes(scopes)
          .identitySources(identitySources)
          .tokenEndpointAuthMethod(tokenEndpointAuthMethod)
          .jwks(jwks)
          .jwksUri(jwksUri)
          .idTokenSignedResponseAlg(idTokenSignedResponseAlg)
          .firstParty(firstParty)
          .grantTypes(grantTypes)
          .claimsInIdToken(claimsInIdToken)
          .pkce(pkce)
          .requirePushedAuthorizationRequests(requirePushedAuthorizationRequests)
          .refreshTokenIdle(refreshTokenIdle)
          .refreshTokenMax(refreshTokenMax)
          .userinfoSignedResponseAlg(userinfoSignedResponseAlg);
    }

    /**
     * How it may prove itself: as it is registered and in no other way. One of which nothing is
     * said may send its secret as its library likes.
     *
     * @return one method, or both that have a secret
     */
    public Set<AuthMethod> authMethods() {
      return tokenEndpointAuthMethod
          .map(Set::of)
          .orElse(
              confidential
                  ? Set.of(AuthMethod.CLIENT_SECRET_BASIC, AuthMethod.CLIENT_SECRET_POST)
                  : Set.of(AuthMethod.NONE));
    }

    /**
     * Whether it may be given something for somebody who came in by a source. Every path that gives
     * anything asks this.
     *
     * @param grantType by which grant
     * @param source the source's id
     * @return true if so; whether the user has consented is asked besides ({@link Consents}). A
     *     native app that is not the company's own has no page on which they could
     */
    public boolean takes(GrantType grantType, String source) {
      return (firstParty || grantType != GrantType.PLATFORM_CODE)
          && grantTypes.contains(grantType)
          && allows(source);
    }

    /**
     * Whether it is given no code without a PKCE challenge.
     *
     * @return true unless it is confidential and PKCE is optional for it
     */
    public boolean needsPkce() {
      return !confidential || pkce == Pkce.REQUIRED;
    }

    /**
     * Whether its people may use a source.
     *
     * @param source the source's id
     * @return true if so
     */
    public boolean allows(String source) {
      return identitySources.contains("*") || identitySources.contains(source);
    }

    /** Settings in the making, by the names of {@link Settings}. Of one thread. */
    public static final class Builder {
      private final String displayName;
      private boolean confidential = true;
      private List<URI> redirectUris = List.of();
      private List<URI> postLogoutRedirectUris = List.of();
      private Optional<URI> backchannelLogoutUri = Optional.empty();
      private Set<String> scopes = Set.copyOf(SCOPES);
      private Set<String> identitySources = Set.of("*");
      private Optional<AuthMethod> tokenEndpointAuthMethod = Optional.empty();
      private Optional<String> jwks = Optional.empty();
      private Optional<URI> jwksUri = Optional.empty();
      private String idTokenSignedResponseAlg = "RS256";
      private boolean firstParty = true;
      private Set<GrantType> grantTypes = GrantType.USUAL;
      private boolean claimsInIdToken = false;
      private Pkce pkce = Pkce.REQUIRED;
      private boolean requirePushedAuthorizationRequests = false;
      private Duration refreshTokenIdle = REFRESH_TOKEN_IDLE;
      private Duration refreshTokenMax = REFRESH_TOKEN_MAX;
      private Optional<String> userinfoSignedResponseAlg = Optional.empty();

      private Builder(String displayName) {
        this.displayName = displayName;
      }

      /** See {@link Settings#confidential()}. */
      public Builder confidential(boolean value) {
        confidential = value;
        return this;
      }

      /** See {@link Settings#redirectUris()}. */
      public Builder redirectUris(List<URI> value) {
        redirectUris = value;
        return this;
      }

      /** See {@link Settings#postLogoutRedirectUris()}. */
      public Builder postLogoutRedirectUris(List<URI> value) {
        postLogoutRedirectUris = value;
        return this;
      }

      /** See {@link Settings#backchannelLogoutUri()}. */
      public Builder backchannelLogoutUri(Optional<URI> value) {
        backchannelLogoutUri = value;
        return this;
      }

      /** See {@link Settings#scopes()}. */
      public Builder scopes(Set<String> value) {
        scopes = value;
        return this;
      }

      /** See {@link Settings#identitySources()}. */
      public Builder identitySources(Set<String> value) {
        identitySources = value;
        return this;
      }

      /** See {@link Settings#tokenEndpointAuthMethod()}. */
      public Builder tokenEndpointAuthMethod(Optional<AuthMethod> value) {
        tokenEndpointAuthMethod = value;
        return this;
      }

      /** See {@link Settings#jwks()}. */
      public Builder jwks(Optional<String> value) {
        jwks = value;
        return this;
      }

      /** See {@link Settings#jwksUri()}. */
      public Builder jwksUri(Optional<URI> value) {
        jwksUri = value;
        return this;
      }

      /** See {@link Settings#idTokenSignedResponseAlg()}. */
      public Builder idTokenSignedResponseAlg(String value) {
        idTokenSignedResponseAlg = value;
        return this;
      }

      /** See {@link Settings#firstParty()}. */
      public Builder firstParty(boolean value) {
        firstParty = value;
        return this;
      }

      /** See {@link Settings#grantTypes()}. */
      public Builder grantTypes(Set<GrantType> value) {
        grantTypes = value;
        return this;
      }

      /** See {@link Settings#claimsInIdToken()}. */
      public Builder claimsInIdToken(boolean value) {
        claimsInIdToken = value;
        return this;
      }

      /** See {@link Settings#pkce()}. */
      public Builder pkce(Pkce value) {
        pkce = value;
        return this;
      }

      /** See {@link Settings#requirePushedAuthorizationRequests()}. */
      public Builder requirePushedAuthorizationRequests(boolean value) {
        requirePushedAuthorizationRequests = value;
        return this;
      }

      /** See {@link Settings#refreshTokenIdle()}. */
      public Builder refreshTokenIdle(Duration value) {
        refreshTokenIdle = value;
        return this;
      }

      /** See {@link Settings#refreshTokenMax()}. */
      public Builder refreshTokenMax(Duration value) {
        refreshTokenMax = value;
        return this;
      }

      /** See {@link Settings#userinfoSignedResponseAlg()}. */
      public Builder userinfoSignedResponseAlg(Optional<String> value) {
        userinfoSignedResponseAlg = value;
        return this;
      }

      /** The settings. */
      public Settings build() {
        return new Settings(
            displayName,
            confidential,
            redirectUris,
            postLogoutRedirectUris,
            backchannelLogoutUri,
            scopes,
            identitySources,
            tokenEndpointAuthMethod,
            jwks,
            jwksUri,
            idTokenSignedResponseAlg,
            firstParty,
            grantTypes,
            claimsInIdToken,
            pkce,
            requirePushedAuthorizationRequests,
            refreshTokenIdle,
            refreshTokenMax,
            userinfoSignedResponseAlg);
      }
    }
  }

  /** How a client gets tokens (RFC 7591, section 2). */
  public enum GrantType {
    /** RFC 6749 section 4.1. */
    AUTHORIZATION_CODE("authorization_code"),
    /** RFC 6749 section 6. */
    REFRESH_TOKEN("refresh_token"),
    /** A code that a platform's SDK gave a native app. Nobody has it who does not ask for it. */
    PLATFORM_CODE("urn:muster:oauth:grant-type:platform-code");

    /** What a client may use where nobody says otherwise. */
    public static final Set<GrantType> USUAL = Set.of(AUTHORIZATION_CODE, REFRESH_TOKEN);

    /** What the protocol calls it. */
    private final String id;

    GrantType(String id) {
      this.id = id;
    }

    /**
     * What the protocol calls it.
     *
     * @return the id
     */
    public String id() {
      return id;
    }
  }

  /** Whether a client needs PKCE (RFC 7636) to be given a code. */
  public enum Pkce {
    /** Always (RFC 9700, section 2.1.1). */
    REQUIRED,
    /** Where it sends a challenge, which is enforced then. Of confidential clients alone. */
    OPTIONAL;

    /**
     * What the API calls it.
     *
     * @return the id
     */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a client proves itself at the token endpoint. */
  public enum AuthMethod {
    /** RFC 6749 section 2.3.1, by HTTP Basic. */
    CLIENT_SECRET_BASIC("client_secret_basic"),
    /** RFC 6749 section 2.3.1, in the body. */
    CLIENT_SECRET_POST("client_secret_post"),
    /** Not at all: a public client. */
    NONE("none"),
    /** RFC 7523. */
    PRIVATE_KEY_JWT("private_key_jwt");

    /** What the API calls it. */
    private final String id;

    AuthMethod(String id) {
      this.id = id;
    }

    /**
     * What the API calls it.
     *
     * @return the id
     */
    public String id() {
      return id;
    }
  }
}
