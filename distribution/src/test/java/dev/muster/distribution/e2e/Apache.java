package dev.muster.distribution.e2e;

import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Ports;
import dev.muster.distribution.process.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The system's Apache HTTP Server, with a configuration of its own and as few threads as do. */
final class Apache implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/apache2");
  private static final Path ROOT = Path.of("/usr/lib/apache2");
  private static final List<String> MODULES =
      List.of(
          "mpm_event",
          "authn_core",
          "authz_core",
          "authz_user",
          "headers",
          "proxy",
          "proxy_http",
          "auth_openidc");

  private final int port = Ports.free();
  private Child child;

  /** Where it will be, without a slash at its end. */
  String url() {
    return "http://127.0.0.1:" + port;
  }

  /**
   * Starts it.
   *
   * @param settings what it is to do, beside listening
   */
  void start(String settings) {
    Path module = ROOT.resolve("modules/mod_auth_openidc.so");
    if (!Files.isExecutable(PROGRAM) || Files.notExists(module)) {
      throw new AssertionError(
          PROGRAM + " or " + module + " is missing: install libapache2-mod-auth-openidc");
    }
    try {
      Path folder = Files.createDirectories(Work.folder("apache"));
      Path file = Files.writeString(folder.resolve("httpd.conf"), server(folder) + settings);
      child =
          Child.start(
              "e2e-apache",
              folder,
              Map.of(),
              List.of(PROGRAM.toString(), "-f", file.toString(), "-DFOREGROUND"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    child.awaitLine(
        Duration.ofSeconds(30), "server", 0, line -> line.contains("resuming normal operations"));
  }

  private String server(Path folder) {
    StringBuilder lines = new StringBuilder(2000);
    lines.append("ServerRoot \"").append(ROOT).append("\"\n");
    for (String module : MODULES) {
      lines.append("LoadModule %1$s_module modules/mod_%1$s.so\n".formatted(module));
    }
    lines.append(
        """
        ServerName 127.0.0.1
        Listen 127.0.0.1:%d
        PidFile "%s/httpd.pid"
        Mutex file:%2$s default
        ErrorLog /dev/stderr
        LogLevel warn mpm_event:notice
        ServerLimit 1
        StartServers 1
        ThreadLimit 8
        ThreadsPerChild 8
        MaxRequestWorkers 8
        MinSpareThreads 1
        MaxSpareThreads 8
        # taken by root alone, who may not serve
        User www-data
        Group www-data
        """
            .formatted(port, folder));
    return lines.toString();
  }

  /** The end of its log. */
  String log() {
    return child == null ? "" : child.tail();
  }

  @Override
  public void close() {
    if (child != null) {
      child.close();
    }
  }
}
