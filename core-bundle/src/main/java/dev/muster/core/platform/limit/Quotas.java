package dev.muster.core.platform.limit;

import dev.muster.core.digest.Sha256;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.spi.platform.ProviderContext.Allowance;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What apps have used up of that which platforms punish: stored where every node and the next start
 * see it, in the tenant's partition, so that it goes with the tenant. For any thread.
 */
public final class Quotas {
  /** Into how many parts a time is divided: what a document counts apart. */
  private static final int PARTS = 24;

  private static final Logger LOG = LoggerFactory.getLogger(Quotas.class);
  private static final Schema<Kept> SCHEMA =
      new Schema<>(
          "allowance", Kept.class, kept -> List.of(), kept -> Optional.of(kept.forgottenAt()));

  private final Storage storage;
  private final Repository<Kept> repository;
  private final InstantSource clock;
  private final Map<String, Counted> counted;

  /**
   * The quotas of every app.
   *
   * @param storage where they are kept
   * @param clock when something is used
   * @param most how many are held in memory; more are read again
   */
  public Quotas(Storage storage, InstantSource clock, int most) {
    this.storage = storage;
    this.repository = storage.repository(SCHEMA);
    this.clock = clock;
    this.counted = LeastRecentlyUsed.map(most);
  }

  /**
   * As it is stored.
   *
   * @param uses how many were used, by the part of time that they were used in
   * @param forgottenAt when the last of them counts no more
   */
  record Kept(Map<Long, Integer> uses, Instant forgottenAt) {}

  /**
   * The quota of an app. Reads nothing yet.
   *
   * @param tenant the tenant's id, in whose partition it is stored
   * @param app tells apps of the tenant apart
   * @param name which quota of the app
   * @param most how many may be used
   * @param per within which time
   * @return the quota; what was used under other values of {@code most} counts too
   */
  public Allowance of(String tenant, String app, String name, int most, Duration per) {
    String id = id(app + name + ' ' + per);
    synchronized (counted) {
      Counted one =
          counted.computeIfAbsent(
              tenant + ' ' + id, key -> new Counted(tenant, id, per.dividedBy(PARTS)));
      return one.upTo(most);
    }
  }

  private static String id(String text) {
    return HexFormat.of().formatHex(Sha256.of(text));
  }

  /** What was used, and what this node has taken and not decided on yet. */
  private final class Counted {
    private final String tenant;
    private final String id;
    private final Duration part;
    private QuotaUses undecided = QuotaUses.NONE;

    private Counted(String tenant, String id, Duration part) {
      this.tenant = tenant;
      this.id = id;
      this.part = part;
    }

    Allowance upTo(int most) {
      return new Allowance() {
        @Override
        public boolean take() {
          return Counted.this.take(most);
        }

        @Override
        public void use() {
          Counted.this.use();
        }

        @Override
        public void giveBack() {
          Counted.this.giveBack();
        }
      };
    }

    private synchronized boolean take(int most) {
      try {
        QuotaUses used =
            stored().map(it -> new QuotaUses(it.value().uses())).orElse(QuotaUses.NONE);
        if (used.since(first()) + undecided.since(first()) >= most) {
          return false;
        }
        undecided = undecided.from(first()).plus(now());
        return true;
      } catch (RuntimeException e) {
        LOG.warn("What an app has used of a quota cannot be read: none is given", e);
        return false;
      }
    }

    private void use() {
      try {
        boolean unused =
            storage.transact(
                unit -> {
                  Optional<Stored<Kept>> before = stored();
                  QuotaUses uses =
                      before.map(it -> new QuotaUses(it.value().uses())).orElse(QuotaUses.NONE);
                  Kept kept = new Kept(uses.from(first()).plus(now()).byPart(), end());
                  unit.add(
                      before.isPresent()
                          ? repository.replace(before.get(), kept)
                          : repository.create(tenant, id, kept));
                  return () -> true;
                });
        giveBack();
      } catch (RuntimeException e) {
        LOG.warn("What an app has used of a quota is not stored: it counts on this node alone", e);
      }
    }

    private synchronized void giveBack() {
      undecided = undecided.minusLast();
    }

    private Optional<Stored<Kept>> stored() {
      return repository.find(tenant, id);
    }

    private long now() {
      return clock.millis() / part.toMillis();
    }

    /** The first part of time that still counts. */
    private long first() {
      return now() - PARTS;
    }

    private Instant end() {
      return Instant.ofEpochMilli((now() + PARTS + 1) * part.toMillis());
    }
  }
}
