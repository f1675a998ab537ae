package dev.muster.launcher;

import java.nio.file.Path;
import java.util.Map;

/** What the launcher would tell the framework, for tests that start one themselves. */
public final class LaunchForTests {
  private LaunchForTests() {}

  /** With data in a folder of the test's and a port that the system chooses. */
  public static Map<String, String> frameworkProperties(Path home, Path data) {
    Settings settings =
        TestSettings.in(
            home,
            "data.dir",
            data.toAbsolutePath().toString(),
            "plugins.dir",
            data.resolve("plugins").toAbsolutePath().toString(),
            "plugins.upload",
            "true",
            "admin.password",
            "in-framework-test");
    return FrameworkSettings.of(settings);
  }

  /** The level at which a jar of the distribution starts. */
  public static int startLevel(Path jar) {
    String name = jar.getFileName().toString();
    if (name.startsWith("org.apache.felix.http.jetty12")) {
      return StartLevels.LISTENER;
    }
    return name.matches("[a-z]+-bundle-.*") ? StartLevels.PRODUCT : StartLevels.LIBRARIES;
  }
}
