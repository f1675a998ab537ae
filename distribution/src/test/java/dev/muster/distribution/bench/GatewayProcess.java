package dev.muster.distribution.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Management;
import dev.muster.distribution.process.ProcFigures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The real distribution under load, bound to the simulated platform. */
final class GatewayProcess implements AutoCloseable {
  private static final Duration TO_UPDATE = Duration.ofSeconds(30);

  private final Distribution distribution;
  private final Child child;

  GatewayProcess(String name, PlatformProcess platform, String algorithm) {
    this(Distribution.unpack(name, platform.settings()), algorithm);
  }

  GatewayProcess(Distribution distribution, String algorithm) {
    this.distribution = distribution;
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

  /** Registers one application more. */
  void register(BenchClient client) {
    GatewaySetup.register(distribution, LoadPlan.TENANT, client, "ES256");
  }

  /**
   * Makes one way in more.
   *
   * @param settings its methods, its fields and whatever else it is to be, as JSON in single quotes
   */
  void source(String id, String settings) {
    GatewaySetup.source(distribution, LoadPlan.TENANT, id, BenchPlatform.WECHATWORK, settings);
  }

  /** Its management API. */
  Management management() {
    return new Management(distribution);
  }

  /** The jar of a platform. */
  PlatformJar jar(BenchPlatform platform) {
    return new PlatformJar(distribution, platform);
  }

  /** Whether a platform is there. */
  boolean offers(BenchPlatform platform) {
    return platform(platform).path("available").asBoolean();
  }

  /** The version of a platform's bundle that serves. */
  String version(BenchPlatform platform) {
    return platform(platform).path("bundle").path("version").asText();
  }

  private JsonNode platform(BenchPlatform platform) {
    return new Management(distribution).get("/platforms/" + platform.id());
  }

  /** Waits until it has started a version of a plugin. */
  void awaitStarted(PlatformJar jar, String version) {
    child.awaitLine(
        TO_UPDATE,
        jar.symbolicName() + " " + version,
        0,
        line -> line.contains("started: " + jar.symbolicName() + " " + version));
  }

  /** Whether it still runs. */
  boolean alive() {
    return child.alive();
  }

  /** How much it has logged. */
  long loggedBytes() {
    return child.outputBytes();
  }

  /** What it has stored. */
  StoredDocuments stored() {
    return StoredDocuments.in(data());
  }

  /** Where it stores. */
  Path data() {
    return distribution.home().resolve("data");
  }

  long pid() {
    return child.pid();
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
