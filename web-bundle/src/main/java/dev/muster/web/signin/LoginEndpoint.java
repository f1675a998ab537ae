package dev.muster.web.signin;

import dev.muster.api.IdentitySources;
import dev.muster.api.IdentitySources.Offer;
import dev.muster.api.PasswordSignIns;
import dev.muster.spi.SignInMethod;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.AuthorizeRequest;
import dev.muster.web.oidc.AuthorizeRequest.Prompt;
import java.util.Optional;

/** Lets somebody choose how to sign in, or chooses for them where there is nothing to choose. */
final class LoginEndpoint {
  private static final String CHOOSE = "choose";
  private static final String ALL = "all";

  private final Looks looks;
  private final IdentitySources sources;
  private final SignInRequests signInRequests;
  private final RedirectTargets targets;
  private final StartEndpoint start;
  private final PasswordEndpoint passwords;
  private final LoginPage page;

  LoginEndpoint(
      Looks looks,
      IdentitySources sources,
      SignInRequests signInRequests,
      RedirectTargets targets,
      StartEndpoint start,
      PasswordEndpoint passwords,
      LoginPage page) {
    this.looks = looks;
    this.sources = sources;
    this.signInRequests = signInRequests;
    this.targets = targets;
    this.start = start;
    this.passwords = passwords;
    this.page = page;
  }

  /** {@code GET /t/{tenant}/login}. */
  Response get(Request request) {
    SignInRequests.Result read =
        signInRequests.read(request, request.path("tenant"), request.query());
    if (read instanceof SignInRequests.Result.Answered answered) {
      return answered.response();
    }
    SignInRequest signIn = ((SignInRequests.Result.Known) read).signIn();
    boolean all = request.query().one(CHOOSE).filter(ALL::equals).isPresent();
    Optional<String> wanted = request.query().filled("identity_source");
    if (isPassword(wanted)) {
      return passwords.form(signIn);
    }
    Choice choice = Choice.of(sources, signIn);
    Optional<String> source =
        all && wanted.isEmpty() ? Optional.empty() : source(wanted, signIn, choice);
    if (source.isPresent() && !start.goesRound(signIn, source.get())) {
      return start.begin(signIn, source.get());
    }
    String query = signIn.query();
    boolean whole = all || choice.usable().size() == choice.shown().size();
    boolean offered = passwords.isOffered(signIn);
    LoginPage.Model model =
        new LoginPage.Model(
            signIn.path(),
            looks.require(signIn.tenant()),
            signIn.authorize().map(AuthorizeRequest::client),
            query,
            all ? choice.usable() : choice.shown(),
            !whole,
            all ? Page.with(query, CHOOSE, ALL) : query,
            Optional.empty());
    return signIn.reachable(
        offered && whole
            ? passwords.with(
                signIn,
                signIn.loginHint().orElse(""),
                Optional.empty(),
                form -> page.of(signIn.language(), model.with(form)))
            : page.of(signIn.language(), model));
  }

  /** The way on from authorize, with as few hops as there can be. */
  Response from(Request request, String tenant, AuthorizeRequest authorize) {
    SignInRequest signIn =
        SignInRequest.of(request, tenant, Optional.of(authorize), authorize.uiLocales());
    if (isPassword(authorize.identitySource())) {
      return Response.seeOther(targets.page(tenant, "/login/password?" + signIn.query()));
    }
    boolean ask = authorize.prompt().contains(Prompt.SELECT_ACCOUNT);
    Optional<String> source =
        ask
            ? authorize.identitySource()
            : source(authorize.identitySource(), signIn, Choice.of(sources, signIn));
    if (source.isPresent() && !start.goesRound(signIn, source.get())) {
      return start.begin(signIn, source.get());
    }
    String query = signIn.query();
    return Response.seeOther(
        targets.page(tenant, "/login?" + (ask ? Page.with(query, CHOOSE, ALL) : query)));
  }

  /**
   * A hint that is no source's id is left to whoever asks for a name. It is never looked up: nobody
   * is to learn here whether there is such an account.
   */
  private Optional<String> source(Optional<String> wanted, SignInRequest signIn, Choice choice) {
    return wanted
        .or(() -> signIn.loginHint().filter(hint -> choice.find(hint).isPresent()))
        .or(
            () ->
                choice
                    .taken()
                    // with a password there is something to choose, but in a platform's own client
                    .filter(
                        offer ->
                            Choice.method(offer, signIn.userAgent()) == SignInMethod.IN_APP
                                || !passwords.isOffered(signIn))
                    .map(Offer::id));
  }

  private static boolean isPassword(Optional<String> wanted) {
    return wanted.filter(PasswordSignIns.SOURCE::equals).isPresent();
  }
}
