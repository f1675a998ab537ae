package dev.muster.distribution.process;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The simulated platforms, in a process of their own. */
public final class SandboxProcess implements AutoCloseable {
  private final int port = Ports.free();
  private final Child child;

  /**
   * Starts them.
   *
   * @param name what to call the process
   */
  public SandboxProcess(String name) {
    child =
        Child.java(
            name, List.of("-Xmx256m"), "dev.muster.sandbox.SandboxServer", Integer.toString(port));
    child.awaitLine(Duration.ofSeconds(30), "sandbox", 0, line -> line.startsWith("Sandbox on"));
  }

  /**
   * Its port.
   *
   * @return the port
   */
  public int port() {
    return port;
  }

  /**
   * Where it answers.
   *
   * @return the address, without a slash at its end
   */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /**
   * Where a page of the product may load script from. The sandbox knows by a cookie whose client it
   * is, and browsers send cookies along with script only to the page's own site.
   *
   * @return the address, without a slash at its end
   */
  public String sameSiteUrl() {
    return "http://localhost:" + port;
  }

  /**
   * Settings of a product that takes this for the platforms.
   *
   * @return environment variables
   */
  public Map<String, String> settings() {
    return settings(url(), sameSiteUrl());
  }

  /**
   * Settings of a product that finds the platforms elsewhere.
   *
   * @param url where calls go, without a slash at its end
   * @param sameSite where the product's pages load script from, without a slash at its end
   * @return environment variables
   */
  static Map<String, String> settings(String url, String sameSite) {
    String wechatWork = url + "/wechatwork";
    String dingTalk = url + "/dingtalk";
    String lark = url + "/lark";
    return Map.ofEntries(
        Map.entry("MUSTER_PLATFORM_WECHATWORK_API_URL", wechatWork),
        Map.entry("MUSTER_PLATFORM_WECHATWORK_OAUTH_URL", wechatWork),
        Map.entry("MUSTER_PLATFORM_WECHATWORK_LOGIN_URL", wechatWork),
        Map.entry("MUSTER_PLATFORM_DINGTALK_API_URL", dingTalk),
        Map.entry("MUSTER_PLATFORM_DINGTALK_OAPI_URL", dingTalk),
        Map.entry("MUSTER_PLATFORM_DINGTALK_LOGIN_URL", dingTalk),
        Map.entry("MUSTER_PLATFORM_DINGTALK_SCRIPT_URL", sameSite + "/dingtalk/dingtalk.open.js"),
        Map.entry("MUSTER_PLATFORM_LARK_OPEN_URL", lark),
        Map.entry("MUSTER_PLATFORM_LARK_ACCOUNTS_URL", lark));
  }

  @Override
  public void close() {
    child.close();
  }
}
