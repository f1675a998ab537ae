package dev.muster.web.signin;

import dev.muster.api.IdentitySources;
import dev.muster.api.IdentitySources.Offer;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SignIns;
import dev.muster.spi.SignInMethod;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.outcome.SignInFailure;
import java.util.Optional;

/** Sends somebody to a platform. */
final class StartEndpoint {
  private final IdentitySources sources;
  private final SignIns signIns;
  private final Visits visits;
  private final Returns returns;
  private final SignInCookies cookies;
  private final SilentRounds rounds;
  private final FailurePages failures;
  private final InAppSheet sheet;

  StartEndpoint(
      IdentitySources sources,
      SignIns signIns,
      Visits visits,
      Returns returns,
      SignInCookies cookies,
      SilentRounds rounds,
      FailurePages failures,
      InAppSheet sheet) {
    this.sources = sources;
    this.signIns = signIns;
    this.visits = visits;
    this.returns = returns;
    this.cookies = cookies;
    this.rounds = rounds;
    this.failures = failures;
    this.sheet = sheet;
  }

  /** {@code GET /t/{tenant}/login/{source}}. */
  Response get(Request request) {
    Visits.Result read = visits.read(request, request.path("tenant"), request.query());
    return read instanceof Visits.Result.Known known
        ? begin(
            known.visit(),
            request.path("source"),
            request.query().filled(InAppSheet.SKIP).isPresent())
        : ((Visits.Result.Answered) read).response();
  }

  /** Whether this would be the second round in a row that asks nobody anything. */
  boolean goesRound(Visit visit, String source) {
    return Choice.of(sources, visit)
            .find(source)
            .filter(offer -> Choice.method(offer, visit.userAgent()) == SignInMethod.IN_APP)
            .isPresent()
        && rounds.endedWithoutSession(visit.request(), visit.tenant());
  }

  Response begin(Visit visit, String source) {
    return begin(visit, source, false);
  }

  private Response begin(Visit visit, String source, boolean skipInApp) {
    Optional<Offer> offer = Choice.of(sources, visit).find(source);
    Optional<String> again = Optional.of(visit.request().rawQuery());
    if (offer.isEmpty()) {
      return failures.of(visit, again, source, SignInFailure.SOURCE_DISABLED);
    }
    String relayState = visit.query();
    if (relayState.length() > SignIns.MAX_RELAY_STATE) {
      return returns
          .tooLong(visit)
          .map(Response::seeOther)
          .orElseThrow(
              () -> new ProblemException(ProblemCode.MALFORMED, "The request is too long."));
    }
    SignIns.Begun begun;
    try {
      begun =
          signIns.begin(
              new SignIns.Begin(
                  visit.tenant(),
                  source,
                  method(offer.get(), visit, skipInApp),
                  returns.callback(visit.tenant(), source),
                  visit.language().tag(),
                  relayState));
    } catch (ProblemException e) {
      return switch (e.code()) {
        case NOT_FOUND -> failures.of(visit, again, source, SignInFailure.SOURCE_DISABLED);
        case PLATFORM_UNAVAILABLE -> failures.of(visit, again, source, SignInFailure.ABSENT);
        case INVALID_VALUE -> failures.of(visit, again, source, SignInFailure.CONFIGURATION);
        default -> throw e;
      };
    }
    Response response =
        begun
            .inApp()
            .map(page -> sheet.of(visit, source, begun, page))
            .orElseGet(() -> Response.seeOther(begun.location()));
    return cookies.begin(visit.request(), visit.tenant(), response, begun);
  }

  private static SignInMethod method(Offer offer, Visit visit, boolean skipInApp) {
    return skipInApp && offer.methods().contains(SignInMethod.BROWSER)
        ? SignInMethod.BROWSER
        : Choice.method(offer, visit.userAgent());
  }
}
