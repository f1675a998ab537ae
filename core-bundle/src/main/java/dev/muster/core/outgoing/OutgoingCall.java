package dev.muster.core.outgoing;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A call to an address that somebody entered.
 *
 * @param uri where to: {@code https}, or {@code http} to a private address where those may be
 *     called
 * @param accept the media types that the answer may have
 * @param form the form that is posted; empty to get what is there
 * @param maxAnswerBytes how much of a body is read, above which the call fails; 0 where only the
 *     status matters: then no body is read
 */
public record OutgoingCall(
    URI uri, String accept, Optional<Map<String, String>> form, int maxAnswerBytes) {
  private static final Pattern MEDIA_TYPES = Pattern.compile("[\\w.+*/;=, -]+");

  /** Copies, and refuses what cannot be sent. */
  public OutgoingCall {
    form = form.map(Map::copyOf);
    if (!MEDIA_TYPES.matcher(accept).matches()) {
      throw new IllegalArgumentException("No media types");
    }
  }

  /**
   * Reads what is there.
   *
   * @param uri where
   * @param accept the media types that it may have
   * @param maxAnswerBytes how large it may be
   * @return the call
   */
  public static OutgoingCall get(URI uri, String accept, int maxAnswerBytes) {
    return new OutgoingCall(uri, accept, Optional.empty(), maxAnswerBytes);
  }

  /**
   * Posts a form of whose answer only the status matters.
   *
   * @param uri where to
   * @param form names and values
   * @return the call
   */
  public static OutgoingCall post(URI uri, Map<String, String> form) {
    return new OutgoingCall(uri, "*/*", Optional.of(form), 0);
  }

  /** The host, for a sentence. */
  String host() {
    return Destinations.host(uri).orElse("The address");
  }

  /** The form as it is sent; empty for a call that sends none. */
  Optional<byte[]> body() {
    return form.map(
        values ->
            values.entrySet().stream()
                .map(value -> encode(value.getKey()) + "=" + encode(value.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Without the query and the form: there may be secrets in them. */
  @Override
  public String toString() {
    return (form.isPresent() ? "POST " : "GET ")
        + uri.getScheme()
        + "://"
        + uri.getRawAuthority()
        + uri.getRawPath();
  }
}
