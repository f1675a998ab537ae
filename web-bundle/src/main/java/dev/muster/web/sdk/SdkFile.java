package dev.muster.web.sdk;

import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A file of the SDK, compressed once.
 *
 * @param digest what its entity tag is made of, compressed or not
 * @param whole the file as an answer
 * @param unchanged what is answered to a browser that has it already
 */
record SdkFile(String digest, Response whole, Response unchanged) {
  static SdkFile read(String name, String type) {
    byte[] bytes = bytes(name);
    String digest = digest(bytes);
    return new SdkFile(
        digest,
        kept(new Response(200, List.of(), type, bytes), digest).compressible(),
        kept(Response.empty(304), digest));
  }

  private static Response kept(Response response, String digest) {
    return response
        .with("Access-Control-Allow-Origin", "*")
        .with("Cache-Control", "public, max-age=86400")
        .with("ETag", '"' + digest + '"');
  }

  /** Whether a browser says that it has the file (RFC 9110, section 13.1.2). */
  boolean isKnown(Request request) {
    return request.header("If-None-Match").filter(tags -> tags.contains(digest)).isPresent();
  }

  private static byte[] bytes(String name) {
    try (InputStream in = SdkFile.class.getResourceAsStream(name)) {
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
