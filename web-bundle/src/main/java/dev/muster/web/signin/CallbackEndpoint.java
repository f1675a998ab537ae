package dev.muster.web.signin;

import dev.muster.api.SignIns;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.SignInAbility;
import dev.muster.web.http.Parameters;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.BrowserSessions;
import dev.muster.web.outcome.NotSignedIn;
import dev.muster.web.outcome.SignInFailure;
import dev.muster.web.outcome.TryProblem;
import dev.muster.web.signin.ErrorPages.Action;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Takes somebody back from a platform. */
final class CallbackEndpoint {
  /** The longest code of a platform, in characters (the SPI's limit). */
  private static final int MAX_CODE = 2048;

  private final SourceAbilities abilities;
  private final SignIns signIns;
  private final SignInRequests signInRequests;
  private final RedirectTargets targets;
  private final SignInCookies cookies;
  private final SilentRounds rounds;
  private final BrowserSessions sessions;
  private final ErrorPages errors;
  private final FailurePages failures;
  private final TryEndpoint tries;
  private final BindEndpoint bind;
  private final AccountLinkEndpoint links;
  private final Arrivals arrivals;

  CallbackEndpoint(
      SourceAbilities abilities,
      SignIns signIns,
      BrowserSessions sessions,
      ErrorPages errors,
      Common common,
      TryEndpoint tries,
      BindEndpoint bind,
      AccountLinkEndpoint links) {
    this.abilities = abilities;
    this.signIns = signIns;
    this.signInRequests = common.requests();
    this.targets = common.targets();
    this.cookies = common.cookies();
    this.rounds = common.rounds();
    this.sessions = sessions;
    this.errors = errors;
    this.failures = common.failures();
    this.tries = tries;
    this.bind = bind;
    this.links = links;
    this.arrivals = new Arrivals(common.targets(), sessions);
  }

  /** {@code GET /t/{tenant}/login/{source}/callback}. */
  Response get(Request request) {
    String tenant = request.path("tenant");
    Parameters parameters = request.query();
    Optional<String> state = parameters.filled("state");
    if (parameters.duplicate().isPresent() || state.isEmpty()) {
      return unknownState(request);
    }
    String cookieName = signIns.cookieName(state.get());
    Optional<SignInCookies.Held> held =
        cookies.read(
            request,
            tenant,
            cookieName,
            value -> signIns.open(tenant, request.path("source"), state.get(), value));
    return held.isPresent()
        ? returned(request, parameters, cookieName, held.get())
        : unknownState(request);
  }

  /**
   * Nothing that came can be believed, so there is nowhere to send anybody but to our own page.
   * Without what came, this page is the same.
   */
  private Response unknownState(Request request) {
    SignInRequest signIn = SignInRequests.unvalidated(request, request.path("tenant"));
    return errors.state(
        signIn,
        Optional.of(""),
        List.of(new Action(Messages.SIGN_IN_ANEW, signIn.address("/login"))));
  }

  private Response returned(
      Request request, Parameters parameters, String cookieName, SignInCookies.Held held) {
    SignIns.Pending pending = held.pending();
    SignInRequests.Result read =
        signInRequests.read(request, pending.tenant(), Parameters.parse(pending.relayState()));
    if (read instanceof SignInRequests.Result.Answered answered) {
      return answered.response();
    }
    SignInRequest signIn = ((SignInRequests.Result.Known) read).signIn();
    if (pending.errand() == SignIns.Errand.TRY) {
      return tries.returned(signIn, pending, code(pending, parameters).map(Secret::of));
    }
    if (pending.errand() == SignIns.Errand.PROOF) {
      return bind.returned(signIn, pending, cookieName, shortCode(pending, parameters));
    }
    if (pending.errand() == SignIns.Errand.LINK) {
      return links.returned(signIn, pending, cookieName, shortCode(pending, parameters));
    }
    String source = pending.source();
    if (signIn.authorize().isPresent()
        && !signIn.authorize().get().client().settings().allows(source)) {
      return failures.of(signIn, Optional.empty(), source, SignInFailure.SOURCE_DISABLED);
    }
    if (held.finished()) {
      return errors.state(
          signIn,
          Optional.empty(),
          List.of(new Action(Messages.CONTINUE, targets.signedIn(signIn).toASCIIString())));
    }
    Optional<String> waiting =
        held.waiting().filter(cookie -> cookies.stillWaits(request, signIn.tenant(), cookie));
    if (waiting.isPresent()) {
      return Response.seeOther(
          targets.page(signIn.tenant(), BindEndpoint.address(signIn, waiting.get())));
    }
    Optional<String> code = code(pending, parameters);
    if (code.isEmpty()) {
      return declined(signIn);
    }
    if (code.get().length() > MAX_CODE) {
      return failures.of(signIn, Optional.empty(), source, SignInFailure.INVALID);
    }
    return NotSignedIn.answer(
        signIns.finish(
            request.caller("system"),
            pending,
            Secret.of(code.get()),
            signIn.userAgent(),
            sessions.presented(request, pending.tenant()),
            RedirectTargets.grant(signIn)),
        signedIn -> {
          Response response =
              cookies.finished(arrivals.of(signIn, signedIn), signIn, cookieName, held);
          return pending.method() == SignInMethod.IN_APP
              ? rounds.ended(signIn.tenant(), response)
              : response;
        },
        otherwise ->
            otherwise
                .interaction()
                .map(interaction -> asked(signIn, interaction, cookieName, held))
                .orElseGet(() -> failures.of(signIn, source, otherwise)));
  }

  private Response asked(
      SignInRequest signIn,
      SignIns.Interaction interaction,
      String cookieName,
      SignInCookies.Held held) {
    String waiting = signIns.cookieName(interaction.key().reveal());
    return cookies.asked(
        bind.ask(signIn, interaction), signIn.tenant(), cookieName, held.ledTo(waiting));
  }

  private Optional<Secret> shortCode(SignIns.Pending pending, Parameters parameters) {
    return code(pending, parameters).filter(it -> it.length() <= MAX_CODE).map(Secret::of);
  }

  private Optional<String> code(SignIns.Pending pending, Parameters parameters) {
    List<String> names =
        abilities
            .of(pending.tenant(), pending.source())
            .map(SignInAbility::codeParameters)
            .orElse(List.of());
    // our own page, which asks by script, always calls it "code"
    return Stream.concat(names.stream(), Stream.of("code"))
        .flatMap(name -> parameters.filled(name).stream())
        .findFirst();
  }

  private Response declined(SignInRequest signIn) {
    return targets
        .denied(signIn)
        .orElseGet(
            () ->
                errors.of(
                    signIn,
                    Optional.empty(),
                    403,
                    Messages.DECLINED_TITLE,
                    List.of(TryProblem.DECLINED),
                    failures.otherWays(signIn).stream()
                        .map(ways -> new Action(Messages.SIGN_IN_ANEW, ways.href()))
                        .toList()));
  }
}
