package dev.muster.core.user;

import dev.muster.core.background.Background;
import dev.muster.core.store.Storage;
import dev.muster.core.tenant.TenantDirectory;
import java.time.InstantSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what an earlier version stored of users up to date, in the background of the start. */
@Component(service = UserUpgrade.class, immediate = true)
public final class UserUpgrade {
  private static final Logger LOG = LoggerFactory.getLogger(UserUpgrade.class);

  private final UserIndexes indexes;
  private final TenantDirectory tenants;
  private final InstantSource clock;

  /** Begins. */
  @Activate
  public UserUpgrade(
      @Reference Storage storage,
      @Reference TenantDirectory tenants,
      @Reference Background background,
      @Reference InstantSource clock) {
    this.indexes = new UserIndexes(storage);
    this.tenants = tenants;
    this.clock = clock;
    background.run("bringing the indexes of users up to date", this::run);
  }

  private void run() {
    if (!indexes.areMade()) {
      int changed = indexes.make(tenants.ids(), clock.instant());
      if (changed > 0) {
        LOG.info("The indexes of {} users and identities are brought up to date", changed);
      }
    }
  }
}
