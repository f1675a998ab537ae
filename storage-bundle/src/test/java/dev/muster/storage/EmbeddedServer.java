package dev.muster.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** A real PostgreSQL, started once for all test classes and stopped after the last one. */
final class EmbeddedServer implements BeforeAllCallback {
  private EmbeddedPostgres postgres;

  @Override
  public void beforeAll(ExtensionContext context) {
    postgres =
        context
            .getRoot()
            .getStore(Namespace.create(EmbeddedServer.class))
            .computeIfAbsent(Shared.class, absent -> Shared.start(), Shared.class)
            .postgres();
  }

  /** Settings of a new, empty database. */
  StorageSettings freshDatabase() throws SQLException {
    return settings(postgres, freshDatabase(postgres));
  }

  Connection connect(StorageSettings settings) throws SQLException {
    return new PostgresServer(settings, StorageLimits.DEFAULTS).source().getConnection();
  }

  static String freshDatabase(EmbeddedPostgres postgres) throws SQLException {
    String name = "t" + UUID.randomUUID().toString().replace("-", "");
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return name;
  }

  static StorageSettings settings(EmbeddedPostgres postgres, String database) {
    return StorageSettings.of(
        "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + database, "postgres", "", "");
  }

  /** Lives in the root's store, which closes it at the end of the run. */
  private record Shared(EmbeddedPostgres postgres) implements AutoCloseable {
    static Shared start() {
      try {
        return new Shared(EmbeddedPostgres.start());
      } catch (IOException e) {
        throw new IllegalStateException("PostgreSQL does not start", e);
      }
    }

    @Override
    public void close() throws IOException {
      postgres.close();
    }
  }
}
