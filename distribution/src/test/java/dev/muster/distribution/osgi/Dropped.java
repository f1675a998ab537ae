package dev.muster.distribution.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** A jar in the plugins' folder, until it is taken away. */
final class Dropped implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final BundleContext context;
  private final Path file;
  private final String symbolicName;

  private Dropped(BundleContext context, Path file, String symbolicName) {
    this.context = context;
    this.file = file;
    this.symbolicName = symbolicName;
  }

  static Dropped in(BundleContext context, Path jar, String symbolicName) throws IOException {
    Path file = Path.of(context.getProperty("muster.plugins.dir"), symbolicName + ".jar");
    Path part = file.resolveSibling(symbolicName + ".part");
    Files.copy(jar, part);
    Files.move(part, file);
    Dropped dropped = new Dropped(context, file, symbolicName);
    await(dropped::runs);
    return dropped;
  }

  /** A bundle is active a moment before its services are there; a plugin is when they are. */
  private boolean runs() {
    Plugins plugins = context.getService(context.getServiceReference(Plugins.class));
    return plugins.find(symbolicName).filter(it -> it.state() == Plugins.State.ACTIVE).isPresent();
  }

  Optional<Bundle> bundle() {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
        .findFirst();
  }

  void takeAway() throws IOException {
    Files.deleteIfExists(file);
    await(() -> bundle().isEmpty());
  }

  @Override
  public void close() throws IOException {
    takeAway();
  }

  /** A condition that may look at files. */
  interface Condition {
    boolean holds() throws IOException;
  }

  static void await(Condition condition) throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!condition.holds()) {
        assertThat(System.nanoTime()).isLessThan(end);
        assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
