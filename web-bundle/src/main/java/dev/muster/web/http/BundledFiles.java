package dev.muster.web.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Files that come with the bundle. */
public final class BundledFiles {
  private static final int DIGEST = 8;

  private BundledFiles() {}

  /**
   * Reads one.
   *
   * @param beside a class in whose package it lies
   * @param name its name
   * @return what is in it
   * @throws IllegalStateException if there is none
   */
  public static byte[] read(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The bundle lacks " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What changes with a file, for its address or its entity tag.
   *
   * @param bytes what is in it
   * @return 16 hexadecimal digits
   */
  public static String digest(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, DIGEST);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
