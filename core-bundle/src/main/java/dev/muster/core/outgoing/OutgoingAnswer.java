package dev.muster.core.outgoing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a call.
 *
 * @param status the HTTP status, whichever; a redirect is not followed
 * @param headers all values by lower-case name
 * @param body the body; empty where none was to be read
 */
public record OutgoingAnswer(int status, Map<String, List<String>> headers, byte[] body) {
  /** Copies the headers. */
  public OutgoingAnswer {
    headers = Map.copyOf(headers);
  }

  /**
   * The first value of a header.
   *
   * @param name in any case
   * @return the value, or empty if there is none
   */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  @Override
  public String toString() {
    return "HTTP " + status + ", " + body.length + " bytes";
  }
}
