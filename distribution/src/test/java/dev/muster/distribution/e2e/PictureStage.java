package dev.muster.distribution.e2e;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where pictures of the console are taken: the files of the real product, at an address, a time and
 * in a font that are the same on every machine.
 */
final class PictureStage implements AutoCloseable {
  static final String ORIGIN = "https://muster.example";

  /** When every picture is taken. */
  static final Instant NOW = Instant.parse("2026-11-29T16:00:00Z");

  /** Options of the browser's command line. */
  static final String[] BROWSER = {
    // letters are drawn as on every other machine
    "--font-render-hinting=none",
    "--disable-lcd-text",
    // what the preview of the branding asks for passes by here as well
    "--disable-features=IsolateSandboxedIframes"
  };

  private static final int WIDTH = 1280;
  private static final int HEIGHT = 800;
  private static final double PATIENCE_MILLIS = 60_000;
  private static final int LOOKS = 40;
  private static final int BETWEEN_LOOKS_MILLIS = 100;
  private static final String API = "/api/";
  private static final String DISCOVERY = "/.well-known/";
  private static final String SANDBOX = "/sandbox/";
  private static final String FONTS = "/fonts-of-the-pictures/";
  private static final String CSS = "text/css";
  private static final Path FONTS_FOLDER = Path.of("src", "test", "node", "node_modules");

  /** Before every style sheet, also those of the pages that the preview of the branding shows. */
  private static final String IMPORTS =
      """
      @import url('%1$s@fontsource-variable/inter/index.css');
      @import url('%1$s@fontsource-variable/noto-sans-sc/index.css');
      @import url('%1$s@fontsource-variable/noto-sans-mono/index.css');
      @import url('%1$s@fontsource/noto-sans-symbols-2/index.css');
      *, ::file-selector-button {
        font-family: 'Inter Variable', 'Noto Sans SC Variable', 'Noto Sans Symbols 2' !important;
      }
      code, code *, pre, pre *, kbd {
        font-family: 'Noto Sans Mono Variable', 'Noto Sans SC Variable' !important;
      }
      """
          .formatted(FONTS);

  /** In place of the page that was there, each as wide as a phone on a desk needs, and smaller. */
  private static final String BESIDE =
      """
      places => {
        const windows = places.map(place => {
          const figure = document.createElement('figure');
          const caption = document.createElement('figcaption');
          const page = document.createElement('iframe');
          figure.style.cssText = 'flex: 1; min-inline-size: 0; margin: 0; overflow: hidden';
          caption.style.cssText = 'padding: 12px; font-weight: 600; text-align: center';
          page.style.cssText = 'inline-size: 600px; block-size: 1060px; border: 0;'
            + ' transform: scale(0.711); transform-origin: 0 0';
          page.src = place;
          figure.append(caption, page);
          const loaded = new Promise(done => { page.onload = done; });
          return { figure, loaded: loaded.then(() => {
            caption.textContent = page.contentDocument.title;
          }) };
        });
        document.body.replaceChildren(...windows.map(each => each.figure));
        document.body.style.cssText = 'display: flex; margin: 0';
        return Promise.all(windows.map(each => each.loaded));
      }
      """;

  private final String product;
  private final PictureApi api;
  private final BrowserContext context;
  private final Page page;

  /**
   * Opens it.
   *
   * @param chromium a browser with the options {@link #BROWSER}
   * @param product where the product answers, without a slash at its end
   * @param api what answers in place of its API
   */
  PictureStage(Chromium chromium, String product, PictureApi api) {
    this.product = product;
    this.api = api;
    this.context =
        chromium.context(
            new Browser.NewContextOptions()
                .setLocale("en-US")
                .setTimezoneId("UTC")
                .setViewportSize(WIDTH - 1, HEIGHT)
                .setColorScheme(ColorScheme.LIGHT)
                .setReducedMotion(ReducedMotion.REDUCE));
    context.setDefaultTimeout(PATIENCE_MILLIS);
    context.clock().setFixedTime(Date.from(NOW));
    context.route(ORIGIN + "/**", this::serve);
    this.page = context.newPage();
  }

  Page page() {
    return page;
  }

  void signInAt(String url) {
    api.signInAt(url);
  }

  /**
   * Shows several pages of the sandbox beside each other, as windows on a desk.
   *
   * @param places their addresses, from the slash on
   */
  void showBeside(List<String> places) {
    // the console's policy allows no frames
    page.navigate(ORIGIN + places.get(0));
    page.evaluate(BESIDE, places);
    for (Frame frame : page.mainFrame().childFrames()) {
      frame.waitForFunction(
          "() => document.readyState === 'complete' && document.fonts.status === 'loaded'");
    }
  }

  /** Goes to the picture's page, does what is done there, and takes it once nothing moves. */
  byte[] take(ConsolePicture picture) {
    page.navigate(ORIGIN + "/console/" + picture.place());
    page.locator("#content h1").waitFor();
    // comes by itself behind the page, and nothing says that it is on its way
    page.locator("header .tenants").waitFor();
    page.waitForLoadState(LoadState.NETWORKIDLE);
    picture.steps().accept(this);
    page.mouse().move(0, 0);
    page.waitForFunction("() => document.fonts.status === 'loaded'");
    // what is drawn, such as a chart, is drawn anew, now that the fonts are there
    page.setViewportSize(WIDTH, HEIGHT);
    byte[] before = look();
    for (int looks = 0; looks < LOOKS; looks++) {
      page.waitForTimeout(BETWEEN_LOOKS_MILLIS);
      byte[] now = look();
      if (Arrays.equals(before, now)) {
        return now;
      }
      before = now;
    }
    throw new AssertionError(picture + " does not come to rest");
  }

  private byte[] look() {
    page.waitForFunction(
        "() => document.fonts.status === 'loaded' && !document.querySelector('[aria-busy=true]')"
            + " && !document.querySelector('.drawing-area:empty')"
            + " && document.getAnimations().every(each => each.playState === 'finished')");
    return page.screenshot();
  }

  private void serve(Route route) {
    Request request = route.request();
    String path = request.url().substring(ORIGIN.length());
    if (path.startsWith(API) || path.startsWith(SANDBOX) || path.contains(DISCOVERY)) {
      byte[] body = Optional.ofNullable(request.postDataBuffer()).orElse(new byte[0]);
      String type = request.headers().getOrDefault("content-type", "");
      answer(route, api.answer(request.method(), path, type, body));
    } else if (path.startsWith(FONTS)) {
      font(route, FONTS_FOLDER.resolve(path.substring(FONTS.length())));
    } else {
      APIResponse file = route.fetch(new Route.FetchOptions().setUrl(product + path));
      Route.FulfillOptions answer = new Route.FulfillOptions().setResponse(file);
      route.fulfill(path.endsWith(".css") ? answer.setBody(IMPORTS + file.text()) : answer);
    }
  }

  private static void answer(Route route, PictureAnswer answer) {
    route.fulfill(
        new Route.FulfillOptions()
            .setStatus(answer.status())
            .setHeaders(answer.etag().isEmpty() ? Map.of() : Map.of("ETag", answer.etag()))
            .setContentType(answer.type())
            .setBody(answer.type().startsWith(CSS) ? IMPORTS + answer.body() : answer.body()));
  }

  private static void font(Route route, Path file) {
    route.fulfill(
        new Route.FulfillOptions()
            // the preview of the branding has no origin of its own
            .setHeaders(Map.of("Access-Control-Allow-Origin", "*"))
            .setPath(file));
  }

  @Override
  public void close() {
    context.close();
  }
}
