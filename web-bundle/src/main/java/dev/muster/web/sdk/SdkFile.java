package dev.muster.web.sdk;

import dev.muster.web.http.BundledFiles;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
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
    byte[] bytes = BundledFiles.read(SdkFile.class, name);
    String digest = BundledFiles.digest(bytes);
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
}
