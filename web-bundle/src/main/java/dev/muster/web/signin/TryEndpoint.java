package dev.muster.web.signin;

import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySources;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SignInTries;
import dev.muster.api.SignInTries.Opened;
import dev.muster.api.SignIns;
import dev.muster.api.Versioned;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.SignInAbility;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Both ends of a try of an identity source. */
final class TryEndpoint {
  private final IdentitySources sources;
  private final SourceAbilities abilities;
  private final SignInTries tries;
  private final RedirectTargets targets;
  private final SignInCookies cookies;
  private final ErrorPages errors;
  private final InAppSheet sheet;
  private final TryPage page;

  TryEndpoint(
      IdentitySources sources,
      SourceAbilities abilities,
      SignInTries tries,
      Common common,
      ErrorPages errors,
      InAppSheet sheet,
      TryPage page) {
    this.sources = sources;
    this.abilities = abilities;
    this.tries = tries;
    this.targets = common.targets();
    this.cookies = common.cookies();
    this.errors = errors;
    this.sheet = sheet;
    this.page = page;
  }

  /** {@code GET /t/{tenant}/login/{source}/try}. */
  Response get(Request request) {
    SignInRequest signIn = SignInRequests.unvalidated(request, request.path("tenant"));
    Optional<IdentitySource> source =
        sources.find(signIn.tenant(), request.path("source")).map(Versioned::value);
    Optional<String> key = request.query().filled("key");
    if (source.isEmpty() || key.isEmpty()) {
      return invalid(signIn);
    }
    SignIns.Begin begin =
        new SignIns.Begin(
            signIn.tenant(),
            source.get().id(),
            method(signIn, source.get()),
            targets.callback(signIn.tenant(), source.get().id()),
            signIn.language().tag(),
            signIn.query());
    try {
      return opened(signIn, tries.open(request.caller("system"), Secret.of(key.get()), begin));
    } catch (ProblemException e) {
      if (e.code() == ProblemCode.NOT_FOUND) {
        return errors.of(
            signIn,
            Optional.empty(),
            404,
            Messages.TRY_IN_APP_TITLE,
            List.of(Messages.TRY_IN_APP),
            List.of());
      }
      throw e;
    }
  }

  private SignInMethod method(SignInRequest signIn, IdentitySource source) {
    return Choice.method(
        source.settings().methods(),
        abilities
            .of(signIn.tenant(), source.id())
            .map(SignInAbility::userAgentMarkers)
            .orElse(Set.of()),
        signIn.userAgent());
  }

  private Response opened(SignInRequest signIn, Opened opened) {
    if (opened instanceof Opened.Leads leads) {
      SignIns.Begun begun = leads.begun();
      Response response =
          begun
              .inApp()
              // past that page would be a sign-in
              .map(inApp -> sheet.of(signIn, begun, inApp, List.of()))
              .orElseGet(() -> Response.seeOther(begun.location()));
      return cookies.begin(signIn.request(), signIn.tenant(), response, begun);
    }
    return opened instanceof Opened.Ended ended ? page.of(signIn, ended.ended()) : invalid(signIn);
  }

  /** The platform sends somebody back; without a code they declined there. */
  Response returned(SignInRequest signIn, SignIns.Pending pending, Optional<Secret> code) {
    return tries
        .finish(signIn.request().caller("system"), pending, code, signIn.userAgent())
        .map(tried -> page.of(signIn, tried))
        .orElseGet(() -> invalid(signIn));
  }

  private Response invalid(SignInRequest signIn) {
    return errors.state(signIn, Optional.empty(), List.of());
  }
}
