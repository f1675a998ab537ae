package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.distribution.process.Await;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** docs/recipes/apache.md: Apache's mod_auth_openidc before an application that knows nothing. */
@EndToEnd
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApacheIT {
  private static final ChatPlatform PLATFORM = ChatPlatform.WECHATWORK;

  private final World world;
  private final Upstream upstream = new Upstream();
  private final Apache apache = new Apache();
  private final Tenant tenant;
  private final Recipe recipe;

  ApacheIT(World world) {
    this.world = world;
    this.tenant = world.tenant(PLATFORM);
    this.recipe =
        Recipe.of("apache")
            .with(Recipe.ISSUER, tenant.issuer())
            .with(Recipe.APPLICATION, apache.url())
            .with("https%3A%2F%2Fwiki.corp.example", Http.encoded(apache.url()))
            .with("http://127.0.0.1:8000", upstream.url());
    String secret = tenant.register(recipe.client());
    apache.start(recipe.with(Recipe.SECRET, secret).block("apache"));
  }

  @AfterAll
  void stop() {
    apache.close();
    upstream.close();
  }

  @Test
  void theApplicationBehindItLearnsWhoSignedInAndNobodyCanSayOtherwise() {
    try (Visitor visitor = world.visitor()) {
      visitor.page().setExtraHTTPHeaders(Map.of("OIDC_CLAIM_sub", "somebody-else"));
      visitor.open(apache.url() + "/report?of=today").scanAs(PLATFORM.member().id());

      JsonNode headers = visitor.ending().result();
      assertThat(visitor.page().url()).isEqualTo(apache.url() + "/report?of=today");
      assertThat(header(headers, "X-Remote-User")).as(apache.log()).isEqualTo("oncall-engineer");
      assertThat(header(headers, "OIDC_CLAIM_sub")).isEqualTo(tenant.user().path("id").asText());
      assertThat(header(headers, "OIDC_CLAIM_name")).isEqualTo(PLATFORM.member().name());
    }
  }

  @Test
  void signingOutThereSignsOutOfMusterAndComesBack() {
    try (Visitor visitor = world.visitor()) {
      visitor.open(apache.url() + "/").scanAs(PLATFORM.member().id());
      visitor.open(recipe.block("text").strip());

      assertThat(visitor.page().url()).as(apache.log()).isEqualTo(apache.url() + "/bye");
      assertThat(header(visitor.ending().result(), "X-Remote-User")).isEmpty();
      assertThat(visitor.open(apache.url() + "/").page().url()).contains(PLATFORM.browserPage());
    }
  }

  @Test
  void whoseSessionEndsAtMusterIsSignedOutThere() {
    try (Visitor visitor = world.visitor()) {
      visitor.open(apache.url() + "/").scanAs(PLATFORM.member().id());
      String cookies = visitor.cookies(apache.url());
      assertThat(status(cookies)).isEqualTo(200);

      tenant.signOut(tenant.user().path("id").asText());

      Await.until(
          Duration.ofSeconds(20),
          () -> "signed out; " + apache.log(),
          () -> status(cookies) == 302);
    }
  }

  private int status(String cookies) {
    return Http.get(apache.url() + "/", "Accept", "text/html", "Cookie", cookies).status();
  }

  @Test
  void anAddressThatIsNotRegisteredEndsOnAPageThatSaysSo() {
    Http.Answer sent = Http.get(apache.url() + "/", "Accept", "text/html");
    Http.Answer answer =
        Http.get(sent.header("Location").replace("%2Foidc%2Fcallback", "%2Fcallback"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.title()).isEqualTo("The application sent an invalid request");
  }

  /** The server that shows them writes names its own way. */
  private static String header(JsonNode headers, String name) {
    for (var each : headers.properties()) {
      if (each.getKey().equalsIgnoreCase(name)) {
        return each.getValue().asText();
      }
    }
    return "";
  }
}
