package dev.muster.web.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.muster.api.Clients;
import dev.muster.api.ContributedClaims;
import dev.muster.api.Grants;
import dev.muster.api.Installation;
import dev.muster.api.SigningKeys;
import dev.muster.spi.Secret;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** UserInfo (OpenID Connect Core, section 5.3), guarded as RFC 6750 says. */
@Component(service = Routes.class)
public final class UserInfoEndpoint implements Routes {
  private static final String ADDRESS = "/t/{tenant}/oauth2/userinfo";

  private static final int MAX_TOKEN = 512;

  private static final String JWT = "application/jwt";

  private final Clients clients;
  private final Grants grants;
  private final TokenSigner signer;
  private final ContributedClaims contributed;
  private final Issuers issuers;

  /**
   * Made by Declarative Services.
   *
   * @param installation settings
   * @param clients the clients
   * @param grants the grants
   * @param keys the keys
   * @param contributed what hooks tell clients
   */
  @Activate
  public UserInfoEndpoint(
      @Reference Installation installation,
      @Reference Clients clients,
      @Reference Grants grants,
      @Reference SigningKeys keys,
      @Reference ContributedClaims contributed) {
    this.clients = clients;
    this.grants = grants;
    this.signer = new TokenSigner(keys);
    this.contributed = contributed;
    this.issuers = new Issuers(installation);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.of("GET", ADDRESS, OAuthError::answer, this::get),
        new Route("POST", ADDRESS, OAuthError.FORM_BYTES, OAuthError::answer, this::post),
        Route.of("OPTIONS", ADDRESS, OAuthError::answer, Cors::preflight));
  }

  Response get(Request request) {
    return Cors.open(answer(request, List.of()));
  }

  Response post(Request request) {
    boolean form =
        request
            .header("Content-Type")
            .map(type -> type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-url"))
            .orElse(false);
    return Cors.open(
        answer(request, form ? request.form().all("access_token") : List.<String>of()));
  }

  private Response answer(Request request, List<String> inBody) {
    String tenant = request.path("tenant");
    Optional<String> header = request.header("Authorization");
    if (inBody.size() + (header.isPresent() ? 1 : 0) > 1) {
      return refuse(tenant, 400, "invalid_request", "The token is given more than once");
    }
    String token;
    if (header.isPresent()) {
      String value = header.get();
      if (!value.regionMatches(true, 0, "Bearer ", 0, 7)) {
        return challenge(tenant);
      }
      token = value.substring(7).strip();
    } else if (!inBody.isEmpty()) {
      token = inBody.get(0);
    } else {
      return challenge(tenant);
    }
    if (token.isEmpty() || token.length() > MAX_TOKEN) {
      return refuse(tenant, 401, "invalid_token", "The access token is not valid");
    }
    return grants
        .access(tenant, Secret.of(token))
        .map(access -> claims(tenant, access))
        .orElseGet(
            () -> refuse(tenant, 401, "invalid_token", "The access token is invalid or expired"));
  }

  /** As JSON, or signed where the client is set to that (OpenID Connect Core, section 5.3.2). */
  private Response claims(String tenant, Grants.Access access) {
    Map<String, Object> claims = Claims.of(contributed.of(tenant, access), access);
    return clients
        .find(tenant, access.clientId())
        .flatMap(client -> client.value().settings().userinfoSignedResponseAlg())
        .map(alg -> signed(tenant, alg, access.clientId(), claims))
        .orElseGet(() -> Response.json(200, claims));
  }

  private Response signed(String tenant, String alg, String client, Map<String, Object> claims) {
    JWTClaimsSet.Builder all = new JWTClaimsSet.Builder();
    claims.forEach(all::claim);
    // with a time it would pass for an ID token, whatever hooks add
    all.issuer(issuers.of(tenant)).audience(client).issueTime(null).expirationTime(null);
    return Response.text(200, JWT, signer.sign(tenant, alg, all.build()));
  }

  /** RFC 6750, section 3.1: who shows nothing is told no error. */
  private Response challenge(String tenant) {
    return Response.empty(401)
        .with("WWW-Authenticate", "Bearer realm=\"" + issuers.of(tenant) + "\"");
  }

  private Response refuse(String tenant, int status, String code, String description) {
    return OAuthError.of(status, code, description)
        .with(
            "WWW-Authenticate",
            "Bearer realm=\""
                + issuers.of(tenant)
                + "\", error=\""
                + code
                + "\", error_description=\""
                + description
                + "\"");
  }
}
