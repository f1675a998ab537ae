package dev.muster.launcher;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * Opens a database with the drivers that lie among the bundles, for commands without a framework.
 */
final class JdbcDrivers implements AutoCloseable {
  private static final String SQLITE_FOLDER = "org.sqlite.tmpdir";

  private final URLClassLoader loader;

  JdbcDrivers(Home home) throws IOException {
    ownFolder();
    try (Stream<Path> files = Files.list(home.bundles())) {
      List<Path> jars = files.filter(JdbcDrivers::isDriver).toList();
      URL[] urls = new URL[jars.size()];
      for (int i = 0; i < urls.length; i++) {
        urls[i] = jars.get(i).toUri().toURL();
      }
      loader = new URLClassLoader(urls, JdbcDrivers.class.getClassLoader());
    }
  }

  /**
   * SQLite's driver unpacks a library, and deletes what others have left: two commands at the same
   * moment would be in each other's way.
   */
  private static void ownFolder() throws IOException {
    if (System.getProperty(SQLITE_FOLDER) == null) {
      Path folder = Files.createTempDirectory("muster-sqlite");
      // before what the driver registers, so after it when the process ends
      folder.toFile().deleteOnExit();
      System.setProperty(SQLITE_FOLDER, folder.toString());
    }
  }

  private static boolean isDriver(Path jar) {
    String name = String.valueOf(jar.getFileName());
    return name.startsWith("sqlite-jdbc") || name.startsWith("postgresql");
  }

  Connection open(String url, Properties properties) throws SQLException {
    for (Driver driver : ServiceLoader.load(Driver.class, loader)) {
      if (driver.acceptsURL(url)) {
        return driver.connect(url, properties);
      }
    }
    throw new SQLException("no driver among the bundles");
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
