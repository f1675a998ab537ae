package dev.muster.web.signin;

import static dev.muster.web.signin.Html.element;
import static dev.muster.web.signin.Html.styled;
import static dev.muster.web.signin.Html.text;

import dev.muster.api.Client;
import dev.muster.api.Grants;
import dev.muster.api.Installation;
import dev.muster.api.Interactions;
import dev.muster.api.PasswordRecovery;
import dev.muster.api.PasswordSignIns;
import dev.muster.api.PasswordSignIns.Answer;
import dev.muster.api.PasswordSignIns.Change;
import dev.muster.api.PasswordSignIns.Presented;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SignIns.Interaction;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.web.http.Parameters;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.AuthorizeRequest;
import dev.muster.web.oidc.BrowserSessions;
import dev.muster.web.oidc.TenantCookies;
import dev.muster.web.outcome.NotSignedIn;
import dev.muster.web.outcome.SignInFailure;
import dev.muster.web.signin.ErrorPages.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Signs somebody in with a password, and has them choose another where they have to. */
final class PasswordEndpoint {
  private static final String PAGE = "/login/password";
  private static final String PURPOSE = "password";
  private static final String BROWSER = "muster-browser";
  private static final int MAX_BROWSER = 1024;

  private final PasswordSignIns passwords;
  private final PasswordRecovery recovery;
  private final Installation installation;
  private final SignInRequests requests;
  private final SignInCookies cookies;
  private final FailurePages failures;
  private final TenantCookies tenantCookies;
  private final FormCookie form;
  private final WaitingCookies waiting;
  private final BrowserSessions sessions;
  private final Arrivals arrivals;
  private final ErrorPages errors;
  private final Looks looks;
  private final LoginPage login;
  private final Page page;

  PasswordEndpoint(
      PasswordSignIns passwords,
      PasswordRecovery recovery,
      Installation installation,
      Common common,
      TenantCookies tenantCookies,
      WaitingCookies waiting,
      BrowserSessions sessions,
      ErrorPages errors,
      Looks looks,
      LoginPage login,
      Page page) {
    this.passwords = passwords;
    this.recovery = recovery;
    this.installation = installation;
    this.requests = common.requests();
    this.cookies = common.cookies();
    this.failures = common.failures();
    this.tenantCookies = tenantCookies;
    this.form = new FormCookie(tenantCookies);
    this.waiting = waiting;
    this.sessions = sessions;
    this.arrivals = new Arrivals(common.targets(), sessions);
    this.errors = errors;
    this.looks = looks;
    this.login = login;
    this.page = page;
  }

  /** Whether somebody may sign in so, for the client for which they came. */
  boolean isOffered(SignInRequest signIn) {
    return passwords.isOn(signIn.tenant())
        && signIn
            .authorize()
            .map(AuthorizeRequest::client)
            .map(Client::settings)
            .map(client -> client.allows(PasswordSignIns.SOURCE))
            .orElse(true);
  }

  /** Sends a browser here whose person has to choose another password. */
  Response ask(SignInRequest signIn, Interaction interaction) {
    return waiting.ask(signIn, PAGE, interaction);
  }

  /** The form alone: where somebody wants no other way, or was wrong. */
  Response form(SignInRequest signIn) {
    return form(signIn, 200, "", Optional.empty());
  }

  private Response form(SignInRequest signIn, int status, String username, Optional<Text> problem) {
    if (!isOffered(signIn)) {
      return failures.of(
          signIn, Optional.empty(), PasswordSignIns.SOURCE, SignInFailure.SOURCE_DISABLED);
    }
    LoginPage.Model alone =
        new LoginPage.Model(
            signIn.path(),
            looks.require(signIn.tenant()),
            signIn.authorize().map(AuthorizeRequest::client),
            signIn.query(),
            List.of(),
            failures.otherWays(signIn).isPresent(),
            signIn.query(),
            Optional.empty());
    return with(
        signIn,
        username,
        problem,
        model -> signIn.reachable(login.of(status, signIn.language(), alone.with(model))));
  }

  /** A page with the form, and the cookie by which it will be known as ours. */
  Response with(
      SignInRequest signIn,
      String username,
      Optional<Text> problem,
      Function<PasswordForms.Model, Response> made) {
    Secret held = form.heldOrNew(signIn.request(), signIn.tenant());
    PasswordForms.Model model =
        PasswordForms.Model.of(signIn.address(PAGE), FormTokens.of(held, PURPOSE), username)
            .with(problem.map(signIn.language()::of))
            .withForgotten(
                Optional.of(signIn.address(RecoveryEndpoint.PAGE))
                    .filter(any -> recovery.isOffered(signIn.tenant())));
    return form.hold(made.apply(model), signIn.tenant(), held);
  }

  /** {@code GET /t/{tenant}/login/password}. */
  Response get(Request request) {
    return read(
        request,
        signIn ->
            WaitingCookies.isNamed(request)
                ? turn(signIn, turn -> show(turn, 200, Optional.empty()))
                : form(signIn));
  }

  /** {@code POST /t/{tenant}/login/password}. */
  Response post(Request request) {
    return read(
        request,
        signIn -> WaitingCookies.isNamed(request) ? turn(signIn, this::choose) : signIn(signIn));
  }

  private Response read(Request request, Function<SignInRequest, Response> then) {
    SignInRequests.Result read = requests.read(request, request.path("tenant"), request.query());
    return read instanceof SignInRequests.Result.Known known
        ? then.apply(known.signIn())
        : ((SignInRequests.Result.Answered) read).response();
  }

  private Response signIn(SignInRequest signIn) {
    Request request = signIn.request();
    String tenant = signIn.tenant();
    // without what the page had the browser hold, the form is another site's
    Secret held = form.heldOrNew(request, tenant);
    FormTokens.require(request, held, PURPOSE);
    Parameters fields = request.form();
    String username = fields.one("username").orElse("").strip();
    String password = fields.one("password").orElse("");
    if (username.isEmpty() || password.isEmpty()) {
      return form(signIn, 400, username, Optional.of(Messages.BIND_FILL_IN));
    }
    Answer answer =
        passwords.signIn(
            presenter(signIn),
            new Presented(username, Secret.of(password), browser(request, tenant)),
            RedirectTargets.grant(signIn));
    if (answer instanceof Answer.Right right) {
      return right(signIn, right);
    }
    return answer instanceof Answer.Wrong
        ? form(signIn, 403, username, Optional.of(Messages.PASSWORD_WRONG))
        : failures.of(
            signIn, Optional.empty(), PasswordSignIns.SOURCE, SignInFailure.SOURCE_DISABLED);
  }

  private Response right(SignInRequest signIn, Answer.Right right) {
    return NotSignedIn.answer(
        right.outcome(),
        signedIn -> known(signIn, arrivals.of(signIn, signedIn), Optional.of(right.browser())),
        otherwise -> otherwise(signIn, otherwise));
  }

  /** Has the browser keep that somebody signed in in it. */
  private Response known(SignInRequest signIn, Response response, Optional<Secret> browser) {
    return browser
        .map(
            it ->
                response.with(
                    tenantCookies.of(
                        signIn.tenant(), BROWSER, it.reveal(), PasswordSignIns.BROWSER_LIFETIME)))
        .orElse(response);
  }

  private Response otherwise(SignInRequest signIn, NotSignedIn otherwise) {
    return otherwise
        .interaction()
        .map(interaction -> ask(signIn, interaction))
        .orElseGet(() -> failures.of(signIn, PasswordSignIns.SOURCE, otherwise));
  }

  /** What the browser keeps of a sign-in before. */
  Optional<Secret> browser(Request request, String tenant) {
    return request.cookie(
        tenantCookies.name(tenant, BROWSER),
        value ->
            value.isEmpty() || value.length() > MAX_BROWSER
                ? Optional.empty()
                : Optional.of(Secret.of(value)));
  }

  /** Who does something in a browser. */
  Interactions.Presenter presenter(SignInRequest signIn) {
    return new Interactions.Presenter(
        signIn.request().caller("system"),
        signIn.tenant(),
        signIn.userAgent(),
        sessions.presented(signIn.request(), signIn.tenant()));
  }

  /** Somebody who chooses another password. */
  private record Turn(SignInRequest signIn, WaitingCookies.Held held, Change change) {}

  private Response turn(SignInRequest signIn, Function<Turn, Response> then) {
    Optional<String> client =
        signIn.authorize().map(AuthorizeRequest::grant).map(Grants.Request::clientId);
    return waiting
        .find(
            signIn.request(),
            signIn.tenant(),
            held ->
                passwords
                    .waiting(signIn.tenant(), held.key(), client)
                    .map(change -> new Turn(signIn, held, change)))
        .map(then)
        .orElseGet(() -> over(signIn));
  }

  private Response choose(Turn turn) {
    Request request = turn.signIn.request();
    FormTokens.require(request, turn.held.key(), PURPOSE);
    String password = request.form().one("password").orElse("");
    if (password.isEmpty()) {
      return show(turn, 400, Optional.of(Messages.PASSWORD_EMPTY));
    }
    if (!password.equals(request.form().one("again").orElse(""))) {
      return show(turn, 400, Optional.of(Messages.PASSWORD_DIFFERENT));
    }
    PasswordSignIns.Chosen chosen;
    try {
      chosen =
          passwords.choose(
              presenter(turn.signIn),
              turn.held.key(),
              Secret.of(password),
              RedirectTargets.grant(turn.signIn));
    } catch (ProblemException e) {
      if (e.code() != ProblemCode.INVALID_VALUE || e.errors().isEmpty()) {
        throw e;
      }
      return show(turn, 400, Optional.of(e.errors().get(0).message()));
    }
    return NotSignedIn.answer(
        chosen.outcome(),
        signedIn ->
            known(
                turn.signIn,
                cookies.forget(
                    arrivals.of(turn.signIn, signedIn), turn.signIn.tenant(), turn.held.cookie()),
                chosen.browser()),
        otherwise ->
            otherwise.failure() == SignInFailure.INVALID
                ? over(turn.signIn)
                : otherwise(turn.signIn, otherwise));
  }

  private Response show(Turn turn, int status, Optional<Text> problem) {
    SignInRequest signIn = turn.signIn;
    List<Html> content = new ArrayList<>();
    content.add(element("h1", text(signIn.language().of(Messages.PASSWORD_CHANGE_TITLE))));
    content.add(
        styled(
            "p",
            "lead",
            text(
                signIn
                    .language()
                    .of(
                        turn.change.recovers()
                            ? Messages.RECOVERY_RIGHT
                            : Messages.PASSWORD_CHANGE))));
    content.addAll(
        PasswordForms.choose(
            signIn.language(),
            PasswordForms.Model.of(
                    signIn.path() + WaitingCookies.address(signIn, PAGE, turn.held.cookie()),
                    FormTokens.of(turn.held.key(), PURPOSE),
                    turn.change.username())
                .with(problem.map(signIn.language()::of)),
            signIn
                .language()
                .of(Messages.PASSWORD_RULES)
                .replace("{least}", Integer.toString(installation.passwordMinLength()))));
    return signIn.reachable(
        page.under(
            Page.FORMS_LEAD_AWAY,
            status,
            signIn.language(),
            signIn.language().of(Messages.PASSWORD_CHANGE_TITLE),
            looks.find(signIn.tenant()),
            Optional.of(signIn.request().rawQuery()),
            content));
  }

  private Response over(SignInRequest signIn) {
    return errors.state(
        signIn,
        Optional.empty(),
        List.of(new Action(Messages.SIGN_IN_ANEW, signIn.address("/login"))));
  }
}
