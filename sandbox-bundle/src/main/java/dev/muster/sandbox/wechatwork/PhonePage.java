package dev.muster.sandbox.wechatwork;

import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import java.util.Map;

/** What people see: a code to scan, and a phone in which they choose who they are. */
final class PhonePage {
  private static final int MODULES = 21;

  private PhonePage() {}

  /** Who scans, or whose phone it is. */
  static SandboxResponse choose(
      SandboxRequest request, State state, Map<String, String> asked, boolean desktop) {
    Html html =
        new Html(request, new Words("Enterprise WeChat sandbox", "企业微信沙盒"), desktop ? "desk" : "");
    html.raw("<main>");
    if (desktop) {
      screen(html, state, asked);
    }
    phoneTop(html, state);
    html.raw("<h2>")
        .say(desktop ? "Scan as" : "Whose phone is this?", desktop ? "选择扫码人" : "这是谁的手机？")
        .raw("</h2><form method=\"post\"><ul class=\"people\">")
        .hidden(asked);
    for (Person person : state.world().people()) {
      html.raw("<li><button name=\"person\" value=\"")
          .escaped(person.id())
          .raw("\"><span class=\"face ")
          .raw(tone(person))
          .raw("\" aria-hidden=\"true\">")
          .escaped(initial(html, person))
          .raw("</span><span class=\"who\"><b>")
          .say(person.name())
          .raw("</b><small>")
          .say(person.note())
          .raw("</small></span></button></li>");
    }
    html.raw("</ul>");
    if (desktop) {
      html.raw("<button class=\"plain\" name=\"decline\" value=\"1\">")
          .say("Cancel", "取消")
          .raw("</button>");
    }
    html.raw("</form>");
    phoneBottom(html);
    return html.raw("</main>").page(200);
  }

  /** Which private fields are handed over. */
  static SandboxResponse consent(
      SandboxRequest request, State state, Map<String, String> asked, Person person) {
    Html html = new Html(request, new Words("Authorize", "授权"), "");
    html.raw("<main>");
    phoneTop(html, state);
    html.raw("<h2>")
        .escaped(state.world().app().name())
        .say(" asks for", " 申请获取")
        .raw("</h2><form method=\"post\">")
        .hidden(asked)
        .hidden(Map.of("person", person.id()))
        .raw("<ul class=\"fields\">");
    field(html, "mobile", new Words("Phone number", "手机号"), person.mobile());
    field(html, "biz_mail", new Words("Company mailbox", "企业邮箱"), person.bizMail());
    field(html, "email", new Words("Mailbox", "邮箱"), person.email());
    html.raw("</ul><button class=\"main\" name=\"consent\" value=\"1\">")
        .say("Agree", "同意")
        .raw("</button><button class=\"plain\" name=\"decline\" value=\"1\">")
        .say("Refuse", "拒绝")
        .raw("</button></form>");
    phoneBottom(html);
    return html.raw("</main>").page(200);
  }

  /** Something that the platform does not do. */
  static SandboxResponse problem(SandboxRequest request, int status, String code, Words text) {
    Html html = new Html(request, new Words("Enterprise WeChat sandbox", "企业微信沙盒"), "");
    html.raw(
            "<main><section class=\"phone problem\"><div class=\"glass\"><p class=\"sign\">!</p><h2>")
        .say(text)
        .raw("</h2>");
    if (!code.isEmpty()) {
      html.raw("<p><small>").say("Error code ", "错误码 ").escaped(code).raw("</small></p>");
    }
    return html.raw("</div></section></main>").page(status);
  }

  private static void screen(Html html, State state, Map<String, String> asked) {
    html.raw("<section class=\"screen\"><h1>")
        .say("Sign in with Enterprise WeChat", "企业微信扫码登录")
        .raw("</h1>");
    code(html, asked.getOrDefault("state", ""));
    html.raw("<p>")
        .say("Simulated. Choose on the phone who scans this code.", "模拟环境：请在手机上选择由谁扫码。")
        .raw("</p><p><small>")
        .say(state.world().company().name())
        .raw(" · ")
        .escaped(state.world().app().name())
        .raw("</small></p></section>");
  }

  /** Looks like a code to scan and says nothing. */
  private static void code(Html html, String seed) {
    html.raw("<svg class=\"code\" viewBox=\"0 0 " + MODULES + " " + MODULES + "\" role=\"img\"")
        .raw(" aria-label=\"code\"><path d=\"");
    int noise = seed.hashCode() | 1;
    for (int y = 0; y < MODULES; y++) {
      for (int x = 0; x < MODULES; x++) {
        noise = noise * 1664525 + 1013904223;
        boolean corner = corner(x, y) || corner(MODULES - 1 - x, y) || corner(x, MODULES - 1 - y);
        if (corner ? ring(x, y) : noise < 0) {
          html.raw("M" + x + " " + y + "h1v1h-1z");
        }
      }
    }
    html.raw("\"/></svg>");
  }

  private static boolean corner(int x, int y) {
    return x < 8 && y < 8;
  }

  private static boolean ring(int x, int y) {
    int a = Math.min(x, MODULES - 1 - x);
    int b = Math.min(y, MODULES - 1 - y);
    int far = Math.max(Math.abs(a - 3), Math.abs(b - 3));
    return far == 3 || far <= 1;
  }

  private static void phoneTop(Html html, State state) {
    html.raw("<section class=\"phone\"><div class=\"glass\"><header><span>")
        .say(state.world().company().name())
        .raw("</span><em>")
        .say("sandbox", "沙盒")
        .raw("</em></header>");
  }

  private static void phoneBottom(Html html) {
    html.raw("</div></section>");
  }

  private static void field(Html html, String name, Words label, String value) {
    if (!value.isEmpty()) {
      html.raw("<li><label><input type=\"checkbox\" checked name=\"")
          .raw(name)
          .raw("\" value=\"1\"><span>")
          .say(label)
          .raw("<small>")
          .escaped(value)
          .raw("</small></span></label></li>");
    }
  }

  private static String initial(Html html, Person person) {
    return person.name().in(html.chinese()).substring(0, 1);
  }

  private static String tone(Person person) {
    boolean welcome =
        person.kind() == Person.Kind.MEMBER && person.status() != 2 && person.status() != 5;
    return welcome ? (person.inRange() ? "in" : "edge") : "out";
  }
}
