package dev.muster.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sqlite.SQLiteConfig;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native library, unpacked beside the database. The driver does so by itself, but then
 * reads both copies again byte by byte, which took a tenth of the start.
 */
final class SqliteLibrary {
  /** The driver's settings: where it looks first, and under which name. */
  private static final String FOLDER = "org.sqlite.lib.path";

  private static final String NAME = "org.sqlite.lib.name";

  private SqliteLibrary() {}

  /**
   * Unpacks the library anew and tells the driver, unless somebody has told it already. Where that
   * fails, the driver unpacks it in its own way.
   *
   * @param folder where to
   */
  static synchronized void unpack(Path folder) {
    if (System.getProperty(FOLDER) != null) {
      return;
    }
    String name = LibraryLoaderUtil.getNativeLibName();
    String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    try (InputStream packed = SQLiteConfig.class.getResourceAsStream(resource)) {
      if (packed == null) {
        return;
      }
      Path unpacked = Files.createDirectories(folder).resolve(name);
      Path fresh = Files.createTempFile(folder, name, "");
      Files.copy(packed, fresh, StandardCopyOption.REPLACE_EXISTING);
      Files.move(fresh, unpacked, StandardCopyOption.ATOMIC_MOVE);
      System.setProperty(NAME, name);
      System.setProperty(FOLDER, folder.toAbsolutePath().toString());
    } catch (IOException e) {
      Failures.ignored(e);
    }
  }
}
