package dev.muster.distribution.bench;

import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Ports;
import dev.muster.distribution.process.ProcFigures;
import java.time.Duration;
import java.util.List;

/** The bare server, with the gateway's Java options. */
final class BareProcess implements AutoCloseable {
  private final int port = Ports.free();
  private final Child child;

  BareProcess(PlatformProcess platform, String algorithm, List<String> jvmOptions) {
    child =
        Child.java(
            "bench-bare",
            jvmOptions,
            BareServer.class.getName(),
            Integer.toString(port),
            Integer.toString(platform.port()),
            algorithm);
    child.awaitLine(Duration.ofSeconds(30), "bare server", 0, "READY"::equals);
  }

  int port() {
    return port;
  }

  long cpuMillis() {
    return ProcFigures.cpuMillis(child.pid());
  }

  @Override
  public void close() {
    child.close();
  }
}
