package dev.muster.web.oidc;

import dev.muster.web.http.Parameters;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Writes parameters. */
final class Queries {
  private Queries() {}

  static String write(Parameters parameters) {
    StringBuilder query = new StringBuilder(400);
    for (String name : parameters.names()) {
      parameters.all(name).forEach(value -> add(query, name, value));
    }
    return query.toString();
  }

  /** A blank is {@code %20}, which is read as one also where {@code +} is taken for itself. */
  static void add(StringBuilder query, String name, String value) {
    if (!query.isEmpty()) {
      query.append('&');
    }
    query.append(encoded(name)).append('=').append(encoded(value));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
