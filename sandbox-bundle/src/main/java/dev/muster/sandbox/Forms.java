package dev.muster.sandbox;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parameters as queries and forms carry them. */
public final class Forms {
  private Forms() {}

  /** The first value of each name; a pair that is not encoded properly is as if absent. */
  static Map<String, String> decode(@Nullable String encoded) {
    Map<String, String> values = new HashMap<>();
    if (encoded == null || encoded.isEmpty()) {
      return values;
    }
    UnaryOperator<String> plain = text -> URLDecoder.decode(text, StandardCharsets.UTF_8);
    for (String pair : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      try {
        values.putIfAbsent(
            plain.apply(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : plain.apply(pair.substring(equals + 1)));
      } catch (IllegalArgumentException e) {
        // as if absent
      }
    }
    return values;
  }

  /**
   * Writes parameters.
   *
   * @param values by name, which needs no encoding
   * @return a query or a form
   */
  public static String encode(Map<String, String> values) {
    return values.entrySet().stream()
        .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /**
   * Adds parameters to an address.
   *
   * @param address an address without a fragment, with a query or without
   * @param values by name, which needs no encoding
   * @return the address with all of them
   */
  public static String append(String address, Map<String, String> values) {
    String separator = address.indexOf('?') < 0 ? "?" : "&";
    return values.isEmpty() ? address : address + separator + encode(values);
  }
}
