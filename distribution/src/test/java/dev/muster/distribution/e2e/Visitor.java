package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.Timing;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.muster.distribution.process.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody's browser, with cookies of its own, and where it has been. */
final class Visitor implements AutoCloseable {
  private static final Path AXE =
      Path.of("..", "web-bundle", "console", "node_modules", "axe-core", "axe.min.js");
  private static final double PATIENCE_MILLIS = 60_000;
  private static final Pattern STATE_OF_FORM =
      Pattern.compile("id=\"in-app\".*?name=\"state\" value=\"([^\"]+)\"");

  private final BrowserContext context;
  private final Page page;
  private final List<String> platforms;
  private final List<Response> answers = new CopyOnWriteArrayList<>();

  /**
   * How a browser is set up.
   *
   * @param userAgent what it calls itself; empty for what it is
   * @param language the language that it asks for
   * @param width of the window
   * @param height of the window
   * @param script whether it runs JavaScript
   * @param dark whether dark pages are wanted
   */
  record Manner(
      String userAgent, String language, int width, int height, boolean script, boolean dark) {
    static final Manner ORDINARY = new Manner("", "en-US", 1280, 800, true, false);
    static final Manner PHONE = new Manner("", "en-US", 390, 844, true, false);

    Manner as(String client) {
      return new Manner(client, language, width, height, script, dark);
    }

    Manner in(String other) {
      return new Manner(userAgent, other, width, height, script, dark);
    }

    Manner withoutScript() {
      return new Manner(userAgent, language, width, height, false, dark);
    }

    Manner inTheDark() {
      return new Manner(userAgent, language, width, height, script, true);
    }
  }

  Visitor(Browser browser, Manner manner, List<String> platforms) {
    Browser.NewContextOptions options =
        new Browser.NewContextOptions()
            .setLocale(manner.language())
            .setViewportSize(manner.width(), manner.height())
            .setJavaScriptEnabled(manner.script())
            .setColorScheme(manner.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
            // what fades in is looked at when it is there, and takes the focus once
            .setReducedMotion(ReducedMotion.REDUCE);
    if (!manner.userAgent().isEmpty()) {
      options.setUserAgent(manner.userAgent());
    }
    this.context = browser.newContext(options);
    this.context.setDefaultTimeout(PATIENCE_MILLIS);
    this.platforms = platforms;
    this.page = context.newPage();
    this.page.onResponse(
        answer -> {
          if (answer.request().isNavigationRequest()) {
            answers.add(answer);
          }
        });
  }

  Page page() {
    return page;
  }

  /** Goes to an address and follows where it leads. */
  Visitor open(String url) {
    page.navigate(url);
    return settled();
  }

  /** Presses the link or button that says exactly this. */
  Visitor press(String label) {
    Pattern whole = Pattern.compile("^\\s*" + label + "\\s*$");
    return press(page.locator("a, button").filter(new Locator.FilterOptions().setHasText(whole)));
  }

  /** Presses a link or button that leads to another page. */
  Visitor press(Locator button) {
    button.click();
    return settled();
  }

  /** Fills in a field of the page's form. */
  Visitor fill(String field, String value) {
    page.locator("input[name='" + field + "']:not([type=hidden])").fill(value);
    return this;
  }

  /** What keeps people out of the page that is shown, as axe sees it. */
  List<?> axe() {
    // half a megabyte to hand over and to compile: once for each document
    if ((boolean) page.evaluate("() => !('axe' in window)")) {
      page.evaluate(script());
    }
    return (List<?>)
        page.evaluate(
            // a message that fades in or out has the contrast of that moment
            "async () => (await axe.run({include: ['html'], exclude: ['.ant-notification']},"
                + " {resultTypes: ['violations']})).violations"
                + ".flatMap(v => v.nodes.map(n => v.id + ' ' + n.html + ' ' + n.failureSummary))");
  }

  private static String script() {
    try {
      return Files.readString(AXE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Scans, on the sandbox's page, as somebody, and agrees where the platform asks. */
  Visitor scanAs(String person) {
    page.click("button[name=person][value='" + person + "']");
    page.waitForLoadState();
    Locator agree = page.locator("button[name=consent]");
    if (agree.count() == 1) {
      agree.click();
    }
    return settled();
  }

  /** Waits until the page is there, and where it goes on by script, the next one. */
  private Visitor settled() {
    page.waitForLoadState();
    page.locator("form#in-app")
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    // the form may have been gone at once since the next page had begun
    page.waitForLoadState();
    return this;
  }

  /** The phone that this browser runs on belongs to somebody: their chat client knows them. */
  Visitor onPhoneOf(ChatPlatform platform, String person) {
    context.addCookies(
        platforms.stream()
            .map(at -> new Cookie(platform.phoneCookie(), person).setUrl(at))
            .toList());
    return this;
  }

  /** The cookies that it would send, as a header. */
  String cookies(String url) {
    return String.join(
        "; ",
        context.cookies(url).stream().map(cookie -> cookie.name + "=" + cookie.value).toList());
  }

  /**
   * Scans as somebody, and stops where the platform sends the browser: the address that it would
   * have gone to next.
   */
  String scannedBy(String person) {
    FormData form = FormData.create().set("person", person).set("consent", "1");
    for (Locator hidden : page.locator("form input[type=hidden]").all()) {
      form.set(hidden.getAttribute("name"), hidden.inputValue());
    }
    return location(
        context
            .request()
            .post(page.url(), RequestOptions.create().setForm(form).setMaxRedirects(0)));
  }

  /**
   * Begins a sign-in at an application, and stops before the platform.
   *
   * @return the state with which the platform would send the browser back
   */
  String begin(String url) {
    String next = url;
    while (true) {
      APIResponse answer = context.request().get(next, RequestOptions.create().setMaxRedirects(0));
      String location = answer.headers().get("location");
      if (location == null) {
        Matcher state = STATE_OF_FORM.matcher(answer.text());
        assertThat(state.find()).as(answer.text()).isTrue();
        return state.group(1);
      }
      if (platforms.stream().anyMatch(location::startsWith)) {
        return Queries.of(location).get("state");
      }
      next = location;
    }
  }

  /** Goes to an address, and stops where that sends the browser. */
  String sentFrom(String url) {
    return location(context.request().get(url, RequestOptions.create().setMaxRedirects(0)));
  }

  private static String location(APIResponse answer) {
    return Optional.ofNullable(answer.headers().get("location"))
        .orElseThrow(() -> new AssertionError("no redirect: " + answer.status() + answer.text()));
  }

  /** Every address it has been to, redirects among them. */
  List<String> been() {
    return answers.stream().map(Response::url).toList();
  }

  /** Forgets where it has been. */
  Visitor startAnew() {
    answers.clear();
    return this;
  }

  /** A header of the answer that is shown. */
  String header(String name) {
    return Optional.ofNullable(answers.get(answers.size() - 1).headerValue(name)).orElse("");
  }

  /** How long it waited for the answer that is shown. */
  Duration waited() {
    Timing timing = answers.get(answers.size() - 1).request().timing();
    return Duration.ofMillis(Math.round(timing.responseStart - timing.requestStart));
  }

  Ending ending() {
    Locator result = page.locator("#result");
    int status = answers.get(answers.size() - 1).status();
    return result.count() == 1
        ? new Ending(status, "", Http.parse(result.textContent()))
        : new Ending(status, page.locator("body").innerText(), MissingNode.getInstance());
  }

  /** Whether there is something to the right of the window. */
  boolean overflows() {
    // not window.innerWidth: a phone's browser widens that to what overflows
    int width = page.viewportSize().width;
    return (boolean) page.evaluate("document.documentElement.scrollWidth > " + width);
  }

  /** Takes a picture where pictures are wanted: {@code -Dscreenshots=true}. */
  void picture(String name) {
    if (Boolean.getBoolean("screenshots")) {
      keepPicture(name);
    }
  }

  /** Takes a picture into the {@link Work} folder {@code screenshots}. */
  void keepPicture(String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Work.folder("screenshots").resolve(name + ".png")));
  }

  @Override
  public void close() {
    context.close();
  }
}
