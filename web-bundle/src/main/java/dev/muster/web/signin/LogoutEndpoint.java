package dev.muster.web.signin;

import dev.muster.api.Brandings;
import dev.muster.api.Clients;
import dev.muster.api.Installation;
import dev.muster.api.Sessions;
import dev.muster.api.SigningKeys;
import dev.muster.web.http.Effects;
import dev.muster.web.http.FailureAnswer;
import dev.muster.web.http.Parameters;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import dev.muster.web.oidc.BrowserSessions;
import dev.muster.web.oidc.Issuers;
import dev.muster.web.oidc.LogoutRequest;
import dev.muster.web.oidc.LogoutRequests;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Signs people out whom a client sends (OpenID Connect RP-Initiated Logout 1.0). Whoever comes
 * without an ID token of the very session is asked first: anybody can write a link.
 */
@Component(service = Routes.class)
public final class LogoutEndpoint implements Routes {
  /** Below a tenant's path. */
  static final String PATH = "/oauth2/logout";

  private static final String ADDRESS = "/t/{tenant}" + PATH;

  /** The largest form, in bytes: an ID token with claims is most of it. */
  private static final int FORM_BYTES = 16_384;

  private static final String PURPOSE = "logout";

  private final LogoutRequests requests;
  private final Sessions store;
  private final BrowserSessions sessions;
  private final Issuers issuers;
  private final LogoutPage page;
  private final ErrorPages errors;

  /**
   * Made by Declarative Services.
   *
   * @param installation settings
   * @param brandings how each tenant's pages look
   * @param clients the clients
   * @param sessions the sessions
   * @param keys the keys
   * @param clock the time
   */
  @Activate
  public LogoutEndpoint(
      @Reference Installation installation,
      @Reference Brandings brandings,
      @Reference Clients clients,
      @Reference Sessions sessions,
      @Reference SigningKeys keys,
      @Reference InstantSource clock) {
    this.issuers = new Issuers(installation);
    this.requests = new LogoutRequests(clients, keys, issuers);
    this.store = sessions;
    this.sessions = new BrowserSessions(sessions, issuers, clock);
    Page pages = new Page(new Assets());
    Looks looks = new Looks(brandings);
    this.page = new LogoutPage(looks, pages);
    this.errors = new ErrorPages(looks, pages);
  }

  @Override
  public List<Route> routes() {
    FailureAnswer told = errors::failure;
    return List.of(
        Route.of("GET", ADDRESS, told, Effects.onlyWhenMeant(this::get)),
        new Route("POST", ADDRESS, FORM_BYTES, told, this::post));
  }

  /** {@code GET /t/{tenant}/oauth2/logout}. */
  Response get(Request request) {
    return read(request, request.query(), this::begin);
  }

  /** The same by a navigation and by the form that a page of ours submits. */
  private Response begin(SignInRequest signIn, LogoutRequest logout) {
    Optional<BrowserSessions.Held> held = sessions.held(signIn.request(), signIn.tenant());
    if (held.isEmpty()) {
      endNamed(signIn, logout);
      return done(signIn, logout);
    }
    Sessions.Live live = held.get().live();
    return logout.means(live.user().id(), live.session().id())
        ? end(signIn, logout, held.get())
        : page.ask(signIn, logout, live.user(), FormTokens.of(held.get().token(), PURPOSE));
  }

  /**
   * The answer to the page that asks, or a client's form. That one comes without our session's
   * cookie, which is {@code SameSite=Lax}; a navigation brings it, and so does a form of ours. So
   * it goes round once more: as a form where it has an ID token, which belongs into no address,
   * else as a navigation.
   */
  Response post(Request request) {
    return read(
        request,
        request.form(),
        (signIn, logout) -> {
          Optional<BrowserSessions.Held> held = sessions.held(request, signIn.tenant());
          if (held.isEmpty() || request.form().filled(ConfirmPage.FIELD).isEmpty()) {
            if (request.form().filled(LogoutPage.AGAIN).isPresent()) {
              return begin(signIn, logout);
            }
            if (logout.hasHint()) {
              return page.again(signIn, logout);
            }
            String query = logout.query();
            String locales = signIn.query();
            return Response.seeOther(
                URI.create(
                    issuers.of(signIn.tenant())
                        + PATH
                        + "?"
                        + query
                        + (query.isEmpty() || locales.isEmpty() ? "" : "&")
                        + locales));
          }
          FormTokens.require(request, held.get().token(), PURPOSE);
          endNamed(signIn, logout);
          return end(signIn, logout, held.get());
        });
  }

  /** What is done with a request that can be read. */
  private interface Then {
    Response answer(SignInRequest signIn, LogoutRequest logout);
  }

  private Response read(Request request, Parameters sent, Then then) {
    String tenant = request.path("tenant");
    SignInRequest signIn = SignInRequests.unvalidated(request, tenant, sent);
    return requests
        .read(tenant, sent)
        .map(logout -> then.answer(signIn, logout))
        .orElseGet(
            () ->
                errors.of(
                    signIn,
                    Optional.empty(),
                    400,
                    Messages.REQUEST_TITLE,
                    List.of(Messages.DUPLICATE),
                    List.of()));
  }

  /** Ends the session that an ID token of ours names, wherever its browser is. */
  private void endNamed(SignInRequest signIn, LogoutRequest logout) {
    logout
        .hint()
        .ifPresent(
            hint ->
                hint.session()
                    .ifPresent(
                        session ->
                            store.end(
                                signIn.request().caller("user:" + hint.user()),
                                signIn.tenant(),
                                hint.user(),
                                session)));
  }

  private Response end(SignInRequest signIn, LogoutRequest logout, BrowserSessions.Held held) {
    store.end(
        signIn.request().caller("user:" + held.live().user().id()), signIn.tenant(), held.token());
    return done(signIn, logout);
  }

  private Response done(SignInRequest signIn, LogoutRequest logout) {
    Response response =
        logout
            .back()
            .map(Response::seeOther)
            .orElseGet(() -> page.done(signIn, logout.refusedAddress()));
    return sessions.presented(signIn.request(), signIn.tenant()).isEmpty()
        ? response
        : response.with(sessions.release(signIn.tenant()));
  }
}
