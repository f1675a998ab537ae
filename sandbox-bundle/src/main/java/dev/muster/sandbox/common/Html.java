package dev.muster.sandbox.common;

import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Builds pages: the frame, the escaping, and the language. */
public final class Html {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{}");

  private final StringBuilder text = new StringBuilder(4096);
  private final boolean chinese;

  /**
   * Begins with nothing.
   *
   * @param chinese whether in Chinese
   */
  public Html(boolean chinese) {
    this.chinese = chinese;
  }

  /** Begins a page with the sandbox's frame and a class of the style sheet, which may be empty. */
  Html(SandboxRequest request, Words title, String bodyClass) {
    this(
        request
            .query("lang")
            .or(() -> request.header("Accept-Language"))
            .orElse("en")
            .toLowerCase(Locale.ROOT)
            .startsWith("zh"));
    add(
        """
        <!doctype html><html lang="{}"><head>\
        <meta charset="utf-8"><meta name="viewport" content="width=device-width, \
        initial-scale=1"><meta name="robots" content="noindex"><title>{}</title>\
        <link rel="stylesheet" href="{}/style.css"></head><body class="{}">\
        """,
        chinese ? "zh-CN" : "en",
        title,
        request.mount().replaceAll("/control$", ""),
        bodyClass);
  }

  /**
   * Adds markup.
   *
   * @param markup markup of ours, with {@code {}} for each value
   * @param values what may hold anything and is escaped; {@link Words} in the page's language
   * @return this
   */
  public Html add(String markup, Object... values) {
    String[] parts = PLACEHOLDER.split(markup, values.length + 1);
    text.append(parts[0]);
    for (int i = 0; i < values.length; i++) {
      escape(values[i] instanceof Words words ? words.in(chinese) : values[i].toString());
      text.append(parts[i + 1]);
    }
    return this;
  }

  private void escape(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '&' -> text.append("&amp;");
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '"' -> text.append("&quot;");
        case '\'' -> text.append("&#39;");
        default -> text.append(c);
      }
    }
  }

  /** Adds inputs that carry what came along. */
  Html hidden(Map<String, String> values) {
    values.forEach(
        (name, value) -> add("<input type=\"hidden\" name=\"{}\" value=\"{}\">", name, value));
    return this;
  }

  /** {@return whether the page is in Chinese} */
  boolean chinese() {
    return chinese;
  }

  /** Ends the page. */
  SandboxResponse page(int status) {
    return SandboxResponse.html(status, add("</body></html>").toString());
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /**
   * A style sheet.
   *
   * @param owner the class beside which {@code style.css} lies
   * @return its text
   */
  public static String style(Class<?> owner) {
    try (InputStream in = owner.getResourceAsStream("style.css")) {
      if (in == null) {
        throw new IllegalStateException("style.css is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
