package dev.muster.distribution.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.spi.ChatProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

@InFramework
class PluginsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @AfterEach
  void leaveTheFolderEmpty(BundleContext context) throws Exception {
    Files.deleteIfExists(plugin(context));
    await("removed", context, List::isEmpty);
  }

  @Test
  void aJarThatIsDroppedServesUntilItIsTakenAway(BundleContext context) throws Exception {
    assertThat(providers(context)).isEmpty();
    drop(context);
    await("installed", context, providers -> providers.size() == 1);

    Files.delete(plugin(context));
    await("removed", context, List::isEmpty);
  }

  @Test
  void aNewJarTakesTheOldOnesPlaceOnceItWorks(BundleContext context) throws Exception {
    drop(context);
    await("installed", context, providers -> providers.size() == 1);
    long old = providers(context).get(0);

    drop(context);
    await("replaced", context, providers -> providers.size() == 1 && providers.get(0) != old);
  }

  @Test
  void aBrokenJarLeavesTheOneThatWorks(BundleContext context) throws Exception {
    drop(context);
    await("installed", context, providers -> providers.size() == 1);
    List<Long> before = providers(context);
    long looksAfter = lastId(context);

    Path whole = Path.of(context.getProperty("muster.home"), "plugins");
    byte[] content = Files.readAllBytes(source(whole));
    Files.write(plugin(context), Arrays.copyOf(content, content.length / 2));
    // a second, whole jar is looked at in the same order: once it is in, the broken one was refused
    Path second = plugin(context).resolveSibling("second.jar");
    Files.copy(source(whole), second);
    try {
      await("second installed", context, providers -> providers.size() == 2);
      assertThat(providers(context)).containsAll(before);
      assertThat(lastId(context)).isGreaterThan(looksAfter);
    } finally {
      Files.delete(second);
    }
  }

  private static void drop(BundleContext context) throws IOException {
    Path part = plugin(context).resolveSibling("plugin.part");
    Files.copy(
        source(Path.of(context.getProperty("muster.home"), "plugins")),
        part,
        StandardCopyOption.REPLACE_EXISTING);
    Files.move(part, plugin(context), StandardCopyOption.REPLACE_EXISTING);
  }

  private static Path source(Path plugins) throws IOException {
    try (Stream<Path> files = Files.list(plugins)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("wechatwork-bundle"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static Path plugin(BundleContext context) {
    return Path.of(context.getProperty("muster.plugins.dir"), "plugin.jar");
  }

  /** The ids of the bundles that offer a provider and are not ours to begin with. */
  private static List<Long> providers(BundleContext context) {
    try {
      return context.getServiceReferences(ChatProvider.class, null).stream()
          .map(ServiceReference::getBundle)
          .filter(bundle -> bundle != null && bundle.getLocation().startsWith("plugin:"))
          .map(Bundle::getBundleId)
          .toList();
    } catch (InvalidSyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static long lastId(BundleContext context) {
    return Arrays.stream(context.getBundles()).mapToLong(Bundle::getBundleId).max().orElse(0);
  }

  private static void await(String what, BundleContext context, Predicate<List<Long>> condition)
      throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.test(providers(context))) {
      assertThat(System.nanoTime()).as("%s: %s", what, providers(context)).isLessThan(end);
      assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
    }
  }
}
