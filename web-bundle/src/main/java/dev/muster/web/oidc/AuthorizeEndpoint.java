package dev.muster.web.oidc;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.openid.connect.sdk.OIDCError;
import dev.muster.api.Clients;
import dev.muster.api.Consents;
import dev.muster.api.Grants;
import dev.muster.api.Installation;
import dev.muster.api.PushedRequests;
import dev.muster.api.Sessions;
import dev.muster.api.SigningKeys;
import dev.muster.web.http.Effects;
import dev.muster.web.http.FailureAnswer;
import dev.muster.web.http.Parameters;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import dev.muster.web.oidc.AuthorizeRequest.Prompt;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Authorize (OpenID Connect Core, section 3.1.2). */
@Component(service = Routes.class)
public final class AuthorizeEndpoint implements Routes {
  private static final Logger LOG = LoggerFactory.getLogger(AuthorizeEndpoint.class);
  private static final String ADDRESS = "/t/{tenant}/oauth2/authorize";

  private final AuthorizeRequests requests;
  private final PushedRequests pushed;
  private final BrowserSessions sessions;
  private final Grants grants;
  private final Consents consents;
  private final Issuers issuers;
  private final IdTokenHints hints;
  private final Interaction interaction;
  private final InstantSource clock;
  private final MismatchLog mismatches;

  /**
   * Made by Declarative Services.
   *
   * @param installation settings
   * @param clients the clients
   * @param pushed what they sent ahead
   * @param sessions the sessions
   * @param grants the grants
   * @param consents what people consented to
   * @param keys the keys
   * @param interaction what a person sees
   * @param clock the time
   */
  @Activate
  public AuthorizeEndpoint(
      @Reference Installation installation,
      @Reference Clients clients,
      @Reference PushedRequests pushed,
      @Reference Sessions sessions,
      @Reference Grants grants,
      @Reference Consents consents,
      @Reference SigningKeys keys,
      @Reference Interaction interaction,
      @Reference InstantSource clock) {
    this.issuers = new Issuers(installation);
    this.requests = new AuthorizeRequests(clients, pushed);
    this.pushed = pushed;
    this.sessions = new BrowserSessions(sessions, issuers, clock);
    this.grants = grants;
    this.consents = consents;
    this.hints = new IdTokenHints(keys, issuers);
    this.interaction = interaction;
    this.clock = clock;
    this.mismatches = new MismatchLog(clock, LOG::info);
  }

  @Override
  public List<Route> routes() {
    FailureAnswer page = interaction::failure;
    return List.of(
        Route.of("GET", ADDRESS, page, Effects.onlyWhenMeant(this::get)),
        new Route("POST", ADDRESS, OAuthError.FORM_BYTES, page, this::post));
  }

  Response get(Request request) {
    return authorize(request, request.query());
  }

  /**
   * A form that another site submits comes without our session's cookie, which is {@code
   * SameSite=Lax}; a navigation brings it. So the request goes round once more, as one.
   */
  Response post(Request request) {
    Parameters form = request.form();
    String tenant = request.path("tenant");
    AuthorizeRequests.Result read = read(request, tenant, form);
    return read instanceof AuthorizeRequests.Result.Valid
        ? Response.seeOther(
            URI.create(issuers.of(tenant) + "/oauth2/authorize?" + Queries.write(form)))
        : refuse(request, tenant, form, read);
  }

  /** A pushed request begins here; its time is that of a sign-in from now on. */
  private AuthorizeRequests.Result read(Request request, String tenant, Parameters parameters) {
    Optional<String> uri = AuthorizeRequests.pushedUri(parameters);
    if (uri.isPresent() && parameters.all("client_id").size() == 1) {
      boolean unused =
          pushed.begin(
              request.caller("system"), tenant, parameters.all("client_id").get(0), uri.get());
    }
    return requests.read(tenant, parameters);
  }

  private Response authorize(Request request, Parameters parameters) {
    String tenant = request.path("tenant");
    AuthorizeRequests.Result read = read(request, tenant, parameters);
    if (!(read instanceof AuthorizeRequests.Result.Valid valid)) {
      return refuse(request, tenant, parameters, read);
    }
    Optional<String> hint = valid.request().idTokenHint();
    if (hint.isEmpty()) {
      return valid(request, tenant, valid.request());
    }
    return hints
        .user(tenant, hint.get())
        .map(user -> hinted(request, tenant, valid.request(), user))
        .orElseGet(
            () ->
                interaction.answer(
                    request,
                    tenant,
                    AuthorizeAnswer.error(
                        issuers.of(tenant),
                        valid.request(),
                        OAuth2Error.INVALID_REQUEST.setDescription(
                            "The id_token_hint is not an ID token of this issuer"))));
  }

  private Response hinted(Request request, String tenant, AuthorizeRequest authorize, String user) {
    return authorize.user().filter(demanded -> !demanded.equals(user)).isPresent()
        ? interaction.answer(
            request,
            tenant,
            AuthorizeAnswer.error(issuers.of(tenant), authorize, OIDCError.LOGIN_REQUIRED))
        : valid(request, tenant, authorize.of(user));
  }

  private Response refuse(
      Request request, String tenant, Parameters sent, AuthorizeRequests.Result read) {
    if (read instanceof AuthorizeRequests.Result.Refused refused) {
      return interaction.answer(
          request, tenant, AuthorizeAnswer.error(issuers.of(tenant), refused));
    }
    AuthorizeRequests.Reason reason = ((AuthorizeRequests.Result.Untrusted) read).reason();
    mismatches.untrusted(tenant, sent, reason);
    return interaction.untrusted(request, tenant, reason);
  }

  private Response valid(Request request, String tenant, AuthorizeRequest authorize) {
    Optional<BrowserSessions.Held> held =
        sessions.held(request, tenant).filter(session -> freshEnough(session.live(), authorize));
    if (held.isPresent() && needsConsent(tenant, held.get().live(), authorize)) {
      return authorize.prompt().contains(Prompt.NONE)
          ? interaction.answer(
              request,
              tenant,
              AuthorizeAnswer.error(issuers.of(tenant), authorize, OIDCError.CONSENT_REQUIRED))
          : interaction.consent(request, tenant, authorize, held.get());
    }
    Optional<Grants.AuthorizationCode> code =
        held.map(BrowserSessions.Held::live)
            .flatMap(
                live ->
                    grants.grant(
                        request.caller("user:" + live.user().id()),
                        tenant,
                        live.session(),
                        authorize.grant()));
    if (code.isPresent()) {
      return interaction.answer(
          request, tenant, AuthorizeAnswer.code(issuers.of(tenant), authorize, code.get()));
    }
    if (authorize.prompt().contains(Prompt.NONE)) {
      return interaction.answer(
          request,
          tenant,
          AuthorizeAnswer.error(issuers.of(tenant), authorize, OIDCError.LOGIN_REQUIRED));
    }
    return interaction.signIn(request, tenant, authorize);
  }

  /** Whether nothing but their consent is missing. */
  private boolean needsConsent(String tenant, Sessions.Live live, AuthorizeRequest authorize) {
    return authorize.takes(live.session())
        && (authorize.asksForConsent()
            || !consents.covers(tenant, live.user().id(), authorize.client(), authorize.scope()));
  }

  /** Whether the client takes a sign-in of then, and does not want another one. */
  private boolean freshEnough(Sessions.Live live, AuthorizeRequest authorize) {
    Instant authTime = live.session().authTime();
    if (authorize.isSignedInFor(authTime)) {
      return true;
    }
    if (authorize.prompt().contains(Prompt.LOGIN)
        || authorize.prompt().contains(Prompt.SELECT_ACCOUNT)) {
      return false;
    }
    if (authorize.maxAge().isEmpty()) {
      return true;
    }
    Duration age = Duration.between(authTime, clock.instant());
    // Zero is another way to ask for a sign-in (OpenID Connect Core, section 3.1.2.1).
    return !authorize.maxAge().get().isZero() && age.compareTo(authorize.maxAge().get()) <= 0;
  }
}
