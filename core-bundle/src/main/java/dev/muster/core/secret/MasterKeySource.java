package dev.muster.core.secret;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.hook.SecretKeepers;
import dev.muster.core.settings.Settings;
import dev.muster.spi.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The master keys. Where a keeper is named, they are there once it has unwrapped them: they are
 * asked for when it comes, and again whenever somebody needs them and they are not there.
 */
@Component(service = MasterKeySource.class)
public final class MasterKeySource {
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final MasterKeyFile file;
  private final boolean kept;
  private final AtomicInteger wanted = new AtomicInteger();
  private volatile @Nullable MasterKeys keys;
  private volatile String problem = "";
  private volatile long triedAt = System.nanoTime() - BETWEEN_TRIES.toNanos();

  /**
   * Reads the master keys, or makes them, unless a keeper has to be waited for.
   *
   * @throws MasterKeyException if they cannot be used
   */
  @Activate
  public MasterKeySource(@Reference Settings settings, @Reference SecretKeepers keepers) {
    this(
        file(settings, settings.secretKeeper().map(name -> new KeyWrapping(name, keepers))),
        settings.secretKeeper().isPresent());
    if (kept) {
      keepers.onArrival(
          () -> {
            if (keys == null) {
              load();
            }
          });
      load();
    }
  }

  MasterKeySource(Path path, Optional<KeyWrapping> wrapping) {
    this(new MasterKeyFile(path, wrapping, false), wrapping.isPresent());
  }

  private MasterKeySource(MasterKeyFile file, boolean kept) {
    this.file = file;
    this.kept = kept;
    if (kept) {
      file.check();
    } else {
      keys = file.readOrCreate();
    }
  }

  /**
   * Looks at the file alone.
   *
   * @throws MasterKeyException if nothing can come of it
   */
  public static void check(Settings settings) {
    MasterKeyFile file = file(settings, Optional.empty());
    if (settings.secretKeeper().isPresent()) {
      file.check();
    } else {
      var unused = file.readOrCreate();
    }
  }

  private static MasterKeyFile file(Settings settings, Optional<KeyWrapping> wrapping) {
    return new MasterKeyFile(
        settings.masterKeyFile(), wrapping, settings.checkedDataDir().isPresent());
  }

  /**
   * The keys.
   *
   * @throws ProblemException {@code UNAVAILABLE} while a keeper is waited for
   */
  MasterKeys keys() {
    MasterKeys known = keys;
    if (known != null) {
      return known;
    }
    loadAgain();
    throw new ProblemException(
        ProblemCode.UNAVAILABLE,
        new Text(
            "Secrets cannot be used at the moment: /readyz says why.", "暂时无法使用已保存的密钥，原因见 /readyz。"),
        List.of(),
        Optional.of(RETRY_AFTER));
  }

  /** Why there are no keys; empty when there are. */
  public String problem() {
    if (keys != null) {
      return "";
    }
    loadAgain();
    String known = problem;
    return known.isEmpty() ? "The keeper of the master keys is being asked." : known;
  }

  private void loadAgain() {
    if (System.nanoTime() - triedAt > BETWEEN_TRIES.toNanos()) {
      load();
    }
  }

  /** On a thread of its own, one at a time: a keeper may take its time. */
  private void load() {
    triedAt = System.nanoTime();
    if (wanted.getAndIncrement() > 0) {
      return;
    }
    Thread thread = new Thread(this::loadHere, "muster-master-keys");
    thread.setDaemon(true);
    thread.start();
  }

  private void loadHere() {
    int answered;
    do {
      answered = wanted.get();
      triedAt = System.nanoTime();
      try {
        keys = file.readOrCreate();
        problem = "";
      } catch (MasterKeyException e) {
        problem = String.valueOf(e.getMessage());
      }
    } while (!wanted.compareAndSet(answered, 0));
  }

  /**
   * Reads the keys again; those before stay in use when that fails.
   *
   * @return whether another key encrypts from now on
   * @throws MasterKeyException if they cannot be used
   */
  boolean reload() {
    MasterKeys before = keys;
    if (before == null) {
      loadAgain();
      return false;
    }
    MasterKeys after = file.readOrCreate();
    keys = after;
    return !before.first().id().equals(after.first().id());
  }
}
