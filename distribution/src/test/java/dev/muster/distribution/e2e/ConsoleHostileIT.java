package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.muster.distribution.e2e.Visitor.Manner;
import dev.muster.distribution.process.Management;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.junit.jupiter.InjectSoftAssertions;
import org.assertj.core.api.junit.jupiter.SoftAssertionsExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Names that nobody means well by, on every page that shows them and in every form. */
@EndToEnd
@ExtendWith(SoftAssertionsExtension.class)
class ConsoleHostileIT {
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_URL = 2000;
  private static final String HUGE = "W".repeat(100_000);
  private static final Manner NARROW = new Manner("", "en-US", 320, 700, true, true);
  private static final String PWNED = "window.pwned=1";
  private static final String MARKUP = "<img src=x onerror=" + PWNED + ">";

  /** Names of people and things have no such character; those of files may. */
  private static final String OVERRIDE = "\u202e";

  /** All that is bad in one: it is no wider on the page than the longest word. */
  private static final String WORST = filled(MARKUP, "W");

  private static final List<String> NAMES =
      List.of(
          filled(MARKUP + "\"><script>" + PWNED + "</script>", "\u00a0"),
          filled("\u0645\u0631\u062d\u0628\u0627 \ufdfd gpj.exe", "\u0301"),
          "javascript:" + PWNED,
          "\ud83d\ude00".repeat(LONGEST_NAME),
          "W".repeat(LONGEST_NAME),
          "%3Cscript%3E${" + PWNED + "}{{" + PWNED + "}}../../&amp;&#60;",
          WORST);

  /** What can be moved sideways though nobody meant it to, or is outside of the window. */
  private static final String SIDEWAYS =
      "() => { const overflow = each => getComputedStyle(each).overflowX;"
          + " const width = document.documentElement.clientWidth + 1;"
          + " const cut = each => each !== document.body && (overflow(each) !== 'visible'"
          + "   || (each.parentElement !== null && cut(each.parentElement)));"
          + " return [...document.body.querySelectorAll('*')].filter(each =>"
          + "   !each.closest('.scroll, textarea, input, .visually-hidden, .skip')"
          + "   && (['auto', 'scroll'].includes(overflow(each))"
          + "     ? each.scrollWidth > each.clientWidth + 1"
          + "     : each.getClientRects().length > 0"
          + "       && !cut(each) && (each.getBoundingClientRect().right > width"
          + "         || each.getBoundingClientRect().left < -1))"
          + " ).map(each => each.outerHTML.slice(0, 150)); }";

  private final World world;

  /** So that one run names every page on which something is wrong. */
  @InjectSoftAssertions private SoftAssertions softly;

  ConsoleHostileIT(World world) {
    this.world = world;
  }

  private static String filled(String begin, String with) {
    return begin + with.repeat(LONGEST_NAME - begin.length());
  }

  static Stream<Manner> manners() {
    return Stream.of(Console.DESK, NARROW.in("zh-CN"));
  }

  /** What was made, as far as pages are reached by it. */
  private record Made(Tenant tenant, String client, String user, String administrator) {}

  @ParameterizedTest
  @MethodSource("manners")
  void areTextOnEveryPageAndMakeNoneWider(Manner manner) throws IOException {
    Made made = makeAll();
    Path jar = world.plugins().resolve(MARKUP + "W".repeat(150) + OVERRIDE + ".jar");
    Files.write(jar, "no jar at all".getBytes(StandardCharsets.UTF_8));
    String own = "t/" + made.tenant().id() + "/";
    String source = own + "identity-sources/s6";
    String client = own + "clients/" + made.client();
    String user = own + "users/" + made.user();
    List<String> places =
        Stream.of(
                Stream.of("overview", "identity-sources", "clients", "users", "mobile-apps")
                    .map(own::concat),
                Stream.of("branding", "tasks", "audit", "signing-keys").map(own::concat),
                Stream.of("", "?tab=callbacks", "?tab=embed", "?tab=activity").map(source::concat),
                Stream.of("", "?tab=snippets", "?tab=endpoints", "?tab=secret").map(client::concat),
                Stream.of("", "?tab=identities", "?tab=sessions").map(user::concat),
                Stream.of("tenants", "administrators", "api-tokens", "plugins", "audit"),
                Stream.of("administrators/" + made.administrator(), "api-tokens?create="))
            .flatMap(each -> each)
            .toList();
    try (Console console = new Console(world, manner)) {
      Page page = console.page();
      console.asAdmin(places.get(0));
      for (String place : places) {
        console.go(place);
        settled(page);
        if (place.equals("tenants") || place.equals("api-tokens")) {
          console.loadAll();
        }
        if (place.endsWith("audit")) {
          page.locator("details.event").first().waitFor();
          page.evaluate("() => document.querySelectorAll('details').forEach(e => e.open = true)");
        }
        look(console, place);
        Locator buttons = asking(page, place);
        // those of a tab or a form are those of its page
        int count = place.contains("?") ? 0 : buttons.count();
        for (int i = 0; i < count; i++) {
          buttons.nth(i).click();
          console.dialog().waitFor();
          settled(page);
          softly
              .assertThat(page.locator(".ant-modal-title").first().innerText())
              .as("a title of %s that turns its own words", place)
              .doesNotContain(OVERRIDE);
          look(console, place + "-dialog-" + i);
          page.keyboard().press("Escape");
          console.dialog().waitFor(Console.GONE);
        }
      }
      console.go(own + "mobile-apps");
      page.locator("main article .buttons .ant-btn-dangerous").click();
      console.dialog().locator("[type=submit]").click();
      console.dialog().getByText(MARKUP).first().waitFor();
      look(console, "in-use");
      page.keyboard().press("Escape");
      console.dialog().waitFor(Console.GONE);
      page.keyboard().press("Control+k");
      console.dialog().locator("input").fill(WORST.substring(0, 10));
      console.dialog().getByText(MARKUP).first().waitFor();
      look(console, "palette");
    } finally {
      Files.delete(jar);
    }
  }

  private static void settled(Page page) {
    page.waitForFunction("() => !document.querySelector('[aria-busy=true]')");
  }

  /** The buttons that open a dialog; in a list, those of the worst name. */
  private static Locator asking(Page page, String place) {
    Locator worst =
        page.locator("main article").filter(new Locator.FilterOptions().setHasText(WORST));
    if (place.equals("plugins")) {
      return worst.locator("button.ant-btn-dangerous");
    }
    return worst.count() > 0
        ? worst.first().locator("button")
        : page.locator("main:not(:has(article)) .buttons:not(form .buttons) button");
  }

  private void look(Console console, String place) {
    Page page = console.page();
    softly.assertThat(page.evaluate("() => window.pwned")).as("a script on %s", place).isNull();
    softly.assertThat((List<?>) page.evaluate(SIDEWAYS)).as("wider than %s", place).isEmpty();
    softly.check(
        () ->
            console.look(
                "hostile-"
                    + page.viewportSize().width
                    + "-"
                    + place.replaceAll("[^a-z0-9]+", "-")));
  }

  /** Where forms are, with the button that opens one where it is in a dialog. */
  static Stream<Arguments> forms() {
    return Stream.of(
        Arguments.of("t/%s/users?create=", ""),
        Arguments.of("t/%s/users/{user}", ""),
        Arguments.of("t/%s/users/{user}", "Disable"),
        Arguments.of("t/%s/users/{user}", "Set password"),
        Arguments.of("t/%s/clients?create=machine", ""),
        Arguments.of("t/%s/clients?create=web", ""),
        Arguments.of("t/%s/clients/{client}", ""),
        Arguments.of("t/%s/identity-sources?create=wechatwork&methods=browser,mobile", ""),
        Arguments.of("t/%s/identity-sources/work", ""),
        Arguments.of("t/%s/mobile-apps", "Enable now"),
        Arguments.of("t/%s/mobile-apps", "Modify key"),
        Arguments.of("t/%s/branding", ""),
        Arguments.of("tenants?create=", ""),
        Arguments.of("administrators?create=", ""),
        Arguments.of("api-tokens?create=", ""),
        Arguments.of("account", ""));
  }

  @Test
  void isTooLongInAnyFieldAndIsNotLost() {
    Tenant tenant = world.tenant(ChatPlatform.WECHATWORK);
    String user =
        world
            .management()
            .post("/tenants/" + tenant.id() + "/users", json(Map.of("username", "li")))
            .path("id")
            .asText();
    Application application = tenant.application();
    try (Console console = new Console(world, NARROW)) {
      console.asAdmin(tenant.id(), "users");
      for (Arguments each : forms().toList()) {
        String place =
            ((String) each.get()[0])
                .formatted(tenant.id())
                .replace("{user}", user)
                .replace("{client}", application.clientId());
        String opener = (String) each.get()[1];
        console.go(place);
        if (!opener.isEmpty()) {
          console.button(console.page().locator("main"), opener).first().click();
          // until it is there the last form is that of the page
          console.dialog().locator("form").waitFor();
        }
        tooLong(console, place + "-" + opener);
      }
    }
  }

  private void tooLong(Console console, String place) {
    Page page = console.page();
    Locator form = page.locator("main form:not([role=search]), [role=dialog] form").last();
    form.waitFor();
    page.evaluate("() => document.querySelectorAll('form details').forEach(e => e.open = true)");
    List<Locator> fields = form.locator("input.ant-input:not([readonly]), textarea").all();
    assertThat(fields).as(place).isNotEmpty();
    fields.forEach(field -> field.fill(HUGE));
    form.locator("button[type=submit]").click();
    Locator said = page.locator(".summary, .error, .fault").first();
    said.waitFor();
    assertThat(said.innerText().strip()).as(place).isNotEmpty();
    for (Locator field : fields) {
      assertThat(field.inputValue())
          .as("%s of %s", field.getAttribute("id"), place)
          .hasSameSizeAs(HUGE);
    }
    look(console, "long-" + place);
  }

  private Made makeAll() {
    Management api = world.management();
    Tenant tenant = world.tenant(ChatPlatform.WECHATWORK);
    String at = "/tenants/" + tenant.id();
    api.patch(at, json(Map.of("displayName", WORST)));
    api.put(
        at + "/branding",
        json(
            Map.of(
                "displayName",
                filled(MARKUP, "W"),
                "privacyUrl",
                longest("https://corp.example/?javascript:"))));
    String client = "";
    String user = "";
    String administrator = "";
    for (int i = 0; i < NAMES.size(); i++) {
      String name = NAMES.get(i);
      tenant.source("s" + i, Map.of("displayName", name));
      client = "\"><script>" + PWNED + i + "'" + "W".repeat(70);
      api.post(
          at + "/clients",
          json(
              Map.of(
                  "clientId",
                  client,
                  "displayName",
                  name,
                  "type",
                  "public",
                  "redirectUris",
                  List.of(longest("https://corp.example/?%3Cscript%3E")),
                  "scopes",
                  List.of("openid"),
                  "identitySources",
                  List.of("*"))));
      String mailbox = "'-" + PWNED.replace(".", "") + "-'{{" + i + "}}";
      JsonNode made =
          api.post(
              at + "/users",
              json(
                  Map.of(
                      "username",
                      name,
                      "displayName",
                      name,
                      "externalId",
                      name,
                      "email",
                      mailbox + "@" + ("w".repeat(60) + ".").repeat(3) + "example",
                      "picture",
                      longest("https://corp.example/"))));
      user = made.path("id").asText();
      if (i < NAMES.size() - 1) {
        api.post(at + "/users/" + user + "/disable", json(Map.of("reason", name + name)));
      }
      administrator = tenant.id() + "." + i + "w".repeat(90);
      api.post(
          "/admins",
          json(
              Map.of(
                  "username",
                  administrator,
                  "displayName",
                  name,
                  "role",
                  "auditor",
                  "tenants",
                  List.of(tenant.id()),
                  "password",
                  "password-of-the-person")));
      api.post(
          "/api-tokens",
          json(Map.of("displayName", name, "role", "auditor", "tenants", List.of(tenant.id()))));
    }
    return new Made(tenant, Http.encoded(client), user, administrator);
  }

  /** As JSON without a single quote, which the scripts' API takes for a double one. */
  private static String json(Map<String, ?> body) {
    return Http.write(body).replace("'", "\\u0027");
  }

  private static String longest(String begin) {
    return begin + "w".repeat(LONGEST_URL - begin.length());
  }
}
