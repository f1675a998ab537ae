package dev.muster.core.signin;

import dev.muster.core.store.Stored;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.storage.Query;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Sign-ins, and what they leave behind. */
abstract class PlatformSignInsFixture {
  @TempDir Path directory;
  Gateway gateway;

  @BeforeEach
  void open() {
    gateway = new Gateway(directory);
  }

  List<Stored<UserRecord>> users() {
    return gateway.accounts().users().all(Gateway.TENANT, new Query.All(), 1000);
  }

  void store(UserRecord user, String id) {
    gateway.commit(List.of(gateway.accounts().users().create(Gateway.TENANT, id, user)));
  }

  void change(String id, java.util.function.UnaryOperator<UserRecord> change) {
    Stored<UserRecord> read = gateway.accounts().users().find(Gateway.TENANT, id).orElseThrow();
    gateway.commit(List.of(gateway.accounts().users().replace(read, change.apply(read.value()))));
  }
}
