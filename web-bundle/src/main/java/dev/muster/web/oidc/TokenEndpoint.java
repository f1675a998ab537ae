package dev.muster.web.oidc;

import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import dev.muster.api.Client;
import dev.muster.api.Client.GrantType;
import dev.muster.api.ContributedClaims;
import dev.muster.api.Grants;
import dev.muster.api.Installation;
import dev.muster.api.SignIns;
import dev.muster.api.SigningKeys;
import dev.muster.spi.Secret;
import dev.muster.web.http.Parameters;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Token (RFC 6749, section 3.2; OpenID Connect Core, section 3.1.3). */
@Component(service = Routes.class)
public final class TokenEndpoint implements Routes {
  private static final String ADDRESS = "/t/{tenant}/oauth2/token";

  private static final List<GrantType> OFFERED =
      List.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN, GrantType.PLATFORM_CODE);

  /** What is a secret, and has no place in an address. */
  private static final Set<String> NEVER_IN_ADDRESS =
      Set.of("client_secret", "code", "refresh_token");

  /** What is looked at, by one grant or another; everything else may come as often as it likes. */
  private static final List<String> READ =
      List.of(
          "grant_type",
          "client_id",
          "client_secret",
          "client_assertion",
          "client_assertion_type",
          "code",
          "redirect_uri",
          "code_verifier",
          "refresh_token",
          "identity_source",
          "scope");

  private final ClientAuthenticator authenticator;
  private final Grants grants;
  private final PlatformCodeGrant platformCode;
  private final RefreshTokenGrant refreshToken;
  private final TokenAnswers answers;
  private final Issuers issuers;

  /**
   * Made by Declarative Services.
   *
   * @param installation settings
   * @param authenticator who asks
   * @param grants the grants
   * @param signIns the sign-ins
   * @param keys the keys
   * @param contributed what hooks tell clients
   * @param clock the time
   */
  @Activate
  public TokenEndpoint(
      @Reference Installation installation,
      @Reference ClientAuthenticator authenticator,
      @Reference Grants grants,
      @Reference SignIns signIns,
      @Reference SigningKeys keys,
      @Reference ContributedClaims contributed,
      @Reference InstantSource clock) {
    this.authenticator = authenticator;
    this.grants = grants;
    this.platformCode = new PlatformCodeGrant(signIns);
    this.refreshToken = new RefreshTokenGrant(grants);
    this.issuers = new Issuers(installation);
    this.answers = new TokenAnswers(new IdTokens(keys, contributed, clock), issuers);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route("POST", ADDRESS, OAuthError.FORM_BYTES, OAuthError::answer, this::post),
        Route.of("OPTIONS", ADDRESS, OAuthError::answer, Cors::preflight));
  }

  Response post(Request request) {
    return Cors.open(token(request));
  }

  private Response token(Request request) {
    String tenant = request.path("tenant");
    Parameters form = request.form();
    if (form.repeats(READ)) {
      return OAuthError.invalidRequest("A parameter is given more than once");
    }
    for (String name : request.query().names()) {
      if (NEVER_IN_ADDRESS.contains(name)) {
        // RFC 6749, section 2.3.1: never in an address, where logs keep it.
        return OAuthError.invalidRequest("Parameters must be sent in the body");
      }
    }
    ClientAuthenticator.Result who = authenticator.authenticate(request, tenant, form);
    return who instanceof ClientAuthenticator.Result.Authenticated known
        ? grant(request, tenant, known.client(), form)
        : ClientAuthenticator.refused(who, issuers.of(tenant));
  }

  private Response grant(Request request, String tenant, Client client, Parameters form) {
    Optional<String> name = form.filled("grant_type");
    if (name.isEmpty()) {
      return OAuthError.invalidRequest("The grant_type is missing");
    }
    Optional<GrantType> type =
        OFFERED.stream().filter(offered -> offered.id().equals(name.get())).findFirst();
    if (type.isEmpty()) {
      return refuse(OAuth2Error.UNSUPPORTED_GRANT_TYPE, "The grant_type is not supported");
    }
    if (!client.settings().grantTypes().contains(type.get())) {
      return refuse(
          OAuth2Error.UNAUTHORIZED_CLIENT, "The client is not registered for this grant_type");
    }
    return switch (type.get()) {
      case PLATFORM_CODE -> {
        PlatformCodeGrant.Result result = platformCode.redeem(request, tenant, client, form);
        yield result instanceof PlatformCodeGrant.Result.Granted granted
            ? answers.of(tenant, client, granted.tokens())
            : ((PlatformCodeGrant.Result.Refused) result).answer();
      }
      case REFRESH_TOKEN -> {
        RefreshTokenGrant.Result result = refreshToken.redeem(request, tenant, client, form);
        yield result instanceof RefreshTokenGrant.Result.Granted granted
            ? answers.of(tenant, client, granted.tokens())
            : ((RefreshTokenGrant.Result.Refused) result).answer();
      }
      case AUTHORIZATION_CODE -> code(request, tenant, client, form);
    };
  }

  private static Response refuse(ErrorObject error, String description) {
    return OAuthError.of(400, error.getCode(), description);
  }

  private Response code(Request request, String tenant, Client client, Parameters form) {
    Optional<String> redirectUri = form.filled("redirect_uri");
    Optional<String> verifier = form.filled("code_verifier");
    if (redirectUri.isEmpty()) {
      return OAuthError.invalidRequest("The redirect_uri is missing");
    }
    if (verifier.isEmpty() && client.settings().needsPkce()) {
      return OAuthError.invalidRequest("The code_verifier is missing");
    }
    Map<String, List<String>> read = new HashMap<>();
    read.put("grant_type", List.of(GrantType.AUTHORIZATION_CODE.id()));
    read.put("code", form.all("code"));
    read.put("redirect_uri", List.of(redirectUri.get()));
    verifier.ifPresent(value -> read.put("code_verifier", List.of(value)));
    AuthorizationCodeGrant grant;
    try {
      grant = AuthorizationCodeGrant.parse(read);
    } catch (ParseException e) {
      ErrorObject error = e.getErrorObject();
      return error == null
          ? OAuthError.invalidRequest("The request cannot be read")
          : OAuthError.of(error);
    } catch (IllegalArgumentException e) {
      return OAuthError.invalidRequest("The request cannot be read");
    }
    return grants
        .redeem(
            request.caller("system"),
            tenant,
            new Grants.Redemption(
                client.clientId(),
                Secret.of(grant.getAuthorizationCode().getValue()),
                redirectUri.get(),
                verifier.map(Secret::of)))
        .map(tokens -> answers.of(tenant, client, tokens))
        .orElseGet(
            () ->
                refuse(
                    OAuth2Error.INVALID_GRANT,
                    "The code is invalid, expired, used or another client's, or redirect_uri or"
                        + " code_verifier is not that of its request"));
  }
}
