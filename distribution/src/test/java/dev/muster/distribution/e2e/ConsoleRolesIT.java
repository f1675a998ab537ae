package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.muster.distribution.e2e.Visitor.Manner;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page that the menu leads to, as each role: what is not allowed is not offered. */
@EndToEnd
class ConsoleRolesIT {
  private static final String PASSWORD = "password-of-the-person";

  /** How what changes something begins. */
  private static final Pattern CHANGES =
      Pattern.compile(
          "^(Create|Delete|Enable|Disable|Edit|Modify|Make|Save|Discard|Check|Stop|Start|Choose|"
              + "Import|Set|Reset|Revoke|Unlink|Rename|End|Retry|Upload)\\b");

  /** The pages of what responders change: war rooms, and what opens them. */
  private static final Pattern OF_RESPONDERS =
      Pattern.compile(".*/(war-rooms|rotas|templates|rules|alert-intakes|alerts)(/.*)?");

  private final World world;

  ConsoleRolesIT(World world) {
    this.world = world;
  }

  static Stream<Arguments> roles() {
    return Stream.of(
        Arguments.of("owner", Console.DESK, true, true),
        Arguments.of("tenant-admin", Console.PHONE, true, false),
        Arguments.of("responder", Console.DESK, false, false),
        Arguments.of("auditor", Console.PHONE, false, false));
  }

  @ParameterizedTest
  @MethodSource("roles")
  void walksEveryPage(String role, Manner manner, boolean changes, boolean governs) {
    Tenant tenant = world.tenant(ChatPlatform.WECHATWORK);
    Application application = tenant.application();
    String name = role + "-of-" + tenant.id();
    world
        .management()
        .post(
            "/admins",
            Http.write(
                Map.of(
                    "username",
                    name,
                    "displayName",
                    "Somebody",
                    "role",
                    role,
                    "tenants",
                    List.of(governs ? "*" : tenant.id()),
                    "password",
                    PASSWORD)));
    List<String> refused = new CopyOnWriteArrayList<>();
    try (Console console = new Console(world, manner)) {
      Page page = console.page();
      page.onResponse(
          answer -> {
            if (answer.status() == 403) {
              refused.add(answer.url());
            }
          });
      console.enter(name, PASSWORD, "t/" + tenant.id() + "/mobile-apps");
      List<String> menu =
          page.locator(".side .menu a").all().stream()
              .map(link -> link.getAttribute("href"))
              .toList();
      assertThat(menu.contains("/console/plugins")).isEqualTo(governs);
      String own = "/console/t/" + tenant.id();
      Stream<String> more =
          Stream.of(
              own + "/identity-sources/" + Tenant.SOURCE,
              own + "/identity-sources?create=",
              own + "/clients/" + application.clientId(),
              own + "/clients/" + application.clientId() + "?tab=secret",
              own + "/clients?create=",
              own + "/signing-keys",
              "/console/plugins");
      for (String place : Stream.concat(menu.stream(), more).toList()) {
        page.navigate(world.url() + place);
        page.locator("main h1").waitFor();
        page.waitForFunction("() => !document.querySelector('[aria-busy=true]')");
        // takes a second, in which what the page still asks for would be refused too
        console.look("role-" + role + place.replaceAll("[^a-z]+", "-"));
        assertThat(page.locator("main .error").allInnerTexts()).as(place).isEmpty();
        List<String> offered =
            page.locator("main button, main a.button").allInnerTexts().stream()
                .map(String::strip)
                .filter(CHANGES.asPredicate())
                .toList();
        boolean theirs = role.equals("responder") && OF_RESPONDERS.matcher(place).matches();
        if (!changes && !theirs) {
          assertThat(offered).as("%s offers %s", place, role).isEmpty();
        }
      }
    }
    assertThat(refused).as("asked for, and refused to %s", role).isEmpty();
  }
}
