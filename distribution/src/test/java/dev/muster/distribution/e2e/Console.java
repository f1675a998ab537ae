package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * An administrator at the console. What no page may do is looked for on every page: a message of an
 * error in the browser's console, a request to another host, a violation of the policy.
 */
final class Console implements AutoCloseable {
  static final Visitor.Manner DESK = Visitor.Manner.ORDINARY;

  /** A small one, in the dark. */
  static final Visitor.Manner PHONE = new Visitor.Manner("", "en-US", 375, 812, true, true);

  /** To wait until something is no longer there. */
  static final Locator.WaitForOptions GONE =
      new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);

  /** To wait for what a narrow window may not show. */
  static final Locator.WaitForOptions ATTACHED =
      new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED);

  private static final String SETTLED = ":not([class*='zoom-enter']):not([class*='zoom-appear'])";

  /** The browser says so of every answer that is an error, also of those that are expected. */
  private static final String ANSWER = "Failed to load resource";

  private final World world;
  private final Visitor visitor;
  private final Page page;
  private final String product;
  private final String url;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  Console(World world, Visitor.Manner manner) {
    this(world, manner, world.url());
  }

  /** At another product that runs. */
  Console(World world, Visitor.Manner manner, String product) {
    this.world = world;
    this.visitor = world.visitor(manner);
    this.page = visitor.page();
    this.product = product;
    this.url = product + "/console/";
    page.onConsoleMessage(
        message -> {
          if (List.of("error", "warning").contains(message.type())
              && !message.text().startsWith(ANSWER)) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.onRequest(
        request -> {
          if (!request.url().startsWith(product) && !request.url().startsWith("data:")) {
            complaints.add("a request to " + request.url());
          }
        });
  }

  Page page() {
    return page;
  }

  /**
   * Goes to a page of a tenant as the administrator {@code admin}, in the session of the one who
   * was here before, if it lasts. Where a sign-in or a session is what a test is about, it signs in
   * by itself.
   */
  Console asAdmin(String tenant, String place) {
    return asAdmin("t/" + tenant + "/" + place);
  }

  /** The same for a page of the installation. */
  Console asAdmin(String place) {
    page.context().addCookies(world.adminCookies());
    page.navigate(url + place);
    Locator username = page.locator("input[name=username]");
    username.or(page.locator("#content h1")).first().waitFor();
    if (username.isVisible()) {
      signIn("admin", world.adminPassword(), place);
      world.adminCameIn(page.context().cookies(url));
    }
    return this;
  }

  /** Signs in without the page for it, and goes to a page of the installation. */
  Console enter(String username, String password, String place) {
    Map<String, String> who = Map.of("username", username, "password", password);
    APIResponse answer =
        page.context()
            .request()
            .post(product + "/api/v1/session", RequestOptions.create().setData(who));
    assertThat(answer.ok()).as(answer.text()).isTrue();
    go(place);
    return this;
  }

  /** Signs in, and goes to a page of a tenant. */
  Console signIn(String username, String password, String tenant, String place) {
    return signIn(username, password, "t/" + tenant + "/" + place);
  }

  /** Signs in, and goes to a page of the installation. */
  Console signIn(String username, String password, String place) {
    page.navigate(url + place);
    page.locator("input[name=username]").fill(username);
    page.locator("input[name=password]").fill(password);
    page.locator("button[type=submit]").click();
    page.locator("#content h1").waitFor();
    return this;
  }

  /** Goes to a page of the installation or, with {@code t/} and a tenant before it, of a tenant. */
  void go(String place) {
    page.navigate(url + place);
    page.locator("#content h1").waitFor();
  }

  /** Loads the rest of a list. */
  void loadAll() {
    loadAll(page.locator("main article"));
  }

  /** The same where the items are others: those of the world may be more than are loaded first. */
  void loadAll(Locator items) {
    items.first().waitFor();
    Locator more = page.locator("main").getByText(Pattern.compile("^(Load more|加载更多)$"));
    while (more.count() > 0) {
      int shown = items.count();
      more.click();
      items.nth(shown).waitFor();
    }
  }

  /** The button of a name, within something. */
  Locator button(Locator within, String name) {
    return within.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  /** Once it has come in: before, a pointer that goes down on its button goes up beside it. */
  Locator dialog() {
    return page.getByRole(AriaRole.DIALOG).and(page.locator(SETTLED));
  }

  /** What was said top right. */
  void said(String text) {
    page.getByRole(AriaRole.STATUS, new GetByRoleOptions())
        .filter(new Locator.FilterOptions().setHasText(text))
        .last()
        .waitFor();
  }

  /** Fills in a form that a platform describes, by the names of its fields. */
  void fill(Locator form, String field, String value) {
    fill(form.locator("[id$='-" + field + "']"), value);
  }

  static void fill(Locator input, String value) {
    if ((boolean) input.evaluate("each => each.tagName === 'SELECT'")) {
      input.selectOption(value);
    } else {
      input.fill(value);
    }
  }

  /**
   * Looks for what keeps people out and for what is wider than the window. There is a picture of
   * what is not as it should be.
   */
  void look(String picture) {
    page.evaluate(
        // what begins to move does so within a few frames; what is paused never ends
        "async () => { for (let i = 0; i < 5; i++) { await new Promise(requestAnimationFrame); }"
            + " await Promise.race([new Promise(ends => setTimeout(ends, 2000)),"
            + " Promise.allSettled(document.getAnimations()"
            + ".filter(a => a.playState === 'running'"
            + " && a.effect.getComputedTiming().iterations < 100)"
            + ".map(a => a.finished))]); }");
    boolean overflows = visitor.overflows();
    List<?> barriers = visitor.axe();
    if (overflows || !barriers.isEmpty()) {
      visitor.keepPicture("console-" + picture);
    } else {
      visitor.picture("console-" + picture);
    }
    assertThat(overflows).as("%s is wider than its window", picture).isFalse();
    assertThat(barriers).as("axe on %s", picture).isEmpty();
  }

  @Override
  public void close() {
    visitor.close();
    assertThat(complaints).isEmpty();
  }
}
