package dev.muster.sandbox.demo;

import dev.muster.sandbox.common.Html;
import dev.muster.sandbox.common.Words;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The pages of the demo's application. */
final class DemoPage {
  private static final String STYLE = Html.style(DemoPage.class);
  private static final Words TITLE = new Words("Demo application", "演示应用");

  private final URI application;
  private final Html html;

  DemoPage(HttpServletRequest request, URI application) {
    String language = Optional.ofNullable(request.getHeader("Accept-Language")).orElse("en");
    boolean zh = language.toLowerCase(Locale.ROOT).startsWith("zh");
    this.application = application;
    this.html =
        new Html(zh)
            .add(
                """
                <!doctype html><html lang="{}"><head>\
                <meta charset="utf-8"><meta name="robots" content="noindex">\
                <meta name="viewport" content="width=device-width, initial-scale=1">\
                <title>{}</title><style>\
                """,
                zh ? "zh-CN" : "en",
                TITLE)
            .add(STYLE)
            .add("</style></head><body><main>");
  }

  DemoPage welcome() {
    html.add(
        "<h1>{}</h1><p>{}</p>",
        TITLE,
        new Words(
            "An ordinary OpenID Connect application. Sign in, and choose who you are on a"
                + " simulated phone.",
            "一个普通的 OpenID Connect 应用。点击登录，在模拟手机上选择您是谁。"));
    return button(new Words("Sign in", "登录"));
  }

  DemoPage person(Map<String, String> claims) {
    String name = Optional.ofNullable(claims.get("name")).orElse(claims.getOrDefault("sub", ""));
    html.add(
        "<h1>{}</h1><p>{}</p><dl>",
        new Words("Hello, " + name, "您好，" + name),
        new Words("This is what the provider tells the application:", "提供方告诉本应用的信息："));
    claims.forEach((claim, value) -> html.add("<dt>{}</dt><dd>{}</dd>", claim, value));
    html.add("</dl>");
    button(new Words("Sign in again", "再登录一次"));
    html.add(
        "<a class=\"quiet\" href=\"{}/start?{}\">{}</a>",
        application,
        DemoApplication.ANEW,
        new Words("Sign in as somebody else", "换一个人登录"));
    return this;
  }

  DemoPage problem(String error) {
    html.add(
        "<h1>{}</h1><p>{}{}</p>",
        new Words("Not signed in", "未登录"),
        new Words("The answer was: ", "原因："),
        error);
    return button(new Words("Try again", "再试一次"));
  }

  void send(HttpServletResponse response, int status) throws IOException {
    html.add("</main></body></html>");
    byte[] body = html.toString().getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("text/html; charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private DemoPage button(Words text) {
    html.add("<a href=\"{}/start\">{}</a>", application, text);
    return this;
  }
}
