package dev.muster.web.http;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.spi.Text;
import java.util.List;
import java.util.Locale;

/** What kind a body says that it is. */
final class MediaType {
  private MediaType() {}

  /**
   * Refuses a body of another kind, or one that is compressed. Parameters of the kind mean nothing:
   * neither a form nor JSON has a {@code charset} (WHATWG URL, section 5; RFC 8259, section 11),
   * yet common client libraries send one. Every body is read as UTF-8.
   *
   * @param incoming the request
   * @param expected the kinds that are read
   */
  static void require(Incoming incoming, List<String> expected) {
    List<String> types = incoming.headers("Content-Type");
    if (types.size() != 1
        || !expected.contains(essence(types.get(0)))
        || !incoming.headers("Content-Encoding").stream().allMatch("identity"::equalsIgnoreCase)) {
      throw new ProblemException(
          ProblemCode.UNSUPPORTED_MEDIA_TYPE,
          new Text(
              "The body must be " + expected.get(0) + " in UTF-8, not compressed.",
              "请求体须为 UTF-8 编码的 " + expected.get(0) + "，且未经压缩。"));
    }
  }

  private static String essence(String type) {
    int semicolon = type.indexOf(';');
    return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
  }
}
