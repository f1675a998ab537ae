package dev.muster.sandbox.common;

import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import java.util.Map;

/** The page that switches faults and shows what happened. */
final class ControlPage {
  private final SimulatedPlatform<?> platform;
  private final WebhookSender sender;
  private final String mount;
  private final Html html;

  private ControlPage(SandboxRequest request, SimulatedPlatform<?> platform, WebhookSender sender) {
    this.platform = platform;
    this.sender = sender;
    this.mount = request.mount();
    this.html = new Html(request, new Words("Sandbox controls", "沙盒控制台"), "controls");
  }

  static SandboxResponse of(
      SandboxRequest request, SimulatedPlatform<?> platform, WebhookSender sender) {
    return new ControlPage(request, platform, sender).page();
  }

  private SandboxResponse page() {
    html.add("<main><h1>{}{}</h1>", platform.name(), new Words(", simulated", "（模拟）"));
    html.add("<section><h2>{}</h2><dl>", new Words("What to enter when binding", "绑定时填写"));
    platform.binding().forEach(this::entry);
    html.add("</dl></section>");
    faults();
    people();
    if (!platform.chats().isEmpty()) {
      chats();
    }
    if (!platform.happenings().isEmpty()) {
      webhooks();
    }
    html.add("<section><h2>{}</h2><dl>", new Words("Calls", "调用次数"));
    platform.counters().forEach(this::entry);
    html.add("</dl>");
    action("/counters/reset", "Count from zero", "清零");
    html.add("</section>");
    action("/reset", "Put everything back", "全部重置");
    return html.add("</main>").page(200);
  }

  private void entry(String name, Object value) {
    html.add("<dt>{}</dt><dd><code>{}</code></dd>", name, value);
  }

  private void faults() {
    html.add(
        """
        <section><h2>{}</h2><form method="post" action="{}/faults"><select name="preset">\
        """,
        new Words("Faults", "故障"),
        mount);
    platform.presets().forEach(preset -> option(preset.id(), preset.label(), false));
    html.add(
        """
        </select><select name="times"><option value="1">{}</option>\
        <option value="3">{}</option><option value="0">{}</option></select>\
        <button class="main">{}</button></form><ul>\
        """,
        new Words("once", "一次"),
        new Words("three times", "三次"),
        new Words("until switched off", "持续"),
        new Words("Switch on", "开启"));
    for (Fault fault : platform.faults().active()) {
      long left = fault.left().get();
      html.add(
          "<li><code>{} {} {}</code> {}</li>",
          fault.call(),
          fault.kind(),
          fault.number(),
          left < 0 ? "∞" : "× " + left);
    }
    html.add("</ul>");
    action("/faults/clear", "Switch all off", "全部关闭");
    action("/tokens/revoke", "Revoke tokens", "吊销 token");
    action("/tokens/expire", "Let tokens expire", "使 token 过期");
    html.add("</section>");
  }

  private void people() {
    html.add("<section><h2>{}</h2><table>", new Words("People", "成员"));
    for (Someone person : platform.people()) {
      html.add(
          "<tr><td>{}<br><code>{}</code></td><td>{}</td><td>",
          person.name(),
          person.id(),
          person.note());
      platform.status(person.id()).ifPresent(status -> status(person.id(), status));
      html.add(
          "</td><td><a href=\"{}/phone?person={}\">{} ({})</a></td></tr>",
          mount,
          person.id(),
          new Words("Phone", "手机"),
          platform.messages(person.id()).size());
    }
    html.add("</table></section>");
  }

  private void status(String person, String now) {
    form("/people").hidden(Map.of("person", person)).add("<select name=\"status\">");
    platform.statuses().forEach((status, label) -> option(status, label, status.equals(now)));
    html.add("</select><button>{}</button></form>", new Words("Set", "设置"));
  }

  private void option(String value, Words label, boolean chosen) {
    String markup = "<option value=\"{}\"" + (chosen ? " selected" : "") + ">{}</option>";
    html.add(markup, value, label);
  }

  private void chats() {
    html.add("<section><h2>{}</h2><table>", new Words("Group chats", "群聊"));
    for (GroupChat chat : platform.chats()) {
      html.add(
          "<tr><td><a href=\"{}/chat?id={}\">{}</a><br><code>{}</code></td><td>",
          mount,
          chat.idInQuery(),
          chat.title(),
          chat.id());
      if (chat.standing()) {
        form("/chats/dissolve")
            .hidden(Map.of("chat", chat.id()))
            .add("<button>{}</button></form>", new Words("Dissolve", "解散"));
      } else {
        html.add("{}", new Words("dissolved", "已解散"));
      }
      html.add("</td></tr>");
    }
    html.add("</table></section>");
  }

  private void webhooks() {
    html.add("<section><h2>{}</h2>", new Words("Events", "事件"));
    form("/callback")
        .add(
            "<input name=\"address\" size=\"50\" value=\"{}\"><button>{}</button></form>",
            sender.address(),
            new Words("Set webhook address", "设置回调地址"));
    form("/pushes").add("<select name=\"what\">");
    platform.happenings().forEach(what -> option(what.id(), what.label(), false));
    html.add(
        """
        </select><input name="subject" placeholder="developer"><button class="main">{}</button>\
        </form><ul>\
        """,
        new Words("Send", "推送"));
    for (WebhookSender.Delivery delivery : sender.last()) {
      html.add(
          "<li><code>{} {}</code> HTTP {}, {} ms</li>",
          delivery.what(),
          delivery.subject(),
          delivery.status(),
          delivery.millis());
    }
    html.add("</ul></section>");
  }

  private void action(String path, String en, String zh) {
    form(path).add("<button>{}</button></form>", new Words(en, zh));
  }

  private Html form(String path) {
    return html.add("<form class=\"inline\" method=\"post\" action=\"{}{}\">", mount, path);
  }
}
