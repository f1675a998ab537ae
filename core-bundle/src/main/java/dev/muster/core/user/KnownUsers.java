package dev.muster.core.user;

import dev.muster.core.store.Cache;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Users in memory, for every sign-in and every token. At the most a second old where another node
 * changed one, so that a commit which rests on a user requires their version.
 */
@Component(service = KnownUsers.class)
public final class KnownUsers {
  private static final int MOST = 20_000;

  private final Cache<Id, Stored<UserRecord>> cache;

  /** Uses a storage. */
  @Activate
  public KnownUsers(@Reference Storage storage, @Reference Accounts accounts) {
    cache =
        storage.cache(
            MOST,
            id -> accounts.users().find(id.tenant(), id.user()),
            Map.of(UserRecord.COLLECTION, key -> new Id(key.partition(), key.id())));
  }

  private record Id(String tenant, String user) {}

  /** A user, whether they may come in or not. */
  public Optional<Stored<UserRecord>> find(String tenant, String id) {
    return cache.get(new Id(tenant, id));
  }

  /** A user who may come in. */
  public Optional<Stored<UserRecord>> active(String tenant, String id) {
    return find(tenant, id).filter(user -> user.value().active());
  }
}
