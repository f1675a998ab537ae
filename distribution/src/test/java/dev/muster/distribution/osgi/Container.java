package dev.muster.distribution.osgi;

import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.systemPackage;
import static org.ops4j.pax.exam.CoreOptions.url;
import static org.ops4j.pax.exam.CoreOptions.workingDirectory;

import dev.muster.distribution.process.Work;
import dev.muster.launcher.LaunchForTests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ops4j.pax.exam.ExamSystem;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.TestAddress;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.nat.internal.NativeTestContainer;
import org.ops4j.pax.exam.nat.internal.NativeTestContainerFactory;
import org.ops4j.pax.exam.spi.DefaultExamSystem;
import org.ops4j.pax.exam.util.Injector;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/**
 * One framework with the distribution's bundles, its plugins, and a probe that runs test methods.
 */
final class Container implements AutoCloseable {
  /** What the probe and the assertions need, each found by a class of it. */
  private static final List<String> TEST_SUPPORT =
      List.of(
          "org.ops4j.pax.exam.raw.extender.intern.Parser",
          "org.ops4j.pax.swissbox.core.BundleUtils",
          "org.ops4j.pax.swissbox.extender.BundleWatcher",
          "org.ops4j.pax.swissbox.lifecycle.Lifecycle",
          "org.ops4j.pax.swissbox.tracker.ServiceLookup",
          "org.ops4j.lang.NullArgumentException",
          "org.ops4j.monitors.stream.StreamMonitor",
          "org.ops4j.io.FileUtils",
          "org.junit.jupiter.api.Test",
          "org.junit.platform.commons.JUnitException",
          "org.opentest4j.AssertionFailedError",
          "org.apiguardian.api.API",
          "org.jspecify.annotations.NullMarked",
          "org.assertj.core.api.Assertions",
          "net.bytebuddy.ByteBuddy");

  private final TestContainer container;
  private final TestAddress entry;

  private Container(TestContainer container, TestAddress entry) {
    this.container = container;
    this.entry = entry;
  }

  static Container start() {
    try {
      Path home = Path.of(System.getProperty("muster.distribution"));
      Path work =
          Files.createTempDirectory(Files.createDirectories(Work.folder("framework")), "run-");
      Files.createDirectory(work.resolve("plugins"));
      ExamSystem system = DefaultExamSystem.create(options(home, work));
      NativeTestContainer container =
          (NativeTestContainer) new NativeTestContainerFactory().create(system)[0];
      container.start();
      // the probe's extender waits for one; nothing here has fields to fill
      BundleContext context = container.getSystemBundle().getBundleContext();
      context.registerService(Injector.class, target -> {}, null);
      TestProbeBuilder probe = system.createProbe();
      TestAddress entry = probe.addTest(Probe.class, "run");
      container.install(probe.build().getStream());
      return new Container(container, entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Option[] options(Path home, Path work) throws IOException {
    List<Option> options = new ArrayList<>();
    options.add(cleanCaches());
    options.add(workingDirectory(work.resolve("cache").toString()));
    Map<String, String> properties = LaunchForTests.frameworkProperties(home, work);
    properties.forEach(
        (key, value) -> {
          if (key.equals(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA)) {
            Stream.of(value.split(",")).forEach(name -> options.add(systemPackage(name)));
          } else if (!key.equals(Constants.FRAMEWORK_STORAGE)) {
            options.add(frameworkProperty(key).value(value));
          }
        });
    for (Path jar : jars(home.resolve("bundles"))) {
      options.add(url("reference:" + jar.toUri()).startLevel(LaunchForTests.startLevel(jar)));
    }
    for (String type : TEST_SUPPORT) {
      options.add(url("reference:" + codeOf(type).toUri()).startLevel(1));
    }
    return options.toArray(new Option[0]);
  }

  static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static Path codeOf(String type) {
    try {
      Class<?> found = Class.forName(type, false, Container.class.getClassLoader());
      return Path.of(found.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new IllegalStateException(type, e);
    }
  }

  /** Runs one method of one class inside. */
  void call(String type, String method) {
    container.call(new Call(entry, type, method));
  }

  @Override
  public void close() {
    container.stop();
  }

  private record Call(TestAddress root, String type, String method) implements TestAddress {
    @Override
    public String identifier() {
      return root.identifier();
    }

    @Override
    public String caption() {
      return type + "." + method;
    }

    @Override
    public Object[] arguments() {
      return new Object[] {type, method};
    }
  }
}
