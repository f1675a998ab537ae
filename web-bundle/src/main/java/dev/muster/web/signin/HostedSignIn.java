package dev.muster.web.signin;

import dev.muster.api.Brandings;
import dev.muster.api.Clients;
import dev.muster.api.Consents;
import dev.muster.api.Grants;
import dev.muster.api.IdentitySources;
import dev.muster.api.Installation;
import dev.muster.api.Interactions;
import dev.muster.api.OwnAccount;
import dev.muster.api.PasswordRecovery;
import dev.muster.api.PasswordSignIns;
import dev.muster.api.Platforms;
import dev.muster.api.PushedRequests;
import dev.muster.api.Sessions;
import dev.muster.api.SignInTries;
import dev.muster.api.SignIns;
import dev.muster.web.http.Effects;
import dev.muster.web.http.Failure;
import dev.muster.web.http.FailureAnswer;
import dev.muster.web.http.Failures;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import dev.muster.web.oidc.AuthorizeAnswer;
import dev.muster.web.oidc.AuthorizeRequest;
import dev.muster.web.oidc.AuthorizeRequests;
import dev.muster.web.oidc.BrowserSessions;
import dev.muster.web.oidc.Interaction;
import dev.muster.web.oidc.Issuers;
import dev.muster.web.oidc.TenantCookies;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The addresses of the hosted sign-in. */
@Component(service = {Routes.class, Interaction.class})
public final class HostedSignIn implements Routes, Interaction {
  /** The largest form, in bytes. */
  private static final int FORM_BYTES = 16_384;

  private final List<Route> routes;
  private final LoginEndpoint login;
  private final ErrorPages errors;
  private final Answers answers;
  private final ConsentEndpoint consent;

  /**
   * Creates an instance.
   *
   * @param installation settings
   * @param brandings how each tenant's pages look
   * @param clients the clients
   * @param pushed what they sent ahead
   * @param sources the sources
   * @param platforms the platforms
   * @param sessions the sessions
   * @param grants what is given to somebody who has consented
   * @param consents what people consented to
   * @param signIns the sign-ins
   * @param tries the tries of sources
   * @param interactions sign-ins that wait for their person
   * @param ownAccount what people do to their own accounts
   * @param passwords sign-ins by password
   * @param recovery what helps those who have forgotten theirs
   * @param clock the time
   */
  @Activate
  public HostedSignIn(
      @Reference Installation installation,
      @Reference Brandings brandings,
      @Reference Clients clients,
      @Reference PushedRequests pushed,
      @Reference IdentitySources sources,
      @Reference Platforms platforms,
      @Reference Sessions sessions,
      @Reference Grants grants,
      @Reference Consents consents,
      @Reference SignIns signIns,
      @Reference SignInTries tries,
      @Reference Interactions interactions,
      @Reference OwnAccount ownAccount,
      @Reference PasswordSignIns passwords,
      @Reference PasswordRecovery recovery,
      @Reference InstantSource clock) {
    Issuers issuers = new Issuers(installation);
    BrowserSessions browsers = new BrowserSessions(sessions, issuers, clock);
    Assets assets = new Assets();
    Page page = new Page(assets);
    Looks looks = new Looks(brandings);
    LogoEndpoint logo = new LogoEndpoint(brandings);
    errors = new ErrorPages(looks, page);
    answers = new Answers(looks, page, pushed, errors);
    RedirectTargets targets = new RedirectTargets(issuers, answers);
    TenantCookies ofTenants = new TenantCookies(issuers);
    SignInCookies cookies = new SignInCookies(ofTenants);
    SilentRounds rounds = new SilentRounds(ofTenants, browsers);
    SignInRequests signInRequests =
        new SignInRequests(new AuthorizeRequests(clients, pushed), targets, errors);
    Common common =
        new Common(
            signInRequests, targets, cookies, rounds, new FailurePages(sources, targets, errors));
    InAppSheet sheet = new InAppSheet(looks, page);
    StartEndpoint start = new StartEndpoint(sources, signIns, common, sheet);
    LoginPage loginPage = new LoginPage(page);
    WaitingCookies waiting = new WaitingCookies(signIns, common);
    PasswordEndpoint password =
        new PasswordEndpoint(
            passwords,
            recovery,
            installation,
            common,
            ofTenants,
            waiting,
            browsers,
            errors,
            looks,
            loginPage,
            page);
    login = new LoginEndpoint(looks, sources, signInRequests, targets, start, password, loginPage);
    RecoveryEndpoint recover =
        new RecoveryEndpoint(recovery, common, ofTenants, waiting, password, errors, looks, page);
    SourceAbilities abilities = new SourceAbilities(sources, platforms);
    TryEndpoint tryOut =
        new TryEndpoint(sources, abilities, tries, common, errors, sheet, new TryPage(looks, page));
    BindEndpoint bind =
        new BindEndpoint(
            sources,
            signIns,
            interactions,
            common,
            waiting,
            browsers,
            errors,
            sheet,
            password,
            new BindPage(looks, page));
    AccountLinkEndpoint links =
        new AccountLinkEndpoint(ownAccount, browsers, common, errors, sheet);
    CallbackEndpoint callback =
        new CallbackEndpoint(abilities, signIns, browsers, errors, common, tryOut, bind, links);
    AccountEndpoint account =
        new AccountEndpoint(
            ownAccount,
            sources,
            looks,
            sessions,
            browsers,
            targets,
            new StoredNames(sources, platforms),
            page,
            links);
    consent = new ConsentEndpoint(consents, grants, common, browsers, new ConsentPage(looks, page));
    AnswerEndpoint answer = new AnswerEndpoint(signInRequests, targets);
    FailureAnswer told = errors::failure;
    routes =
        List.of(
            Route.of("GET", "/signin/{file}", Failures::problemDocument, assets::get),
            Route.of("GET", "/t/{tenant}/logo/{digest}", Failures::problemDocument, logo::get),
            Route.of("GET", "/t/{tenant}/login", told, Effects.onlyWhenMeant(login::get)),
            Route.of("GET", "/t/{tenant}/login/bind", told, Effects.onlyWhenMeant(bind::get)),
            new Route("POST", "/t/{tenant}/login/bind", FORM_BYTES, told, bind::post),
            Route.of(
                "GET", "/t/{tenant}/login/password", told, Effects.onlyWhenMeant(password::get)),
            new Route("POST", "/t/{tenant}/login/password", FORM_BYTES, told, password::post),
            Route.of(
                "GET", "/t/{tenant}/login/recovery", told, Effects.onlyWhenMeant(recover::get)),
            new Route("POST", "/t/{tenant}/login/recovery", FORM_BYTES, told, recover::post),
            Route.of("GET", "/t/{tenant}/login/{source}", told, Effects.onlyWhenMeant(start::get)),
            Route.of(
                "GET",
                "/t/{tenant}/login/{source}/callback",
                told,
                Effects.onlyWhenMeant(callback::get)),
            Route.of(
                "GET", "/t/{tenant}/login/{source}/try", told, Effects.onlyWhenMeant(tryOut::get)),
            Route.of(
                "GET",
                "/t/{tenant}/login/{source}/mobile-config",
                Failures::problemDocument,
                request ->
                    Response.json(
                        200, sources.mobileConfig(request.path("tenant"), request.path("source")))),
            Route.of("GET", "/t/{tenant}" + AnswerEndpoint.PATH, told, answer::get),
            new Route(
                "POST", "/t/{tenant}" + ConsentEndpoint.PATH, FORM_BYTES, told, consent::post),
            Route.of("GET", "/t/{tenant}/account", told, account::get),
            new Route("POST", "/t/{tenant}/account", FORM_BYTES, told, account::post),
            new Route("POST", "/t/{tenant}/account/sign-out", FORM_BYTES, told, account::signOut));
  }

  @Override
  public List<Route> routes() {
    return routes;
  }

  @Override
  public Map<String, FailureAnswer> notFoundHandlers() {
    return Map.of("/", errors::notFound, "/api/", Failures::problemDocument);
  }

  @Override
  public Response signIn(Request request, String tenant, AuthorizeRequest authorize) {
    return login.from(request, tenant, authorize);
  }

  @Override
  public Response consent(
      Request request, String tenant, AuthorizeRequest authorize, BrowserSessions.Held held) {
    return consent.ask(
        SignInRequest.of(request, tenant, Optional.of(authorize), authorize.uiLocales()),
        authorize,
        held);
  }

  @Override
  public Response answer(Request request, String tenant, AuthorizeAnswer answer) {
    return answers.of(SignInRequests.unvalidated(request, tenant), answer);
  }

  @Override
  public Response untrusted(Request request, String tenant, AuthorizeRequests.Reason reason) {
    return errors.untrusted(SignInRequests.unvalidated(request, tenant), reason);
  }

  @Override
  public Response failure(Request request, Failure failure) {
    return errors.failure(request, failure);
  }
}
