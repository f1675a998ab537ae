package dev.muster.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.plugin.PluginException.Why;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Version;

class PluginJarTest {
  @TempDir Path directory;

  private static TestJar acme() {
    return TestJar.bundle("org.acme.chat;singleton:=true", "1.2.3").entry("data", "Z".repeat(256));
  }

  private Path file() {
    return directory.resolve("a.jar");
  }

  private PluginJar read() {
    return PluginJar.read(file(), directory.resolve("copy"), PluginTrust.ANY);
  }

  private void assertRefused(Why why, String words) {
    assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(
            PluginException.class,
            e -> {
              assertThat(e.why()).isEqualTo(why);
              assertThat(e.sentence()).contains(words);
            });
  }

  private void assertRefused(TestJar jar, Why why, String words) throws IOException {
    jar.write(file());
    assertRefused(why, words);
  }

  @Test
  void readsABundleAndKeepsACopyOfWhatItRead() throws IOException {
    byte[] content = acme().bytes();
    Files.write(file(), content);
    PluginJar jar = read();
    assertThat(jar.symbolicName()).isEqualTo("org.acme.chat");
    assertThat(jar.version()).isEqualTo(new Version(1, 2, 3));
    Files.writeString(file(), "another");
    assertThat(jar.copy()).hasBinaryContent(content);
    assertThat(PluginJar.read("a.jar", JarCopy.of(jar.copy()), PluginTrust.ANY)).isEqualTo(jar);
  }

  @Test
  void refusesWhatIsNoWholeJar() throws IOException {
    byte[] whole = acme().bytes();
    Files.write(file(), new byte[0]);
    assertRefused(Why.DAMAGED, "is empty");
    Files.write(file(), Arrays.copyOf(whole, whole.length - 30));
    assertRefused(Why.DAMAGED, "damaged or incomplete");
    Files.writeString(file(), "no jar at all");
    assertRefused(Why.DAMAGED, "damaged or incomplete");
    byte[] changed = whole.clone();
    changed[new String(whole, StandardCharsets.ISO_8859_1).indexOf("ZZZZ")] ^= 1;
    Files.write(file(), changed);
    assertRefused(Why.DAMAGED, "damaged or incomplete");
  }

  @Test
  void tellsWhoseADamagedJarIsIfItsBeginningIsThere() throws IOException {
    byte[] whole = acme().bytes();
    Files.write(file(), Arrays.copyOf(whole, whole.length - 30));
    assertThat(PluginJar.nameOf(file())).hasValue("org.acme.chat");
    Files.write(file(), new byte[0]);
    assertThat(PluginJar.nameOf(file())).isEmpty();
  }

  @Test
  void refusesJarsThatAreNoBundles() throws IOException {
    assertRefused(TestJar.plain(), Why.NOT_A_BUNDLE, "Bundle-SymbolicName");
    assertRefused(TestJar.bundle("../../etc", "1"), Why.NOT_A_BUNDLE, "Bundle-SymbolicName");
    assertRefused(TestJar.bundle("..", "1"), Why.NOT_A_BUNDLE, "Bundle-SymbolicName");
    assertRefused(TestJar.bundle("a", "one"), Why.NOT_A_BUNDLE, "Bundle-Version");
    assertRefused(
        TestJar.bundle("a", "1").header("Bundle-ManifestVersion", "1"),
        Why.NOT_A_BUNDLE,
        "Bundle-ManifestVersion");
    assertRefused(acme().header("Fragment-Host", "dev.muster.core"), Why.NOT_A_BUNDLE, "fragment");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../evil", "a/../../evil", "/etc/passwd", "..", "a\\..\\b", "C:/evil", "a/.."})
  void refusesEntriesThatLeadOutOfTheJar(String name) throws IOException {
    assertRefused(acme().entry(name, "x"), Why.UNSAFE, "leads out of it");
  }

  @Test
  void refusesEntriesInAJarInsideThatLeadOutOfIt() throws IOException {
    byte[] inner = TestJar.plain().entry("../evil", "x").bytes();
    assertRefused(acme().entry("lib/inner.jar", inner), Why.UNSAFE, "leads out of it");
  }

  @Test
  void refusesTwoEntriesOfOneName() throws IOException {
    byte[] jar = acme().entry("Main1.class", "good").entry("Main2.class", "evil").bytes();
    Files.write(file(), renamed(jar, "Main2.class", "Main1.class"));
    assertRefused(Why.UNSAFE, "twice");
    byte[] manifests = acme().entry("META-INF/manifest.mf", "Evil: 1").bytes();
    Files.write(file(), manifests);
    assertRefused(Why.UNSAFE, "twice");
  }

  private static byte[] renamed(byte[] jar, String from, String to) {
    return new String(jar, StandardCharsets.ISO_8859_1)
        .replace(from, to)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void refusesAJarWhoseListAndHeadersDiffer() throws IOException {
    String jar = new String(acme().entry("Main1.class", "x").bytes(), StandardCharsets.ISO_8859_1);
    int header = jar.indexOf("Main1.class");
    String odd = jar.substring(0, header) + "Main9.class" + jar.substring(header + 11);
    Files.write(file(), odd.getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(Why.UNSAFE, "other entries than its own list says");
  }

  @Test
  void readsAJarThatBeginsWithAScript() throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes("#!/bin/sh\nexec java -jar $0\n".getBytes(StandardCharsets.US_ASCII));
    whole.writeBytes(acme().bytes());
    Files.write(file(), whole.toByteArray());
    assertThat(read().symbolicName()).isEqualTo("org.acme.chat");
  }

  @Test
  void readsStoredEntriesWhoseLengthStandsBehindThem() throws IOException {
    byte[] jar = acme().entry("Main1.class", "x").bytes();
    // the flag by which a header says so, of the first entry
    jar[6] |= 8;
    Files.write(file(), jar);
    assertThat(read().symbolicName()).isEqualTo("org.acme.chat");
  }

  @Test
  void readsAJarWithFoldersTwiceAndNamesThatDifferInTheirCaseAlone() throws IOException {
    byte[] jar = acme().entry("META-INF/a/", "").entry("META-INF/b/", "").bytes();
    Files.write(file(), renamed(jar, "META-INF/b/", "META-INF/a/"));
    assertThat(read().symbolicName()).isEqualTo("org.acme.chat");
    acme().entry("META-INF/LICENSE", "1").entry("META-INF/license", "2").write(file());
    assertThat(read().symbolicName()).isEqualTo("org.acme.chat");
  }

  @Test
  void readsAJarWithAnotherInsideThatIsNone() throws IOException {
    acme().entry("data/broken.jar", new byte[] {'P', 'K', 3, 4, 1}).write(file());
    assertThat(read().symbolicName()).isEqualTo("org.acme.chat");
  }

  @Test
  void takesAManifestVersionWithBlanks() throws IOException {
    acme().header("Bundle-ManifestVersion", "2 ").write(file());
    assertThat(read().symbolicName()).isEqualTo("org.acme.chat");
  }

  @Test
  void readsNoMoreThanItsBoundAlsoOfAJarInside() throws IOException {
    byte[] zeros = new byte[3_000_000];
    acme().entry("zeros", zeros).write(file());
    assertBomb();
    acme().entry("lib/inner.jar", TestJar.plain().entry("zeros", zeros).bytes()).write(file());
    assertBomb();
  }

  private void assertBomb() throws IOException {
    try (JarFile jar = new JarFile(file().toFile())) {
      assertThatThrownBy(() -> new JarContents(2_000_000).read(jar, file()))
          .isInstanceOfSatisfying(
              PluginException.class, e -> assertThat(e.sentence()).contains("unpacked"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../other.jar", ".,/etc/x.jar", "a/../../b.jar", "external:/x.jar"})
  void refusesAClassPathThatLeadsOutOfTheJar(String path) throws IOException {
    assertRefused(acme().header("Bundle-ClassPath", path), Why.UNSAFE, "Bundle-ClassPath");
  }

  @Test
  void takesAClassPathInside() throws IOException {
    acme().header("Bundle-ClassPath", ".,lib/inner.jar").write(file());
    assertThat(read().symbolicName()).isEqualTo("org.acme.chat");
  }

  @Test
  void refusesACopyOfTheSpi() throws IOException {
    assertRefused(
        acme().header("Export-Package", "org.acme,dev.muster.spi;version=1.0"),
        Why.PRIVATE_PACKAGES,
        "import it instead");
    assertRefused(
        acme().header("Export-Package", "dev.muster.launch;version=\"99\""),
        Why.PRIVATE_PACKAGES,
        "import it instead");
    assertRefused(
        acme().header("Export-Package", "dev.muster.spi.platform"),
        Why.PRIVATE_PACKAGES,
        "import it instead");
    acme().header("Export-Package", "dev.muster.spi.acme,dev.muster.apix").write(file());
    assertThat(read().symbolicName()).isEqualTo("org.acme.chat");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev/muster/spi/platform/ChatProvider.class",
        "dev/muster/launch/PluginReport.class",
        "dev/muster/api/Plugins.class",
        "META-INF/versions/17/dev/muster/spi/platform/ChatProvider.class"
      })
  void tellsWhoEmbedsTheSpiToImportIt(String name) throws IOException {
    TestJar jar = acme().entry(name, "x");
    assertRefused(jar, Why.PRIVATE_PACKAGES, "import the packages of dev.muster.spi instead");
    jar.header("Import-Package", "org.osgi.framework,dev.muster.spi.platform;version=\"[1.0,2)\"");
    jar.write(file());
    assertThat(read().symbolicName()).isEqualTo("org.acme.chat");
  }

  @Test
  void tellsWhoEmbedsTheSpiAsAJarToImportIt() throws IOException {
    byte[] inner = TestJar.plain().entry("dev/muster/spi/Text.class", "x").bytes();
    assertRefused(
        acme()
            .entry("lib/core-bundle.jar", inner)
            .header("Import-Package", "dev.muster.spi.acme,org.dev.muster.spi"),
        Why.PRIVATE_PACKAGES,
        "import the packages of dev.muster.spi instead");
  }

  @Test
  void tellsAFaultOfTheDiskFromADamagedJar() throws IOException {
    assertRefused(Why.UNREADABLE, "has vanished");
    Files.createSymbolicLink(file(), directory.resolve("nowhere"));
    assertRefused(Why.UNREADABLE, "leads nowhere");
    Files.delete(file());
    Files.createDirectory(file());
    assertRefused(Why.NOT_A_BUNDLE, "not a file");
    Files.delete(file());
    acme().write(file());
    Path full = directory.resolve("no-folder").resolve("copy");
    assertThatThrownBy(() -> PluginJar.read(file(), full, PluginTrust.ANY))
        .isInstanceOfSatisfying(
            PluginException.class,
            e -> {
              assertThat(e.why()).isEqualTo(Why.NOT_STORED);
              assertThat(e.why().passesWithTime()).isTrue();
              assertThat(e.sentence()).contains("below data.dir");
            });
  }
}
