package dev.muster.web.http;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.spi.Text;
import java.util.Optional;

/** Takes a path apart, and refuses every way to write it of which two readers make two things. */
final class PathSegments {
  private static final String[] ROOT = {};

  private PathSegments() {}

  /**
   * Takes a path apart.
   *
   * @param raw the path as sent
   * @return its parts, decoded; none for the root
   * @throws ProblemException {@code MALFORMED}
   */
  static String[] of(String raw) {
    if (raw.length() > Limits.PATH_CHARACTERS || raw.isEmpty() || raw.charAt(0) != '/') {
      throw malformed();
    }
    if (raw.length() == 1) {
      return ROOT;
    }
    int count = 1;
    for (int i = 1; i < raw.length(); i++) {
      if (raw.charAt(i) == '/') {
        count++;
      }
    }
    if (count > Limits.PATH_SEGMENTS) {
      throw malformed();
    }
    String[] segments = new String[count];
    int start = 1;
    for (int n = 0; n < count; n++) {
      int end = raw.indexOf('/', start);
      segments[n] = segment(raw.substring(start, end < 0 ? raw.length() : end), n == count - 1);
      start = end + 1;
    }
    return segments;
  }

  private static String segment(String raw, boolean last) {
    if (raw.isEmpty() && last) {
      return raw;
    }
    Optional<String> decoded =
        raw.indexOf(';') >= 0 ? Optional.empty() : PercentEncoding.decode(raw, false);
    String segment = decoded.orElseThrow(PathSegments::malformed);
    if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
      throw malformed();
    }
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c < ' ' || c == 0x7f || c == '/' || c == '\\') {
        throw malformed();
      }
    }
    return segment;
  }

  private static ProblemException malformed() {
    return new ProblemException(
        ProblemCode.MALFORMED, new Text("The path cannot be read.", "路径无法解析。"));
  }
}
