package dev.muster.core.rotation;

import dev.muster.core.background.Background;
import dev.muster.core.secret.MasterKeyException;
import dev.muster.core.secret.Resealable;
import dev.muster.core.secret.SecretBox;
import dev.muster.core.tenant.TenantDirectory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
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

  private final SecretBox box;
  private final TenantDirectory tenants;
  private final List<Resealable> features = new CopyOnWriteArrayList<>();

  /** At first too: the file may have been changed while nothing ran. */
  private volatile boolean unfinished = true;

  /** Looks at the file from now on. */
  @Activate
  public MasterKeyRotation(
      @Reference SecretBox box,
      @Reference TenantDirectory tenants,
      @Reference Background background) {
    this.box = box;
    this.tenants = tenants;
    background.every("rotating the master key", PAUSE, this::look);
  }

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
      int changed = reseal();
      unfinished = false;
      if (changed > 0) {
        LOG.info("Stored secrets are sealed with the new master key: {} documents", changed);
      }
    }
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
