package dev.muster.web.signin;

import static dev.muster.web.signin.Html.element;
import static dev.muster.web.signin.Html.styled;
import static dev.muster.web.signin.Html.text;

import dev.muster.spi.Text;
import dev.muster.web.http.Language;
import dev.muster.web.http.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What all pages have in common. */
final class Page {
  /** Nothing runs, nothing is loaded from elsewhere, nobody frames us. */
  static final String CSP =
      "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self';"
          + " frame-ancestors 'none'; base-uri 'none'";

  /**
   * Without {@code form-action}: it holds for every address that a submitted form is redirected to,
   * and those of applications and platforms are not ours to know.
   */
  static final String FORMS_LEAD_AWAY = CSP.replace(" form-action 'self';", "");

  private static final String OPENER_POLICY = "Cross-Origin-Opener-Policy";
  private static final String POLICY = "Content-Security-Policy";
  private static final Text NAME = new Text("Muster", "Muster");

  private final Assets assets;
  private final UnaryOperator<Html> finish;

  Page(Assets assets) {
    this(assets, UnaryOperator.identity());
  }

  /** Pages each of which is changed by something before it is written. */
  Page(Assets assets, UnaryOperator<Html> finish) {
    this.assets = assets;
    this.finish = finish;
  }

  /** The same with script at its end, under a policy of its own. */
  Response scripted(
      Language language,
      String title,
      Optional<Look> look,
      List<Html> content,
      List<? extends Html> scripts,
      String csp) {
    List<Html> all = new ArrayList<>(content);
    all.addAll(scripts);
    return under(csp, 200, language, title, look, Optional.empty(), all);
  }

  /** A page under a policy of its own. */
  Response under(
      String csp,
      int status,
      Language language,
      String title,
      Optional<Look> look,
      Optional<String> again,
      List<Html> content) {
    Response plain = of(status, language, title, look, again, content);
    return new Response(
        plain.status(),
        plain.headers().stream()
            .map(header -> header.name().equals(POLICY) ? new Response.Header(POLICY, csp) : header)
            .toList(),
        plain.contentType(),
        plain.body());
  }

  /**
   * A page.
   *
   * @param status the HTTP status
   * @param language in which language it is
   * @param title what the browser's tab says
   * @param look whose page it is, where that is known
   * @param again the query of the same page, where it may be asked for in the other language
   * @param content what is in it
   */
  Response of(
      int status,
      Language language,
      String title,
      Optional<Look> look,
      Optional<String> again,
      List<Html> content) {
    String whose = look.map(Look::name).orElse(language.of(NAME));
    Assets.Theme theme = look.map(Look::theme).orElse(Assets.Theme.SYSTEM);
    List<Html> head = new ArrayList<>();
    Collections.addAll(
        head,
        element("meta").with("charset", "utf-8"),
        element("meta")
            .with("name", "viewport")
            .with("content", "width=device-width, initial-scale=1, viewport-fit=cover"),
        element("meta").with("name", "color-scheme").with("content", theme.scheme()),
        element("meta").with("name", "robots").with("content", "noindex"),
        element("link").with("rel", "icon").with("type", "image/svg+xml").with("href", Icons.OURS),
        style(assets.stylePath(theme)));
    look.flatMap(Look::colors).map(Page::style).ifPresent(head::add);
    head.add(element("title", text(title + " · " + whose)));
    List<Html> card = new ArrayList<>();
    look.map(Page::sign).ifPresent(card::add);
    card.addAll(content);
    Html.Element body = element("body", element("main", styled("div", "card").containing(card)));
    List<Html> foot = new ArrayList<>(languages(language, again));
    look.map(Look::links).ifPresent(links -> foot.addAll(links(language, links)));
    if (!foot.isEmpty()) {
      body = body.containing(List.of(element("footer").containing(foot)));
    }
    StringBuilder out = new StringBuilder(4096).append("<!doctype html>");
    finish
        .apply(element("html", element("head").containing(head), body).with("lang", language.tag()))
        .write(out);
    return Response.text(status, Response.HTML, out.toString())
        .with(POLICY, CSP)
        .with(OPENER_POLICY, "same-origin")
        .in(language);
  }

  /** The same page, which can post to the window that opened it, and be reached from there. */
  static Response reachingOpener(Response page) {
    return new Response(
        page.status(),
        page.headers().stream().filter(each -> !each.name().equals(OPENER_POLICY)).toList(),
        page.contentType(),
        page.body());
  }

  private static Html style(String path) {
    return element("link").with("rel", "stylesheet").with("href", path);
  }

  /** Whose page it is. */
  private static Html sign(Look look) {
    Html picture =
        look.logo()
            .<Html>map(
                address ->
                    element("img").with("class", "logo").with("src", address).with("alt", ""))
            .orElseGet(
                () ->
                    styled("span", "monogram", text(Icons.letter(look.name())))
                        .with("aria-hidden", "true"));
    return styled("p", "tenant", picture, element("span", text(look.name())));
  }

  private static List<Html> links(Language language, List<Look.Link> links) {
    List<Html> all = new ArrayList<>();
    for (Look.Link link : links) {
      all.add(element("a", text(language.of(link.label()))).with("href", link.href()));
    }
    return all.isEmpty()
        ? List.of()
        : List.of(
            styled("nav", "links").with("aria-label", language.of(Messages.LINKS)).containing(all));
  }

  private static List<Html> languages(Language language, Optional<String> again) {
    if (again.isEmpty()) {
      return List.of();
    }
    List<Html> choices = new ArrayList<>();
    for (Language other : Language.values()) {
      String name = other == Language.CHINESE ? "中文" : "English";
      choices.add(
          other == language
              ? element("span", text(name)).with("lang", other.tag()).with("aria-current", "true")
              : element("a", text(name))
                  .with("href", "?" + with(again.get(), "ui_locales", other.tag()))
                  .with("hreflang", other.tag())
                  .with("lang", other.tag()));
    }
    return List.of(
        styled("nav", "languages")
            .with("aria-label", language.of(Messages.LANGUAGE))
            .containing(choices));
  }

  /** A query in which a parameter has another value. */
  static String with(String query, String name, String value) {
    StringBuilder changed = new StringBuilder(query.length() + 40);
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty() && !pair.startsWith(name + "=")) {
        changed.append(pair).append('&');
      }
    }
    return changed
        .append(name)
        .append('=')
        .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
        .toString();
  }
}
