package dev.muster.storage;

import dev.muster.spi.Secret;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the documents are kept.
 *
 * @param url PostgreSQL's address, or empty for the embedded database
 * @param user who signs in there; may be empty
 * @param password with what; never part of a message
 * @param directory where the embedded database's file is
 */
record StorageSettings(
    Optional<String> url, String user, Optional<Secret> password, Path directory) {
  static final String URL = "database.url";
  static final String USER = "database.user";
  static final String PASSWORD = "database.password";

  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final String FILE = "muster.db";

  /**
   * Reads the settings.
   *
   * @param url {@code database.url}, may be blank
   * @param user {@code database.user}, may be blank
   * @param password {@code database.password}, may be empty
   * @param directory {@code data.dir}
   * @return the settings
   * @throws StorageStartException with the key's name and what would be right
   */
  static StorageSettings of(String url, String user, String password, String directory) {
    String address = url.strip();
    if (!address.isEmpty() && !address.startsWith(POSTGRESQL)) {
      throw new StorageStartException(
          URL
              + ": "
              + scheme(address)
              + " is not supported; leave it empty for the embedded database, or give"
              + " jdbc:postgresql://host/database");
    }
    String lower = address.toLowerCase(Locale.ROOT);
    if (lower.contains("password=") || lower.matches("jdbc:postgresql://[^/?]*@.*")) {
      throw new StorageStartException(
          URL + ": it holds a password or a user; give those as " + USER + " and " + PASSWORD);
    }
    if (address.isEmpty() && directory.isBlank()) {
      throw new StorageStartException(
          SqliteFile.KEY + ": it is empty; give the directory of the embedded database");
    }
    return new StorageSettings(
        Optional.of(address).filter(given -> !given.isEmpty()),
        user.strip(),
        Optional.of(password).filter(given -> !given.isEmpty()).map(Secret::of),
        Path.of(directory));
  }

  Path file() {
    return directory.resolve(FILE);
  }

  /** The part of an address that surely holds no password. */
  private static String scheme(String address) {
    int end = address.startsWith("jdbc:") ? address.indexOf(':', 5) : address.indexOf(':');
    return end < 0 ? "what it holds" : address.substring(0, end + 1) + "…";
  }
}
