package dev.muster.web.signin;

import dev.muster.api.Color;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.web.http.BundledFiles;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Style sheets, at addresses that change with them, so that browsers may keep them. */
final class Assets {
  /** Two colours of an accent are in the address, so that nothing has to be kept for it. */
  private static final Pattern COLORS = Pattern.compile("colors-([0-9a-f]{6})-([0-9a-f]{6})\\.css");

  private static final String DARK = "@media (prefers-color-scheme: dark)";

  private final Map<Theme, String> names = new EnumMap<>(Theme.class);
  private final Map<String, Response> styles = new HashMap<>();

  Assets() {
    String style =
        new String(BundledFiles.read(Assets.class, "signin.css"), StandardCharsets.UTF_8);
    for (Theme theme : Theme.values()) {
      String themed =
          style
              .replace(DARK, theme.darkWhen)
              .replace("color-scheme: light dark;", "color-scheme: " + theme.scheme + ";");
      String name =
          "style-" + BundledFiles.digest(themed.getBytes(StandardCharsets.UTF_8)) + ".css";
      names.put(theme, name);
      styles.put(name, css(themed).compressible());
    }
  }

  /** Which of a style's colours count. */
  enum Theme {
    /** Those that the browser asks for. */
    SYSTEM(DARK, "light dark"),
    LIGHT("@media not all", "light"),
    DARK_ONLY("@media all", "dark");

    private final String darkWhen;
    private final String scheme;

    Theme(String darkWhen, String scheme) {
      this.darkWhen = darkWhen;
      this.scheme = scheme;
    }

    /** As CSS and HTML name it. */
    String scheme() {
      return scheme;
    }
  }

  /** The path of the style sheet. */
  String stylePath(Theme theme) {
    return "/signin/" + names.get(theme);
  }

  /** The path of the style sheet of an accent. */
  static String colorsPath(Color light, Color dark) {
    return "/signin/colors-" + light.hex().substring(1) + "-" + dark.hex().substring(1) + ".css";
  }

  Response get(Request request) {
    String file = request.path("file");
    Response style = styles.get(file);
    if (style != null) {
      return style;
    }
    Matcher colors = COLORS.matcher(file);
    if (!colors.matches()) {
      throw ProblemException.notFound(Resource.FILE);
    }
    return css(
        accent(new Color("#" + colors.group(1)))
            + DARK
            + "{"
            + accent(new Color("#" + colors.group(2)))
            + "}");
  }

  private static String accent(Color color) {
    return ":root{--accent:%s;--accent-ink:%s;--accent-hover:%s}"
        .formatted(color.hex(), color.ink().hex(), color.hover().hex());
  }

  private static Response css(String text) {
    return Response.text(200, "text/css;charset=utf-8", text)
        .with("Cache-Control", "public, max-age=31536000, immutable");
  }
}
