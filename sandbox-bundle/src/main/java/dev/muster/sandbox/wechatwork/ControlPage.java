package dev.muster.sandbox.wechatwork;

import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;

/** The page that switches faults and shows what happened. */
final class ControlPage {
  private ControlPage() {}

  static SandboxResponse of(SandboxRequest request, State state) {
    Html html = new Html(request, new Words("Sandbox controls", "沙盒控制台"), "controls");
    html.raw("<main><h1>").say("Enterprise WeChat, simulated", "企业微信（模拟）").raw("</h1>");
    binding(html, state);
    faults(html, request, state);
    people(html, request, state);
    counters(html, request, state);
    action(html, request, "/reset", new Words("Put everything back", "全部重置"));
    return html.raw("</main>").page(200);
  }

  private static void binding(Html html, State state) {
    World.App app = state.world().app();
    html.raw("<section><h2>").say("What to enter when binding", "绑定时填写").raw("</h2><dl>");
    entry(html, "corpId", state.world().company().corpId());
    entry(html, "agentId", app.agentId());
    entry(html, "secret", app.secret());
    entry(html, "addressBookSecret", app.addressBookSecret());
    entry(html, "schema", app.schema());
    html.raw("</dl></section>");
  }

  private static void entry(Html html, String name, String value) {
    html.raw("<dt>").escaped(name).raw("</dt><dd><code>").escaped(value).raw("</code></dd>");
  }

  private static void faults(Html html, SandboxRequest request, State state) {
    html.raw("<section><h2>").say("Faults", "故障").raw("</h2><form method=\"post\" action=\"");
    html.escaped(request.mount() + "/faults").raw("\"><select name=\"preset\">");
    for (Preset preset : Preset.values()) {
      html.raw("<option value=\"").raw(preset.id()).raw("\">").say(preset.label()).raw("</option>");
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
    for (Fault fault : state.faults().active()) {
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

  private static void people(Html html, SandboxRequest request, State state) {
    html.raw("<section><h2>").say("People", "成员").raw("</h2><table>");
    for (Person person : state.world().people()) {
      html.raw("<tr><td>")
          .say(person.name())
          .raw("<br><code>")
          .escaped(person.id())
          .raw("</code></td><td>")
          .say(person.note())
          .raw("</td><td>");
      if (person.listed()) {
        status(html, request, person);
      }
      html.raw("</td></tr>");
    }
    html.raw("</table></section>");
  }

  private static void status(Html html, SandboxRequest request, Person person) {
    html.raw("<form method=\"post\" action=\"")
        .escaped(request.mount() + "/people")
        .raw("\"><input type=\"hidden\" name=\"person\" value=\"")
        .escaped(person.id())
        .raw("\"><select name=\"status\">");
    option(html, person, 1, new Words("active", "已激活"));
    option(html, person, 2, new Words("disabled", "已禁用"));
    option(html, person, 4, new Words("not activated", "未激活"));
    option(html, person, 5, new Words("left", "已退出"));
    html.raw("</select><button>").say("Set", "设置").raw("</button></form>");
  }

  private static void option(Html html, Person person, int status, Words label) {
    html.raw("<option value=\"" + status + "\"")
        .raw(person.status() == status ? " selected>" : ">")
        .say(label)
        .raw("</option>");
  }

  private static void counters(Html html, SandboxRequest request, State state) {
    html.raw("<section><h2>").say("Calls", "调用次数").raw("</h2><dl>");
    state.counters().all().forEach((call, count) -> entry(html, call, Long.toString(count)));
    html.raw("</dl>");
    action(html, request, "/counters/reset", new Words("Count from zero", "清零"));
    html.raw("</section>");
  }

  private static void action(Html html, SandboxRequest request, String path, Words label) {
    html.raw("<form class=\"inline\" method=\"post\" action=\"")
        .escaped(request.mount() + path)
        .raw("\"><button>")
        .say(label)
        .raw("</button></form>");
  }
}
