package dev.muster.web.oidc;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.muster.api.Client;
import dev.muster.api.Clients;
import dev.muster.api.Installation;
import dev.muster.api.PushedRequests;
import dev.muster.api.SigningKeys;
import dev.muster.web.http.Parameters;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Pushed authorization requests (RFC 9126). */
@Component(service = Routes.class)
public final class PushedAuthorizationEndpoint implements Routes {
  /** Below the issuer. */
  static final String PATH = "/oauth2/par";

  /** The longest request that is kept, in characters. */
  static final int MAX_REQUEST = 8192;

  /** How the client shows who it is, which is not part of what it asks. */
  private static final Set<String> AUTHENTICATION =
      Set.of("client_secret", "client_assertion", "client_assertion_type");

  /** What is not kept as it was sent. */
  private static final Set<String> REPLACED =
      Set.of("client_id", "id_token_hint", AuthorizeRequests.USER);

  private final ClientAuthenticator authenticator;
  private final AuthorizeRequests requests;
  private final PushedRequests pushed;
  private final Issuers issuers;
  private final IdTokenHints hints;

  /**
   * Made by Declarative Services.
   *
   * @param installation settings
   * @param authenticator who asks
   * @param clients the clients
   * @param pushed what they send ahead
   * @param keys the keys
   */
  @Activate
  public PushedAuthorizationEndpoint(
      @Reference Installation installation,
      @Reference ClientAuthenticator authenticator,
      @Reference Clients clients,
      @Reference PushedRequests pushed,
      @Reference SigningKeys keys) {
    this.authenticator = authenticator;
    this.requests = new AuthorizeRequests(clients, pushed);
    this.pushed = pushed;
    this.issuers = new Issuers(installation);
    this.hints = new IdTokenHints(keys, issuers);
  }

  @Override
  public List<Route> routes() {
    String address = "/t/{tenant}" + PATH;
    return List.of(
        new Route("POST", address, OAuthError.FORM_BYTES, OAuthError::answer, this::post),
        Route.of("OPTIONS", address, OAuthError::answer, Cors::preflight));
  }

  Response post(Request request) {
    return Cors.open(answer(request));
  }

  private Response answer(Request request) {
    String tenant = request.path("tenant");
    Parameters form = request.form();
    if (form.repeats(AUTHENTICATION) || form.repeats(REPLACED)) {
      return OAuthError.invalidRequest("A parameter is given more than once");
    }
    ClientAuthenticator.Result who = authenticator.authenticate(request, tenant, form);
    return who instanceof ClientAuthenticator.Result.Authenticated known
        ? push(request, tenant, known.client(), form)
        : ClientAuthenticator.refused(who, issuers.of(tenant));
  }

  private Response push(Request request, String tenant, Client client, Parameters form) {
    if (!form.all("request_uri").isEmpty()) {
      return OAuthError.invalidRequest("A pushed request has no request_uri");
    }
    Optional<String> hint = form.filled("id_token_hint");
    Optional<String> hinted = hint.flatMap(token -> hints.user(tenant, token));
    if (hint.isPresent() && hinted.isEmpty()) {
      return OAuthError.invalidRequest("The id_token_hint is not an ID token of this issuer");
    }
    StringBuilder query = new StringBuilder(400);
    Queries.add(query, "client_id", client.clientId());
    // verified here once, its person is kept where no browser can take them out again
    hinted.ifPresent(user -> Queries.add(query, AuthorizeRequests.USER, user));
    for (String name : form.names()) {
      if (!AUTHENTICATION.contains(name) && !REPLACED.contains(name)) {
        form.all(name).forEach(value -> Queries.add(query, name, value));
      }
    }
    if (query.length() > MAX_REQUEST) {
      return OAuthError.invalidRequest("The request is too long to keep");
    }
    AuthorizeRequests.Result read = requests.readPushed(tenant, Parameters.parse(query.toString()));
    if (read instanceof AuthorizeRequests.Result.Refused refused) {
      return OAuthError.of(400, refused.error().getCode(), refused.error().getDescription());
    }
    if (read instanceof AuthorizeRequests.Result.Untrusted) {
      return OAuthError.of(
          400,
          OAuth2Error.INVALID_REQUEST.getCode(),
          "The redirect_uri is missing, given more than once, or not one of the client's");
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(
        "request_uri",
        pushed
            .push(request.caller("system"), tenant, client.clientId(), query.toString())
            .reveal());
    body.put("expires_in", PushedRequests.LIFETIME.toSeconds());
    return Response.json(201, body).with("Pragma", "no-cache");
  }
}
