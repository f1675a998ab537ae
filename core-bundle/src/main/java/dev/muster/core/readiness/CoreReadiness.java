package dev.muster.core.readiness;

import dev.muster.api.Tenant;
import dev.muster.api.Tenants;
import dev.muster.core.known.KnownPlatforms;
import dev.muster.core.secret.Digests;
import dev.muster.core.secret.MasterKeyException;
import dev.muster.core.secret.MasterKeySource;
import dev.muster.core.secret.SecretBox;
import dev.muster.core.settings.SettingException;
import dev.muster.core.settings.Settings;
import dev.muster.launch.Readiness;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.DocumentStore;
import dev.muster.spi.storage.StorageException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Looks at what everything else of the core rests on. */
@Component(service = Readiness.class)
public final class CoreReadiness implements Readiness {
  private static final long WITHIN_MILLIS = 900;

  /** Where a document would be that nobody writes: reading it asks the store. */
  private static final DocumentKey ASKED = new DocumentKey("tenant", "", Tenant.DEFAULT);

  private final String fatal;
  private final boolean lookOnly;
  private final AtomicReference<@Nullable FutureTask<String>> asking = new AtomicReference<>();

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable DocumentStore store;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable Tenants tenants;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable Digests digests;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable MasterKeySource masterKeys;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable SecretBox box;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable KnownPlatforms known;

  /** Why what is stored does not open with the master keys; empty when it does. */
  private volatile String unreadable = "";

  /** Reads the settings and the master keys for itself, to say what is wrong with them. */
  @Activate
  public CoreReadiness(BundleContext context) {
    this(
        () -> MasterKeySource.check(new Settings(context)),
        context.getProperty("muster.checked.data.dir") != null);
  }

  CoreReadiness(Runnable keys) {
    this(keys, false);
  }

  CoreReadiness(Runnable keys, boolean lookOnly) {
    this.fatal = tried(keys);
    this.lookOnly = lookOnly;
  }

  private static String tried(Runnable keys) {
    try {
      keys.run();
      return "";
    } catch (SettingException | MasterKeyException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Override
  public Map<String, String> checks() {
    Map<String, String> checks = new LinkedHashMap<>();
    String storage = storage();
    checks.put("keys", keys());
    checks.put("storage", storage);
    checks.put("core", fatal.isEmpty() ? core() : "");
    return checks;
  }

  private String core() {
    KnownPlatforms platforms = known;
    if (tenants == null || digests == null || platforms == null) {
      return "The core's services are not available: the log says which component lacks what.";
    }
    return platforms.remembered()
        ? ""
        : "The platforms that were offered before the start are still being read.";
  }

  private String keys() {
    MasterKeySource source = masterKeys;
    return fatal().isEmpty() && source != null ? source.problem() : fatal();
  }

  /** A keeper comes with a plugin, which an administrator may still have to drop in. */
  @Override
  public Set<String> mayFollow() {
    MasterKeySource source = masterKeys;
    return source == null || source.problem().isEmpty() ? Set.of() : Set.of("keys");
  }

  @Override
  public String fatal() {
    return fatal.isEmpty() ? unreadable : fatal;
  }

  void bind(DocumentStore bound) {
    store = bound;
  }

  void bind(Tenants bound) {
    tenants = bound;
  }

  void bind(Digests bound) {
    digests = bound;
  }

  void bind(MasterKeySource bound) {
    masterKeys = bound;
  }

  void bind(SecretBox bound) {
    box = bound;
  }

  void bind(KnownPlatforms bound) {
    known = bound;
  }

  private String storage() {
    DocumentStore bound = store;
    if (bound == null) {
      return "No storage is available: check the settings database.* and the storage bundle.";
    }
    FutureTask<String> mine = new FutureTask<>(() -> ask(bound));
    // one question at a time: a store that hangs must not gather threads
    FutureTask<String> current =
        asking.updateAndGet(old -> old == null || old.isDone() ? mine : old);
    if (current == mine) {
      Thread thread = new Thread(mine, "muster-readiness");
      thread.setDaemon(true);
      thread.start();
    }
    try {
      return Objects.requireNonNull(current).get(WITHIN_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return "The storage does not answer within a second.";
    } catch (ExecutionException e) {
      return "The storage does not answer: the log says why.";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "The check was interrupted.";
    }
  }

  private String ask(DocumentStore store) {
    try {
      var unused = store.find(ASKED);
      Digests bound = digests;
      SecretBox opening = box;
      MasterKeySource source = masterKeys;
      boolean asked = source == null || source.problem().isEmpty();
      if (bound != null && asked) {
        bound.requireKey();
        unreadable = "";
      } else if (lookOnly && opening != null && asked) {
        Digests.requireKey(store, opening);
        unreadable = "";
      }
      return "";
    } catch (MasterKeyException e) {
      unreadable = String.valueOf(e.getMessage());
      return "";
    } catch (StorageException e) {
      return "The storage does not answer: " + e.getMessage();
    }
  }
}
