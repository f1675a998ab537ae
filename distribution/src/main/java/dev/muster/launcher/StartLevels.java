package dev.muster.launcher;

/**
 * Which bundle starts when. The listener comes last, so that nobody is answered before what answers
 * is there; it stops first, so that what is being answered ends while everything still stands.
 */
final class StartLevels {
  static final int LIBRARIES = 1;
  static final int PRODUCT = 2;
  static final int LISTENER = 3;

  private static final String JETTY = "org.apache.felix.http.jetty12";

  private StartLevels() {}

  static int of(String symbolicName) {
    if (symbolicName.equals(JETTY)) {
      return LISTENER;
    }
    return symbolicName.startsWith("dev.muster.") ? PRODUCT : LIBRARIES;
  }
}
