package dev.muster.core.user;

import dev.muster.core.background.Background;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.spi.Change;
import dev.muster.spi.Page;
import dev.muster.spi.Query;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Ends what identities stand for once the source by which they were linked is deleted: nobody asks
 * their platform any more. Goes on after a restart: a document stands for what is still to be done.
 */
@Component(service = SourceEnds.class)
public final class SourceEnds {
  private static final String WHAT = "ending what identities of a deleted source stand for";
  private static final int BATCH = 200;
  private static final int MAX_PENDING = 1000;
  private static final Schema<End> SCHEMA = Schema.of("source-end", End.class);

  private final Storage storage;
  private final Accounts accounts;
  private final Background background;
  private final Repository<End> ends;

  /** Goes on with what was not finished. */
  @Activate
  public SourceEnds(
      @Reference Storage storage, @Reference Accounts accounts, @Reference Background background) {
    this.storage = storage;
    this.accounts = accounts;
    this.background = background;
    this.ends = storage.repository(SCHEMA);
    background.run(WHAT, this::resume);
  }

  record End(String tenant, String source) {}

  /** Adds to the commit by which a source is deleted that this is to be done. */
  public Change begin(String tenant, String source) {
    return ends.create("", accounts.newId(), new End(tenant, source));
  }

  /** Does it soon. */
  public void soon() {
    background.run(WHAT, this::resume);
  }

  private void resume() {
    for (Stored<End> each : ends.all("", new Query.All(), MAX_PENDING)) {
      end(each.value());
      storage.commit(new UnitOfWork().add(ends.delete("", each.key().id())));
    }
  }

  private void end(End end) {
    Optional<String> after = Optional.empty();
    do {
      Page<Stored<IdentityRecord>> page =
          accounts.identities().query(end.tenant(), new Query.All(), false, BATCH, after);
      page.items().stream()
          .filter(identity -> identity.value().identitySource().equals(end.source()))
          .forEach(identity -> end(end.tenant(), identity));
      after = page.next();
    } while (after.isPresent());
  }

  private void end(String tenant, Stored<IdentityRecord> identity) {
    boolean unused =
        storage.transact(
            work -> {
              accounts
                  .users()
                  .find(tenant, identity.value().userId())
                  .filter(user -> !user.value().ended(identity.key().id()).equals(user.value()))
                  .ifPresent(
                      user ->
                          work.add(
                              accounts
                                  .users()
                                  .replace(user, user.value().ended(identity.key().id()))));
              return () -> true;
            });
  }
}
