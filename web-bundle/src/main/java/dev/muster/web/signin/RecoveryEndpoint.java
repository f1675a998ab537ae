package dev.muster.web.signin;

import static dev.muster.web.signin.Html.element;
import static dev.muster.web.signin.Html.styled;
import static dev.muster.web.signin.Html.text;

import dev.muster.api.Grants;
import dev.muster.api.PasswordRecovery;
import dev.muster.api.PasswordRecovery.Entered;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SignIns.Interaction;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.AuthorizeRequest;
import dev.muster.web.oidc.TenantCookies;
import dev.muster.web.signin.ErrorPages.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Sends a code to somebody who has forgotten their password, and takes it. */
final class RecoveryEndpoint {
  /** Below a tenant's path. */
  static final String PAGE = "/login/recovery";

  private static final String PURPOSE = "recovery";

  /** As long as a code works. */
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  private final PasswordRecovery recovery;
  private final SignInRequests requests;
  private final FormCookie cookie;
  private final WaitingCookies waiting;
  private final PasswordEndpoint passwords;
  private final ErrorPages errors;
  private final Looks looks;
  private final Page page;

  RecoveryEndpoint(
      PasswordRecovery recovery,
      Common common,
      TenantCookies tenantCookies,
      WaitingCookies waiting,
      PasswordEndpoint passwords,
      ErrorPages errors,
      Looks looks,
      Page page) {
    this.recovery = recovery;
    this.requests = common.requests();
    this.cookie = new FormCookie(tenantCookies);
    this.waiting = waiting;
    this.passwords = passwords;
    this.errors = errors;
    this.looks = looks;
    this.page = page;
  }

  /** {@code GET /t/{tenant}/login/recovery}. */
  Response get(Request request) {
    return read(
        request,
        signIn -> askName(signIn, 200, "", Optional.empty()),
        (signIn, held) -> askCode(signIn, held, 200, Optional.empty()));
  }

  /** {@code POST /t/{tenant}/login/recovery}. */
  Response post(Request request) {
    return read(request, this::send, this::enter);
  }

  /** What somebody does who has asked for a code. */
  private interface WithCode {
    Response answer(SignInRequest signIn, WaitingCookies.Held held);
  }

  private Response read(Request request, Function<SignInRequest, Response> without, WithCode with) {
    SignInRequests.Result read = requests.read(request, request.path("tenant"), request.query());
    if (read instanceof SignInRequests.Result.Answered answered) {
      return answered.response();
    }
    SignInRequest signIn = ((SignInRequests.Result.Known) read).signIn();
    if (!recovery.isOffered(signIn.tenant()) || !passwords.isOffered(signIn)) {
      return over(signIn);
    }
    return WaitingCookies.isNamed(request)
        ? waiting
            .find(request, signIn.tenant(), Optional::of)
            .map(held -> with.answer(signIn, held))
            .orElseGet(() -> over(signIn))
        : without.apply(signIn);
  }

  private Response send(SignInRequest signIn) {
    Request request = signIn.request();
    FormTokens.require(request, cookie.heldOrNew(request, signIn.tenant()), PURPOSE);
    String username = request.form().one("username").orElse("").strip();
    if (username.isEmpty()) {
      return askName(signIn, 400, "", Optional.of(Messages.BIND_NAME));
    }
    try {
      Secret key =
          recovery.sendCode(
              request.caller("system"), signIn.tenant(), username, signIn.language().tag());
      return waiting.ask(signIn, PAGE, new Interaction(PURPOSE, key, LIFETIME, List.of()));
    } catch (ProblemException e) {
      if (e.code() != ProblemCode.THROTTLED) {
        throw e;
      }
      return askName(signIn, 429, username, Optional.of(e.detail()));
    }
  }

  private Response enter(SignInRequest signIn, WaitingCookies.Held held) {
    FormTokens.require(signIn.request(), held.key(), PURPOSE);
    String code = signIn.request().form().one("code").orElse("").strip();
    if (code.isEmpty()) {
      return askCode(signIn, held, 400, Optional.of(signIn.language().of(Messages.CODE_FILL_IN)));
    }
    Entered entered =
        recovery.enter(
            passwords.presenter(signIn),
            held.key(),
            Secret.of(code),
            signIn.authorize().map(AuthorizeRequest::grant).map(Grants.Request::clientId));
    if (entered instanceof Entered.Right right) {
      return passwords.ask(signIn, right.interaction());
    }
    int left = ((Entered.Wrong) entered).left();
    return left > 0
        ? askCode(
            signIn,
            held,
            403,
            Optional.of(
                signIn
                    .language()
                    .of(Messages.CODE_WRONG)
                    .replace("{left}", Integer.toString(left))))
        : errors.of(
            signIn,
            Optional.empty(),
            403,
            Messages.BIND_OVER_TITLE,
            List.of(Messages.RECOVERY_OVER),
            again(signIn));
  }

  private Response askName(
      SignInRequest signIn, int status, String username, Optional<Text> problem) {
    Secret held = cookie.heldOrNew(signIn.request(), signIn.tenant());
    PasswordForms.Model model =
        PasswordForms.Model.of(signIn.address(PAGE), FormTokens.of(held, PURPOSE), username)
            .with(problem.map(signIn.language()::of));
    return cookie.hold(
        show(
            signIn,
            status,
            Messages.RECOVERY_TITLE,
            CodeTexts.recovery(signIn.language(), recovery.ways(signIn.tenant())),
            PasswordForms.name(signIn.language(), model)),
        signIn.tenant(),
        held);
  }

  private Response askCode(
      SignInRequest signIn, WaitingCookies.Held held, int status, Optional<String> problem) {
    PasswordForms.Model model =
        PasswordForms.Model.of(
                signIn.path() + WaitingCookies.address(signIn, PAGE, held.cookie()),
                FormTokens.of(held.key(), PURPOSE),
                "")
            .with(problem);
    List<Html> form = new ArrayList<>(PasswordForms.code(signIn.language(), model));
    form.add(
        styled(
            "p",
            "more",
            element("a", text(signIn.language().of(Messages.RECOVERY_AGAIN)))
                .with("href", signIn.address(PAGE))));
    String lead = CodeTexts.sent(signIn.language(), recovery.ways(signIn.tenant()));
    return show(signIn, status, Messages.CODE_TITLE, lead, form);
  }

  private Response show(
      SignInRequest signIn, int status, Text title, String lead, List<Html> form) {
    List<Html> content = new ArrayList<>();
    content.add(element("h1", text(signIn.language().of(title))));
    content.add(styled("p", "lead", text(lead)));
    content.addAll(form);
    return signIn.reachable(
        page.under(
            Page.FORMS_LEAD_AWAY,
            status,
            signIn.language(),
            signIn.language().of(title),
            looks.find(signIn.tenant()),
            Optional.of(signIn.request().rawQuery()),
            content));
  }

  private Response over(SignInRequest signIn) {
    return errors.state(signIn, Optional.empty(), again(signIn));
  }

  private static List<Action> again(SignInRequest signIn) {
    return List.of(new Action(Messages.SIGN_IN_ANEW, signIn.address("/login")));
  }
}
