package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code bin/muster demo} prints is true. */
@EndToEnd
class DemoIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final World world;

  DemoIT(World world) {
    this.world = world;
  }

  @ParameterizedTest
  @MethodSource("dev.muster.distribution.e2e.Matrix#platforms")
  void theLinkPlaysASignInAndThePasswordOpensTheConsole(ChatPlatform platform) {
    Distribution distribution = Distribution.unpack("e2e-demo-" + platform, Map.of());
    try (Child demo = distribution.launch("demo");
        Visitor visitor = world.visitor()) {
      String link = printed(demo, "Play a sign-in");
      String password = printed(demo, "Password");

      visitor.open(link);
      visitor.picture("demo-application");
      visitor.press("Sign in").scanAs(platform.member().id());
      visitor.picture("demo-signed-in");

      assertThat(visitor.page().url()).startsWith(link);
      assertThat(visitor.ending().text())
          .contains("Hello, " + platform.member().name(), platform.company());
      visitor.press("Sign in as somebody else").scanAs(platform.colleague().id());
      assertThat(visitor.ending().text()).contains("Hello, " + platform.colleague().name());
      assertThat(
              Http.postJson(
                      distribution.publicUrl() + "/api/v1/session",
                      Map.of("username", "admin", "password", password))
                  .status())
          .isEqualTo(200);
    }
  }

  private static String printed(Child demo, String label) {
    String line = demo.awaitLine(PATIENCE, label, 0, text -> text.strip().startsWith(label));
    return line.strip().substring(label.length()).strip();
  }
}
