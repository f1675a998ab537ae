package dev.muster.web.signin;

import static dev.muster.web.signin.Html.element;
import static dev.muster.web.signin.Html.styled;
import static dev.muster.web.signin.Html.text;

import dev.muster.api.IdentitySources;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Pictures. They are shown as images, in which a browser runs nothing, never as markup. */
final class Icons {
  /** Ours, for the browser's tab. */
  static final String OURS =
      picture(
          "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\"><rect width=\"32\""
              + " height=\"32\" rx=\"9\" fill=\"#1f5fd1\"/><path d=\"M8 23V9h2.6L16 16.6 21.4"
              + " 9H24v14h-3v-8.6l-5 6.9-5-6.9V23z\" fill=\"#fff\"/></svg>");

  /** The largest picture of a platform, in characters. */
  private static final int MAX_ICON = 16_384;

  /** The pictures of all buttons of a page, in characters. */
  private static final int MAX_OF_PAGE = 6_000;

  private Icons() {}

  /** The icon of a source's button. */
  static Html of(IdentitySources.Offer offer) {
    return of(offer.displayName(), offer.icon().filter(svg -> svg.length() <= MAX_ICON));
  }

  /** Pictures of a page with many of them: those that would make it too large are letters. */
  static final class Budget {
    private int left = MAX_OF_PAGE;

    Html of(String name, Optional<String> icon) {
      Optional<String> fits = icon.filter(svg -> svg.length() <= left);
      left -= fits.map(String::length).orElse(0);
      return Icons.of(name, fits);
    }
  }

  private static Html of(String name, Optional<String> icon) {
    return icon.<Html>map(
            svg ->
                element("img")
                    .with("class", "icon")
                    .with("src", picture(svg))
                    .with("alt", "")
                    .with("width", "32")
                    .with("height", "32"))
        .orElseGet(
            () -> styled("span", "icon letter", text(letter(name))).with("aria-hidden", "true"));
  }

  /** What stands for a name. */
  static String letter(String name) {
    String shown = name.strip();
    return shown.isEmpty() ? "•" : Character.toString(Character.toUpperCase(shown.codePointAt(0)));
  }

  private static String picture(String svg) {
    return "data:image/svg+xml;base64,"
        + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
  }
}
