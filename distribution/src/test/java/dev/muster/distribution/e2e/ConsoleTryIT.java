package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.muster.distribution.e2e.ChatPlatform.Outsider;
import dev.muster.distribution.e2e.Visitor.Manner;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tries of identity sources: what comes of a sign-in, without one. */
@EndToEnd
class ConsoleTryIT {
  private final World world;

  ConsoleTryIT(World world) {
    this.world = world;
  }

  /** What is written on the page, and at the end of the try. */
  private record Words(
      String begin, String again, String done, String created, String refused, String vouched) {
    static final Words ENGLISH =
        new Words(
            "Try it",
            "Try it again",
            "The try is done",
            "An account would be created, and the person signed in.",
            "The person would be refused.",
            "The platform vouches for it.");
    static final Words CHINESE =
        new Words("试一试", "再试一次", "试用已完成", "将创建新账号并登录。", "将被拒绝登录。", "平台已验证。");
  }

  /** Each platform, two at a desk and one on a phone, in either language. */
  static Stream<Arguments> tries() {
    return Stream.of(
        Arguments.of(ChatPlatform.WECHATWORK, Console.DESK),
        Arguments.of(ChatPlatform.DINGTALK, Console.PHONE.in("zh-CN")),
        Arguments.of(ChatPlatform.LARK, Console.DESK.in("zh-CN")));
  }

  @ParameterizedTest
  @MethodSource("tries")
  void showWhatTheyComeToForASourceThatIsDisabled(ChatPlatform platform, Manner manner) {
    Words words = manner.language().startsWith("zh") ? Words.CHINESE : Words.ENGLISH;
    String picture = "try-" + platform.id() + "-" + manner.language();
    Tenant tenant = world.tenant(platform);
    tenant.changeSource(Tenant.SOURCE, Map.of("enabled", false));
    try (Console console = signIn(tenant, manner)) {
      Page page = console.page();
      Locator main = page.locator("main");
      console.look(picture + "-none");

      Page popup = page.waitForPopup(() -> console.button(main, words.begin()).click());
      assertThat(scanned(popup, platform.member().id())).contains(words.done());
      main.getByText(words.created()).waitFor();
      assertThat(main.innerText())
          .contains("association-off", platform.member().id(), platform.company())
          .contains(words.vouched());
      console.look(picture + "-created");
      popup.close();

      Outsider outsider = platform.outsiders().get(0);
      Page another = page.waitForPopup(() -> console.button(main, words.again()).click());
      assertThat(scanned(another, outsider.id())).contains(words.done());
      main.getByText(words.refused()).waitFor();
      console.look(picture + "-refused");

      assertThat(tenant.users()).isZero();
      assertThat(another.context().cookies()).noneMatch(each -> each.name.contains("session"));
    }
  }

  @Test
  void isOpenedOnceAndByALinkWhereNoWindowOpens() {
    Tenant tenant = world.tenant(ChatPlatform.WECHATWORK);
    try (Console console = signIn(tenant, Console.DESK)) {
      Page page = console.page();
      page.evaluate("() => { window.open = () => null; }");
      console.button(page.locator("main"), "Try it").click();
      Locator link = page.locator("section.doctor a");
      link.waitFor();
      console.look("try-blocked");
      String url = link.getAttribute("href");

      Page opened = page.context().newPage();
      assertThat(opened.navigate(url).url()).doesNotContain("/try?");
      assertThat(opened.navigate(url).status()).isEqualTo(400);
      String elsewhere = url.replace("/login/" + Tenant.SOURCE + "/", "/login/other/");
      assertThat(opened.navigate(elsewhere).status()).isEqualTo(400);
    }
  }

  @Test
  void isNotOfferedWhereNobodyComesInByABrowser() {
    Tenant tenant = world.tenant(ChatPlatform.WECHATWORK);
    tenant.changeSource(Tenant.SOURCE, Map.of("methods", List.of("mobile")));
    try (Console console = signIn(tenant, Console.DESK)) {
      console.page().getByText("from native apps alone").waitFor();
      assertThat(console.button(console.page().locator("main"), "Try it").count()).isZero();
    }
  }

  @Test
  void whatWasDoneWithASourceStandsBesideIt() {
    Tenant tenant = world.tenant(ChatPlatform.LARK);
    try (Console console = signIn(tenant, Console.DESK)) {
      Page page = console.page();
      Locator main = page.locator("main");
      Page popup = page.waitForPopup(() -> console.button(main, "Try it").click());
      // it opens empty: where it leads is known once the try is stored
      popup.locator("button[name=person]").first().waitFor();
      popup.close();
      page.locator("nav.tabs a").filter(having("Activity")).click();

      Locator events = main.locator("details.event");
      events.filter(having("A sign-in by an identity source was tried out.")).first().waitFor();
      events.filter(having("An identity source was created.")).first().locator("summary").click();
      assertThat(main.innerText()).contains("identity-source:" + Tenant.SOURCE);
      console.look("source-activity");
    }
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private Console signIn(Tenant tenant, Manner manner) {
    return new Console(world, manner)
        .signIn(
            "admin",
            world.adminPassword(),
            tenant.id(),
            "identity-sources/" + Tenant.SOURCE + "?tab=try");
  }

  /** Scans on the platform's page, agrees where it asks, and reads what the window then says. */
  private static String scanned(Page popup, String person) {
    popup.click("button[name=person][value='" + person + "']");
    Locator end = popup.locator("button[name=consent], p.reference");
    end.first().waitFor();
    if (popup.locator("button[name=consent]").count() == 1) {
      popup.click("button[name=consent]");
      popup.locator("p.reference").waitFor();
    }
    return popup.locator("main").innerText();
  }
}
