package dev.muster.sandbox;

import dev.muster.sandbox.common.PlatformSite;
import dev.muster.sandbox.common.SimulatedPlatform;
import dev.muster.sandbox.dingtalk.DingTalkSandbox;
import dev.muster.sandbox.lark.LarkSandbox;
import dev.muster.sandbox.wechatwork.WechatWorkSandbox;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All simulated platforms, each below a path of its own: {@code /<id>}. */
public final class Sandbox implements SandboxHandler, AutoCloseable {
  private final WechatWorkSandbox wechatWork;
  private final DingTalkSandbox dingTalk;
  private final LarkSandbox lark;
  private final Map<String, PlatformSite> sites = new LinkedHashMap<>();

  /**
   * Makes a sandbox in its first state.
   *
   * @param clock what its tokens and codes age by
   */
  public Sandbox(Clock clock) {
    this.wechatWork = new WechatWorkSandbox(clock);
    this.dingTalk = new DingTalkSandbox(clock);
    this.lark = new LarkSandbox(clock);
    platforms().forEach(platform -> sites.put(platform.id(), new PlatformSite(platform)));
  }

  /**
   * All of them.
   *
   * @return the simulated platforms
   */
  public List<SimulatedPlatform> platforms() {
    return List.of(wechatWork, dingTalk, lark);
  }

  /**
   * Enterprise WeChat.
   *
   * @return the simulated platform, which answers below {@code /wechatwork}
   */
  public WechatWorkSandbox wechatWork() {
    return wechatWork;
  }

  /**
   * DingTalk.
   *
   * @return the simulated platform, which answers below {@code /dingtalk}
   */
  public DingTalkSandbox dingTalk() {
    return dingTalk;
  }

  /**
   * Lark and Feishu.
   *
   * @return the simulated platform, which answers below {@code /lark}
   */
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
    sites.forEach((id, site) -> site.webhookAddress(base + "/" + id));
  }

  @Override
  public SandboxResponse handle(SandboxRequest request) {
    String path = request.path();
    if (path.isEmpty() || path.equals("/")) {
      String first = sites.keySet().iterator().next();
      return SandboxResponse.redirect(request.mount() + "/" + first + "/control");
    }
    int end = path.indexOf('/', 1);
    PlatformSite site = end < 0 ? null : sites.get(path.substring(1, end));
    return site == null
        ? SandboxResponse.html(404, "<!doctype html><title>Not found</title><h1>Not found</h1>")
        : site.handle(request.below(path.substring(0, end)));
  }

  @Override
  public void close() {
    sites.values().forEach(PlatformSite::close);
  }
}
