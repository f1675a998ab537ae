package dev.muster.spi.platform;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A platform's answer.
 *
 * @param status the HTTP status
 * @param headers values by name in lower case
 * @param body the whole body, empty if there was none; not to be changed
 */
public record HttpAnswer(int status, Map<String, List<String>> headers, byte[] body) {
  /** Copies the headers. */
  public HttpAnswer {
    headers = Map.copyOf(headers);
  }

  /**
   * The first value of a header.
   *
   * @param name its name, in any case
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
