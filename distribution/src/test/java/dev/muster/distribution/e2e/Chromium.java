package dev.muster.distribution.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The system's Chromium, started once; every visitor has cookies of their own. */
final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final List<String> OPTIONS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final Browser browser;

  /**
   * Starts it.
   *
   * @param options of its command line, beside those that it always has
   */
  Chromium(String... options) {
    List<String> all = Stream.concat(OPTIONS.stream(), Stream.of(options)).toList();
    playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_NODEJS_PATH", find(List.of("node")).toString())));
    browser =
        playwright
            .chromium()
            .launch(new LaunchOptions().setExecutablePath(find(NAMES)).setArgs(all));
  }

  Visitor visitor(Visitor.Manner manner, List<String> platforms) {
    return new Visitor(browser, manner, platforms);
  }

  BrowserContext context(Browser.NewContextOptions options) {
    return browser.newContext(options);
  }

  private static Path find(List<String> names) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError("none of " + names + " is on the PATH"));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
