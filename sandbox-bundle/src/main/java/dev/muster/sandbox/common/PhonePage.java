package dev.muster.sandbox.common;

import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What people see: a code to scan, and a phone in which they choose who they are.
 *
 * @param platform what the platform is called
 * @param company what the company is called
 * @param app what the app is called
 */
record PhonePage(Words platform, Words company, String app) {
  private static final int MODULES = 21;

  /**
   * Who scans, or whose phone it is. The form comes back by POST with {@code person}, or with
   * {@code decline}, and with all that was asked.
   *
   * @param request what asks for it
   * @param people who can be chosen
   * @param asked what comes back as it is
   * @param desktop whether a code is shown to be scanned
   * @return the page
   */
  SandboxResponse choose(
      SandboxRequest request,
      List<? extends Someone> people,
      Map<String, String> asked,
      boolean desktop) {
    Html html = new Html(request, title(), desktop ? "desk" : "").add("<main>");
    if (desktop) {
      screen(html, asked.getOrDefault("state", ""));
    }
    Words question =
        desktop ? new Words("Scan as", "选择扫码人") : new Words("Whose phone is this?", "这是谁的手机？");
    phoneTop(html)
        .add("<h2>{}</h2><form method=\"post\"><ul class=\"people\">", question)
        .hidden(asked);
    for (Someone person : people) {
      html.add(
          """
          <li><button name="person" value="{}"><span class="face {}" aria-hidden="true">{}</span>\
          <span class="who"><b>{}</b><small>{}</small></span></button></li>\
          """,
          person.id(),
          face(person),
          person.name().in(html.chinese()).substring(0, 1),
          person.name(),
          person.note());
    }
    html.add("</ul>");
    if (desktop) {
      html.add(
          "<button class=\"plain\" name=\"decline\" value=\"1\">{}</button>",
          new Words("Cancel", "取消"));
    }
    return html.add("</form></div></section></main>").page(200);
  }

  /** A class of the style sheet: whether they are to be let in, as a colour. */
  private static String face(Someone person) {
    if (!person.welcome()) {
      return "out";
    }
    return person.inRange() ? "in" : "edge";
  }

  /** What is handed over, see {@link BasePages#consent}. */
  SandboxResponse consent(
      SandboxRequest request,
      Map<String, String> asked,
      Someone person,
      List<BasePages.Item> items) {
    Html html = new Html(request, new Words("Authorize", "授权"), "").add("<main>");
    phoneTop(html)
        .add("<h2>{}{}</h2><form method=\"post\">", app, new Words(" asks for", " 申请获取"))
        .hidden(asked)
        .hidden(Map.of("person", person.id()))
        .add("<ul class=\"fields\">");
    for (BasePages.Item item : items) {
      if (!item.value().isEmpty()) {
        html.add(
            """
            <li><label><input type="checkbox" checked name="{}" value="1">\
            <span>{}<small>{}</small></span></label></li>\
            """,
            item.name(),
            item.label(),
            item.value());
      }
    }
    return html.add(
            """
            </ul><button class="main" name="consent" value="1">{}</button>\
            <button class="plain" name="decline" value="1">{}</button>\
            </form></div></section></main>\
            """,
            new Words("Agree", "同意"),
            new Words("Refuse", "拒绝"))
        .page(200);
  }

  /**
   * The messages of the app on somebody's phone, and the group chats that they are in.
   *
   * @param request what asks for it
   * @param person whose phone it is
   * @param messages what it shows, oldest first
   * @param chats the group chats
   * @return the page
   */
  SandboxResponse messages(
      SandboxRequest request, Someone person, List<String> messages, List<GroupChat> chats) {
    Html html = new Html(request, title(), "").add("<main>");
    phoneTop(html).add("<h2>{}</h2><ul class=\"messages\">", person.name());
    for (String message : messages) {
      html.add("<li><small>{}</small><p>{}</p></li>", app, message);
    }
    if (messages.isEmpty()) {
      html.add("<li>{}</li>", new Words("No messages.", "暂无消息。"));
    }
    html.add("</ul>");
    if (!chats.isEmpty()) {
      html.add("<h2>{}</h2>", new Words("Group chats", "群聊"));
      ChatPage.links(html, request, chats);
    }
    return html.add("</div></section></main>").page(200);
  }

  /**
   * A group chat as its members see it.
   *
   * @param request what asks for it
   * @param chat the chat
   * @param names what people are called, by id
   * @return the page
   */
  SandboxResponse chat(SandboxRequest request, GroupChat chat, Function<String, Words> names) {
    return ChatPage.of(phoneTop(new Html(request, title(), "").add("<main>")), chat, app, names);
  }

  /**
   * Something that the platform does not do.
   *
   * @param request what asked for it
   * @param status the HTTP status
   * @param code the platform's error code, or empty
   * @param text what people read
   * @return the page
   */
  SandboxResponse problem(SandboxRequest request, int status, String code, Words text) {
    Html html = new Html(request, title(), "");
    html.add(
        """
        <main><section class="phone problem"><div class="glass"><p class="sign">!</p>\
        <h2>{}</h2>\
        """,
        text);
    if (!code.isEmpty()) {
      html.add("<p><small>{}{}</small></p>", new Words("Error code ", "错误码 "), code);
    }
    return html.add("</div></section></main>").page(status);
  }

  private void screen(Html html, String state) {
    html.add(
        "<section class=\"screen\"><h1>{}</h1>",
        new Words("Sign in with " + platform.en(), platform.zh() + "扫码登录"));
    code(html, state);
    html.add(
        "<p>{}</p><p><small>{} · {}</small></p></section>",
        new Words("Simulated. Choose on the phone who scans this code.", "模拟环境：请在手机上选择由谁扫码。"),
        company,
        app);
  }

  /** Looks like a code to scan and says nothing. */
  private static void code(Html html, String seed) {
    html.add(
        "<svg class=\"code\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"code\"><path d=\"",
        MODULES,
        MODULES);
    int noise = seed.hashCode() | 1;
    for (int y = 0; y < MODULES; y++) {
      for (int x = 0; x < MODULES; x++) {
        noise = noise * 1664525 + 1013904223;
        boolean corner = corner(x, y) || corner(MODULES - 1 - x, y) || corner(x, MODULES - 1 - y);
        if (corner ? ring(x, y) : noise < 0) {
          html.add("M{} {}h1v1h-1z", x, y);
        }
      }
    }
    html.add("\"/></svg>");
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

  private Html phoneTop(Html html) {
    return html.add(
        """
        <section class="phone"><div class="glass"><header><span>{}</span><em>{}</em></header>\
        """,
        company,
        new Words("sandbox", "沙盒"));
  }

  private Words title() {
    return new Words(platform.en() + " sandbox", platform.zh() + "沙盒");
  }
}
