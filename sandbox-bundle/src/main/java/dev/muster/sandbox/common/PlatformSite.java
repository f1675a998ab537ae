package dev.muster.sandbox.common;

import dev.muster.sandbox.SandboxHandler;
import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;

/** A platform with what only a sandbox has beside it. */
public final class PlatformSite implements SandboxHandler, AutoCloseable {
  private static final String CONTROL = "/control";

  private final SimulatedPlatform platform;
  private final WebhookSender sender = new WebhookSender();
  private final Control control;

  /**
   * Puts the controls beside a platform.
   *
   * @param platform the platform
   */
  public PlatformSite(SimulatedPlatform platform) {
    this.platform = platform;
    this.control = new Control(platform, sender);
  }

  /**
   * Says where the platform sends webhook events.
   *
   * @param address the product's webhook address; empty for nowhere
   */
  public void webhookAddress(String address) {
    sender.address(address);
  }

  @Override
  public SandboxResponse handle(SandboxRequest request) {
    String path = request.path();
    if (path.equals(CONTROL) || path.startsWith(CONTROL + "/")) {
      return control.handle(request.below(CONTROL));
    }
    return path.equals("/style.css") ? Html.style() : platform.handle(request);
  }

  @Override
  public void close() {
    sender.close();
  }
}
