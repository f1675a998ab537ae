package dev.muster.web.signin;

import dev.muster.api.Grants;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.IdentitySources;
import dev.muster.api.IdentitySources.Offer;
import dev.muster.api.Interactions;
import dev.muster.api.Interactions.Answered;
import dev.muster.api.Interactions.Reply;
import dev.muster.api.Interactions.Waiting;
import dev.muster.api.PasswordSignIns;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Interaction;
import dev.muster.api.SignIns.Outcome;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.web.http.Parameters;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.AuthorizeRequest;
import dev.muster.web.oidc.BrowserSessions;
import dev.muster.web.outcome.NotSignedIn;
import dev.muster.web.outcome.SignInFailure;
import dev.muster.web.signin.ErrorPages.Action;
import dev.muster.web.signin.WaitingCookies.Held;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Asks somebody whether they have an account already, and which. */
final class BindEndpoint {
  /** The page that asks, below a tenant's address. */
  private static final String PAGE = "/login/bind";

  private static final String PURPOSE = "bind";

  /** What the address says of whoever came back from another source. */
  private static final String RETURNED = "returned";

  /** What it says while the page asks for the code that was sent. */
  private static final String CODE = "&step=code";

  private static final Map<String, Text> SAID =
      Map.of(
          "declined", Messages.BIND_DECLINED,
          "wrong", Messages.BIND_WRONG,
          "failed", Messages.BIND_FAILED,
          "again", Messages.BIND_AGAIN);

  private final IdentitySources sources;
  private final SignIns signIns;
  private final Interactions interactions;
  private final SignInRequests requests;
  private final RedirectTargets targets;
  private final SignInCookies cookies;
  private final WaitingCookies held;
  private final FailurePages failures;
  private final BrowserSessions sessions;
  private final Arrivals arrivals;
  private final ErrorPages errors;
  private final InAppSheet sheet;
  private final PasswordEndpoint passwords;
  private final BindPage page;

  BindEndpoint(
      IdentitySources sources,
      SignIns signIns,
      Interactions interactions,
      Common common,
      WaitingCookies held,
      BrowserSessions sessions,
      ErrorPages errors,
      InAppSheet sheet,
      PasswordEndpoint passwords,
      BindPage page) {
    this.sources = sources;
    this.signIns = signIns;
    this.interactions = interactions;
    this.requests = common.requests();
    this.targets = common.targets();
    this.cookies = common.cookies();
    this.held = held;
    this.failures = common.failures();
    this.sessions = sessions;
    this.arrivals = new Arrivals(common.targets(), sessions);
    this.errors = errors;
    this.sheet = sheet;
    this.passwords = passwords;
    this.page = page;
  }

  /** Sends a browser here whose person has to say which account is theirs. */
  Response ask(SignInRequest signIn, Interaction interaction) {
    if (interaction.kind().equals(PasswordSignIns.CHANGE)) {
      return passwords.ask(signIn, interaction);
    }
    return held.ask(signIn, PAGE, interaction);
  }

  /** The page that asks; it shows to whoever holds that cookie. */
  static String address(SignInRequest signIn, String cookie) {
    return WaitingCookies.address(signIn, PAGE, cookie);
  }

  /** Somebody who answers, as far as they can. */
  private record Turn(
      SignInRequest signIn, String source, Held held, Waiting waiting, boolean entersCode) {
    Turn enteringCode() {
      return new Turn(signIn, source, held, waiting, true);
    }
  }

  /** {@code GET /t/{tenant}/login/bind}. */
  Response get(Request request) {
    return turn(
        request,
        (signIn, turn) ->
            turn.entersCode
                ? showCode(turn, 200, Optional.empty())
                : show(turn, 200, request.query().one(RETURNED).map(SAID::get), ""));
  }

  /** {@code POST /t/{tenant}/login/bind}. */
  Response post(Request request) {
    return turn(
        request,
        (signIn, turn) -> {
          FormTokens.require(request, turn.held.key(), PURPOSE);
          Parameters form = request.form();
          String choice = form.filled("choice").orElse("");
          String proof = form.filled("proof").orElse("password");
          if (choice.equals("create")) {
            return answer(turn, new Reply.Create(), "");
          }
          if (choice.equals("bind") && proof.equals("identity-source")) {
            return leave(turn, form.filled("identity_source").orElse(""));
          }
          if (choice.equals("bind") && proof.equals("code") && !turn.waiting.codes().isEmpty()) {
            return code(turn, form);
          }
          if (!choice.equals("bind") || !proof.equals("password")) {
            return show(turn, 400, Optional.of(Messages.BIND_CHOOSE), "");
          }
          String username = form.one("username").orElse("").strip();
          String password = form.one("password").orElse("");
          return username.isEmpty() || password.isEmpty()
              ? show(turn, 400, Optional.of(Messages.BIND_FILL_IN), username)
              : answer(
                  turn,
                  new Reply.Password(
                      username, Secret.of(password), passwords.browser(request, signIn.tenant())),
                  username);
        });
  }

  /** Without a code they want one; the page's own form for it always has the field. */
  private Response code(Turn turn, Parameters form) {
    Optional<String> code = form.one("code").map(String::strip);
    String username = form.one("username").orElse("").strip();
    if (code.isEmpty() && username.isEmpty()) {
      return show(turn, 400, Optional.of(Messages.BIND_NAME), "");
    }
    if (code.isEmpty()) {
      try {
        return answer(turn, new Reply.SendCode(username, turn.signIn.language().tag()), username);
      } catch (ProblemException e) {
        if (e.code() != ProblemCode.THROTTLED) {
          throw e;
        }
        return show(turn, 429, Optional.of(e.detail()), username);
      }
    }
    return code.get().isEmpty()
        ? showCode(turn, 400, Optional.of(Messages.CODE_FILL_IN))
        : answer(turn.enteringCode(), new Reply.Code(Secret.of(code.get())), "");
  }

  /**
   * Back from another source; without a code they declined there. Whoever is not signed in goes
   * back to the page that asks: what the platform sent is not to stay in the address.
   *
   * @param began the name of the cookie with which they left
   */
  Response returned(
      SignInRequest signIn, SignIns.Pending pending, String began, Optional<Secret> code) {
    Secret key = interactions.key(pending);
    Optional<Turn> turn = turn(signIn, new Held(signIns.cookieName(key.reveal()), key));
    if (turn.isEmpty()) {
      return over(signIn);
    }
    Response response =
        code.isEmpty() ? back(turn.get(), "declined") : returned(turn.get(), pending, code.get());
    return cookies.forget(response, signIn.tenant(), began);
  }

  private Response returned(Turn turn, SignIns.Pending pending, Secret code) {
    Answered<AuthorizationCode> answered =
        interactions.returned(
            presenter(turn.signIn), pending, code, RedirectTargets.grant(turn.signIn));
    if (answered instanceof Answered.WrongProof<AuthorizationCode> wrong
        && wrong.attemptsLeft() > 0) {
      return back(turn, "wrong");
    }
    if (answered instanceof Answered.Done<AuthorizationCode> done) {
      if (done.outcome() instanceof Outcome.Failed<AuthorizationCode>) {
        return back(turn, "failed");
      }
      if (done.outcome() instanceof Outcome.Invalid<AuthorizationCode>) {
        return back(turn, "again");
      }
    }
    return answered(turn, answered, "");
  }

  private Response back(Turn turn, String said) {
    return Response.seeOther(
        targets.page(
            turn.signIn.tenant(),
            address(turn.signIn, turn.held.cookie()) + "&" + RETURNED + "=" + said));
  }

  private Response turn(Request request, BiFunction<SignInRequest, Turn, Response> then) {
    SignInRequests.Result read = requests.read(request, request.path("tenant"), request.query());
    if (read instanceof SignInRequests.Result.Answered answered) {
      return answered.response();
    }
    SignInRequest signIn = ((SignInRequests.Result.Known) read).signIn();
    return held.find(request, signIn.tenant(), key -> turn(signIn, key))
        .map(turn -> then.apply(signIn, turn))
        .orElseGet(() -> over(signIn));
  }

  private Optional<Turn> turn(SignInRequest signIn, Held key) {
    return interactions
        .find(signIn.tenant(), key.key(), clientId(signIn))
        .filter(waiting -> waiting.attemptsLeft() > 0)
        .map(
            waiting ->
                new Turn(
                    signIn,
                    waiting.source(),
                    key,
                    waiting,
                    signIn.request().query().one("step").equals(Optional.of("code"))));
  }

  private static Optional<String> clientId(SignInRequest signIn) {
    return signIn.authorize().map(AuthorizeRequest::grant).map(Grants.Request::clientId);
  }

  private Interactions.Presenter presenter(SignInRequest signIn) {
    return new Interactions.Presenter(
        signIn.request().caller("system"),
        signIn.tenant(),
        signIn.userAgent(),
        sessions.presented(signIn.request(), signIn.tenant()));
  }

  private Response answer(Turn turn, Reply reply, String username) {
    return answered(
        turn,
        interactions.answer(
            presenter(turn.signIn), turn.held.key(), reply, RedirectTargets.grant(turn.signIn)),
        username);
  }

  private Response answered(Turn turn, Answered<AuthorizationCode> answered, String username) {
    if (answered instanceof Answered.WrongProof<AuthorizationCode> wrong) {
      return wrong.attemptsLeft() > 0
          ? turn(turn.signIn, turn.held)
              .map(again -> wrong(turn.entersCode ? again.enteringCode() : again, username))
              .orElseGet(() -> over(turn.signIn))
          : tooOften(turn.signIn);
    }
    if (answered instanceof Answered.CodeSent<AuthorizationCode> sent) {
      return cookies.hold(
          turn.signIn.request(),
          turn.signIn.tenant(),
          Response.seeOther(
              targets.page(turn.signIn.tenant(), address(turn.signIn, turn.held.cookie()) + CODE)),
          new SignInCookies.Kept(turn.held.cookie(), turn.held.key().reveal(), sent.expiresIn()));
    }
    return NotSignedIn.answer(
        ((Answered.Done<AuthorizationCode>) answered).outcome(),
        signedIn ->
            cookies.forget(
                arrivals.of(turn.signIn, signedIn), turn.signIn.tenant(), turn.held.cookie()),
        otherwise -> otherwise(turn, otherwise));
  }

  private Response wrong(Turn turn, String username) {
    return turn.entersCode
        ? showCode(turn, 403, Optional.of(Messages.CODE_WRONG))
        : show(turn, 403, Optional.of(Messages.BIND_WRONG), username);
  }

  private Response otherwise(Turn turn, NotSignedIn otherwise) {
    if (otherwise.interaction().isPresent()) {
      return ask(turn.signIn, otherwise.interaction().get());
    }
    return otherwise.failure() == SignInFailure.INVALID
        ? over(turn.signIn)
        : failures.of(turn.signIn, turn.source, otherwise);
  }

  /** To another source, from which they come back with a proof. */
  private Response leave(Turn turn, String source) {
    SignInRequest signIn = turn.signIn;
    Optional<Offer> offer = others(turn).stream().filter(o -> o.id().equals(source)).findFirst();
    if (offer.isEmpty()) {
      return show(turn, 400, Optional.of(Messages.BIND_CHOOSE), "");
    }
    try {
      SignIns.Begun begun =
          interactions.begin(
              turn.held.key(),
              clientId(signIn),
              new SignIns.Begin(
                  signIn.tenant(),
                  source,
                  Choice.method(offer.get(), signIn.userAgent()),
                  targets.callback(signIn.tenant(), source),
                  signIn.language().tag(),
                  signIn.query()));
      Response response =
          begun
              .inApp()
              .map(inApp -> sheet.of(signIn, begun, inApp, List.of()))
              .orElseGet(() -> Response.seeOther(begun.location()));
      return cookies.begin(signIn.request(), signIn.tenant(), response, begun);
    } catch (ProblemException e) {
      return switch (e.code()) {
        case PLATFORM_UNAVAILABLE -> show(turn, 503, Optional.of(Messages.BIND_FAILED), "");
        case INVALID_VALUE -> show(turn, 502, Optional.of(Messages.BIND_FAILED), "");
        case NOT_FOUND -> show(turn, 400, Optional.of(Messages.BIND_CHOOSE), "");
        default -> throw e;
      };
    }
  }

  private List<Offer> others(Turn turn) {
    return Choice.of(sources, turn.signIn).usable().stream()
        .filter(offer -> !offer.id().equals(turn.source))
        .toList();
  }

  private Response show(Turn turn, int status, Optional<Text> problem, String username) {
    return page.of(status, turn.signIn, model(turn, problem, username));
  }

  private Response showCode(Turn turn, int status, Optional<Text> problem) {
    return page.code(status, turn.signIn, model(turn, problem, ""));
  }

  private BindPage.Model model(Turn turn, Optional<Text> problem, String username) {
    return new BindPage.Model(
        turn.signIn.path() + address(turn.signIn, turn.held.cookie()),
        turn.waiting,
        sources
            .find(turn.signIn.tenant(), turn.source)
            .map(found -> found.value().settings().displayName())
            .orElse(turn.source),
        others(turn),
        problem,
        username,
        FormTokens.of(turn.held.key(), PURPOSE));
  }

  private Response tooOften(SignInRequest signIn) {
    return errors.of(
        signIn,
        Optional.empty(),
        403,
        Messages.BIND_OVER_TITLE,
        List.of(Messages.BIND_OVER),
        again(signIn));
  }

  private Response over(SignInRequest signIn) {
    return errors.state(signIn, Optional.empty(), again(signIn));
  }

  private static List<Action> again(SignInRequest signIn) {
    return List.of(new Action(Messages.SIGN_IN_ANEW, signIn.address("/login")));
  }
}
