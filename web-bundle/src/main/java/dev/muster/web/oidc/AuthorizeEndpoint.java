package dev.muster.web.oidc;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.openid.connect.sdk.OIDCError;
import dev.muster.api.Grants;
import dev.muster.api.Sessions;
import dev.muster.web.http.Parameters;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.AuthorizeRequest.Prompt;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Authorize (OpenID Connect Core, section 3.1.2). */
final class AuthorizeEndpoint {
  private final AuthorizeRequests requests;
  private final BrowserSessions sessions;
  private final Grants grants;
  private final Issuers issuers;
  private final IdTokenHints hints;
  private final Interaction interaction;
  private final InstantSource clock;

  AuthorizeEndpoint(
      AuthorizeRequests requests,
      BrowserSessions sessions,
      Grants grants,
      Issuers issuers,
      IdTokenHints hints,
      Interaction interaction,
      InstantSource clock) {
    this.requests = requests;
    this.sessions = sessions;
    this.grants = grants;
    this.issuers = issuers;
    this.hints = hints;
    this.interaction = interaction;
    this.clock = clock;
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
    AuthorizeRequests.Result read = requests.read(tenant, form);
    return read instanceof AuthorizeRequests.Result.Valid
        ? Response.seeOther(
            URI.create(issuers.of(tenant) + "/oauth2/authorize?" + Queries.write(form)))
        : refuse(request, tenant, read);
  }

  private Response authorize(Request request, Parameters parameters) {
    String tenant = request.path("tenant");
    AuthorizeRequests.Result read = requests.read(tenant, parameters);
    if (!(read instanceof AuthorizeRequests.Result.Valid valid)) {
      return refuse(request, tenant, read);
    }
    Optional<String> hint = parameters.filled("id_token_hint");
    if (hint.isEmpty()) {
      return valid(request, tenant, valid.request());
    }
    return hints
        .user(tenant, hint.get())
        .map(user -> valid(request, tenant, valid.request().of(user)))
        .orElseGet(
            () ->
                Response.seeOther(
                    AuthorizeAnswers.error(
                        issuers.of(tenant),
                        valid.request(),
                        OAuth2Error.INVALID_REQUEST.setDescription(
                            "The id_token_hint is not an ID token of this issuer"))));
  }

  private Response refuse(Request request, String tenant, AuthorizeRequests.Result read) {
    if (read instanceof AuthorizeRequests.Result.Refused refused) {
      return Response.seeOther(AuthorizeAnswers.error(issuers.of(tenant), refused));
    }
    return interaction.untrusted(
        request, tenant, ((AuthorizeRequests.Result.Untrusted) read).reason());
  }

  private Response valid(Request request, String tenant, AuthorizeRequest authorize) {
    if (!authorize.prompt().contains(Prompt.LOGIN)
        && !authorize.prompt().contains(Prompt.SELECT_ACCOUNT)) {
      Optional<Grants.AuthorizationCode> code =
          sessions
              .find(request, tenant)
              .filter(live -> freshEnough(live, authorize))
              .flatMap(
                  live ->
                      grants.grant(
                          request.caller("user:" + live.user().id()),
                          tenant,
                          live.session(),
                          authorize.grant()));
      if (code.isPresent()) {
        return Response.seeOther(AuthorizeAnswers.code(issuers.of(tenant), authorize, code.get()));
      }
    }
    if (authorize.prompt().contains(Prompt.NONE)) {
      return Response.seeOther(
          AuthorizeAnswers.error(issuers.of(tenant), authorize, OIDCError.LOGIN_REQUIRED));
    }
    return interaction.signIn(request, tenant, authorize);
  }

  private boolean freshEnough(Sessions.Live live, AuthorizeRequest authorize) {
    if (authorize.maxAge().isEmpty()) {
      return true;
    }
    Duration age = Duration.between(live.session().authTime(), clock.instant());
    // Zero is another way to ask for a sign-in (OpenID Connect Core, section 3.1.2.1).
    return !authorize.maxAge().get().isZero() && age.compareTo(authorize.maxAge().get()) <= 0;
  }
}
