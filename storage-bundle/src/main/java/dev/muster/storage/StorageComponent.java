package dev.muster.storage;

import dev.muster.launch.Readiness;
import dev.muster.spi.storage.DocumentStore;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Dictionary;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the store and registers it. The services are registered by hand: the store only where it
 * could be opened, and neither with the component's properties, which hold the password.
 */
@Component(
    service = {},
    immediate = true,
    configurationPid = StorageComponent.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = StorageConfiguration.class)
public final class StorageComponent {
  static final String PID = "dev.muster.storage";

  /** Keeps those away who would write. */
  private static final Dictionary<String, Object> LOOK_ONLY =
      FrameworkUtil.asDictionary(Map.of("look.only", true));

  private static final Logger LOG = LoggerFactory.getLogger(StorageComponent.class);

  private final Deque<ServiceRegistration<?>> registrations = new ArrayDeque<>();
  private final @Nullable JdbcDocumentStore store;

  /**
   * Opens the store.
   *
   * @param context where to register
   * @param configuration the settings
   */
  @Activate
  public StorageComponent(BundleContext context, StorageConfiguration configuration) {
    JdbcDocumentStore opened = null;
    Optional<ReadOnlyStore> looked = Optional.empty();
    Readiness readiness;
    try {
      StorageSettings settings =
          StorageSettings.of(
              configuration.database_url(),
              configuration.database_user(),
              configuration.database_password(),
              configuration.data_dir());
      InstantSource clock = InstantSource.system();
      if (configuration.look_only()) {
        looked = StorageFactory.look(settings, clock, StorageLimits.DEFAULTS);
        readiness = () -> Map.of(StorageReadiness.CHECK, "");
      } else {
        opened = StorageFactory.open(settings, clock, StorageLimits.DEFAULTS);
        readiness = new StorageReadiness(opened);
      }
    } catch (StorageStartException e) {
      LOG.error("{}", e.sentence());
      LOG.debug("Why the storage cannot be opened", e);
      readiness = new UnopenedStorage(e.sentence());
    }
    store = opened;
    // before the readiness: whoever asks that finds the store as well
    looked.ifPresent(
        found ->
            registrations.push(context.registerService(DocumentStore.class, found, LOOK_ONLY)));
    registrations.push(context.registerService(Readiness.class, readiness, null));
    if (opened != null) {
      registrations.push(context.registerService(DocumentStore.class, opened, null));
      if (!configuration.database_url().isBlank()) {
        registrations.push(
            context.registerService(Readiness.class, new ChangesReadiness(opened::hears), null));
      }
    }
  }

  /** Takes the services back, then lets what is under way end. */
  @Deactivate
  public void close() {
    registrations.forEach(ServiceRegistration::unregister);
    if (store != null) {
      store.close();
    }
  }
}
