package dev.muster.sandbox;

import dev.muster.sandbox.wechatwork.WechatWorkSandbox;
import java.time.Clock;

/** All simulated platforms, each below a path of its own. */
public final class Sandbox implements SandboxHandler {
  private static final String WECHATWORK = "/wechatwork";

  private final WechatWorkSandbox wechatWork;

  /**
   * Makes a sandbox in its first state.
   *
   * @param clock what its tokens and codes age by
   */
  public Sandbox(Clock clock) {
    this.wechatWork = new WechatWorkSandbox(clock);
  }

  /**
   * Enterprise WeChat.
   *
   * @return the simulated platform, which answers below {@code /wechatwork}
   */
  public WechatWorkSandbox wechatWork() {
    return wechatWork;
  }

  @Override
  public SandboxResponse handle(SandboxRequest request) {
    if (request.path().startsWith(WECHATWORK + "/")) {
      return wechatWork.handle(request.below(WECHATWORK));
    }
    if (request.path().isEmpty() || request.path().equals("/")) {
      return SandboxResponse.redirect(request.mount() + WECHATWORK + "/control");
    }
    return SandboxResponse.html(404, "<!doctype html><title>Not found</title><h1>Not found</h1>");
  }
}
