package dev.muster.core.rotation;

import dev.muster.core.background.Background;
import dev.muster.core.secret.MasterKeyException;
import dev.muster.core.secret.Resealable;
import dev.muster.core.secret.SecretBox;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.tenant.TenantDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the master key file every minute. When another key stands first, what is stored is sealed
 * with it in the background. The key before may be taken out of the file once the log says so.
 */
@Component(service = MasterKeyRotation.class, immediate = true)
public final class MasterKeyRotation {
  /** How long a change of the file may stay unseen. */
  static final Duration PAUSE = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(MasterKeyRotation.class);

  /** How long another node may go on with the key before, at the most. */
  static final Duration TRUSTED = Duration.ofDays(1);

  private static final String ALL = "all";

  private final Storage storage;
  private final Repository<Sealed> sealed;
  private final SecretBox box;
  private final TenantDirectory tenants;
  private final InstantSource clock;
  private final List<Resealable> features = new CopyOnWriteArrayList<>();

  /** At first too: the file may have been changed while nothing ran. */
  private volatile boolean unfinished = true;

  private final Runnable looking;

  /** Looks at the file from now on. */
  @Activate
  public MasterKeyRotation(
      @Reference Storage storage,
      @Reference SecretBox box,
      @Reference TenantDirectory tenants,
      @Reference Background background,
      @Reference InstantSource clock) {
    this.storage = storage;
    this.sealed = storage.repository(Schema.of("master-key-in-use", Sealed.class));
    this.box = box;
    this.tenants = tenants;
    this.clock = clock;
    this.looking = background.every("rotating the master key", PAUSE, this::look);
  }

  @Deactivate
  void close() {
    looking.run();
  }

  /** With which key everything was found sealed, and when: a start need not look again. */
  private record Sealed(String keyId, Instant at) {}

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void add(Resealable feature) {
    features.add(feature);
  }

  void remove(Resealable feature) {
    features.remove(feature);
  }

  void look() {
    try {
      if (box.reload()) {
        unfinished = true;
      }
    } catch (MasterKeyException e) {
      LOG.error("The master keys are unchanged. {}", e.getMessage());
    }
    if (unfinished && box.isUsable()) {
      Optional<Stored<Sealed>> before = sealed.find("", ALL);
      String keyId = box.currentKeyId();
      if (before.filter(it -> holds(it.value(), keyId)).isEmpty()) {
        int changed = reseal();
        if (changed > 0) {
          LOG.info("Stored secrets are sealed with the new master key: {} documents", changed);
        }
        Sealed now = new Sealed(keyId, clock.instant());
        // a conflict means that another node was faster, which has looked as well
        var unused =
            storage.commit(
                new UnitOfWork()
                    .add(
                        before
                            .map(it -> sealed.replace(it, now))
                            .orElseGet(() -> sealed.create("", ALL, now))));
      }
      unfinished = false;
    }
  }

  private boolean holds(Sealed found, String keyId) {
    return found.keyId().equals(keyId) && clock.instant().isBefore(found.at().plus(TRUSTED));
  }

  /**
   * Seals with the key that encrypts now whatever is sealed with another. Harmless when there is
   * nothing to do.
   *
   * @return how many documents were changed
   */
  public int reseal() {
    int changed = 0;
    for (Resealable feature : features) {
      changed += feature.reseal("");
      for (String tenant : tenants.ids()) {
        changed += feature.reseal(tenant);
      }
    }
    return changed;
  }
}
