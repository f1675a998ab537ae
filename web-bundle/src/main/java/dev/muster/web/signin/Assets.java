package dev.muster.web.signin;

import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The one style sheet, at an address that changes with it, so that browsers may keep it. */
final class Assets {
  private final Response style;
  private final String file;

  Assets() {
    byte[] bytes = read("signin.css");
    file = "style-" + digest(bytes) + ".css";
    style =
        Response.text(200, "text/css;charset=utf-8", new String(bytes, StandardCharsets.UTF_8))
            .with("Cache-Control", "public, max-age=31536000, immutable")
            .compressible();
  }

  /** The style sheet's path. */
  String stylePath() {
    return "/signin/" + file;
  }

  Response get(Request request) {
    if (!request.path("file").equals(file)) {
      throw ProblemException.notFound(Resource.FILE);
    }
    return style;
  }

  private static byte[] read(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The bundle lacks " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
