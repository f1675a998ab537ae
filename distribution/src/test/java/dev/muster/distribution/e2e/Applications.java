package dev.muster.distribution.e2e;

import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Applications that sign people in with npm's {@code openid-client}, in a process of their own. */
final class Applications implements AutoCloseable {
  private final int port = Ports.free();
  private final Child child;

  Applications() {
    child =
        Child.start(
            "e2e-applications",
            Path.of("src", "test", "node").toAbsolutePath(),
            Map.of(),
            List.of("node", "relying-party.mjs", Integer.toString(port)));
    child.awaitLine(
        Duration.ofSeconds(30), "application", 0, line -> line.startsWith("Application on"));
  }

  String url(String name) {
    return "http://127.0.0.1:" + port + "/" + name;
  }

  /** Has one discover its provider. */
  void register(String name, Map<String, String> settings) {
    Http.Answer answer = Http.postJson("http://127.0.0.1:" + port + "/apps/" + name, settings);
    if (answer.status() != 201) {
      throw new AssertionError("the application " + name + " cannot start: " + answer.body());
    }
  }

  @Override
  public void close() {
    child.close();
  }
}
