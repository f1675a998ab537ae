package dev.muster.sandbox.demo;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The pages of the demo's application. */
final class DemoPage {
  private static final String STYLE = style();

  private final BiConsumer<StringBuilder, Boolean> content;

  private DemoPage(BiConsumer<StringBuilder, Boolean> content) {
    this.content = content;
  }

  static DemoPage welcome(URI application) {
    return new DemoPage(
        (page, zh) -> {
          heading(page, zh ? "演示应用" : "Demo application");
          paragraph(
              page,
              zh
                  ? "一个普通的 OpenID Connect 应用。点击登录，在模拟手机上选择您是谁。"
                  : "An ordinary OpenID Connect application. Sign in, and choose who you are on a"
                      + " simulated phone.");
          button(page, application, zh ? "登录" : "Sign in");
        });
  }

  static DemoPage person(URI application, Map<String, String> claims) {
    return new DemoPage(
        (page, zh) -> {
          String name =
              Optional.ofNullable(claims.get("name")).orElse(claims.getOrDefault("sub", ""));
          heading(page, zh ? "您好，" + name : "Hello, " + name);
          paragraph(page, zh ? "提供方告诉本应用的信息：" : "This is what the provider tells the application:");
          page.append("<dl>");
          claims.forEach(
              (claim, value) -> {
                page.append("<dt>");
                escape(page, claim);
                page.append("</dt><dd>");
                escape(page, value);
                page.append("</dd>");
              });
          page.append("</dl>");
          button(page, application, zh ? "再登录一次" : "Sign in again");
          page.append("<a class=\"quiet\" href=\"");
          escape(page, application + "/start?" + DemoApplication.ANEW);
          page.append("\">");
          escape(page, zh ? "换一个人登录" : "Sign in as somebody else");
          page.append("</a>");
        });
  }

  static DemoPage problem(URI application, String error) {
    return new DemoPage(
        (page, zh) -> {
          heading(page, zh ? "未登录" : "Not signed in");
          paragraph(page, (zh ? "原因：" : "The answer was: ") + error);
          button(page, application, zh ? "再试一次" : "Try again");
        });
  }

  void send(HttpServletRequest request, HttpServletResponse response, int status)
      throws IOException {
    String language = Optional.ofNullable(request.getHeader("Accept-Language")).orElse("en");
    boolean zh = language.toLowerCase(Locale.ROOT).startsWith("zh");
    StringBuilder page = new StringBuilder(4096);
    page.append("<!doctype html><html lang=\"").append(zh ? "zh-CN" : "en").append("\"><head>");
    page.append("<meta charset=\"utf-8\"><meta name=\"robots\" content=\"noindex\">");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    page.append("<title>").append(zh ? "演示应用" : "Demo application").append("</title>");
    page.append("<style>").append(STYLE).append("</style></head><body><main>");
    content.accept(page, zh);
    page.append("</main></body></html>");
    byte[] body = page.toString().getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("text/html; charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static String style() {
    try (InputStream in = DemoPage.class.getResourceAsStream("style.css")) {
      if (in == null) {
        throw new IllegalStateException("style.css is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void heading(StringBuilder page, String text) {
    page.append("<h1>");
    escape(page, text);
    page.append("</h1>");
  }

  private static void paragraph(StringBuilder page, String text) {
    page.append("<p>");
    escape(page, text);
    page.append("</p>");
  }

  private static void button(StringBuilder page, URI application, String text) {
    page.append("<a href=\"");
    escape(page, application + "/start");
    page.append("\">");
    escape(page, text);
    page.append("</a>");
  }

  private static void escape(StringBuilder page, String text) {
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> page.append("&amp;");
                case '<' -> page.append("&lt;");
                case '>' -> page.append("&gt;");
                case '"' -> page.append("&quot;");
                case '\'' -> page.append("&#39;");
                default -> page.appendCodePoint(c);
              }
            });
  }
}
