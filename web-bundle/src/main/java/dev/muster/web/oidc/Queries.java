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
      for (String value : parameters.all(name)) {
        if (!query.isEmpty()) {
          query.append('&');
        }
        query
            .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
            .append('=')
            .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
      }
    }
    return query.toString();
  }
}
