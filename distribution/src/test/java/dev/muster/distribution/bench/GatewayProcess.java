package dev.muster.distribution.bench;

import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.ProcFigures;
import java.util.List;

/** The real distribution under load, bound to the simulated platform. */
final class GatewayProcess implements AutoCloseable {
  private final Distribution distribution;
  private final Child child;

  GatewayProcess(String name, PlatformProcess platform, String algorithm) {
    distribution = Distribution.unpack(name, platform.settings());
    child = distribution.run();
    try {
      GatewaySetup.prepare(distribution, LoadPlan.TENANT, algorithm);
    } catch (RuntimeException | AssertionError e) {
      child.close();
      throw e;
    }
  }

  /** Binds one platform more. */
  void bind(BenchPlatform platform) {
    GatewaySetup.bind(distribution, LoadPlan.TENANT, platform);
  }

  int port() {
    return distribution.port();
  }

  long cpuMillis() {
    return ProcFigures.cpuMillis(child.pid());
  }

  double residentMebibytes() {
    return ProcFigures.residentKib(child.pid()) / 1024.0;
  }

  List<String> jvmOptions() {
    return ProcFigures.jvmOptions(child.pid());
  }

  @Override
  public void close() {
    child.close();
  }
}
