package dev.muster.web.oidc;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.muster.api.Client;
import dev.muster.api.Grants;
import dev.muster.api.Grants.TokenState;
import dev.muster.api.Installation;
import dev.muster.spi.Secret;
import dev.muster.web.http.Parameters;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What a client does with a token beside using it: revoking (RFC 7009) and introspecting (RFC
 * 7662). Which kind a token is can be seen, so {@code token_type_hint} is not needed.
 */
@Component(service = Routes.class)
public final class TokenManagement implements Routes {
  private static final String REVOKE = "/t/{tenant}/oauth2/revoke";
  private static final String INTROSPECT = "/t/{tenant}/oauth2/introspect";

  /** The longest token that is looked at, in characters. */
  private static final int MAX_TOKEN = 512;

  private static final List<String> READ =
      List.of(
          "client_id",
          "client_secret",
          "client_assertion",
          "client_assertion_type",
          "token",
          "token_type_hint");

  private final ClientAuthenticator authenticator;
  private final Grants grants;
  private final Issuers issuers;

  /**
   * Made by Declarative Services.
   *
   * @param installation settings
   * @param authenticator which client asks
   * @param grants the grants
   */
  @Activate
  public TokenManagement(
      @Reference Installation installation,
      @Reference ClientAuthenticator authenticator,
      @Reference Grants grants) {
    this.authenticator = authenticator;
    this.grants = grants;
    this.issuers = new Issuers(installation);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route("POST", REVOKE, OAuthError.FORM_BYTES, OAuthError::answer, this::revoke),
        Route.of("OPTIONS", REVOKE, OAuthError::answer, Cors::preflight),
        new Route("POST", INTROSPECT, OAuthError.FORM_BYTES, OAuthError::answer, this::introspect),
        Route.of("OPTIONS", INTROSPECT, OAuthError::answer, Cors::preflight));
  }

  private Response revoke(Request request) {
    return Cors.open(known(request, (client, token) -> revoked(request, client, token)));
  }

  private Response introspect(Request request) {
    return Cors.open(known(request, (client, token) -> introspected(request, client, token)));
  }

  private Response known(Request request, BiFunction<Client, Optional<Secret>, Response> then) {
    String tenant = request.path("tenant");
    Parameters form = request.form();
    if (form.repeats(READ)) {
      return OAuthError.invalidRequest("A parameter is given more than once");
    }
    if (request.query().names().contains("token")
        || request.query().names().contains("client_secret")) {
      return OAuthError.invalidRequest("Parameters must be sent in the body");
    }
    ClientAuthenticator.Result who = authenticator.authenticate(request, tenant, form);
    if (!(who instanceof ClientAuthenticator.Result.Authenticated known)) {
      return ClientAuthenticator.refused(who, issuers.of(tenant));
    }
    Optional<String> token = form.filled("token");
    return token.isEmpty()
        ? OAuthError.invalidRequest("The token is missing")
        : then.apply(known.client(), token.filter(it -> it.length() <= MAX_TOKEN).map(Secret::of));
  }

  /** Also of a token that is none: there is nothing that the client could do about it. */
  private Response revoked(Request request, Client client, Optional<Secret> token) {
    boolean foreign =
        token
            .map(
                it ->
                    grants.revoke(
                        request.caller("system"), request.path("tenant"), client.clientId(), it))
            .filter(Grants.Revocation.FOREIGN::equals)
            .isPresent();
    return foreign
        ? OAuthError.of(
            400, OAuth2Error.INVALID_GRANT.getCode(), "The token was issued to another client")
        : Response.empty(200).with("Cache-Control", "no-store");
  }

  private Response introspected(Request request, Client client, Optional<Secret> token) {
    String tenant = request.path("tenant");
    if (!client.settings().confidential()) {
      // RFC 7662, section 2.1: whoever asks is authenticated, so that tokens cannot be guessed at
      return OAuthError.of(
          401,
          OAuth2Error.INVALID_CLIENT.getCode(),
          "A client without a secret or a key cannot introspect");
    }
    Map<String, Object> body =
        token
            .flatMap(it -> grants.introspect(tenant, client.clientId(), it))
            .map(state -> active(tenant, client, state))
            .orElseGet(() -> Map.of("active", false));
    return Response.json(200, body).with("Pragma", "no-cache");
  }

  private Map<String, Object> active(String tenant, Client client, TokenState state) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("active", true);
    body.put("scope", String.join(" ", new TreeSet<>(state.scope())));
    body.put("client_id", client.clientId());
    if (state.scope().contains(Scopes.PROFILE)) {
      body.put("username", state.user().profile().username());
    }
    if (!state.refreshToken()) {
      body.put("token_type", "Bearer");
    }
    body.put("exp", state.expiresAt().getEpochSecond());
    body.put("iat", state.issuedAt().getEpochSecond());
    body.put("sub", state.user().id());
    body.put("aud", client.clientId());
    body.put("iss", issuers.of(tenant));
    return body;
  }
}
