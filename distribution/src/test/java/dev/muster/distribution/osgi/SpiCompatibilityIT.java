package dev.muster.distribution.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.SignIns.Outcome;
import dev.muster.distribution.process.Work;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

/** A bundle that was made for the first SPI runs on today's core: see {@code api-baseline}. */
@InFramework
class SpiCompatibilityIT {
  private static final String JAR = "muster.test.first.jar";
  private static final String NAME = "com.example.first";

  @BeforeAll
  static void compile() throws IOException, URISyntaxException {
    Path kept = Path.of("..", "api-baseline");
    Path classes = Files.createDirectories(Work.folder("first").resolve("classes"));
    Path framework =
        Path.of(BundleContext.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release",
                "17",
                "-proc:none",
                "-classpath",
                kept.resolve("spi-1.0.0.jar") + java.io.File.pathSeparator + framework,
                "-d",
                classes.toString(),
                kept.resolve("FirstPlatform.java").toString());
    assertThat(result).isZero();
    Path jar = classes.resolveSibling("first.jar");
    write(jar, classes);
    System.setProperty(JAR, jar.toAbsolutePath().toString());
  }

  private static void write(Path jar, Path classes) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", NAME);
    main.putValue("Bundle-Version", "1.0.0");
    main.putValue("Bundle-Activator", NAME + ".FirstPlatform");
    main.putValue(
        "Import-Package",
        "dev.muster.spi;version=\"[1.0,2)\",dev.muster.spi.platform;version=\"[1.0,2)\",dev.muster.spi.hook;version=\"[1.0,2)\",org.osgi.framework;version=\"[1.8,2)\"");
    List<Path> files;
    try (var all = Files.walk(classes)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      for (Path file : files) {
        entries.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, entries);
        entries.closeEntry();
      }
    }
  }

  @Test
  void aBundleThatWasMadeForTheFirstSpiRunsOnTodaysCore(BundleContext context) throws Exception {
    try (Dropped plugin = Dropped.in(context, Path.of(System.getProperty(JAR)), NAME);
        Entrance entrance = new Entrance(context, "first-spi", "first")) {
      assertThat(entrance.comesIn("li")).isInstanceOf(Outcome.SignedIn.class);
      assertThat(entrance.comesIn("nobody")).isInstanceOf(Outcome.Refused.class);
      assertThat(entrance.claims()).isEqualTo(Map.of("first_tenant", "first-spi"));
      assertThat(plugin.bundle()).isPresent();
    }
  }
}
