package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.distribution.e2e.Visitor.Manner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages that people see, as they see them; with {@code -Dscreenshots=true} in pictures. */
@EndToEnd
class PagesIT {
  private static final ChatPlatform PLATFORM = ChatPlatform.WECHATWORK;

  private final World world;

  PagesIT(World world) {
    this.world = world;
  }

  /** Every window, language and light, without JavaScript. */
  static Stream<Arguments> manners() {
    return Stream.of(
        Arguments.of("desktop-en", Manner.ORDINARY.withoutScript()),
        Arguments.of("desktop-zh", Manner.ORDINARY.in("zh-CN").withoutScript()),
        Arguments.of("phone-en-dark", Manner.PHONE.withoutScript().inTheDark()),
        Arguments.of("phone-zh", Manner.PHONE.in("zh-CN").withoutScript()));
  }

  @AfterEach
  void mend() {
    world.sandbox(PLATFORM).clearFaults();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("manners")
  void workInEveryWindowAndLanguageWithoutScript(String name, Manner manner) {
    boolean chinese = manner.language().startsWith("zh");
    Tenant tenant = world.tenant(PLATFORM);
    tenant.source("guests", Map.of());
    Application application = tenant.application();
    try (Visitor visitor = world.visitor(manner)) {
      visitor.open(application.signIn());
      shown(visitor, "login-" + name, chinese ? "登录到 Wiki" : "Sign in to Wiki");

      visitor.press(PLATFORM.label());
      shown(visitor, "platform-" + name, chinese ? "选择扫码人" : "Scan as");
      visitor.scanAs(PLATFORM.outsiders().get(0).id());
      shown(visitor, "refused-" + name, chinese ? "无法登录" : "You can't sign in here");
      assertThat(visitor.ending().text()).contains("Acme Robotics");

      visitor.open(tenant.issuer() + "/login/work/callback?code=any&state=forged");
      shown(visitor, "invalid-" + name, chinese ? "本次登录已失效" : "no longer valid");
      visitor.press(chinese ? "English" : "中文");
      shown(visitor, "invalid-other-" + name, chinese ? "no longer valid" : "本次登录已失效");

      world.sandbox(PLATFORM).fault(Map.of("preset", "server-error"));
      visitor.open(application.signIn()).press(PLATFORM.label()).scanAs(PLATFORM.member().id());
      shown(visitor, "failed-" + name, chinese ? "登录未成功" : "Signing in didn't work");
      assertThat(visitor.ending().text()).contains("Acme Robotics");
      world.sandbox(PLATFORM).clearFaults();

      visitor.open(application.signIn()).press(PLATFORM.label());
      visitor.scanAs(PLATFORM.member().id());
      assertThat(visitor.ending().signedIn()).isTrue();
      visitor.open(tenant.issuer() + "/account");
      shown(visitor, "account-" + name, chinese ? "退出登录" : "Sign out");
      visitor.press(chinese ? "退出登录" : "Sign out");
      assertThat(visitor.page().url()).startsWith(tenant.issuer() + "/login");
    }
  }

  @Test
  void speakTheLanguageThatTheApplicationAsksForUntilAnotherIsChosen() {
    Tenant tenant = world.tenant(PLATFORM);
    tenant.source("guests", Map.of());
    try (Visitor visitor = world.visitor()) {
      visitor.open(tenant.application().signIn("ui_locales", "zh-CN en"));
      assertThat(visitor.ending().text()).contains("登录到 Wiki");
      visitor.press("English");
      assertThat(visitor.ending().text()).contains("Sign in to Wiki");
      visitor.press("中文").press(PLATFORM.label());
      visitor.scanAs(PLATFORM.outsiders().get(0).id());
      assertThat(visitor.ending().text()).contains("无法登录");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"320-zh-dark", "1280-en"})
  void askForConsentInANarrowDarkWindowAndInAWideOne(String name) {
    boolean chinese = name.contains("zh");
    Manner manner = chinese ? new Manner("", "zh-CN", 320, 640, true, true) : Manner.ORDINARY;
    Tenant tenant = world.tenant(PLATFORM);
    Application application = tenant.application();
    String client = "/tenants/" + tenant.id() + "/clients/" + application.clientId();
    world.management().patch(client, "{'firstParty':false}");
    try (Visitor visitor = world.visitor(manner)) {
      visitor.open(application.signIn()).scanAs(PLATFORM.member().id());
      shown(
          visitor,
          "consent-" + name,
          chinese ? "是否允许“Wiki”使用您的账号" : "Allow Wiki to use your account?");
      assertThat(visitor.axe()).isEmpty();
      visitor.press(chinese ? "允许" : "Allow");
      assertThat(visitor.ending().signedIn()).isTrue();
    }
  }

  @Test
  void breakNoRuleThatTheySetThemselves() {
    Tenant tenant = world.tenant(PLATFORM);
    tenant.source("guests", Map.of());
    try (Visitor visitor = world.visitor()) {
      List<String> complaints = new ArrayList<>();
      visitor.page().onConsoleMessage(message -> complaints.add(message.text()));
      visitor.open(tenant.application().signIn());
      visitor.press(PLATFORM.label()).scanAs(PLATFORM.member().id());
      visitor.open(tenant.issuer() + "/account");
      assertThat(complaints).noneMatch(text -> text.contains("Content Security Policy"));
      assertThat(visitor.header("Content-Security-Policy")).contains("default-src 'none'");
    }
  }

  private static void shown(Visitor visitor, String picture, String text) {
    visitor.picture(picture);
    assertThat(visitor.ending().text()).contains(text);
    assertThat(visitor.overflows()).as("%s is wider than its window", picture).isFalse();
  }
}
