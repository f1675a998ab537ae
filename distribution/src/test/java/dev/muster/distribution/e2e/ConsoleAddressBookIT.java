package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.muster.distribution.e2e.Visitor.Manner;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole address book of each platform, compared with the users and applied. */
@EndToEnd
class ConsoleAddressBookIT {
  private final World world;

  ConsoleAddressBookIT(World world) {
    this.world = world;
  }

  /** What is written on the page. */
  private record Words(String dryRun, String none, String waiting, String done, String nothing) {
    static final Words ENGLISH =
        new Words(
            "Dry run",
            "The address book has not been compared yet.",
            "The differences wait for a decision",
            "Done",
            "Nothing differs.");
    static final Words CHINESE = new Words("试运行", "尚未比对过通讯录。", "差异等待处理", "已完成", "没有差异。");
  }

  static Stream<Arguments> platforms() {
    return Stream.of(
        Arguments.of(ChatPlatform.WECHATWORK, Console.DESK),
        Arguments.of(ChatPlatform.DINGTALK, Console.PHONE.in("zh-CN")),
        Arguments.of(ChatPlatform.LARK, Console.DESK.in("zh-CN")));
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void isReadAsAWholeAndAppliedOnceSomebodyHasLookedAtIt(ChatPlatform platform, Manner manner) {
    Words words = manner.language().startsWith("zh") ? Words.CHINESE : Words.ENGLISH;
    String picture = "address-book-" + platform.id() + "-" + manner.language();
    Tenant tenant = world.tenant(platform);
    tenant.changeSource(Tenant.SOURCE, Map.of("reconciliation", Map.of("creates", true)));
    try (Console console =
        new Console(world, manner)
            .signIn(
                "admin",
                world.adminPassword(),
                tenant.id(),
                "identity-sources/" + Tenant.SOURCE + "?tab=address-book")) {
      Page page = console.page();
      Locator main = page.locator("main");
      main.getByText(words.none()).waitFor();
      console.look(picture + "-none");

      console.button(main, words.dryRun()).click();
      main.locator("section.report h2").getByText(words.waiting()).waitFor();
      main.locator("table tbody tr").first().waitFor();
      console.look(picture + "-waiting");
      JsonNode found = newest(tenant);
      int people = found.at("/counts/created").asInt();
      assertThat(people).isPositive();
      assertThat(found.path("people").asInt()).isGreaterThanOrEqualTo(people);
      assertThat(tenant.users()).isZero();

      main.locator("section.report .buttons .ant-btn-primary").first().click();
      main.locator("section.report h2").getByText(words.done()).waitFor();
      console.look(picture + "-done");
      assertThat(newest(tenant).at("/counts/created").asInt()).isEqualTo(people);
      assertThat(users(tenant)).isEqualTo(people);

      console.button(main, words.dryRun()).click();
      main.getByText(words.nothing()).waitFor();
      assertThat(newest(tenant).at("/counts/created").asInt()).isZero();
    }
  }

  private int users(Tenant tenant) {
    return world
        .management()
        .get("/tenants/%s/users?limit=200".formatted(tenant.id()))
        .path("items")
        .size();
  }

  private JsonNode newest(Tenant tenant) {
    return world
        .management()
        .get(
            "/tenants/%s/identity-sources/%s/reconciliations?limit=1"
                .formatted(tenant.id(), Tenant.SOURCE))
        .at("/items/0");
  }
}
