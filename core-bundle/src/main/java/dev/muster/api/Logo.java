package dev.muster.api;

import java.util.Base64;

/**
 * A logo as it was given. It may be an SVG that holds a script: show it as an image only, in which
 * a browser runs nothing, and never as markup.
 *
 * @param digest names exactly this picture
 * @param mediaType {@code image/png}, {@code image/svg+xml} or {@code image/webp}
 * @param base64 the picture
 */
public record Logo(String digest, String mediaType, String base64) {
  /**
   * The picture as an address that holds it (RFC 2397).
   *
   * @return the address
   */
  public String dataUri() {
    return "data:" + mediaType + ";base64," + base64;
  }

  /**
   * The picture.
   *
   * @return a copy
   */
  public byte[] bytes() {
    return Base64.getDecoder().decode(base64);
  }
}
