package dev.muster.web.signin;

import dev.muster.api.IdentitySources;
import dev.muster.api.IdentitySources.Offer;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Fault;
import dev.muster.spi.SignInMethod;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.AuthorizeRequest;
import dev.muster.web.signin.ErrorPages.Action;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends somebody to a platform. */
final class StartEndpoint {
  private final IdentitySources sources;
  private final SignIns signIns;
  private final Visits visits;
  private final Returns returns;
  private final SignInCookies cookies;
  private final SilentRounds rounds;
  private final ErrorPages errors;
  private final InAppSheet sheet;

  StartEndpoint(
      IdentitySources sources,
      SignIns signIns,
      Visits visits,
      Returns returns,
      SignInCookies cookies,
      SilentRounds rounds,
      ErrorPages errors,
      InAppSheet sheet) {
    this.sources = sources;
    this.signIns = signIns;
    this.visits = visits;
    this.returns = returns;
    this.cookies = cookies;
    this.rounds = rounds;
    this.errors = errors;
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

  Choice choice(Visit visit) {
    return Choice.of(
        sources.offers(visit.tenant()),
        visit.authorize().map(AuthorizeRequest::client),
        visit.userAgent());
  }

  /** Whether this would be the second round in a row that asks nobody anything. */
  boolean goesRound(Visit visit, String source) {
    return choice(visit)
            .find(source)
            .filter(offer -> Choice.method(offer, visit.userAgent()) == SignInMethod.IN_APP)
            .isPresent()
        && rounds.endedWithoutSession(visit.request(), visit.tenant());
  }

  Response begin(Visit visit, String source) {
    return begin(visit, source, false);
  }

  private Response begin(Visit visit, String source, boolean skipInApp) {
    Optional<Offer> offer = choice(visit).find(source);
    Optional<String> again = Optional.of(visit.request().rawQuery());
    if (offer.isEmpty()) {
      return unknown(visit, again);
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
        case NOT_FOUND -> unknown(visit, again);
        case PLATFORM_UNAVAILABLE -> failed(visit, again, source, Fault.ABSENT);
        case INVALID_VALUE -> failed(visit, again, source, Fault.CONFIGURATION);
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

  /** The source is unknown, disabled, or not for this client. */
  Response unknown(Visit visit, Optional<String> again) {
    List<Action> actions = new ArrayList<>();
    otherWays(visit).ifPresent(actions::add);
    returns.denied(visit).map(StartEndpoint::back).ifPresent(actions::add);
    return errors.source(visit, again, actions);
  }

  /** The platform could not do its part. */
  Response failed(Visit visit, Optional<String> again, String source, Fault fault) {
    boolean ofOurSetUp = fault == Fault.CREDENTIAL || fault == Fault.CONFIGURATION;
    List<Action> actions = new ArrayList<>();
    if (!ofOurSetUp) {
      actions.add(new Action(Words.TRY_AGAIN, visit.address("/login/" + source)));
    } else if (choice(visit).usable().size() > 1) {
      otherWays(visit).ifPresent(actions::add);
    }
    (ofOurSetUp ? returns.broken(visit) : returns.unavailable(visit))
        .map(StartEndpoint::back)
        .ifPresent(actions::add);
    Response response =
        errors.of(
            visit,
            again,
            fault == Fault.ABSENT ? 503 : 502,
            Words.FAILED_TITLE,
            List.of(Words.why(fault)),
            actions);
    return fault == Fault.ABSENT ? response.with("Retry-After", "5") : response;
  }

  /** To the page with all sources, where there is more than one. */
  Optional<Action> otherWays(Visit visit) {
    return choice(visit).usable().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Action(
                Words.OTHER_WAYS,
                visit.path() + "/login?" + Page.with(visit.query(), "choose", "all")));
  }

  static Action back(URI uri) {
    return new Action(Words.BACK, uri.toASCIIString());
  }
}
