package dev.muster.sandbox;

import dev.muster.sandbox.common.SimulatedPlatform;
import dev.muster.sandbox.dingtalk.DingTalkSandbox;
import dev.muster.sandbox.lark.LarkSandbox;
import dev.muster.sandbox.wechatwork.WechatWorkSandbox;
import java.time.Clock;
import java.util.List;

/**
 * All simulated platforms, each below a path of its own: {@code /<id>}. Thread-safe; answering
 * never blocks.
 */
public final class Sandbox implements AutoCloseable {
  private final WechatWorkSandbox wechatWork;
  private final DingTalkSandbox dingTalk;
  private final LarkSandbox lark;

  /**
   * Makes a sandbox in its first state.
   *
   * @param clock what its tokens and codes age by
   */
  public Sandbox(Clock clock) {
    this.wechatWork = new WechatWorkSandbox(clock);
    this.dingTalk = new DingTalkSandbox(clock);
    this.lark = new LarkSandbox(clock);
  }

  /** {@return all of them, in the order in which they are shown} */
  public List<SimulatedPlatform<?>> platforms() {
    return List.of(wechatWork, dingTalk, lark);
  }

  /** {@return Enterprise WeChat, which answers below {@code /wechatwork}} */
  public WechatWorkSandbox wechatWork() {
    return wechatWork;
  }

  /** {@return DingTalk, which answers below {@code /dingtalk}} */
  public DingTalkSandbox dingTalk() {
    return dingTalk;
  }

  /** {@return Lark and Feishu, which answer below {@code /lark}} */
  public LarkSandbox lark() {
    return lark;
  }

  /**
   * Says what people are sent back to.
   *
   * @param domain host, and port where it is not the usual one; empty to trust any
   */
  public void trustDomain(String domain) {
    platforms().forEach(platform -> platform.trustDomain(domain));
  }

  /**
   * Says where the platforms send webhook events.
   *
   * @param base the product's callback addresses without the platform's id at their end
   */
  public void webhooksBelow(String base) {
    platforms().forEach(platform -> platform.webhookAddress(base + "/" + platform.id()));
  }

  /**
   * Answers a request, whatever carried it.
   *
   * @param request the request
   * @return the answer, which may ask to be held back for a while
   */
  public SandboxResponse handle(SandboxRequest request) {
    String path = request.path();
    if (path.isEmpty() || path.equals("/")) {
      String first = platforms().get(0).id();
      return SandboxResponse.redirect(request.mount() + "/" + first + "/control");
    }
    return platforms().stream()
        .filter(platform -> path.startsWith("/" + platform.id() + "/"))
        .findFirst()
        .map(platform -> platform.handle(request.below("/" + platform.id())))
        .orElseGet(
            () ->
                SandboxResponse.html(
                    404, "<!doctype html><title>Not found</title><h1>Not found</h1>"));
  }

  @Override
  public void close() {
    platforms().forEach(SimulatedPlatform::close);
  }
}
