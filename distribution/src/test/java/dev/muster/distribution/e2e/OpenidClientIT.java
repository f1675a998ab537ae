package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Ports;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/recipes/openid-client.md: a server of Node.js, all of it on the page. */
@EndToEnd
class OpenidClientIT {
  private static final ChatPlatform PLATFORM = ChatPlatform.WECHATWORK;

  private final World world;

  OpenidClientIT(World world) {
    this.world = world;
  }

  @Test
  void theServerLearnsWhoSignedIn() {
    Tenant tenant = world.tenant(PLATFORM);
    int port = Ports.free();
    String url = "http://127.0.0.1:" + port;
    Recipe recipe =
        Recipe.of("openid-client")
            .with(Recipe.ISSUER, tenant.issuer())
            .with(Recipe.APPLICATION, url)
            .with("// for trying it out with http: ", "");
    Map<String, String> environment =
        Map.of(
            "MUSTER_CLIENT_SECRET", tenant.register(recipe.client()), "PORT", String.valueOf(port));
    try (Child server =
            NodeProgram.start(
                "openid-client",
                "wiki.mjs",
                recipe.block("js"),
                environment,
                "Wiki is there",
                "wiki.mjs");
        Visitor visitor = world.visitor()) {
      visitor.open(url + "/").scanAs(PLATFORM.member().id());

      assertThat(visitor.ending().text())
          .as(server.tail())
          .isEqualTo(
              "Hello, "
                  + PLATFORM.member().name()
                  + ". You are "
                  + tenant.user().path("id").asText()
                  + ".");
    }
  }
}
