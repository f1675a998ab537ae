package dev.muster.sandbox.common;

import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What people see: a code to scan, and a phone in which they choose who they are. */
public final class PhonePage {
  private static final int MODULES = 21;

  private final Words platform;
  private final Words company;
  private final String app;

  /**
   * Pages of one platform.
   *
   * @param platform what the platform is called
   * @param company what the company is called
   * @param app what the app is called
   */
  public PhonePage(Words platform, Words company, String app) {
    this.platform = platform;
    this.company = company;
    this.app = app;
  }

  /**
   * Something that a person may hand over.
   *
   * @param name its name in the form
   * @param label what people read
   * @param value what it is
   */
  public record Item(String name, Words label, String value) {}

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
  public SandboxResponse choose(
      SandboxRequest request,
      List<? extends Someone> people,
      Map<String, String> asked,
      boolean desktop) {
    Html html = new Html(request, title(), desktop ? "desk" : "");
    html.raw("<main>");
    if (desktop) {
      screen(html, asked);
    }
    phoneTop(html);
    html.raw("<h2>")
        .say(desktop ? "Scan as" : "Whose phone is this?", desktop ? "选择扫码人" : "这是谁的手机？")
        .raw("</h2><form method=\"post\"><ul class=\"people\">")
        .hidden(asked);
    for (Someone person : people) {
      html.raw("<li><button name=\"person\" value=\"")
          .escaped(person.id())
          .raw("\"><span class=\"face ")
          .raw(person.welcome().name().toLowerCase(Locale.ROOT))
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

  /**
   * What is handed over. The form comes back by POST with {@code person} and {@code consent} and
   * the names of the items that stayed ticked, or with {@code decline}.
   *
   * @param request what asks for it
   * @param asked what comes back as it is
   * @param person who is asked
   * @param items what they may hand over
   * @return the page
   */
  public SandboxResponse consent(
      SandboxRequest request, Map<String, String> asked, Someone person, List<Item> items) {
    Html html = new Html(request, new Words("Authorize", "授权"), "");
    html.raw("<main>");
    phoneTop(html);
    html.raw("<h2>")
        .escaped(app)
        .say(" asks for", " 申请获取")
        .raw("</h2><form method=\"post\">")
        .hidden(asked)
        .hidden(Map.of("person", person.id()))
        .raw("<ul class=\"fields\">");
    items.forEach(item -> field(html, item));
    html.raw("</ul><button class=\"main\" name=\"consent\" value=\"1\">")
        .say("Agree", "同意")
        .raw("</button><button class=\"plain\" name=\"decline\" value=\"1\">")
        .say("Refuse", "拒绝")
        .raw("</button></form>");
    phoneBottom(html);
    return html.raw("</main>").page(200);
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
  public SandboxResponse problem(SandboxRequest request, int status, String code, Words text) {
    Html html = new Html(request, title(), "");
    html.raw(
            "<main><section class=\"phone problem\"><div class=\"glass\"><p class=\"sign\">!</p><h2>")
        .say(text)
        .raw("</h2>");
    if (!code.isEmpty()) {
      html.raw("<p><small>").say("Error code ", "错误码 ").escaped(code).raw("</small></p>");
    }
    return html.raw("</div></section></main>").page(status);
  }

  private void screen(Html html, Map<String, String> asked) {
    html.raw("<section class=\"screen\"><h1>")
        .say("Sign in with " + platform.en(), platform.zh() + "扫码登录")
        .raw("</h1>");
    code(html, asked.getOrDefault("state", ""));
    html.raw("<p>")
        .say("Simulated. Choose on the phone who scans this code.", "模拟环境：请在手机上选择由谁扫码。")
        .raw("</p><p><small>")
        .say(company)
        .raw(" · ")
        .escaped(app)
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

  private void phoneTop(Html html) {
    html.raw("<section class=\"phone\"><div class=\"glass\"><header><span>")
        .say(company)
        .raw("</span><em>")
        .say("sandbox", "沙盒")
        .raw("</em></header>");
  }

  private static void phoneBottom(Html html) {
    html.raw("</div></section>");
  }

  private static void field(Html html, Item item) {
    if (!item.value().isEmpty()) {
      html.raw("<li><label><input type=\"checkbox\" checked name=\"")
          .escaped(item.name())
          .raw("\" value=\"1\"><span>")
          .say(item.label())
          .raw("<small>")
          .escaped(item.value())
          .raw("</small></span></label></li>");
    }
  }

  private static String initial(Html html, Someone person) {
    return person.name().in(html.chinese()).substring(0, 1);
  }

  private Words title() {
    return new Words(platform.en() + " sandbox", platform.zh() + "沙盒");
  }
}
