package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Ports;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** docs/recipes/node-red.md: the editor of Node-RED. */
@EndToEnd
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeRedIT {
  private static final ChatPlatform PLATFORM = ChatPlatform.WECHATWORK;

  private final World world;
  private final String url;
  private final Child nodeRed;

  NodeRedIT(World world) {
    this.world = world;
    Tenant tenant = world.tenant(PLATFORM);
    int port = Ports.free();
    this.url = "http://127.0.0.1:" + port;
    Recipe recipe =
        Recipe.of("node-red")
            .with(Recipe.ISSUER, tenant.issuer())
            .with(Recipe.APPLICATION, url)
            .with("// for trying it out with http: ", "");
    this.nodeRed =
        NodeProgram.start(
            "node-red",
            "settings.js",
            recipe.block("js")
                + "module.exports.uiHost = '127.0.0.1';\nmodule.exports.uiPort = %d;\n"
                    .formatted(port),
            Map.of("MUSTER_CLIENT_SECRET", tenant.register(recipe.client())),
            "Started flows",
            "node_modules/node-red/red.js",
            "--userDir",
            ".");
  }

  @AfterAll
  void stop() {
    nodeRed.close();
  }

  @Test
  void theEditorKnowsWhoSignedIn() {
    try (Visitor visitor = world.visitor()) {
      // Node-RED writes it into the address as it is, with + and =
      String token = backWith("access_token", visitor, PLATFORM.member().id());

      Http.Answer settings = Http.get(url + "/settings", "Authorization", "Bearer " + token);
      assertThat(settings.json().path("user").path("username").asText())
          .isEqualTo(PLATFORM.member().id());
      assertThat(settings.json().path("user").path("permissions").path(0).asText()).isEqualTo("*");
    }
  }

  @Test
  void whoeverIsNotListedStaysOutside() {
    try (Visitor visitor = world.visitor()) {
      assertThat(backWith("session_message", visitor, PLATFORM.colleague().id())).isNotEmpty();

      assertThat(Http.get(url + "/settings").status()).isEqualTo(401);
    }
  }

  /** What the editor is opened with after a sign-in; it soon takes that out of its address. */
  private String backWith(String parameter, Visitor visitor, String person) {
    String before = url + "/?" + parameter + "=";
    CompletableFuture<String> opened = new CompletableFuture<>();
    visitor
        .page()
        .onRequest(
            request -> {
              if (request.url().startsWith(before)) {
                opened.complete(request.url().substring(before.length()));
              }
            });
    visitor.open(url + "/auth/strategy").scanAs(person);
    visitor.page().waitForCondition(opened::isDone);
    return opened.join();
  }
}
