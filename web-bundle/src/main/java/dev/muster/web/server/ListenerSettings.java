package dev.muster.web.server;

import java.util.Optional;
import java.util.function.Function;

/**
 * What the listener is set to. The launcher has validated it.
 *
 * @param host the address of this machine
 * @param port the port; 0 lets the system choose
 * @param perAddress the most connections of one address
 */
record ListenerSettings(String host, int port, int perAddress) {
  /** The most connections in all. */
  static final int CONNECTIONS = 4_096;

  private static final int DEFAULT_PORT = 8080;
  private static final int DEFAULT_PER_ADDRESS = 256;

  static ListenerSettings of(Function<String, Optional<String>> settings) {
    return new ListenerSettings(
        settings.apply("http.host").orElse("0.0.0.0"),
        number(settings, "http.port", DEFAULT_PORT),
        number(settings, "http.connections.per.address", DEFAULT_PER_ADDRESS));
  }

  private static int number(Function<String, Optional<String>> settings, String key, int fallback) {
    return settings.apply(key).map(Integer::parseInt).orElse(fallback);
  }
}
