package dev.muster.web.signin;

import dev.muster.web.http.Parameters;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.AuthorizeRequests;
import java.util.Optional;

/**
 * Reads who is on their way and for which client, wherever that is said: in an address, or in what
 * came back from a platform. What a client asked is validated anew each time.
 */
final class SignInRequests {
  private static final int MAX_LOCALES = 100;

  private final AuthorizeRequests requests;
  private final RedirectTargets targets;
  private final ErrorPages errors;

  SignInRequests(AuthorizeRequests requests, RedirectTargets targets, ErrorPages errors) {
    this.requests = requests;
    this.targets = targets;
    this.errors = errors;
  }

  /** What became of reading. */
  sealed interface Result {
    /** Somebody is on their way. */
    record Known(SignInRequest signIn) implements Result {}

    /** What is asked cannot be done; this is the answer. */
    record Answered(Response response) implements Result {}
  }

  /** Somebody of whom nothing else can be believed. */
  static SignInRequest unvalidated(Request request, String tenant) {
    return unvalidated(request, tenant, request.query());
  }

  /** The same, who is answered in the language that a form asks for, or else the address. */
  static SignInRequest unvalidated(Request request, String tenant, Parameters sent) {
    return SignInRequest.of(
        request, tenant, Optional.empty(), uiLocales(sent).or(() -> uiLocales(request.query())));
  }

  private static Optional<String> uiLocales(Parameters parameters) {
    return parameters.all("ui_locales").stream()
        .findFirst()
        .filter(tags -> !tags.isBlank() && tags.length() <= MAX_LOCALES);
  }

  Result read(Request request, String tenant, Parameters parameters) {
    Optional<String> uiLocales = uiLocales(parameters);
    if (parameters.all("client_id").isEmpty()) {
      return new Result.Known(SignInRequest.of(request, tenant, Optional.empty(), uiLocales));
    }
    AuthorizeRequests.Result read = requests.read(tenant, parameters);
    if (read instanceof AuthorizeRequests.Result.Valid valid) {
      return new Result.Known(
          SignInRequest.of(request, tenant, Optional.of(valid.request()), uiLocales));
    }
    if (read instanceof AuthorizeRequests.Result.Refused refused) {
      return new Result.Answered(
          targets.refused(SignInRequest.of(request, tenant, Optional.empty(), uiLocales), refused));
    }
    return new Result.Answered(
        errors.untrusted(
            SignInRequest.of(request, tenant, Optional.empty(), uiLocales),
            ((AuthorizeRequests.Result.Untrusted) read).reason()));
  }
}
