package dev.muster.sandbox.common;

import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;

/** Builds pages: the frame, the escaping, and the language. */
public final class Html {
  private final StringBuilder text = new StringBuilder(4096);
  private final boolean chinese;

  /**
   * Begins a page.
   *
   * @param request what asks for it
   * @param title its title
   * @param bodyClass a class of the style sheet for the whole page, or empty
   */
  public Html(SandboxRequest request, Words title, String bodyClass) {
    this.chinese = chinese(request);
    raw("<!doctype html><html lang=\"").raw(chinese ? "zh-CN" : "en").raw("\"><head>");
    raw("<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, ");
    raw("initial-scale=1\"><meta name=\"robots\" content=\"noindex\"><title>");
    say(title).raw("</title><link rel=\"stylesheet\" href=\"");
    escaped(request.mount().replaceAll("/control$", "") + "/style.css");
    raw("\"></head><body class=\"").raw(bodyClass).raw("\">");
  }

  /**
   * The language asked for by {@code lang}, else by the browser, else English.
   *
   * @param request what asks
   * @return whether it is Chinese
   */
  public static boolean chinese(SandboxRequest request) {
    return request
        .query("lang")
        .or(() -> request.header("Accept-Language"))
        .orElse("en")
        .toLowerCase(Locale.ROOT)
        .startsWith("zh");
  }

  /**
   * The page's language.
   *
   * @return whether it is Chinese
   */
  public boolean chinese() {
    return chinese;
  }

  /**
   * Markup of ours.
   *
   * @param markup what is written as it is
   * @return this
   */
  public Html raw(String markup) {
    text.append(markup);
    return this;
  }

  /**
   * A text that may hold anything.
   *
   * @param value what is escaped
   * @return this
   */
  public Html escaped(String value) {
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
    return this;
  }

  /**
   * A text in the page's language.
   *
   * @param words the text
   * @return this
   */
  public Html say(Words words) {
    return escaped(words.in(chinese));
  }

  /**
   * A text in the page's language.
   *
   * @param en in English
   * @param zh in Chinese
   * @return this
   */
  public Html say(String en, String zh) {
    return escaped(chinese ? zh : en);
  }

  /**
   * Inputs that carry what came along.
   *
   * @param values by name
   * @return this
   */
  public Html hidden(Map<String, String> values) {
    values.forEach(
        (name, value) ->
            raw("<input type=\"hidden\" name=\"")
                .escaped(name)
                .raw("\" value=\"")
                .escaped(value)
                .raw("\">"));
    return this;
  }

  /**
   * Ends the page.
   *
   * @param status the HTTP status
   * @return the answer
   */
  public SandboxResponse page(int status) {
    raw("</body></html>");
    return SandboxResponse.html(status, text.toString());
  }

  static SandboxResponse style() {
    try (InputStream in = Html.class.getResourceAsStream("style.css")) {
      if (in == null) {
        throw new IllegalStateException("style.css is missing");
      }
      return SandboxResponse.of(200, "text/css; charset=utf-8", in.readAllBytes())
          .with("Cache-Control", "max-age=300");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
