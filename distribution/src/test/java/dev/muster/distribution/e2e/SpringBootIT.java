package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** docs/recipes/spring-boot.md: an application with Spring Security's OAuth 2.0 client. */
@EndToEnd
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpringBootIT {
  private static final ChatPlatform PLATFORM = ChatPlatform.WECHATWORK;

  private final World world;
  private final SpringBoot application = new SpringBoot();
  private final Tenant tenant;

  SpringBootIT(World world) {
    this.world = world;
    this.tenant = world.tenant(PLATFORM);
    Recipe recipe =
        Recipe.of("spring-boot")
            .with(Recipe.ISSUER, tenant.issuer())
            .with(Recipe.APPLICATION, application.url());
    String secret = tenant.register(recipe.client());
    application.start(recipe.block("yaml"), recipe.block("java"), secret);
  }

  @AfterAll
  void stop() {
    application.close();
  }

  @Test
  void theApplicationLearnsWhoSignedIn() {
    try (Visitor visitor = world.visitor()) {
      visitor.open(application.url() + "/").scanAs(PLATFORM.member().id());

      assertThat(visitor.ending().text())
          .as(application.log())
          .isEqualTo(
              "Hello, "
                  + PLATFORM.member().name()
                  + ". You are "
                  + tenant.user().path("id").asText()
                  + ".");
      assertThat(visitor.been()).anyMatch(url -> url.contains("code_challenge_method=S256"));
    }
  }
}
