package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.distribution.process.Await;
import java.time.Duration;
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

  @Test
  void signingOutThereSignsOutOfMuster() {
    try (Visitor visitor = world.visitor()) {
      visitor.open(application.url() + "/").scanAs(PLATFORM.member().id());
      visitor.open(application.url() + "/logout").press("Log Out");

      assertThat(visitor.been()).anyMatch(url -> url.contains("/oauth2/logout?"));
      assertThat(visitor.page().url()).as(application.log()).contains(PLATFORM.browserPage());
    }
  }

  @Test
  void whoseSessionEndsAtMusterIsSignedOutThere() {
    try (Visitor visitor = world.visitor()) {
      visitor.open(application.url() + "/").scanAs(PLATFORM.member().id());
      String cookies = visitor.cookies(application.url());
      assertThat(status(cookies)).isEqualTo(200);

      tenant.signOut(tenant.user().path("id").asText());

      Await.until(
          Duration.ofSeconds(20),
          () -> "signed out; " + application.log(),
          () -> status(cookies) == 302);
    }
  }

  private int status(String cookies) {
    return Http.get(application.url() + "/", "Accept", "text/html, text/plain", "Cookie", cookies)
        .status();
  }
}
