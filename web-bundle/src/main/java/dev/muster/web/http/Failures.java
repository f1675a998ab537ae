package dev.muster.web.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.ProblemException.Dependant;
import dev.muster.api.ProblemException.FieldProblem;
import dev.muster.spi.storage.StorageException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where an exception becomes an answer. */
public final class Failures {
  /** RFC 9457. */
  public static final String PROBLEM_JSON = "application/problem+json";

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final Duration STORAGE_PAUSE = Duration.ofSeconds(2);

  private Failures() {}

  /**
   * The status of a code.
   *
   * @param code the code
   * @return the HTTP status
   */
  public static int status(ProblemCode code) {
    return switch (code) {
      case MALFORMED -> 400;
      case UNAUTHENTICATED -> 401;
      case FORBIDDEN, CSRF, PLUGIN_UPLOAD_OFF -> 403;
      case NOT_FOUND -> 404;
      case METHOD_NOT_ALLOWED -> 405;
      case ALREADY_EXISTS, ALREADY_BOUND, IN_USE, LAST_OWNER -> 409;
      case STALE -> 412;
      case TOO_LARGE -> 413;
      case UNSUPPORTED_MEDIA_TYPE -> 415;
      case INVALID_VALUE, PLUGIN_REFUSED -> 422;
      case THROTTLED -> 429;
      case PLATFORM_UNAVAILABLE, UNAVAILABLE -> 503;
      case INTERNAL -> 500;
    };
  }

  /**
   * The answer to an exception. What nobody foresaw is logged with its cause, under the correlation
   * id that the logging context holds.
   *
   * @param thrown what was thrown
   * @return the failure
   */
  public static Failure of(Throwable thrown) {
    if (thrown instanceof ProblemException problem) {
      return of(problem);
    }
    if (thrown instanceof StorageException) {
      LOG.error("Storage did not answer", thrown);
      return of(
          new ProblemException(
              ProblemCode.UNAVAILABLE,
              "The storage does not answer at the moment. Please try again.",
              List.of(),
              Optional.of(STORAGE_PAUSE)));
    }
    LOG.error("A request ended with an unexpected fault", thrown);
    return of(
        new ProblemException(
            ProblemCode.INTERNAL,
            "Something went wrong on our side. The log says more under the correlation id."));
  }

  private static Failure of(ProblemException problem) {
    Optional<Duration> wait = problem.retryAfter();
    if (wait.isEmpty()
        && (problem.code() == ProblemCode.THROTTLED
            || problem.code() == ProblemCode.UNAVAILABLE
            || problem.code() == ProblemCode.PLATFORM_UNAVAILABLE)) {
      wait = Optional.of(STORAGE_PAUSE);
    }
    return new Failure(
        problem.code(),
        status(problem.code()),
        String.valueOf(problem.getMessage()),
        problem.errors(),
        problem.dependants(),
        wait,
        List.of());
  }

  static Failure notAllowed(List<String> allow) {
    return new Failure(
        ProblemCode.METHOD_NOT_ALLOWED,
        405,
        "This address does not support that method; give one of " + String.join(", ", allow) + ".",
        List.of(),
        List.of(),
        Optional.empty(),
        allow);
  }

  /**
   * The answer of the API: a problem document.
   *
   * @param request what was asked
   * @param failure what went wrong
   * @return the answer
   */
  public static Response problemDocument(Request request, Failure failure) {
    return Response.json(
            failure.status(),
            new ProblemDocument(
                "urn:muster:problem:" + failure.code().id(),
                title(failure.code()),
                failure.status(),
                failure.detail(),
                failure.code().id(),
                request.correlationId(),
                failure.errors(),
                failure.dependants()))
        .withContentType(PROBLEM_JSON);
  }

  private static String title(ProblemCode code) {
    return switch (code) {
      case MALFORMED -> "The request cannot be read";
      case UNAUTHENTICATED -> "Authentication is required";
      case FORBIDDEN -> "You may not do this";
      case CSRF -> "The CSRF token is missing or wrong";
      case NOT_FOUND -> "Not found";
      case METHOD_NOT_ALLOWED -> "Method not allowed";
      case ALREADY_EXISTS -> "It already exists";
      case ALREADY_BOUND -> "The platform is already bound";
      case IN_USE -> "It is still in use";
      case LAST_OWNER -> "Somebody has to stay an owner";
      case STALE -> "It has changed in the meantime";
      case TOO_LARGE -> "The request is too large";
      case UNSUPPORTED_MEDIA_TYPE -> "The content type is not supported";
      case INVALID_VALUE -> "A value is not valid";
      case PLUGIN_REFUSED -> "The plugin was refused";
      case PLUGIN_UPLOAD_OFF -> "Uploading plugins is switched off";
      case THROTTLED -> "Too many requests";
      case PLATFORM_UNAVAILABLE -> "The platform is not available";
      case UNAVAILABLE -> "The service is not available";
      case INTERNAL -> "Internal error";
    };
  }

  private record ProblemDocument(
      String type,
      String title,
      int status,
      String detail,
      String code,
      String correlationId,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldProblem> errors,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Dependant> dependants) {}
}
