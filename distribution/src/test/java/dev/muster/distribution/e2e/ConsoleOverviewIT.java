package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.muster.distribution.e2e.Visitor.Manner;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The overview: the way to the first sign-in, and what came of it. */
@EndToEnd
class ConsoleOverviewIT {
  private static final ChatPlatform PLATFORM = ChatPlatform.LARK;

  /** The canvas has something on it. */
  private static final String DRAWN =
      "() => { const c = document.querySelector('canvas');"
          + " return c && c.width > 0 && c.getContext('2d')"
          + ".getImageData(0, 0, c.width, c.height).data.some(value => value > 0) }";

  private static final Locator.WaitForOptions GONE =
      new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);

  private final World world;

  ConsoleOverviewIT(World world) {
    this.world = world;
  }

  /** What is written on the page. */
  private record Words(
      String bind,
      String finding,
      String nothing,
      String reason,
      String table,
      String day,
      String health,
      String bound,
      String log) {
    static final Words ENGLISH =
        new Words(
            "Bind a platform",
            "2 sign-ins: 50% succeeded, 50% were refused, 0% failed",
            "Nobody has signed in during this time.",
            "No account, and the source is login only",
            "Show as table",
            "24 hours",
            "In order",
            "A mobile app was bound.",
            "Show in the audit log");
    static final Words CHINESE =
        new Words(
            "去绑定平台",
            "共登录 2 次：成功 50%，被拒绝 50%，因平台故障失败 0%。",
            "所选时间内无人登录。",
            "没有账号，且身份源仅限登录",
            "以表格显示",
            "近 24 小时",
            "正常",
            "绑定了移动应用。",
            "在审计日志中查看");

    static Words of(Manner manner) {
      return manner.language().startsWith("zh") ? CHINESE : ENGLISH;
    }
  }

  static Stream<Manner> manners() {
    return Stream.of(Console.DESK, Console.PHONE.in("zh-CN"));
  }

  private static String picture(Manner manner, String what) {
    return "overview-" + manner.language() + "-" + manner.width() + "-" + what;
  }

  @ParameterizedTest
  @MethodSource("manners")
  void leadsToTheFirstSignIn(Manner manner) {
    Words words = Words.of(manner);
    Tenant tenant = world.unbound(PLATFORM);
    try (Console console = new Console(world, manner).asAdmin(tenant.id(), "")) {
      Page page = console.page();
      Locator path = page.locator(".set-up");
      path.waitFor();
      assertThat(page.url()).endsWith("/t/" + tenant.id() + "/overview");
      assertThat(path.locator("li").count()).isEqualTo(4);
      assertThat(page.locator("canvas").count()).isZero();
      console.look(picture(manner, "set-up"));

      path.getByText(words.bind()).last().click();
      page.waitForURL("**/mobile-apps");
    }
  }

  @ParameterizedTest
  @MethodSource("manners")
  void showsWhatHappened(Manner manner) {
    Words words = Words.of(manner);
    Tenant tenant = world.tenant(PLATFORM);
    try (Console console = new Console(world, manner).asAdmin(tenant.id(), "overview")) {
      Page page = console.page();
      page.getByText(words.nothing()).first().waitFor();

      Application application = tenant.application();
      assertThat(Way.MOBILE.comeIn(world, application, PLATFORM.member().id()).status())
          .isEqualTo(200);
      tenant.changeSource(Tenant.SOURCE, Map.of("loginOnly", true));
      assertThat(Way.MOBILE.comeIn(world, application, PLATFORM.colleague().id()).text())
          .contains("no account");
      page.reload();
      finds(page, words);
      page.getByText(words.reason()).waitFor();
      page.locator(".tag").filter(having(words.health())).first().waitFor();
      // last week's figures come by a request of their own
      page.locator(".tiles").filter(having("…")).waitFor(GONE);
      assertThat(page.locator(".tiles strong").allInnerTexts())
          .as("people who signed in, then war rooms of which there are none")
          .hasSize(8)
          .startsWith("2", "1", "1", "1", "0")
          .endsWith("0");
      page.waitForFunction(DRAWN);
      console.look(picture(manner, "seven-days"));

      page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName(words.day())).click();
      page.waitForURL("**/overview?range=24h");
      finds(page, words);
      console.button(page.locator("figure"), words.table()).click();
      assertThat(page.locator("figure tbody tr").count()).isEqualTo(24);
      console.look(picture(manner, "hours"));
      page.reload();
      finds(page, words);

      Locator latest = page.locator("section[aria-labelledby=latest]");
      latest.locator("details").filter(having(words.bound())).locator("summary").click();
      assertThat(latest.locator("details").count()).isLessThanOrEqualTo(10);
      assertThat(latest.innerText()).contains("mobile-app:" + PLATFORM.id(), "127.0.0.1");
      console.look(picture(manner, "latest"));
      latest.locator("a").filter(having(words.log())).click();
      page.waitForURL("**/t/" + tenant.id() + "/audit");
    }
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static void finds(Page page, Words words) {
    PlaywrightAssertions.assertThat(page.locator("figcaption"))
        .containsText(
            words.finding(), new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
  }
}
