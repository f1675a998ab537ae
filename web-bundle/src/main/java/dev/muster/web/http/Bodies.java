package dev.muster.web.http;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.spi.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reads bodies, as much and as long as is allowed. */
final class Bodies {
  private static final int PIECE = 8192;

  private Bodies() {}

  static byte[] read(Incoming incoming, int limit) {
    if (declared(incoming) > limit) {
      throw tooLarge(limit);
    }
    Deadline deadline = Deadline.in(Limits.BODY_TIME);
    ByteArrayOutputStream body = new ByteArrayOutputStream(512);
    byte[] piece = new byte[PIECE];
    try {
      InputStream in = incoming.body();
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        if (body.size() + n > limit) {
          throw tooLarge(limit);
        }
        body.write(piece, 0, n);
        if (deadline.passed()) {
          throw new ProblemException(ProblemCode.MALFORMED, "The body took too long.");
        }
      }
    } catch (IOException e) {
      throw new ProblemException(ProblemCode.MALFORMED, "The body ended too early.");
    }
    return body.toByteArray();
  }

  private static long declared(Incoming incoming) {
    List<String> length = incoming.headers("Content-Length");
    try {
      return length.size() == 1 ? Long.parseLong(length.get(0)) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static ProblemException tooLarge(int limit) {
    return new ProblemException(
        ProblemCode.TOO_LARGE, "The body is larger than " + limit + " bytes.");
  }
}
