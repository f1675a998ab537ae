package dev.muster.web.oidc;

import dev.muster.api.Clients;
import dev.muster.api.ContributedClaims;
import dev.muster.api.Grants;
import dev.muster.api.Installation;
import dev.muster.api.Sessions;
import dev.muster.api.SignIns;
import dev.muster.api.SigningKeys;
import dev.muster.api.Tenants;
import dev.muster.web.http.Effects;
import dev.muster.web.http.FailureAnswer;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The addresses of the OpenID Provider. */
@Component(service = Routes.class)
public final class OidcRoutes implements Routes {
  /** The largest form, in bytes: no message of OAuth is longer. */
  private static final int FORM_BYTES = 65_536;

  /** OpenID Connect Discovery, section 4, and RFC 8414, sections 3 and 5. */
  private static final List<String> METADATA =
      List.of(
          "/t/{tenant}/.well-known/openid-configuration",
          "/t/{tenant}/.well-known/oauth-authorization-server",
          "/.well-known/oauth-authorization-server/t/{tenant}",
          "/.well-known/openid-configuration/t/{tenant}");

  private final List<Route> routes;

  /**
   * Creates an instance.
   *
   * @param installation settings
   * @param tenants the tenants
   * @param clients the clients
   * @param sessions the sessions
   * @param grants the grants
   * @param signIns the sign-ins
   * @param keys the keys
   * @param contributed what hooks tell clients
   * @param interaction what a person sees
   * @param clock the time
   */
  @Activate
  public OidcRoutes(
      @Reference Installation installation,
      @Reference Tenants tenants,
      @Reference Clients clients,
      @Reference Sessions sessions,
      @Reference Grants grants,
      @Reference SignIns signIns,
      @Reference SigningKeys keys,
      @Reference ContributedClaims contributed,
      @Reference Interaction interaction,
      @Reference InstantSource clock) {
    Issuers issuers = new Issuers(installation);
    DiscoveryEndpoint discovery = new DiscoveryEndpoint(tenants, keys, issuers);
    AuthorizeEndpoint authorize =
        new AuthorizeEndpoint(
            new AuthorizeRequests(clients),
            new BrowserSessions(sessions, issuers, clock),
            grants,
            issuers,
            new IdTokenHints(keys, issuers),
            interaction,
            clock);
    TokenEndpoint token =
        new TokenEndpoint(
            new ClientAuthenticator(clients, clock),
            grants,
            new PlatformCodeGrant(signIns),
            new IdTokens(keys, contributed, clock),
            issuers);
    UserInfoEndpoint userInfo = new UserInfoEndpoint(grants, contributed, issuers);
    FailureAnswer json = OAuthError::answer;
    FailureAnswer page = interaction::failure;
    String authorizeAddress = "/t/{tenant}/oauth2/authorize";
    List<Route> all = new ArrayList<>();
    all.add(Route.of("GET", authorizeAddress, page, Effects.onlyWhenMeant(authorize::get)));
    all.add(new Route("POST", authorizeAddress, FORM_BYTES, page, authorize::post));
    for (String address : METADATA) {
      all.add(Route.of("GET", address, Cors::problem, discovery::metadata));
      all.add(Route.of("OPTIONS", address, Cors::problem, Cors::preflight));
    }
    String jwks = "/t/{tenant}/oauth2/jwks";
    all.add(Route.of("GET", jwks, Cors::problem, discovery::jwks));
    all.add(Route.of("OPTIONS", jwks, Cors::problem, Cors::preflight));
    String tokens = "/t/{tenant}/oauth2/token";
    all.add(new Route("POST", tokens, FORM_BYTES, json, token::post));
    all.add(Route.of("OPTIONS", tokens, json, Cors::preflight));
    String person = "/t/{tenant}/oauth2/userinfo";
    all.add(Route.of("GET", person, json, userInfo::get));
    all.add(new Route("POST", person, FORM_BYTES, json, userInfo::post));
    all.add(Route.of("OPTIONS", person, json, Cors::preflight));
    routes = List.copyOf(all);
  }

  @Override
  public List<Route> routes() {
    return routes;
  }
}
