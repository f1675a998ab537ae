package dev.muster.web.signin;

import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.outcome.SignInFailure;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where the button of a failure page leads whose client awaits a message or a form: a link alone
 * can post neither. Whoever makes up such a link tells the client no more than that nobody was
 * signed in.
 */
final class AnswerEndpoint {
  /** Below a tenant's address. */
  static final String PATH = "/oauth2/web-message";

  static final String ERROR = "error";

  private static final Map<String, SignInFailure.Kind> KINDS =
      Arrays.stream(SignInFailure.Kind.values())
          .collect(
              Collectors.toUnmodifiableMap(
                  kind -> kind.error().getCode(), Function.identity(), (one, same) -> one));

  private final SignInRequests signInRequests;
  private final RedirectTargets targets;

  AnswerEndpoint(SignInRequests signInRequests, RedirectTargets targets) {
    this.signInRequests = signInRequests;
    this.targets = targets;
  }

  /** {@code GET /t/{tenant}/oauth2/web-message}. */
  Response get(Request request) {
    SignInRequests.Result read =
        signInRequests.read(request, request.path("tenant"), request.query());
    if (read instanceof SignInRequests.Result.Answered answered) {
      return answered.response();
    }
    SignInRequest signIn = ((SignInRequests.Result.Known) read).signIn();
    return request
        .query()
        .filled(ERROR)
        .map(KINDS::get)
        .flatMap(kind -> targets.refused(signIn, kind.error()))
        .orElseThrow(() -> ProblemException.notFound(Resource.FILE));
  }
}
