package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.muster.distribution.e2e.Visitor.Manner;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is done with several users at once. */
@EndToEnd
class ConsoleBulkIT {
  private final World world;

  ConsoleBulkIT(World world) {
    this.world = world;
  }

  @Test
  void somethingIsDoneWithManyAtOnce() {
    Tenant tenant = world.unbound(ChatPlatform.WECHATWORK);
    List<String> ids =
        IntStream.range(0, 53).mapToObj(each -> create(tenant, "li%02d".formatted(each))).toList();
    try (Console console = signIn(tenant, Console.DESK)) {
      Page page = console.page();
      page.getByLabel("All 50 shown").check();
      console.button(page.locator("main"), "Load more").click();
      page.locator("main article").nth(52).waitFor();
      page.getByText("50 chosen").waitFor();
      page.getByLabel("Choose li52").check();
      page.getByText("51 chosen").waitFor();
      console.look("users-chosen");

      String failing = "**/users/" + ids.get(3) + "/disable";
      page.route(failing, Route::abort);
      console.button(page.locator(".bulk"), "Disable").click();
      console.dialog().locator("input").fill("Left");
      console.look("users-bulk-asks");
      console.button(console.dialog(), "Disable 51 users").click();
      console.dialog().getByText("50 done, 1 failed.").waitFor();
      console.look("users-bulk-failed");
      page.unroute(failing);
      console.button(console.dialog(), "Retry failed").click();
      console.dialog().getByText("51 done.").waitFor();
      console.button(console.dialog(), "OK").click();
      page.getByLabel("Choose li52").waitFor();
      assertThat(page.locator("main input:checked").count()).isZero();
    }
    String path = "/tenants/" + tenant.id() + "/users?status=disabled";
    assertThat(world.management().all(path)).hasSize(51);
    assertThat(
            world
                .management()
                .all("/tenants/" + tenant.id() + "/audit-events?action=user.disabled"))
        .hasSize(51)
        .allMatch(event -> event.path("detail").path("reason").asText().equals("Left"));
  }

  @Test
  void manyAreEndedOnAPhone() {
    Tenant tenant = world.unbound(ChatPlatform.WECHATWORK);
    List.of("li", "wang", "zhao").forEach(each -> create(tenant, each));
    try (Console console = signIn(tenant, Console.PHONE.in("zh-CN"))) {
      Page page = console.page();
      page.getByLabel("选择li", exactly()).check();
      page.getByLabel("选择zhao", exactly()).check();
      console.look("users-zh-chosen");
      console.button(page.locator(".bulk"), "结束会话").click();
      console.button(console.dialog(), "结束 2 个用户的所有会话").click();
      console.dialog().getByText("成功 2 个。").waitFor();
      console.button(console.dialog(), "确定").click();
      page.getByLabel("选择li", exactly()).check();
      page.getByLabel("选择zhao", exactly()).check();
      console.button(page.locator(".bulk"), "删除").click();
      console.look("users-zh-bulk-asks");
      console.button(console.dialog(), "删除 2 个用户").click();
      console.dialog().getByText("成功 2 个。").waitFor();
      console.look("users-zh-bulk-done");
      console.button(console.dialog(), "确定").click();
      page.locator("main article").nth(1).waitFor(Console.GONE);
      assertThat(world.management().all("/tenants/" + tenant.id() + "/users"))
          .singleElement()
          .asString()
          .contains("wang");
    }
  }

  private static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
  }

  private Console signIn(Tenant tenant, Manner manner) {
    return new Console(world, manner).asAdmin(tenant.id(), "users");
  }

  private String create(Tenant tenant, String username) {
    return world
        .management()
        .post("/tenants/" + tenant.id() + "/users", Http.write(Map.of("username", username)))
        .path("id")
        .asText();
  }
}
