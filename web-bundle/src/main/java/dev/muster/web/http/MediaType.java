package dev.muster.web.http;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import java.util.List;
import java.util.Locale;

/** What kind a body says that it is. */
final class MediaType {
  private MediaType() {}

  /**
   * Refuses a body of another kind, another charset than UTF-8, or one that is compressed.
   *
   * @param incoming the request
   * @param expected the kinds that are read
   */
  static void require(Incoming incoming, List<String> expected) {
    List<String> types = incoming.headers("Content-Type");
    if (types.size() != 1
        || !expected.contains(essence(types.get(0)))
        || !utf8(types.get(0))
        || !incoming.headers("Content-Encoding").stream().allMatch("identity"::equalsIgnoreCase)) {
      throw new ProblemException(
          ProblemCode.UNSUPPORTED_MEDIA_TYPE,
          "The body is read as " + expected.get(0) + " in UTF-8, not compressed.");
    }
  }

  private static String essence(String type) {
    int semicolon = type.indexOf(';');
    return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
  }

  private static boolean utf8(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    int at = lower.indexOf("charset");
    if (at < 0) {
      return true;
    }
    String rest = lower.substring(at + "charset".length()).strip();
    int end = rest.indexOf(';');
    String value = (end < 0 ? rest : rest.substring(0, end)).strip();
    return value.equals("=utf-8") || value.equals("=\"utf-8\"");
  }
}
