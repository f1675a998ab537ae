package dev.muster.sandbox.common;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A world as it begins: the file {@code world.json} beside its class. */
public final class WorldFile {
  private WorldFile() {}

  /**
   * Reads it.
   *
   * @param world the class beside which the file lies
   * @param type what it holds
   * @param <T> what it holds
   * @return what it holds
   */
  public static <T> T read(Class<?> world, Class<T> type) {
    try (InputStream in = world.getResourceAsStream("world.json")) {
      if (in == null) {
        throw new IllegalStateException("world.json is missing");
      }
      return new ObjectMapper().readValue(in, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
