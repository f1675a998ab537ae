package dev.muster.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.plugin.PluginException.Why;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.util.Base64;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signed by the JDK's own tools: keys are made once, and jars are signed in this process. */
class PluginTrustTest {
  private static final char[] PASSWORD = "of-the-test".toCharArray();
  private static final String OURS = "ours";
  private static final String THEIRS = "theirs";

  private static KeyStore keys;

  @TempDir Path directory;
  private Path jar;
  private Path certificates;

  @BeforeAll
  static void makeKeys(@TempDir Path folder) throws Exception {
    Path store = folder.resolve("keys.p12");
    makeKey(OURS, store);
    makeKey(THEIRS, store);
    keys = KeyStore.getInstance(store.toFile(), PASSWORD);
  }

  @BeforeEach
  void aSignedJarAndItsCertificate() throws Exception {
    certificates = Files.createDirectory(directory.resolve("trusted-plugins"));
    jar =
        TestJar.bundle("org.acme.chat", "1")
            .entry("a/data", "good")
            .write(directory.resolve("a.jar"));
    export(OURS, certificates.resolve("ours.cer"));
    sign(OURS);
  }

  /** By {@code keytool}: the JDK has no API that issues a certificate. */
  private static void makeKey(String alias, Path store) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + alias,
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static void export(String alias, Path to) throws Exception {
    Files.writeString(
        to,
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(keys.getCertificate(alias).getEncoded())
            + "\n-----END CERTIFICATE-----\n");
  }

  /** What {@code jarsigner} does with no other options. */
  private void sign(String alias) throws Exception {
    KeyStore.PrivateKeyEntry entry =
        (KeyStore.PrivateKeyEntry) keys.getEntry(alias, new KeyStore.PasswordProtection(PASSWORD));
    Path signed = directory.resolve("signed.jar");
    try (ZipFile from = new ZipFile(jar.toFile());
        OutputStream to = Files.newOutputStream(signed)) {
      new JarSigner.Builder(entry).signerName(alias).build().sign(from, to);
    }
    Files.move(signed, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private PluginJar read() {
    return PluginJar.read(jar, directory.resolve("copy"), PluginTrust.of("signed", certificates));
  }

  private void assertRefused(String words) {
    assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(
            PluginException.class,
            e -> {
              assertThat(e.why()).isEqualTo(Why.NOT_TRUSTED);
              assertThat(e.sentence()).contains(words);
            });
  }

  @Test
  void takesAJarThatATrustedCertificateHasSigned() {
    assertThat(read().symbolicName()).isEqualTo("org.acme.chat");
  }

  @Test
  void refusesAJarThatNobodySigned() throws IOException {
    TestJar.bundle("org.acme.chat", "1").entry("a/data", "x").write(jar);
    assertRefused("unsigned");
  }

  @Test
  void refusesAJarWithNothingToSign() throws IOException {
    TestJar.bundle("org.acme.chat", "1").write(jar);
    assertRefused("nothing that is signed");
  }

  @Test
  void refusesAJarThatSomebodyElseSigned() throws Exception {
    TestJar.bundle("org.acme.chat", "1").entry("a/data", "x").write(jar);
    sign(THEIRS);
    assertRefused("not in");
    export(THEIRS, certificates.resolve("theirs.pem"));
    assertThat(read().symbolicName()).isEqualTo("org.acme.chat");
  }

  @Test
  void refusesAnEntryThatWasAddedAfterSigning() throws Exception {
    Path added = Files.writeString(directory.resolve("evil.txt"), "evil");
    addEntry("META-INF/services/evil", added);
    assertRefused("META-INF/services/evil is unsigned");
  }

  private void addEntry(String name, Path content) throws IOException {
    try (var zip = java.nio.file.FileSystems.newFileSystem(jar)) {
      Files.createDirectories(zip.getPath(name).getParent());
      Files.copy(content, zip.getPath(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Test
  void refusesAnEntryThatWasChangedAfterSigning() throws Exception {
    addEntry("a/data", Files.writeString(directory.resolve("evil.txt"), "evil"));
    assertThatThrownBy(this::read).isInstanceOf(PluginException.class);
  }

  @Test
  void refusesAManifestThatWasChangedAfterSigning() throws Exception {
    String manifest;
    try (var zip = java.nio.file.FileSystems.newFileSystem(jar)) {
      manifest = Files.readString(zip.getPath("META-INF/MANIFEST.MF"));
    }
    addEntry(
        "META-INF/MANIFEST.MF",
        Files.writeString(
            directory.resolve("evil.mf"), manifest.replace("org.acme.chat", "org.evil.chat")));
    assertThatThrownBy(this::read).isInstanceOf(PluginException.class);
  }

  @Test
  void refusesEverythingWhileCertificatesCannotBeRead() throws IOException {
    Files.writeString(certificates.resolve("notes.txt"), "no certificate");
    assertRefused("is no certificate");
    try (Stream<Path> files = Files.list(certificates)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    assertRefused("not in");
    Files.delete(certificates);
    assertRefused("cannot be read");
  }

  @Test
  void takesASettingThatIsUnknownForTheStricterOne() {
    assertThat(PluginTrust.of("any", certificates)).isSameAs(PluginTrust.ANY);
    assertThat(PluginTrust.of("", certificates)).isNotSameAs(PluginTrust.ANY);
    assertThat(PluginTrust.of("Any", certificates)).isNotSameAs(PluginTrust.ANY);
  }

  private void withoutEntry(String name) throws IOException {
    try (var zip = java.nio.file.FileSystems.newFileSystem(jar)) {
      Files.delete(zip.getPath(name));
    }
  }

  private void signed(TestJar content) throws Exception {
    content.write(jar);
    sign(OURS);
    assertThat(read().symbolicName()).isEqualTo("org.acme.chat");
  }

  private static TestJar acme() {
    return TestJar.bundle("org.acme.chat", "1").entry("a/data", "good").entry("a/more", "good");
  }

  @Test
  void refusesAJarFromWhichAnEntryWasTaken() throws Exception {
    signed(acme());
    withoutEntry("a/more");
    assertRefused("lacks a/more");
  }

  @Test
  void refusesAJarFromWhichAnEntryAndItsLineInTheManifestWereTaken() throws Exception {
    signed(acme());
    withoutEntry("a/more");
    String manifest;
    try (var zip = java.nio.file.FileSystems.newFileSystem(jar)) {
      manifest = Files.readString(zip.getPath("META-INF/MANIFEST.MF"));
    }
    String shorter = manifest.replaceFirst("(?s)Name: a/more\\R.*?\\R\\R", "");
    assertThat(shorter).isNotEqualTo(manifest);
    addEntry("META-INF/MANIFEST.MF", Files.writeString(directory.resolve("shorter.mf"), shorter));
    assertThatThrownBy(this::read).isInstanceOf(PluginException.class);
  }

  @Test
  void refusesAnEntryForANewerJavaThatWasTakenOutOrAdded() throws Exception {
    signed(acme().header("Multi-Release", "true").entry("META-INF/versions/17/a/data", "better"));
    withoutEntry("META-INF/versions/17/a/data");
    assertRefused("lacks META-INF/versions/17/a/data");
    signed(acme().header("Multi-Release", "true"));
    addEntry(
        "META-INF/versions/17/a/data", Files.writeString(directory.resolve("evil.txt"), "evil"));
    assertRefused("META-INF/versions/17/a/data is unsigned");
  }

  @Test
  void refusesWhatOnlyHasTheNameOfASignature() throws Exception {
    signed(acme());
    addEntry("META-INF/EVIL.RSA", Files.writeString(directory.resolve("evil.txt"), "evil"));
    assertThatThrownBy(this::read).isInstanceOf(PluginException.class);
    signed(acme());
    addEntry("META-INF/SIG-EVIL", Files.writeString(directory.resolve("evil.txt"), "evil"));
    assertRefused("META-INF/SIG-EVIL is unsigned");
    signed(acme());
    addEntry("META-INF/EVIL.SF", Files.writeString(directory.resolve("evil.txt"), "evil"));
    assertRefused("META-INF/EVIL.SF is unsigned");
  }

  @Test
  void takesAJarOfTwoSignersWhenOneOfThemIsTrusted() throws Exception {
    signed(acme());
    sign(THEIRS);
    assertThat(read().symbolicName()).isEqualTo("org.acme.chat");
    withoutEntry("a/more");
    assertRefused("lacks a/more");
  }

  @Test
  void refusesWhatOnlyTheOtherSignerSigned() throws Exception {
    signed(acme());
    addEntry("b/data", Files.writeString(directory.resolve("evil.txt"), "evil"));
    sign(THEIRS);
    assertRefused("b/data");
  }

  @Test
  void takesALineOfTheManifestAboutAPackage() throws Exception {
    signed(acme().section("a/", "Sealed", "true"));
  }

  @Test
  void looksAtCertificatesAnewEachTime() throws Exception {
    Path ours = certificates.resolve("ours.cer");
    Path away = Files.move(ours, directory.resolve("ours.cer"));
    assertRefused("not in");
    Files.move(away, ours);
    assertThat(read().symbolicName()).isEqualTo("org.acme.chat");
  }
}
