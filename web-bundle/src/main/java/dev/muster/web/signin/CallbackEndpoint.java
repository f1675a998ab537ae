package dev.muster.web.signin;

import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.IdentitySources;
import dev.muster.api.Platforms;
import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Outcome;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.SignInAbility;
import dev.muster.web.http.Parameters;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.BrowserSessions;
import dev.muster.web.outcome.NotSignedIn;
import dev.muster.web.outcome.SignInFailure;
import dev.muster.web.signin.ErrorPages.Action;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Takes somebody back from a platform. */
final class CallbackEndpoint {
  /** The longest code of a platform, in characters (the SPI's limit). */
  private static final int MAX_CODE = 2048;

  private final IdentitySources sources;
  private final Platforms platforms;
  private final SignIns signIns;
  private final Visits visits;
  private final Returns returns;
  private final SignInCookies cookies;
  private final SilentRounds rounds;
  private final BrowserSessions sessions;
  private final ErrorPages errors;
  private final FailurePages failures;

  CallbackEndpoint(
      IdentitySources sources,
      Platforms platforms,
      SignIns signIns,
      Visits visits,
      Returns returns,
      SignInCookies cookies,
      SilentRounds rounds,
      BrowserSessions sessions,
      ErrorPages errors,
      FailurePages failures) {
    this.sources = sources;
    this.platforms = platforms;
    this.signIns = signIns;
    this.visits = visits;
    this.returns = returns;
    this.cookies = cookies;
    this.rounds = rounds;
    this.sessions = sessions;
    this.errors = errors;
    this.failures = failures;
  }

  /** {@code GET /t/{tenant}/login/{source}/callback}. */
  Response get(Request request) {
    String tenant = request.path("tenant");
    Parameters parameters = request.query();
    Optional<String> state = parameters.filled("state");
    if (parameters.duplicate().isPresent() || state.isEmpty()) {
      return stranger(request);
    }
    String cookieName = signIns.cookieName(state.get());
    Optional<SignInCookies.Held> held =
        cookies.read(
            request,
            tenant,
            cookieName,
            value -> signIns.open(tenant, request.path("source"), state.get(), value));
    return held.isPresent() ? came(request, parameters, cookieName, held.get()) : stranger(request);
  }

  /**
   * Nothing that came can be believed, so there is nowhere to send anybody but to our own page.
   * Without what came, this page is the same.
   */
  private Response stranger(Request request) {
    Visit visit = Visits.stranger(request, request.path("tenant"));
    return errors.state(
        visit, Optional.of(""), List.of(new Action(Words.SIGN_IN_ANEW, visit.address("/login"))));
  }

  private Response came(
      Request request, Parameters parameters, String cookieName, SignInCookies.Held held) {
    SignIns.Pending pending = held.pending();
    Visits.Result read =
        visits.read(request, pending.tenant(), Parameters.parse(pending.relayState()));
    if (read instanceof Visits.Result.Answered answered) {
      return answered.response();
    }
    Visit visit = ((Visits.Result.Known) read).visit();
    String source = pending.source();
    if (visit.authorize().isPresent() && !visit.authorize().get().client().draft().allows(source)) {
      return failures.of(visit, Optional.empty(), source, SignInFailure.SOURCE_DISABLED);
    }
    if (held.finished()) {
      return errors.state(
          visit,
          Optional.empty(),
          List.of(new Action(Words.CONTINUE, returns.signedIn(visit).toASCIIString())));
    }
    Optional<String> code =
        // our own page, which asks by script, always calls it "code"
        Stream.concat(codeParameters(pending).stream(), Stream.of("code"))
            .flatMap(name -> parameters.filled(name).stream())
            .findFirst();
    if (code.isEmpty()) {
      return declined(visit);
    }
    if (code.get().length() > MAX_CODE) {
      return failures.of(visit, Optional.empty(), source, SignInFailure.INVALID);
    }
    return NotSignedIn.answer(
        signIns.finish(
            request.caller("system"),
            pending,
            Secret.of(code.get()),
            visit.userAgent(),
            sessions.presented(request, pending.tenant()),
            Returns.grant(visit)),
        signedIn -> {
          Response response = cookies.finished(signedIn(visit, signedIn), visit, cookieName, held);
          return pending.method() == SignInMethod.IN_APP
              ? rounds.ended(visit.tenant(), response)
              : response;
        },
        otherwise -> failures.of(visit, source, otherwise));
  }

  private List<String> codeParameters(SignIns.Pending pending) {
    return sources.offers(pending.tenant()).stream()
        .filter(offer -> offer.id().equals(pending.source()))
        .findFirst()
        .flatMap(offer -> platforms.find(offer.platform()))
        .flatMap(Platforms.Platform::descriptor)
        .flatMap(PlatformDescriptor::signIn)
        .map(SignInAbility::codeParameters)
        .orElse(List.of("code"));
  }

  private Response signedIn(Visit visit, Outcome.SignedIn<AuthorizationCode> signedIn) {
    URI target =
        visit
            .authorize()
            .map(
                authorize ->
                    signedIn
                        .granted()
                        .map(code -> returns.code(visit.tenant(), authorize, code))
                        .orElseGet(() -> returns.notTaken(visit.tenant(), authorize)))
            .orElseGet(() -> returns.signedIn(visit));
    return Response.seeOther(target)
        .with(sessions.hold(visit.tenant(), signedIn.session(), signedIn.sessionToken()));
  }

  private Response declined(Visit visit) {
    return returns
        .denied(visit)
        .map(Response::seeOther)
        .orElseGet(
            () ->
                errors.of(
                    visit,
                    Optional.empty(),
                    403,
                    Words.DECLINED_TITLE,
                    List.of(Words.DECLINED),
                    failures.otherWays(visit).stream()
                        .map(ways -> new Action(Words.SIGN_IN_ANEW, ways.href()))
                        .toList()));
  }
}
