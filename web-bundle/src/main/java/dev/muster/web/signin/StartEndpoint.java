package dev.muster.web.signin;

import dev.muster.api.IdentitySources;
import dev.muster.api.IdentitySources.Offer;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SignIns;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.outcome.SignInFailure;
import dev.muster.web.signin.ErrorPages.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends somebody to a platform. */
final class StartEndpoint {
  private final IdentitySources sources;
  private final SignIns signIns;
  private final SignInRequests signInRequests;
  private final RedirectTargets targets;
  private final SignInCookies cookies;
  private final SilentRounds rounds;
  private final FailurePages failures;
  private final InAppSheet sheet;

  StartEndpoint(IdentitySources sources, SignIns signIns, Common common, InAppSheet sheet) {
    this.sources = sources;
    this.signIns = signIns;
    this.signInRequests = common.requests();
    this.targets = common.targets();
    this.cookies = common.cookies();
    this.rounds = common.rounds();
    this.failures = common.failures();
    this.sheet = sheet;
  }

  /** {@code GET /t/{tenant}/login/{source}}. */
  Response get(Request request) {
    SignInRequests.Result read =
        signInRequests.read(request, request.path("tenant"), request.query());
    return read instanceof SignInRequests.Result.Known known
        ? begin(
            known.signIn(),
            request.path("source"),
            request.query().filled(InAppSheet.SKIP).isPresent())
        : ((SignInRequests.Result.Answered) read).response();
  }

  /** Whether this would be the second round in a row that asks nobody anything. */
  boolean goesRound(SignInRequest signIn, String source) {
    return Choice.of(sources, signIn)
            .find(source)
            .filter(offer -> Choice.method(offer, signIn.userAgent()) == SignInMethod.IN_APP)
            .isPresent()
        && rounds.endedWithoutSession(signIn.request(), signIn.tenant());
  }

  Response begin(SignInRequest signIn, String source) {
    return begin(signIn, source, false);
  }

  private Response begin(SignInRequest signIn, String source, boolean skipInApp) {
    Optional<Offer> offer = Choice.of(sources, signIn).find(source);
    Optional<String> again = Optional.of(signIn.request().rawQuery());
    if (offer.isEmpty()) {
      return failures.of(signIn, again, source, SignInFailure.SOURCE_DISABLED);
    }
    String relayState = signIn.query();
    if (relayState.length() > SignIns.MAX_RELAY_STATE) {
      return targets
          .tooLong(signIn)
          .orElseThrow(
              () ->
                  new ProblemException(
                      ProblemCode.MALFORMED, new Text("The request is too long.", "请求过长。")));
    }
    SignIns.Begun begun;
    try {
      begun =
          signIns.begin(
              new SignIns.Begin(
                  signIn.tenant(),
                  source,
                  method(offer.get(), signIn, skipInApp),
                  targets.callback(signIn.tenant(), source),
                  signIn.language().tag(),
                  relayState));
    } catch (ProblemException e) {
      return switch (e.code()) {
        case NOT_FOUND -> failures.of(signIn, again, source, SignInFailure.SOURCE_DISABLED);
        case PLATFORM_UNAVAILABLE -> failures.of(signIn, again, source, SignInFailure.ABSENT);
        case INVALID_VALUE -> failures.of(signIn, again, source, SignInFailure.CONFIGURATION);
        default -> throw e;
      };
    }
    Response response =
        begun
            .inApp()
            .map(page -> sheet.of(signIn, begun, page, past(signIn, offer.get())))
            .orElseGet(() -> Response.seeOther(begun.location()));
    return cookies.begin(signIn.request(), signIn.tenant(), response, begun);
  }

  /** The ways past a page that asks by script. */
  private List<Action> past(SignInRequest signIn, Offer offer) {
    List<Action> ways = new ArrayList<>();
    if (offer.methods().contains(SignInMethod.BROWSER)) {
      String query = Page.with(signIn.query(), InAppSheet.SKIP, "true");
      ways.add(
          new Action(Messages.IN_APP_SKIP, signIn.path() + "/login/" + offer.id() + "?" + query));
    }
    failures.otherSources(signIn).ifPresent(ways::add);
    return ways;
  }

  private static SignInMethod method(Offer offer, SignInRequest signIn, boolean skipInApp) {
    return skipInApp && offer.methods().contains(SignInMethod.BROWSER)
        ? SignInMethod.BROWSER
        : Choice.method(offer, signIn.userAgent());
  }
}
