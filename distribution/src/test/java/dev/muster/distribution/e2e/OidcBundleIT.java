package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

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

  private void drop(Distribution distribution) throws IOException {
    Path plugins = distribution.home().resolve("plugins");
    Path part = plugins.resolve("oidc.part");
    Files.copy(jar, part);
    Files.move(part, plugins.resolve("oidc-bundle.jar"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Muster is a client of the one tenant, and that is a way in at the other. */
  private static void register(Management api, Tenant office, Tenant branch) {
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
    String binding = "/tenants/" + branch.id() + "/mobile-apps";
    api.post(
        binding,
        Http.write(
            Map.of(
                "platform",
                "oidc",
                "fields",
                Map.of(
                    "issuer",
                    office.issuer(),
                    "authorizationEndpoint",
                    office.issuer() + "/oauth2/authorize",
                    "clientId",
                    "branch",
                    "clientSecret",
                    secret))));
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
