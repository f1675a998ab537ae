package dev.muster.support;

import dev.muster.spi.platform.HttpAnswer;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.util.Optional;

/** What an HTTP status means where the body says nothing. */
public final class HttpFaults {
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private HttpFaults() {}

  /**
   * The fault that a status is.
   *
   * @param status the HTTP status
   * @param otherwise what it is if it speaks neither of too many calls nor of the server
   * @return the kind of fault
   */
  public static Code kind(int status, Code otherwise) {
    if (status == 429) {
      return Code.THROTTLED;
    }
    return status >= 500 ? Code.UNAVAILABLE : otherwise;
  }

  /**
   * The fault of an answer that is not what the platform answers.
   *
   * @param call what was asked, for the message
   * @param answer the answer
   * @return the fault
   */
  public static ProviderException of(HttpCall call, HttpAnswer answer) {
    int status = answer.status();
    if (status == 200) {
      return Answer.unexpected(call.name(), "is no JSON object");
    }
    return new ProviderException(
        kind(status, Code.UNEXPECTED_ANSWER),
        call.name() + " answered HTTP " + status,
        Optional.of("HTTP " + status),
        retryAfter(answer, "retry-after"),
        Optional.empty());
  }

  /**
   * How long the platform asks to wait.
   *
   * @param answer the answer
   * @param header where it says so, in seconds, perhaps with a fraction
   * @return the time, never less than a second nor more than an hour; empty if it does not say
   */
  public static Optional<Duration> retryAfter(HttpAnswer answer, String header) {
    return answer
        .header(header)
        .filter(text -> text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?"))
        .map(text -> Duration.ofMillis((long) Math.ceil(Double.parseDouble(text) * 1000)))
        .map(wait -> wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait)
        .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
  }
}
