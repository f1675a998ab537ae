package dev.muster.sandbox.common;

import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import java.util.Map;

/** The page that switches faults and shows what happened. */
final class ControlPage {
  private ControlPage() {}

  static SandboxResponse of(
      SandboxRequest request, SimulatedPlatform platform, WebhookSender sender) {
    Html html = new Html(request, new Words("Sandbox controls", "沙盒控制台"), "controls");
    html.raw("<main><h1>").say(platform.name()).say(", simulated", "（模拟）").raw("</h1>");
    binding(html, platform);
    faults(html, request, platform);
    people(html, request, platform);
    if (!platform.happenings().isEmpty()) {
      webhooks(html, request, platform, sender);
    }
    counters(html, request, platform);
    action(html, request, "/reset", new Words("Put everything back", "全部重置"));
    return html.raw("</main>").page(200);
  }

  private static void binding(Html html, SimulatedPlatform platform) {
    html.raw("<section><h2>").say("What to enter when binding", "绑定时填写").raw("</h2><dl>");
    platform.binding().forEach((name, value) -> entry(html, name, value));
    html.raw("</dl></section>");
  }

  private static void entry(Html html, String name, String value) {
    html.raw("<dt>").escaped(name).raw("</dt><dd><code>").escaped(value).raw("</code></dd>");
  }

  private static void faults(Html html, SandboxRequest request, SimulatedPlatform platform) {
    html.raw("<section><h2>").say("Faults", "故障").raw("</h2><form method=\"post\" action=\"");
    html.escaped(request.mount() + "/faults").raw("\"><select name=\"preset\">");
    for (Preset preset : platform.presets()) {
      option(html, preset.id(), preset.label(), false);
    }
    html.raw("</select><select name=\"times\"><option value=\"1\">")
        .say("once", "一次")
        .raw("</option><option value=\"3\">")
        .say("three times", "三次")
        .raw("</option><option value=\"0\">")
        .say("until switched off", "持续")
        .raw("</option></select><button class=\"main\">")
        .say("Switch on", "开启")
        .raw("</button></form><ul>");
    for (Fault fault : platform.faults().active()) {
      long left = fault.left().get();
      html.raw("<li><code>")
          .escaped(fault.call() + " " + fault.kind() + " " + fault.number())
          .raw("</code> ")
          .escaped(left < 0 ? "∞" : "× " + left)
          .raw("</li>");
    }
    html.raw("</ul>");
    action(html, request, "/faults/clear", new Words("Switch all off", "全部关闭"));
    action(html, request, "/tokens/revoke", new Words("Revoke tokens", "吊销 token"));
    action(html, request, "/tokens/expire", new Words("Let tokens expire", "使 token 过期"));
    html.raw("</section>");
  }

  private static void people(Html html, SandboxRequest request, SimulatedPlatform platform) {
    html.raw("<section><h2>").say("People", "成员").raw("</h2><table>");
    for (Someone person : platform.people()) {
      html.raw("<tr><td>")
          .say(person.name())
          .raw("<br><code>")
          .escaped(person.id())
          .raw("</code></td><td>")
          .say(person.note())
          .raw("</td><td>");
      platform
          .status(person.id())
          .ifPresent(status -> status(html, request, platform, person.id(), status));
      html.raw("</td></tr>");
    }
    html.raw("</table></section>");
  }

  private static void status(
      Html html, SandboxRequest request, SimulatedPlatform platform, String person, String now) {
    form(html, request, "/people").hidden(Map.of("person", person)).raw("<select name=\"status\">");
    platform.statuses().forEach((status, label) -> option(html, status, label, status.equals(now)));
    html.raw("</select><button>").say("Set", "设置").raw("</button></form>");
  }

  private static void option(Html html, String value, Words label, boolean chosen) {
    html.raw("<option value=\"")
        .escaped(value)
        .raw(chosen ? "\" selected>" : "\">")
        .say(label)
        .raw("</option>");
  }

  private static void webhooks(
      Html html, SandboxRequest request, SimulatedPlatform platform, WebhookSender sender) {
    html.raw("<section><h2>").say("Events", "事件").raw("</h2>");
    form(html, request, "/callback").raw("<input name=\"address\" size=\"50\" value=\"");
    html.escaped(sender.address())
        .raw("\"><button>")
        .say("Set webhook address", "设置回调地址")
        .raw("</button></form>");
    form(html, request, "/pushes").raw("<select name=\"what\">");
    platform.happenings().forEach(what -> option(html, what.id(), what.label(), false));
    html.raw("</select><input name=\"subject\" placeholder=\"developer\"><button class=\"main\">")
        .say("Send", "推送")
        .raw("</button></form><ul>");
    for (WebhookSender.Delivery delivery : sender.last()) {
      html.raw("<li><code>")
          .escaped(delivery.what() + " " + delivery.subject())
          .raw("</code> HTTP ")
          .escaped(delivery.status() + ", " + delivery.millis() + " ms")
          .raw("</li>");
    }
    html.raw("</ul></section>");
  }

  private static void counters(Html html, SandboxRequest request, SimulatedPlatform platform) {
    html.raw("<section><h2>").say("Calls", "调用次数").raw("</h2><dl>");
    platform.counters().all().forEach((call, count) -> entry(html, call, Long.toString(count)));
    html.raw("</dl>");
    action(html, request, "/counters/reset", new Words("Count from zero", "清零"));
    html.raw("</section>");
  }

  private static void action(Html html, SandboxRequest request, String path, Words label) {
    form(html, request, path).raw("<button>").say(label).raw("</button></form>");
  }

  private static Html form(Html html, SandboxRequest request, String path) {
    return html.raw("<form class=\"inline\" method=\"post\" action=\"")
        .escaped(request.mount() + path)
        .raw("\">");
  }
}
