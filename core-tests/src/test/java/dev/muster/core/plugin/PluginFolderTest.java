package dev.muster.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.plugin.PluginFolder.Change;
import dev.muster.core.plugin.PluginFolder.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginFolderTest {
  @TempDir Path directory;
  private PluginFolder folder;
  private Path jar;

  @BeforeEach
  void folder() {
    folder = new PluginFolder(directory);
    jar = directory.resolve("a.jar");
  }

  @Test
  void reportsAtOnceWhatLiesThereAtTheStart() throws IOException {
    Files.writeString(jar, "1");
    assertThat(folder.first()).containsExactly(new Change(Kind.PRESENT, jar));
    assertThat(folder.next()).isEmpty();
  }

  @Test
  void waitsUntilAFileIsStillForTwoLooks() throws IOException {
    folder.first();
    Files.writeString(jar, "1");
    assertThat(folder.next()).isEmpty();
    Files.writeString(jar, "12");
    assertThat(folder.next()).isEmpty();
    assertThat(folder.next()).containsExactly(new Change(Kind.PRESENT, jar));
  }

  @Test
  void reportsAFileAgainWhenItIsReplaced() throws IOException {
    Files.writeString(jar, "1");
    folder.first();
    Path other = Files.writeString(directory.resolve("b"), "2");
    Files.move(other, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(folder.next()).isEmpty();
    assertThat(folder.next()).containsExactly(new Change(Kind.PRESENT, jar));
  }

  @Test
  void reportsAFileThatIsGoneAfterTwoLooks() throws IOException {
    Files.writeString(jar, "1");
    folder.first();
    Files.delete(jar);
    assertThat(folder.next()).isEmpty();
    assertThat(folder.next()).containsExactly(new Change(Kind.GONE, jar));
    assertThat(folder.next()).isEmpty();
  }

  @Test
  void takesAFileThatIsGoneForOneLookForReplaced() throws IOException {
    Files.writeString(jar, "1");
    folder.first();
    Files.delete(jar);
    folder.next();
    Files.writeString(jar, "22");
    assertThat(folder.next()).isEmpty();
    assertThat(folder.next()).containsExactly(new Change(Kind.PRESENT, jar));
  }

  @Test
  void tellsWhatIsNewBeforeWhatIsGone() throws IOException {
    Files.writeString(jar, "1");
    folder.first();
    Path next = directory.resolve("b.jar");
    Files.move(jar, next);
    folder.next();
    assertThat(folder.next())
        .containsExactly(new Change(Kind.PRESENT, next), new Change(Kind.GONE, jar));
  }

  @Test
  void noticesThatTheFolderIsAnotherOne() throws IOException {
    Files.writeString(jar, "1");
    folder.first();
    Path away = directory.resolveSibling(directory.getFileName() + "-away");
    Files.move(directory, away);
    assertThatThrownBy(folder::next).isInstanceOf(IOException.class);
    Files.createDirectory(directory);
    Files.writeString(jar, "2");
    folder.next();
    assertThat(folder.next()).containsExactly(new Change(Kind.PRESENT, jar));
    Files.delete(away.resolve("a.jar"));
    Files.delete(away);
  }

  @Test
  void followsALinkThatIsSwitched() throws IOException {
    Path one = Files.createDirectory(directory.resolve("one"));
    Path two = Files.createDirectory(directory.resolve("two"));
    Files.writeString(one.resolve("a.jar"), "1");
    Files.writeString(two.resolve("a.jar"), "1");
    Path link = Files.createSymbolicLink(directory.resolve("current"), one);
    PluginFolder linked = new PluginFolder(link);
    assertThat(linked.first()).hasSize(1);
    Path next = Files.createSymbolicLink(directory.resolve("next"), two);
    Files.move(next, link, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    linked.next();
    assertThat(linked.next()).containsExactly(new Change(Kind.PRESENT, link.resolve("a.jar")));
  }

  @Test
  void doesNotTellOfAFileThatWePutThereUntilItGoes() throws IOException {
    folder.first();
    Files.writeString(jar, "1");
    folder.known(jar);
    folder.next();
    assertThat(folder.next()).isEmpty();
    Files.delete(jar);
    folder.next();
    assertThat(folder.next()).containsExactly(new Change(Kind.GONE, jar));
  }

  @Test
  void looksAtJarsHoweverTheirNamesAreWrittenAndAtNothingElse() throws IOException {
    Files.writeString(directory.resolve("a.jar.part"), "1");
    Files.writeString(directory.resolve("._a.jar"), "notes of another system");
    Files.writeString(directory.resolve("._B.JAR"), "notes of another system");
    Files.createDirectory(directory.resolve("__MACOSX"));
    assertThat(folder.first()).isEmpty();
    Path big = Files.writeString(directory.resolve("x.JAR"), "1");
    folder.next();
    assertThat(folder.next()).containsExactly(new Change(Kind.PRESENT, big));
  }

  @Test
  void tellsOfWhatHasTheNameOfAJarAndIsNone() throws IOException {
    Path linked = directory.resolve("linked.jar");
    Files.createSymbolicLink(linked, directory.resolve("nowhere"));
    Path loop = directory.resolve("loop.jar");
    Files.createSymbolicLink(loop, loop);
    Path inner = Files.createDirectory(directory.resolve("folder.jar"));
    assertThat(folder.first())
        .containsExactlyInAnyOrder(
            new Change(Kind.PRESENT, linked),
            new Change(Kind.PRESENT, loop),
            new Change(Kind.PRESENT, inner));
    Files.delete(loop);
    folder.next();
    assertThat(folder.next()).containsExactly(new Change(Kind.GONE, loop));
  }

  @Test
  void noticesAChangeThatLeavesSizeAndTimesAsTheyWere() throws Exception {
    Files.writeString(jar, "1");
    FileTime before = Files.getLastModifiedTime(jar);
    folder.first();
    // the clock of a file system ticks slowly
    Object changed = Files.getAttribute(jar, "unix:ctime");
    while (Files.getAttribute(jar, "unix:ctime").equals(changed)) {
      Files.writeString(jar, "2");
      Files.setLastModifiedTime(jar, before);
    }
    folder.next();
    assertThat(folder.next()).containsExactly(new Change(Kind.PRESENT, jar));
  }

  @Test
  void tellsEverythingAgainWhenAsked() throws IOException {
    Files.writeString(jar, "1");
    folder.first();
    folder.again();
    assertThat(folder.next()).containsExactly(new Change(Kind.PRESENT, jar));
  }

  @Test
  void saysWhenTheFolderCannotBeRead() {
    assertThatThrownBy(() -> new PluginFolder(directory.resolve("none")).first())
        .isInstanceOf(IOException.class);
  }
}
