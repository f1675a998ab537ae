package dev.muster.web.http;

import java.util.List;
import java.util.Locale;

/** How an answer's body is encoded on its way (RFC 9110, sections 8.4 and 12.5.3). */
public final class ContentEncoding {
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
    if (!takes(accepted, "gzip")) {
      return varies;
    }
    byte[] body = gzip.bytes();
    return body == response.body() ? varies : varies.encoded("gzip", body);
  }

  /**
   * Whether the other side takes a coding, and not rather the body as it is.
   *
   * @param accepted the lines of {@code Accept-Encoding}
   * @param coding its name: {@code gzip} or {@code br}
   * @return true if so
   */
  public static boolean takes(List<String> accepted, String coding) {
    double named = -1;
    double any = -1;
    double identity = -1;
    for (String each : String.join(",", accepted).split(",", -1)) {
      List<String> parts = List.of(each.strip().toLowerCase(Locale.ROOT).split("\\s*;\\s*", -1));
      double weight = weight(parts);
      String name = parts.get(0).equals("x-gzip") ? "gzip" : parts.get(0);
      if (name.equals(coding)) {
        named = Math.max(named, weight);
      } else if (name.equals("*")) {
        any = weight;
      } else if (name.equals("identity")) {
        identity = weight;
      }
    }
    double wanted = named < 0 ? any : named;
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
