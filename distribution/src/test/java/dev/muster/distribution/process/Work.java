package dev.muster.distribution.process;

import java.nio.file.Path;

/**
 * Where tests write. The virtual machines that share the tests of a build have a folder each: they
 * run at the same time, and what they start has the same names.
 */
public final class Work {
  private static final Path FOLDER =
      Path.of(System.getProperty("muster.work", "target")).toAbsolutePath();

  private Work() {}

  /**
   * A folder of this virtual machine's tests.
   *
   * @param name its name
   * @return its absolute path; whoever needs it creates it
   */
  public static Path folder(String name) {
    return FOLDER.resolve(name);
  }
}
