package dev.muster.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.plugin.PluginException.Why;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginFilesTest {
  private static final long ENOUGH = 1_000_000;

  @TempDir Path directory;
  private Path state;
  private PluginFiles files;
  private Path jar;

  @BeforeEach
  void files() throws IOException {
    state = directory.resolve("state");
    files = files(PluginTrust.ANY);
    jar = acme("1").write(directory.resolve("a.jar"));
  }

  private PluginFiles files(PluginTrust trust) throws IOException {
    return new PluginFiles(new PluginStore(state), trust);
  }

  private static TestJar acme(String version) {
    return TestJar.bundle("org.acme.chat", version);
  }

  private PluginFile only() {
    return files.all().iterator().next();
  }

  private Optional<Why> problem() {
    return only().problem().map(PluginException::why);
  }

  @Test
  void findsAChangeThatNothingButTheContentShows() throws IOException {
    assertThat(files.read(jar)).isTrue();
    assertThat(files.compare(ENOUGH)).isFalse();
    acme("2").write(jar);
    assertThat(files.compare(ENOUGH)).isTrue();
    assertThat(only().needJar().version().getMajor()).isEqualTo(2);
    assertThat(files.compare(ENOUGH)).isFalse();
  }

  @Test
  void readsNoMoreAtATimeThanItMayAndGoesRound() throws IOException {
    Path other = TestJar.bundle("org.acme.other", "1").write(directory.resolve("b.jar"));
    files.read(jar);
    files.read(other);
    TestJar.bundle("org.acme.other", "2").write(other);
    long one = Files.size(jar);
    assertThat(files.compare(one)).isFalse();
    assertThat(files.compare(Files.size(other))).isTrue();
    assertThat(files.compare(1)).isFalse();
  }

  @Test
  void triesAgainWhatCouldNotBeKept() throws IOException {
    Files.delete(state.resolve("incoming"));
    Files.writeString(state.resolve("incoming"), "in the way");
    files.read(jar);
    assertThat(problem()).hasValue(Why.NOT_STORED);
    assertThat(only().symbolicName()).isEmpty();
    assertThat(files.tryAgain(each -> true)).isFalse();
    Files.delete(state.resolve("incoming"));
    assertThat(files.tryAgain(each -> true)).isTrue();
    assertThat(problem()).isEmpty();
  }

  @Test
  void triesAgainWhatCouldNotBeRead() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("l.jar"), directory.resolve("later"));
    files.read(link);
    assertThat(problem()).hasValue(Why.UNREADABLE);
    acme("1").write(directory.resolve("later"));
    assertThat(files.tryAgain(each -> true)).isTrue();
    assertThat(problem()).isEmpty();
  }

  @Test
  void anythingThatOneFileDoesIsItsOwnProblem() throws IOException {
    boolean[] broken = {true};
    files =
        files(
            (entries, manifest) -> {
              if (broken[0]) {
                throw new LinkageError("nobody has thought of this");
              }
            });
    files.read(jar);
    assertThat(problem()).hasValue(Why.UNEXPECTED);
    assertThat(only().problem().orElseThrow().sentence()).contains("nobody has thought of this");
    assertThat(only().symbolicName()).hasValue("org.acme.chat");
    broken[0] = false;
    assertThat(files.tryAgain(each -> each.problem().isPresent())).isTrue();
    assertThat(problem()).isEmpty();
  }

  @Test
  void looksAgainAtWhatWasNotTrusted() throws IOException {
    boolean[] trusted = {false};
    files =
        files(
            (entries, manifest) -> {
              if (!trusted[0]) {
                throw new PluginException(Why.NOT_TRUSTED, "is signed by nobody");
              }
            });
    files.read(jar);
    assertThat(files.compare(ENOUGH)).isFalse();
    trusted[0] = true;
    assertThat(files.compare(ENOUGH)).isTrue();
    assertThat(problem()).isEmpty();
  }

  @Test
  void keepsCopiesOfNamesThatNobodyCanSpell() throws IOException {
    PluginStore store = new PluginStore(state);
    String odd = "Acme\uFFFD\uFFFD\uFFFD.jar";
    Path copy = store.incoming();
    Files.copy(jar, copy);
    assertThat(store.keep(PluginJar.read(odd, JarCopy.of(copy), PluginTrust.ANY))).isTrue();
    assertThat(store.lastGood("org.acme.chat"))
        .map(path -> String.valueOf(path.getFileName()))
        .hasValue("Acme___.jar");
  }
}
