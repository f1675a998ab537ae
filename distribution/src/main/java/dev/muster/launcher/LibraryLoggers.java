package dev.muster.launcher;

import ch.qos.logback.classic.Level;
import java.util.List;

/**
 * The loggers of everything that is not the product's own code. Below INFO libraries write what
 * passes through them: requests with tokens and cookies, statements with their values,
 * configurations with passwords. No setting lets them.
 */
final class LibraryLoggers {
  static final Level LEAST = Level.INFO;

  /** Each stands for itself and all below it; a test finds libraries that are missing here. */
  static final List<String> NAMES =
      List.of(
          "ch.qos.logback",
          "com.fasterxml",
          "com.nimbusds",
          "com.sun",
          "com.zaxxer",
          "jakarta",
          "java",
          "javax",
          "jdk",
          "net.jcip",
          "net.minidev",
          "org.apache.commons",
          "org.apache.felix",
          "org.apache.hc",
          "org.bouncycastle",
          "org.eclipse.angus",
          "org.eclipse.jetty",
          "org.osgi",
          "org.postgresql",
          "org.slf4j",
          "org.sqlite",
          "org.xerial",
          "osgi",
          "sun");

  /** Their INFO is a line per request context and connector: nothing an operator acts on. */
  private static final List<String> QUIET =
      List.of("org.eclipse.jetty", "org.apache.felix", "com.zaxxer");

  /**
   * What they warn of is a client's doing: what it sent, or that it has gone. The server's own
   * write whole addresses, with codes and keys in them; a fault of ours that ends there is logged
   * by the web's error handler.
   */
  static final List<String> OF_CLIENTS =
      List.of(
          "org.eclipse.jetty.ee10.servlet",
          "org.eclipse.jetty.http.HttpParser",
          "org.eclipse.jetty.io.AbstractConnection",
          "org.eclipse.jetty.server.Response",
          "org.eclipse.jetty.server.handler.ErrorHandler",
          "org.eclipse.jetty.server.internal",
          "org.eclipse.jetty.util.HostPort");

  private LibraryLoggers() {}

  static boolean include(String logger) {
    return NAMES.stream().anyMatch(name -> logger.equals(name) || logger.startsWith(name + "."));
  }

  /** The level that one of {@link #NAMES} has where no setting names it. */
  static Level usual(String name, Level root) {
    Level least = QUIET.contains(name) ? Level.WARN : LEAST;
    return root.isGreaterOrEqual(least) ? root : least;
  }
}
