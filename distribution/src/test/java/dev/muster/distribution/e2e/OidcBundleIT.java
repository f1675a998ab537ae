package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.muster.distribution.authors.AuthorsMaven;
import dev.muster.distribution.process.Await;
import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Management;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The example of a platform that somebody else wrote: built from the published artifacts, past the
 * testkit, and dropped into a product that was started without it. Its OpenID Provider is another
 * tenant of the same product.
 */
@EndToEnd
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OidcBundleIT {
  private static final String LABEL = "Head office";
  private static final String PLATFORM = "OpenID Connect";

  private final World world;
  private Path jar;

  OidcBundleIT(World world) {
    this.world = world;
  }

  @BeforeAll
  void build() {
    jar = new AuthorsMaven().example("oidc-bundle");
  }

  @Test
  void signsPeopleInOnceItIsDroppedIntoARunningProduct() throws IOException {
    Distribution distribution =
        Distribution.unpack("e2e-oidc-bundle", world.platforms().settings());
    try (Child running = distribution.run();
        Visitor visitor = world.visitor()) {
      Tenant office = world.tenant(ChatPlatform.WECHATWORK, distribution);
      Tenant branch = world.tenant(ChatPlatform.WECHATWORK, distribution);
      Management api = new Management(distribution);
      assertThat(api.get("/platforms").toString()).doesNotContain("\"oidc\"");

      drop(distribution);
      Await.until(
          Duration.ofSeconds(20),
          () -> "the platform is there; " + running.tail(),
          () -> api.get("/platforms").toString().contains("\"id\":\"oidc\""));
      register(api, office, branch);

      Application application = branch.application();
      visitor.open(application.signIn()).press(LABEL).scanAs(ChatPlatform.WECHATWORK.member().id());

      Ending ending = visitor.ending();
      assertThat(ending.signedIn()).as(ending.toString()).isTrue();
      assertThat(ending.userInfo().path("platform").asText()).isEqualTo("oidc");
      assertThat(ending.userInfo().path("platform_tenant").asText()).isEqualTo(office.issuer());
      assertThat(ending.userInfo().path("platform_user_id").asText())
          .isEqualTo(office.user().path("id").asText());
    }
  }

  @Test
  void theConsoleTakesItBindsItAndMakesAWayInOfItWithoutKnowingIt() {
    Map<String, String> settings = new HashMap<>(world.platforms().settings());
    settings.put("MUSTER_PLUGINS_UPLOAD", "true");
    Distribution distribution = Distribution.unpack("e2e-oidc-console", settings);
    try (Child running = distribution.run();
        Visitor visitor = world.visitor();
        Console console = new Console(world, Console.DESK, distribution.publicUrl().toString())) {
      Tenant office = world.tenant(ChatPlatform.WECHATWORK, distribution);
      Tenant branch = world.unbound(ChatPlatform.WECHATWORK, distribution);
      Management api = new Management(distribution);
      Page page = console.page();
      console.signIn("admin", World.adminPassword(distribution), "plugins");
      page.locator("input[type=file]").setInputFiles(jar);
      page.getByText("is live: com.example.muster.oidc").waitFor();

      page.navigate(distribution.publicUrl() + "/console/t/" + branch.id() + "/mobile-apps");
      Locator card =
          page.locator("article").filter(new Locator.FilterOptions().setHasText(PLATFORM));
      assertThat(card.locator("img.icon").getAttribute("src")).contains("M0%200h9v9z");
      console.button(card, "Enable now").click();
      Map<String, String> fields = registered(api, office, branch);
      fields.forEach((field, value) -> console.fill(console.dialog(), field, value));
      console.look("unknown-platform-form");
      console.button(console.dialog(), "OK").click();
      console.said("The mobile application was created.");
      card.getByText("Everything is right.").waitFor();
      assertThat(card.innerText())
          .contains("Issuer", office.issuer())
          .doesNotContain(fields.get("clientSecret"));
      console.look("unknown-platform-bound");

      page.navigate(
          distribution.publicUrl()
              + "/console/t/"
              + branch.id()
              + "/identity-sources?create=oidc&methods=browser");
      Locator form = page.locator("form.source-form");
      form.getByText("Taken from the mobile app " + PLATFORM).waitFor();
      console.fill(form, "id", "office");
      console.fill(form, "displayName", LABEL);
      page.locator("button[type=submit]").click();
      console.said("The identity source was created.");

      Application application = branch.application();
      visitor.open(application.signIn()).scanAs(ChatPlatform.WECHATWORK.member().id());
      assertThat(visitor.ending().signedIn()).as(visitor.ending() + running.tail()).isTrue();
    }
  }

  private void drop(Distribution distribution) throws IOException {
    Path plugins = distribution.home().resolve("plugins");
    Path part = plugins.resolve("oidc.part");
    Files.copy(jar, part);
    Files.move(part, plugins.resolve("oidc-bundle.jar"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Muster is a client of the one tenant: what the other has to know of that. */
  private static Map<String, String> registered(Management api, Tenant office, Tenant branch) {
    String secret =
        api.post(
                "/tenants/" + office.id() + "/clients",
                Http.write(
                    Map.of(
                        "clientId",
                        "branch",
                        "displayName",
                        "The branch",
                        "type",
                        "confidential",
                        "redirectUris",
                        List.of(branch.issuer() + "/login/office/callback"),
                        "scopes",
                        List.of("openid", "profile", "email", "phone"),
                        "identitySources",
                        List.of("*"),
                        "firstParty",
                        true,
                        // the example reads the ID token and nothing else
                        "claimsInIdToken",
                        true)))
            .path("clientSecret")
            .asText();
    return Map.of(
        "issuer",
        office.issuer(),
        "authorizationEndpoint",
        office.issuer() + "/oauth2/authorize",
        "clientId",
        "branch",
        "clientSecret",
        secret);
  }

  /** And that is a way in at the other. */
  private static void register(Management api, Tenant office, Tenant branch) {
    Map<String, String> fields = registered(api, office, branch);
    String binding = "/tenants/" + branch.id() + "/mobile-apps";
    api.post(binding, Http.write(Map.of("platform", "oidc", "fields", fields)));
    assertThat(api.post(binding + "/oidc/check", "").path("ok").asBoolean()).isTrue();
    api.post(
        "/tenants/" + branch.id() + "/identity-sources",
        Http.write(
            Map.of(
                "id",
                "office",
                "displayName",
                LABEL,
                "platform",
                "oidc",
                "methods",
                List.of("browser"))));
  }
}
