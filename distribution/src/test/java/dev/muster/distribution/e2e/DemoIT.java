package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code bin/muster demo} prints is true. */
@EndToEnd
class DemoIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final World world;

  private static final List<String> DINGTALK =
      List.of(
          "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148"
              + " AliApp(DingTalk/7.8.1) com.laiwang.DingTalk/35 language/zh-Hans-CN",
          "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 dingtalk-win/1.0.0 nw(0.14.7)"
              + " DingTalk(8.1.5-Release.251107001)");

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
      visitor.press("Sign in").press(platform.demoButton()).scanAs(platform.member().id());
      visitor.picture("demo-signed-in");

      assertThat(visitor.page().url()).startsWith(link);
      assertThat(visitor.ending().text())
          .contains("Hello, " + platform.member().name(), platform.company());
      visitor
          .press("Sign in as somebody else")
          .press(platform.demoButton())
          .scanAs(platform.colleague().id());
      assertThat(visitor.ending().text()).contains("Hello, " + platform.colleague().name());
      assertThat(
              Http.postJson(
                      distribution.publicUrl() + "/api/v1/session",
                      Map.of("username", "admin", "password", password))
                  .status())
          .isEqualTo(200);
    }
  }

  /**
   * Its client hands over the code by script, in a page of ours: nobody is asked but whose it is.
   */
  @Test
  void dingTalksClientIsAskedForItsCode() {
    Distribution distribution = Distribution.unpack("e2e-demo-dingtalk", Map.of());
    try (Child demo = distribution.launch("demo")) {
      String link = printed(demo, "Play a sign-in");
      for (String client : DINGTALK) {
        try (Visitor visitor = world.visitor(Visitor.Manner.PHONE.as(client))) {
          visitor.open(link).press("Sign in");
          visitor.page().waitForURL("**/sandbox/dingtalk/phone?**");
          visitor.scanAs("developer");
          visitor.page().waitForURL(link + "/**");
          assertThat(visitor.ending().text()).contains("Hello, Developer", "dingsandboxltd000001");
          visitor.press("Sign in as somebody else");
          visitor.page().waitForURL(link + "/**");
          assertThat(visitor.ending().text()).contains("Hello, Developer");
        }
      }
      Http.postJson(
          distribution.publicUrl() + "/sandbox/dingtalk/control/app", Map.of("oldClient", "true"));
      try (Visitor visitor = world.visitor(Visitor.Manner.PHONE.as(DINGTALK.get(0)))) {
        visitor.open(link).press("Sign in");
        visitor.page().waitForURL("**/sandbox/dingtalk/phone?**");
        visitor.scanAs("customer");
        visitor.page().waitForURL("**/login/dingtalk/callback**");
        assertThat(visitor.ending().text()).contains("external contact");
      }
    }
  }

  private static String printed(Child demo, String label) {
    String line = demo.awaitLine(PATIENCE, label, 0, text -> text.strip().startsWith(label));
    return line.strip().substring(label.length()).strip();
  }
}
