package dev.muster.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.plugin.PluginException.Why;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/** The copies that are kept below {@code data.dir}: which, how long, and of what size. */
class PluginCopiesTest {
  private static final String ACME = "org.acme.chat";

  @TempDir Path directory;
  private Path state;
  private PluginStore store;
  private PluginTrust trust = PluginTrust.ANY;

  @BeforeEach
  void start() throws IOException {
    state = directory.resolve("state");
    store = new PluginStore(state);
  }

  private static TestJar acme(String version) {
    return TestJar.bundle(ACME, version);
  }

  private List<String> lying(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(state.resolve(folder))) {
      return files
          .filter(Files::isRegularFile)
          .map(each -> state.resolve(folder).relativize(each).toString())
          .sorted()
          .toList();
    }
  }

  private PluginJar jar(String name, TestJar content) throws IOException {
    Path file = content.write(directory.resolve(name));
    return PluginJar.read(file, store.incoming(), PluginTrust.ANY);
  }

  private void assertRefused(Why why, String words, Path file) {
    assertThatThrownBy(() -> PluginJar.read(file, store.incoming(), PluginTrust.ANY))
        .isInstanceOfSatisfying(
            PluginException.class,
            e -> {
              assertThat(e.why()).isEqualTo(why);
              assertThat(e.sentence()).contains(words);
            });
  }

  // what is read of the folder

  @Test
  void keepsOneCopyOfEachWholeJarAndNoneOfOthers() throws IOException {
    PluginFiles files = new PluginFiles(store, PluginTrust.ANY);
    Path one = acme("1").write(directory.resolve("one.jar"));
    Path two = acme("2").write(directory.resolve("two.jar"));
    files.read(one);
    files.read(two);
    assertThat(lying("incoming")).hasSize(2);
    acme("3").write(one);
    files.read(one);
    assertThat(lying("incoming")).as("of a file that was replaced").hasSize(2);
    Files.writeString(two, "no jar at all");
    files.read(two);
    assertThat(lying("incoming")).as("of a file that is refused").hasSize(1);
    files.remove(one);
    files.remove(one);
    assertThat(lying("incoming")).as("of a file that is gone").isEmpty();
  }

  @Test
  void deletesWithAFileItsCopyAndNobodyElses() throws IOException {
    PluginFiles files = new PluginFiles(store, PluginTrust.ANY);
    Path one = acme("1").write(directory.resolve("one.jar"));
    Path two = acme("2").write(directory.resolve("two.jar"));
    files.read(one);
    files.read(two);

    files.delete(each -> each.name().equals("one.jar"));

    assertThat(one).doesNotExist();
    assertThat(two).exists();
    assertThat(files.all()).extracting(PluginFile::name).containsExactly("two.jar");
    assertThat(lying("incoming")).hasSize(1);
  }

  @Test
  void sortsTheHighestVersionFirstAndAmongEqualsTheFileThatIsKnown() throws IOException {
    PluginFiles files = new PluginFiles(store, PluginTrust.ANY);
    files.read(acme("1").write(directory.resolve("a.jar")));
    files.read(acme("1.10").write(directory.resolve("b.jar")));
    files.read(acme("1.9").write(directory.resolve("c.jar")));
    files.read(acme("1.10").write(directory.resolve("d.jar")));
    files.read(TestJar.bundle("org.acme.other", "7").write(directory.resolve("e.jar")));
    files.read(Files.writeString(directory.resolve("f.jar"), "no jar at all"));

    assertThat(files.of(ACME, Optional.empty()))
        .extracting(PluginFile::name)
        .containsExactly("d.jar", "b.jar", "c.jar", "a.jar");
    assertThat(files.of(ACME, Optional.of("b.jar")))
        .extracting(PluginFile::name)
        .containsExactly("b.jar", "d.jar", "c.jar", "a.jar");
  }

  @Test
  void aReasonThatAnotherPluginMayTakeAwayIsForgottenAndNoOther() throws IOException {
    PluginFile lying = new PluginFile(directory.resolve("a.jar"), jar("a.jar", acme("1")));
    lying.refuse(new PluginException(Why.PLATFORM_TAKEN, "is second"));
    lying.mayTryAgain();
    assertThat(lying.problem()).isEmpty();
    lying.refuse(new PluginException(Why.DOES_NOT_START, "throws"));
    lying.mayTryAgain();
    assertThat(lying.problem()).isPresent();
    lying.tryAgain();
    assertThat(lying.problem()).isEmpty();

    PluginFile damaged =
        new PluginFile(
            directory.resolve("b.jar"),
            Optional.empty(),
            Optional.empty(),
            new PluginException(Why.UNRESOLVABLE, "cannot be read at all"));
    damaged.mayTryAgain();
    damaged.tryAgain();
    assertThat(damaged.problem()).as("there is nothing to try").isPresent();
  }

  @Test
  void tellsAReasonOnceForAsLongAsItStays() throws IOException {
    PluginFile lying = new PluginFile(directory.resolve("a.jar"), jar("a.jar", acme("1")));
    assertThat(lying.isNews(new PluginException(Why.WAITS, "waits"))).isTrue();
    assertThat(lying.isNews(new PluginException(Why.WAITS, "waits"))).isFalse();
    PluginFile readAgain =
        new PluginFile(directory.resolve("a.jar"), jar("a.jar", acme("1"))).after(lying);
    assertThat(readAgain.isNews(new PluginException(Why.WAITS, "waits"))).isFalse();
    assertThat(readAgain.isNews(new PluginException(Why.WAITS, "waits for more"))).isTrue();
  }

  // bounds

  @Test
  void refusesAFileThatIsLargerThanAPluginMayBe() throws IOException {
    Path large = directory.resolve("large.jar");
    try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
      sparse.setLength(PluginJar.MOST_BYTES + 1);
    }
    assertRefused(Why.UNSAFE, "is larger than 100 MB", large);
  }

  @Test
  void refusesAJarOfMoreEntriesThanItMayHaveAlsoInsideAnother() throws IOException {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(inner)) {
      for (int i = 0; i < JarContents.MOST_ENTRIES; i++) {
        zip.putNextEntry(new ZipEntry(Integer.toString(i)));
      }
    }
    Path file = acme("1").entry("lib/many.jar", inner.toByteArray()).write(directory.resolve("m"));
    assertRefused(Why.UNSAFE, "holds more than 50000 entries", file);
  }

  @Test
  void refusesAJarWithoutAManifest() throws IOException {
    Path file = directory.resolve("bare.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("a/data"));
    }
    assertRefused(Why.NOT_A_BUNDLE, "has no manifest", file);
  }

  @Test
  void takesABundleWithoutAVersionForTheLowest() throws IOException {
    TestJar bare =
        TestJar.plain().header("Bundle-ManifestVersion", "2").header("Bundle-SymbolicName", ACME);
    assertThat(jar("bare.jar", bare).version()).isEqualTo(Version.emptyVersion);
  }

  // what is kept

  @Test
  void aStartThrowsAwayWhatWasOnItsWayAndKeepsTheRest() throws IOException {
    store.keep(jar("a.jar", acme("1")));
    store.stop("org.acme.other");
    Files.writeString(store.incoming(), "half");

    PluginStore next = new PluginStore(state);

    assertThat(lying("incoming")).isEmpty();
    assertThat(next.names()).containsExactly(ACME);
    assertThat(next.stopped()).containsExactly("org.acme.other");
    assertThat(next.isStopped("org.acme.other")).isTrue();
    assertThat(next.isStopped(ACME)).isFalse();
  }

  @Test
  void keepsOfEachPluginOneJar() throws IOException {
    assertThat(store.keep(jar("a.jar", acme("1")))).isTrue();
    assertThat(store.keep(jar("b.jar", acme("2")))).isTrue();
    assertThat(store.keep(jar("o.jar", TestJar.bundle("org.acme.other", "1")))).isTrue();

    assertThat(lying("last-good")).containsExactly("org.acme.chat/b.jar", "org.acme.other/o.jar");
    store.forget(ACME);
    assertThat(lying("last-good")).containsExactly("org.acme.other/o.jar");
  }

  @Test
  void keepsTheKeptOneWhenItIsTheOneThatRuns() throws IOException {
    store.keep(jar("a.jar", acme("1")));
    Path kept = store.lastGood(ACME).orElseThrow();
    byte[] content = Files.readAllBytes(kept);
    PluginJar fromThere = PluginJar.read("a.jar", JarCopy.of(kept), PluginTrust.ANY);

    assertThat(store.keep(fromThere)).isTrue();
    store.discard(kept);

    assertThat(kept).hasBinaryContent(content);
  }

  @Test
  void keepsWhatWasThereWhenTheNewCannotBeStored() throws IOException {
    store.keep(jar("a.jar", acme("1")));
    PluginJar next = jar("b.jar", acme("2"));
    Files.delete(next.copy());

    assertThat(store.keep(next)).isFalse();

    assertThat(lying("last-good")).containsExactly("org.acme.chat/a.jar");
  }

  @Test
  void anUploadedNameLeadsNowhere() throws IOException {
    PluginJar odd = jar("a.jar", acme("1"));
    store.keep(new PluginJar("../../evil.jar", ACME, odd.version(), odd.digest(), odd.copy()));

    assertThat(lying("last-good")).containsExactly("org.acme.chat/.._.._evil.jar");
  }

  // the last one that worked

  private LastGood lastGood() {
    return new LastGood(store, (entries, manifest) -> trust.check(entries, manifest));
  }

  @Test
  void keepsAgainWhatCouldNotBeKeptAndOnlyThat() throws IOException {
    LastGood good = lastGood();
    PluginJar jar = jar("a.jar", acme("1"));
    Path inTheWay = Files.writeString(state.resolve("last-good").resolve(ACME), "in the way");
    good.keep(jar);
    assertThat(store.lastGood(ACME)).isEmpty();
    Files.delete(inTheWay);
    PluginJar kept = jar("o.jar", TestJar.bundle("org.acme.other", "1"));
    good.keep(kept);
    store.forget("org.acme.other");

    good.keepAgain(List.of(running(jar), running(kept)));

    assertThat(lying("last-good")).containsExactly("org.acme.chat/a.jar");
    store.forget(ACME);
    good.keepAgain(List.of(running(jar)));
    assertThat(store.lastGood(ACME)).as("it was kept the last time").isEmpty();
  }

  private RunningPlugin running(PluginJar jar) {
    return new RunningPlugin(
        jar,
        FakeFramework.proxy(
            Bundle.class,
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException();
            }),
        List.of(),
        List.of());
  }

  @Test
  void isNotTriedAgainWhereItWasRefusedUntilThatMayHavePassed() throws IOException {
    store.keep(jar("a.jar", acme("1")));
    LastGood good = lastGood();
    assertThat(good.read(ACME, List.of())).isPresent();
    good.refuse(ACME, new PluginException(Why.PLATFORM_TAKEN, "is second"));
    assertThat(good.read(ACME, List.of())).isEmpty();
    assertThat(good.tryAgain(each -> each.why().passesWithTime())).isFalse();
    assertThat(good.read(ACME, List.of())).isEmpty();
    assertThat(good.tryAgain(each -> each.why().mayPass())).isTrue();
    assertThat(good.read(ACME, List.of())).isPresent();
  }

  @Test
  void isRefusedOnceAsLongAsItIsNotTrusted() throws IOException {
    store.keep(jar("a.jar", acme("1")));
    LastGood good = lastGood();
    trust =
        (entries, manifest) -> {
          throw new PluginException(Why.NOT_TRUSTED, "is signed by nobody");
        };
    assertThat(good.read(ACME, List.of())).isEmpty();
    trust = PluginTrust.ANY;
    assertThat(good.read(ACME, List.of())).isEmpty();
    good.tryAgain(ACME);
    assertThat(good.read(ACME, List.of())).isPresent();
  }

  @Test
  void isNotRunWhereTheFolderHasTheSame() throws IOException {
    PluginJar jar = jar("a.jar", acme("1"));
    store.keep(jar);
    PluginFile lying = new PluginFile(directory.resolve("a.jar"), jar);
    PluginFile other = new PluginFile(directory.resolve("b.jar"), jar("b.jar", acme("2")));

    assertThat(lastGood().read(ACME, List.of(other, lying))).isEmpty();
    assertThat(lastGood().read(ACME, List.of(other))).isPresent();
    LastGood good = lastGood();
    good.keep(jar);
    assertThat(good.read(ACME, List.of(lying))).isEmpty();
  }
}
