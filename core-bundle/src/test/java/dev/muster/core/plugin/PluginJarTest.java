package dev.muster.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginJarTest {
  @TempDir Path directory;

  @Test
  void readsABundle() throws IOException {
    Path file = jar("org.acme.chat;singleton:=true");
    assertThat(PluginJar.read(file).symbolicName()).isEqualTo("org.acme.chat");
    assertThat(PluginJar.read(file).open()).hasBinaryContent(Files.readAllBytes(file));
  }

  @Test
  void refusesAJarThatIsNoBundle() throws IOException {
    Path file = jar(null);
    assertThatThrownBy(() -> PluginJar.read(file))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("Bundle-SymbolicName");
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    Path file = Files.createFile(directory.resolve("empty.jar"));
    assertThatThrownBy(() -> PluginJar.read(file)).isInstanceOf(PluginException.class);
  }

  @Test
  void refusesATruncatedJar() throws IOException {
    Path file = jar("org.acme.chat");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 30));
    assertThatThrownBy(() -> PluginJar.read(file)).isInstanceOf(PluginException.class);
  }

  @Test
  void refusesAJarWhoseContentWasChanged() throws IOException {
    Path file = jar("org.acme.chat");
    byte[] content = Files.readAllBytes(file);
    content[indexOf(content, (byte) 0x5a)] ^= 0x01;
    Files.write(file, content);
    assertThatThrownBy(() -> PluginJar.read(file))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("damaged");
  }

  private static int indexOf(byte[] content, byte wanted) {
    int run = 0;
    for (int i = 0; i < content.length; i++) {
      run = content[i] == wanted ? run + 1 : 0;
      if (run == 64) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }

  /** The one entry is stored as it is, so that a test can change a byte of it. */
  private Path jar(String symbolicName) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (symbolicName != null) {
      manifest.getMainAttributes().putValue("Bundle-SymbolicName", symbolicName);
    }
    Path file = directory.resolve("a.jar");
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      byte[] data = new byte[256];
      Arrays.fill(data, (byte) 0x5a);
      jar.setLevel(0);
      jar.putNextEntry(new ZipEntry("data"));
      jar.write(data);
      jar.closeEntry();
    }
    return file;
  }
}
