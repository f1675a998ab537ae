package dev.muster.core.source;

import dev.muster.core.background.Background;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.user.Accounts;
import dev.muster.spi.hook.RecordedEvent;
import dev.muster.spi.hook.SignInEvent.SignedIn;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.DocumentStore.Watch;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How sources are used. A sign-in costs no more than a note in memory; every {@link #PAUSE} the
 * newest of each source is stored, by every node, and at the stop. So other nodes learn of it late
 * by as much, and a node that is killed forgets as much.
 */
@Component(service = SourceUses.class, immediate = true)
public final class SourceUses {
  static final Duration PAUSE = Duration.ofMinutes(1);

  /** More than that are not counted again for a {@link #PAUSE}. */
  static final int COUNTED_EVERY_TIME = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(SourceUses.class);

  private final Storage storage;
  private final Repository<SourceRecord> sources;
  private final Repository<SourceUse> uses;
  private final Accounts accounts;
  private final InstantSource clock;
  private final Map<DocumentKey, Instant> noted = new ConcurrentHashMap<>();
  private final Map<DocumentKey, Counted> counted = new ConcurrentHashMap<>();
  private final Watch commits;
  private final Runnable writing;

  /** Made by Declarative Services. */
  @Activate
  public SourceUses(
      @Reference Storage storage,
      @Reference Accounts accounts,
      @Reference Background background,
      @Reference InstantSource clock) {
    this.storage = storage;
    this.sources = storage.repository(SourceRecord.SCHEMA);
    this.uses = storage.repository(Schema.of("source-use", SourceUse.class));
    this.accounts = accounts;
    this.clock = clock;
    this.commits = storage.onCommit(this::committed);
    this.writing = background.every("storing when sources were used", PAUSE, this::write);
  }

  /** Stores what is left. */
  @Deactivate
  void close() {
    writing.run();
    commits.close();
    write();
  }

  private record SourceUse(Instant lastSignInAt) {}

  private record Counted(long users, Instant at) {}

  private void committed(UnitOfWork work) {
    if (work instanceof ChangeSet changes) {
      changes.events().forEach(this::happened);
    }
  }

  private void happened(RecordedEvent recorded) {
    if (recorded.event() instanceof SignedIn signedIn) {
      note(sources.key(recorded.tenant(), signedIn.identitySource()), recorded.at());
    }
  }

  private void note(DocumentKey source, Instant at) {
    noted.merge(source, at, SourceUses::later);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** When somebody came in by a source last. */
  Optional<Instant> lastSignIn(String tenant, String id) {
    Optional<Instant> stored = uses.find(tenant, id).map(use -> use.value().lastSignInAt());
    return Optional.ofNullable(noted.get(sources.key(tenant, id)))
        .map(now -> stored.map(before -> later(before, now)).orElse(now))
        .or(() -> stored);
  }

  /** The same of each source of a tenant by which somebody did. */
  Map<String, Instant> lastSignIns(String tenant) {
    Map<String, Instant> all = new HashMap<>();
    uses.all(tenant, new Query.All(), SourceRecord.MAX_OF_TENANT)
        .forEach(use -> all.put(use.key().id(), use.value().lastSignInAt()));
    noted.forEach(
        (source, at) -> {
          if (source.partition().equals(tenant)) {
            all.merge(source.id(), at, SourceUses::later);
          }
        });
    return all;
  }

  /**
   * How many accounts of the platform are linked by a source, of a large one as it was some time
   * ago; empty where that cannot be told yet.
   */
  OptionalLong linkedUsers(String tenant, String id) {
    DocumentKey source = sources.key(tenant, id);
    Instant now = clock.instant();
    Optional<Counted> known =
        Optional.ofNullable(counted.get(source)).filter(it -> it.at().plus(PAUSE).isAfter(now));
    if (known.isPresent()) {
      return OptionalLong.of(known.get().users());
    }
    OptionalLong users = accounts.linkedBy(tenant, id);
    if (users.orElse(0) > COUNTED_EVERY_TIME) {
      counted.put(source, new Counted(users.getAsLong(), now));
    } else {
      counted.remove(source);
    }
    return users;
  }

  /** Forgets a source that is deleted. */
  void forget(UnitOfWork work, String tenant, String id) {
    work.add(uses.delete(tenant, id));
    noted.remove(sources.key(tenant, id));
  }

  /** Stores what was noted. */
  void write() {
    for (DocumentKey source : List.copyOf(noted.keySet())) {
      Instant at = noted.remove(source);
      if (at != null) {
        try {
          store(source, at);
        } catch (RuntimeException e) {
          note(source, at);
          LOG.warn("When a source was used could not be stored; this is tried again", e);
          return;
        }
      }
    }
  }

  /** Unless the source is gone, or another node has stored something newer. */
  private void store(DocumentKey key, Instant at) {
    boolean unused =
        storage.transact(
            work -> {
              Optional<Stored<SourceRecord>> source = sources.find(key.partition(), key.id());
              Optional<Stored<SourceUse>> before = uses.find(key.partition(), key.id());
              if (source.isPresent()
                  && before.filter(it -> !it.value().lastSignInAt().isBefore(at)).isEmpty()) {
                SourceUse use = new SourceUse(at);
                work.add(sources.require(source.get()));
                work.add(
                    before
                        .map(it -> uses.replace(it, use))
                        .orElseGet(() -> uses.create(key.partition(), key.id(), use)));
              }
              return () -> true;
            });
  }
}
