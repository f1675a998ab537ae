package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code bin/muster demo} prints is true. */
@EndToEnd
class DemoIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final List<String> DINGTALK =
      List.of(
          ChatPlatform.DINGTALK.client(),
          "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 dingtalk-win/1.0.0 nw(0.14.7)"
              + " DingTalk(8.1.5-Release.251107001)");

  private static Distribution distribution;
  private static Child demo;

  private final World world;

  DemoIT(World world) {
    this.world = world;
  }

  @BeforeAll
  static void start() {
    distribution = Distribution.unpack("e2e-demo", Map.of());
    demo = distribution.launch("demo");
    demo.awaitLine(PATIENCE, "demo", 0, line -> line.contains("the demo is prepared"));
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  @ParameterizedTest
  @MethodSource("dev.muster.distribution.e2e.Matrix#platforms")
  void theLinkPlaysASignIn(ChatPlatform platform) {
    String link = printed("Play a sign-in");
    try (Visitor visitor = world.visitor()) {
      visitor.open(link);
      visitor.picture("demo-application");
      visitor.press("Sign in");
      visitor.picture("demo-login");
      assertThat(printed("Tenant"))
          .startsWith(visitor.page().locator(".tenant span:not(.monogram)").innerText());
      visitor.press(platform.label()).scanAs(platform.member().id());
      visitor.picture("demo-signed-in-" + platform);

      assertThat(visitor.page().url()).startsWith(link);
      assertThat(visitor.ending().text())
          .contains("Hello, " + platform.member().name(), platform.company());
      visitor.press("Sign in as somebody else").press(platform.label());
      visitor.scanAs(platform.colleague().id());
      assertThat(visitor.ending().text()).contains("Hello, " + platform.colleague().name());
    }
  }

  @Test
  void theApplicationFitsANarrowPhone() {
    ChatPlatform platform = ChatPlatform.DINGTALK;
    try (Visitor visitor = world.visitor(Visitor.Manner.PHONE)) {
      visitor.page().setViewportSize(360, 740);
      visitor.open(printed("Play a sign-in"));
      visitor.picture("demo-application-phone");
      assertThat(visitor.overflows()).isFalse();
      visitor.press("Sign in");
      assertThat(visitor.overflows()).isFalse();
      visitor.press(platform.label()).scanAs(platform.member().id());
      visitor.picture("demo-signed-in-phone");
      assertThat(visitor.ending().text()).contains("Hello, " + platform.member().name());
      assertThat(visitor.overflows()).isFalse();
    }
  }

  @Test
  void thePasswordOpensTheConsolesSession() {
    Http.Answer answer =
        Http.postJson(
            distribution.publicUrl() + "/api/v1/session",
            Map.of("username", "admin", "password", printed("Password")));
    assertThat(answer.status()).isEqualTo(200);
  }

  /**
   * Its client hands over the code by script, in a page of ours: nobody is asked but whose it is.
   */
  @Test
  void dingTalksClientIsAskedForItsCode() {
    String link = printed("Play a sign-in");
    for (String client : DINGTALK) {
      try (Visitor visitor = world.visitor(Visitor.Manner.PHONE.as(client))) {
        visitor.open(link).press("Sign in").scanAs("developer");
        assertThat(visitor.ending().text()).contains("Hello, Developer", "dingsandboxltd000001");
        visitor.press("Sign in as somebody else");
        assertThat(visitor.ending().text()).contains("Hello, Developer");
      }
    }
    Http.postJson(
        distribution.publicUrl() + "/sandbox/dingtalk/control/app", Map.of("oldClient", "true"));
    try (Visitor visitor = world.visitor(Visitor.Manner.PHONE.as(DINGTALK.get(0)))) {
      visitor.open(link).press("Sign in").scanAs("customer");
      assertThat(visitor.ending().text()).contains("external contact");
    }
  }

  @Test
  void isPlayedAtAnotherAddressThanAtTheStartBefore() {
    Distribution before = Distribution.unpack("e2e-demo-moved", Map.of());
    prepared(before).close();
    Distribution after =
        before.with(Map.of("MUSTER_PUBLIC_URL", "http://127.0.0.1:" + before.port()));
    try (Child child = prepared(after);
        Visitor visitor = world.visitor()) {
      assertThat(child.alive()).isTrue();
      visitor.open(after.publicUrl() + "/sandbox/app").press("Sign in");
      assertThat(visitor.page().content()).contains(ChatPlatform.DINGTALK.label());
    }
  }

  private static Child prepared(Distribution distribution) {
    Child child = distribution.launch("demo");
    child.awaitLine(PATIENCE, "demo", 0, line -> line.contains("the demo is prepared"));
    child.awaitLine(PATIENCE, "banner", 0, line -> line.contains("Play a sign-in"));
    return child;
  }

  private static String printed(String label) {
    String line = demo.awaitLine(PATIENCE, label, 0, text -> text.strip().startsWith(label));
    return line.strip().substring(label.length()).strip();
  }
}
