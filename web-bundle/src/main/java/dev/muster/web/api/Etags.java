package dev.muster.web.api;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Versioned;
import dev.muster.spi.Text;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/** Versions as entity tags (RFC 9110, sections 8.8.3 and 13.1.1). */
final class Etags {
  /** The version of nothing. */
  private static final long NONE = -1;

  private static final int LONGEST = 27;

  private Etags() {}

  /**
   * The version that a change is meant for.
   *
   * @param request the request
   * @return the version in {@code If-Match}, or empty if any will do; a tag that is none of ours is
   *     a version that nothing has
   * @throws ProblemException {@code MALFORMED} if there are several
   */
  static OptionalLong expected(Request request) {
    Optional<String> header = request.header("If-Match");
    if (header.isEmpty() || header.get().strip().equals("*")) {
      return OptionalLong.empty();
    }
    String tag = header.get().strip();
    if (tag.indexOf(',') >= 0) {
      throw new ProblemException(
          ProblemCode.MALFORMED,
          new Text("If-Match must contain one entity tag.", "If-Match 须包含一个实体标签（ETag）。"));
    }
    return OptionalLong.of(version(tag));
  }

  private static long version(String tag) {
    if (tag.length() < 3 || tag.length() > LONGEST || tag.charAt(0) != '"' || !tag.endsWith("\"")) {
      return NONE;
    }
    // of a compressed answer
    int coding = tag.indexOf(Response.TAG_SEPARATOR);
    String number = tag.substring(1, coding > 1 ? coding : tag.length() - 1);
    for (int i = 0; i < number.length(); i++) {
      if (number.charAt(i) < '0' || number.charAt(i) > '9') {
        return NONE;
      }
    }
    try {
      return Long.parseLong(number);
    } catch (NumberFormatException e) {
      return NONE;
    }
  }

  /**
   * A resource as an answer.
   *
   * @param versioned what was read, for its version
   * @param view how it is shown
   * @return the answer
   */
  static Response ok(Versioned<?> versioned, Object view) {
    return Response.json(200, view).with("ETag", tag(versioned));
  }

  /**
   * A resource that was made.
   *
   * @param versioned what was made, for its version
   * @param view how it is shown
   * @param location where it is
   * @return the answer
   */
  static Response created(Versioned<?> versioned, Object view, URI location) {
    return Response.json(201, view)
        .with("Location", location.toASCIIString())
        .with("ETag", tag(versioned));
  }

  /**
   * A version as an entity tag.
   *
   * @param versioned what was read
   * @return the tag, as the header has it
   */
  static String tag(Versioned<?> versioned) {
    return "\"" + versioned.version() + "\"";
  }
}
