package dev.muster.web.http;

import java.util.List;
import java.util.Locale;

/** How an answer's body is encoded on its way (RFC 9110, sections 8.4 and 12.5.3). */
final class ContentEncoding {
  private ContentEncoding() {}

  /**
   * Encodes an answer that may be compressed, where that is taken.
   *
   * @param response the answer
   * @param accepted the lines of {@code Accept-Encoding}
   * @return the answer as it is sent
   */
  static Response apply(Response response, List<String> accepted) {
    Gzip gzip = response.gzip();
    if (gzip == null || !gzip.isWorthIt()) {
      return response;
    }
    Response varies = response.with("Vary", "Accept-Encoding");
    if (!takesGzip(accepted)) {
      return varies;
    }
    byte[] body = gzip.bytes();
    return body == response.body() ? varies : varies.encoded("gzip", body);
  }

  private static boolean takesGzip(List<String> accepted) {
    double gzip = -1;
    double any = -1;
    double identity = -1;
    for (String coding : String.join(",", accepted).split(",", -1)) {
      List<String> parts = List.of(coding.strip().toLowerCase(Locale.ROOT).split("\\s*;\\s*", -1));
      double weight = weight(parts);
      switch (parts.get(0)) {
        case "gzip", "x-gzip" -> gzip = Math.max(gzip, weight);
        case "*" -> any = weight;
        case "identity" -> identity = weight;
        default -> {}
      }
    }
    double wanted = gzip < 0 ? any : gzip;
    return wanted > 0 && wanted >= identity;
  }

  /** What cannot be read is not taken. */
  private static double weight(List<String> parts) {
    for (String part : parts.subList(1, parts.size())) {
      if (part.startsWith("q=")) {
        String value = part.substring(2);
        return value.matches("[01](\\.[0-9]{0,3})?") ? Double.parseDouble(value) : 0;
      }
    }
    return 1;
  }
}
