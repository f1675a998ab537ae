package dev.muster.distribution.e2e;

import com.microsoft.playwright.options.Cookie;
import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Management;
import dev.muster.distribution.process.SandboxProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A running product, the simulated platforms, applications and a browser. Tests share them and stay
 * out of each other's way by a tenant each.
 */
final class World implements AutoCloseable {
  private final AtomicInteger tenants = new AtomicInteger();
  private final SandboxProcess sandbox = new SandboxProcess("e2e-platforms");
  private final Distribution distribution = Distribution.unpack("e2e", settings(sandbox));
  private final Applications applications = new Applications();
  private final Child gateway = distribution.run();
  private final Chromium chromium = new Chromium();
  private List<Cookie> adminCookies = List.of();

  private static Map<String, String> settings(SandboxProcess sandbox) {
    Map<String, String> settings = new HashMap<>(sandbox.settings());
    // applications are told on this machine that a session has ended
    settings.put("MUSTER_OUTGOING_PRIVATE_ADDRESSES", "true");
    return settings;
  }

  /** A company that is bound to a platform and can be signed in to by every way. */
  Tenant tenant(ChatPlatform platform) {
    return tenant(platform, distribution);
  }

  /** A company that is bound to nothing yet. */
  Tenant unbound(ChatPlatform platform) {
    return unbound(platform, distribution);
  }

  /** The same at another running product. */
  Tenant unbound(ChatPlatform platform, Distribution where) {
    return Tenant.unbound(
        "t" + tenants.incrementAndGet(), platform, where, sandbox.url(), applications);
  }

  /** The same at another running product. */
  Tenant tenant(ChatPlatform platform, Distribution where) {
    return Tenant.create(
        "t" + tenants.incrementAndGet(), platform, where, sandbox.url(), applications);
  }

  /** Applications of npm's {@code openid-client}, which may have another provider than a tenant. */
  Applications applications() {
    return applications;
  }

  /** Somebody's ordinary browser. */
  Visitor visitor() {
    return visitor(Visitor.Manner.ORDINARY);
  }

  Visitor visitor(Visitor.Manner manner) {
    return chromium.visitor(manner, List.of(sandbox.url(), sandbox.sameSiteUrl()));
  }

  SandboxControl sandbox(ChatPlatform platform) {
    return new SandboxControl(sandbox.url() + "/" + platform.id());
  }

  /** For a second product, which sees the same platforms. */
  SandboxProcess platforms() {
    return sandbox;
  }

  Management management() {
    return new Management(distribution);
  }

  String url() {
    return distribution.publicUrl().toString();
  }

  /** Where plugins are dropped. */
  Path plugins() {
    return distribution.home().resolve("plugins");
  }

  /** The password that the first start made for the administrator {@code admin}. */
  String adminPassword() {
    return adminPassword(distribution);
  }

  /** What the browser of the administrator {@code admin} came in with; empty before. */
  List<Cookie> adminCookies() {
    return adminCookies;
  }

  /** Others may come in as the administrator {@code admin} with these. */
  void adminCameIn(List<Cookie> cookies) {
    adminCookies = List.copyOf(cookies);
  }

  /** The same of another product. */
  static String adminPassword(Distribution where) {
    try {
      return Files.readString(where.home().resolve("data/admin.password")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything that the product wrote to its log. */
  String log() {
    return String.join("\n", gateway.output());
  }

  @Override
  public void close() {
    chromium.close();
    gateway.close();
    applications.close();
    sandbox.close();
  }
}
