package dev.muster.launcher;

import java.nio.file.Path;

/** The unpacked distribution. */
record Home(Path folder) {
  Home {
    folder = folder.toAbsolutePath().normalize();
  }

  Path bundles() {
    return folder.resolve("bundles");
  }

  /** What the demo mode has beside the bundles: the simulated platforms. */
  Path demo() {
    return folder.resolve("demo");
  }

  Path settingsFile() {
    return folder.resolve("conf").resolve("muster.properties");
  }

  /** A path of the settings: relative ones start at the distribution. */
  Path resolve(String path) {
    return folder.resolve(path).normalize();
  }
}
