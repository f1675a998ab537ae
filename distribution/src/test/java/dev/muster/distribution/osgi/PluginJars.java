package dev.muster.distribution.osgi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Makes small plugins while a test runs. */
public final class PluginJars {
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  private PluginJars() {}

  /**
   * A plugin that works.
   *
   * @param symbolicName the bundle's
   * @param version the bundle's
   * @param platform the id of the platform that it offers
   */
  public static PluginJars of(String symbolicName, String version, String platform) {
    PluginJars jar = new PluginJars();
    jar.headers.put("Bundle-ManifestVersion", "2");
    jar.headers.put("Bundle-SymbolicName", symbolicName);
    jar.headers.put("Bundle-Version", version);
    jar.headers.put("Bundle-Activator", TestPlugin.class.getName());
    jar.headers.put(
        "Import-Package",
        "org.osgi.framework,dev.muster.spi;version=\"[1.0,2)\",dev.muster.spi.platform;version=\"[1.0,2)\"");
    jar.headers.put(TestPlugin.PLATFORM, platform);
    jar.classes(
        TestPlugin.class,
        TestPlugin.Provider.class,
        TestPlugin.Made.class,
        TestPlugin.Broken.class);
    return jar;
  }

  /** A plugin that reads alerts, see {@link TestFormat}. */
  static PluginJars ofFormat(String symbolicName) {
    PluginJars jar =
        of(symbolicName, "1.0.0", "").header("Bundle-Activator", TestFormat.class.getName());
    jar.classes(TestFormat.class);
    return jar.imports("dev.muster.spi.alert;version=\"[1.0,2)\"");
  }

  /** With another header. */
  public PluginJars header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** With one more package that it needs. */
  public PluginJars imports(String more) {
    return header("Import-Package", headers.get("Import-Package") + "," + more);
  }

  /** With a way of its own to start, see {@link TestPlugin}. */
  public PluginJars behaves(String how) {
    return header(TestPlugin.BEHAVIOUR, how);
  }

  /** With a component of Declarative Services instead of an activator. */
  PluginJars component(Class<?> type) {
    return component(type, "");
  }

  /** With a component that needs a service. */
  PluginJars component(Class<?> type, String needed) {
    String reference =
        needed.isEmpty() ? "" : "<reference name='needed' interface='" + needed + "'/>";
    headers.remove("Bundle-Activator");
    headers.put("Service-Component", "OSGI-INF/component.xml");
    headers.put(
        "Require-Capability",
        "osgi.extender;filter:=\"(&(osgi.extender=osgi.component)(version>=1.5.0))\"");
    String xml =
        "<scr:component xmlns:scr='http://www.osgi.org/xmlns/scr/v1.4.0' name='component'>"
            + "<implementation class='"
            + type.getName()
            + "'/><service><provide interface='dev.muster.spi.platform.ChatProvider'/></service>"
            + reference
            + "</scr:component>";
    entries.put("OSGI-INF/component.xml", xml.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** With one more entry. */
  public PluginJars entry(String name, byte[] content) {
    entries.put(name, content);
    return this;
  }

  private void classes(Class<?>... types) {
    for (Class<?> type : types) {
      String name = type.getName().replace('.', '/') + ".class";
      try (InputStream in = PluginJars.class.getClassLoader().getResourceAsStream(name)) {
        entries.put(name, in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The jar. */
  public byte[] bytes() {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.forEach(manifest.getMainAttributes()::putValue);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(out, manifest)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        jar.putNextEntry(new ZipEntry(entry.getKey()));
        jar.write(entry.getValue());
        jar.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
