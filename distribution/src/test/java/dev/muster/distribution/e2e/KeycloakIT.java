package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.distribution.e2e.ChatPlatform.Person;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** docs/recipes/keycloak.md: a realm whose people come in by Muster. */
@EndToEnd
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakIT {
  /** Names in one part. */
  private static final ChatPlatform PLATFORM = ChatPlatform.LARK;

  private static final String APPLICATION = "portal";
  private static final String SECRET = "secret-of-the-portal-0123456789";

  private final World world;
  private final Keycloak keycloak = new Keycloak();
  private final Tenant tenant;
  private final String realm = keycloak.url() + "/realms/corp";
  private final String application;

  KeycloakIT(World world) {
    this.world = world;
    this.tenant = world.tenant(PLATFORM);
    this.application = world.applications().url(APPLICATION);
    Recipe recipe =
        Recipe.of("keycloak")
            .with(Recipe.ISSUER, tenant.issuer())
            .with("https://keycloak.corp.example", keycloak.url());
    String secret = tenant.register(recipe.client());
    ObjectNode imported = (ObjectNode) Http.parse(recipe.with(Recipe.SECRET, secret).block("json"));
    imported.set(
        "clients",
        Http.parse(
            Http.write(
                List.of(
                    Map.of(
                        "clientId",
                        APPLICATION,
                        "secret",
                        SECRET,
                        "redirectUris",
                        List.of(application + "/callback"))))));
    keycloak.start(imported.toString());
    world
        .applications()
        .register(
            APPLICATION,
            Map.of(
                "issuer",
                realm,
                "clientId",
                APPLICATION,
                "clientSecret",
                SECRET,
                "alg",
                "RS256",
                "redirectUri",
                application + "/callback"));
  }

  @AfterAll
  void stop() {
    keycloak.close();
  }

  @Test
  void anApplicationOfKeycloaksLearnsWhoSignedInAtMuster() {
    Person person = PLATFORM.member();
    try (Visitor visitor = world.visitor()) {
      visitor.open(
          application
              + "/sign-in?"
              + Http.query(Map.of("scope", "openid profile", "kc_idp_hint", "muster")));
      visitor.scanAs(person.id());

      Ending ending = visitor.ending();
      assertThat(ending.signedIn()).as(ending + keycloak.log()).isTrue();
      assertThat(ending.idToken().path("iss").asText()).isEqualTo(realm);
      assertThat(ending.userInfo().path("name").asText()).isEqualTo(person.name());
      assertThat(ending.userInfo().path("preferred_username").asText()).isEqualTo(person.id());
      assertThat(tenant.users()).isEqualTo(1);
    }
  }
}
