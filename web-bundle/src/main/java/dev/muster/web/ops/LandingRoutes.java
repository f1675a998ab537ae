package dev.muster.web.ops;

import dev.muster.api.Installation;
import dev.muster.web.http.Failures;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /}: says what this is. */
@Component
public final class LandingRoutes implements Routes {
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none';"
          + " base-uri 'none'; form-action 'none'";

  private static final String ICON =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\">"
          + "<rect width=\"32\" height=\"32\" rx=\"8\" fill=\"#1d4ed8\"/>"
          + "<path d=\"M7 23V10l9 8 9-8v13\" fill=\"none\" stroke=\"#fff\" stroke-width=\"3\""
          + " stroke-linejoin=\"round\" stroke-linecap=\"round\"/></svg>";

  private final Response page;
  private final Response icon;

  /**
   * Makes the page.
   *
   * @param installation whether there is a demo to link to, and the version
   */
  @Activate
  public LandingRoutes(@Reference Installation installation) {
    page =
        Response.text(200, Response.HTML, html(installation))
            .with("Content-Security-Policy", POLICY)
            .compressible();
    icon = Response.text(200, "image/svg+xml", ICON).with("Cache-Control", "public, max-age=86400");
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.of("GET", "/", Failures::problemDocument, request -> page),
        Route.of("GET", "/favicon.ico", Failures::problemDocument, request -> icon),
        Route.of("GET", "/favicon.svg", Failures::problemDocument, request -> icon));
  }

  private static String html(Installation installation) {
    String demo =
        installation.demo()
            ? "<p><a class=\"button\" href=\"/t/demo/login\">Play a sign-in</a></p>"
            : "";
    return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Muster</title>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml">
        <style>
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 36rem; margin: 12vh auto; \
        padding: 0 1.25rem; color: #1f2937 }
        h1 { font-size: 1.75rem; margin: 0 0 .5rem }
        a { color: #1d4ed8 }
        .button { display: inline-block; background: #1d4ed8; color: #fff; border-radius: .5rem; \
        padding: .6rem 1.1rem; text-decoration: none }
        small { color: #6b7280 }
        </style>
        </head>
        <body>
        <h1>Muster</h1>
        <p>People sign in here with their company's work chat, and applications trust it by \
        OpenID Connect.</p>
        %s
        <p><a href="/console/">Console</a> · <a href="/api/v1/openapi.json">Management API</a> · <a href="/readyz">Health</a></p>
        <small>Version %s</small>
        </body>
        </html>
        """
        .formatted(demo, escaped(installation.version()));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
