package dev.muster.web.http;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException.Dependant;
import dev.muster.api.ProblemException.FieldProblem;
import dev.muster.api.ProblemException.LastChange;
import dev.muster.spi.Text;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Why a request is not done, in words that may leave the house.
 *
 * @param code what kind
 * @param status the HTTP status that goes with it
 * @param detail a sentence for a person
 * @param errors what is wrong with which field
 * @param dependants what would break, with {@code IN_USE}
 * @param lastChange who was faster, with {@code ALREADY_BOUND}
 * @param retryAfter how long to wait before asking again, where waiting helps
 * @param allow the methods that the address knows, with {@code METHOD_NOT_ALLOWED}
 */
public record Failure(
    ProblemCode code,
    int status,
    Text detail,
    List<FieldProblem> errors,
    List<Dependant> dependants,
    Optional<LastChange> lastChange,
    Optional<Duration> retryAfter,
    List<String> allow) {
  /** Copies. */
  public Failure {
    errors = List.copyOf(errors);
    dependants = List.copyOf(dependants);
    allow = List.copyOf(allow);
  }

  /**
   * What is sent as {@code Retry-After}.
   *
   * @return whole seconds, rounded up, at least 1
   */
  public Optional<String> retryAfterSeconds() {
    return retryAfter.map(time -> Long.toString(Math.max(1, (time.toMillis() + 999) / 1000)));
  }
}
