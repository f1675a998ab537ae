package dev.muster.distribution.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.muster.distribution.e2e.Visitor.Manner;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The branding: seen before it is saved, and on the pages after that. */
@EndToEnd
class ConsoleBrandingIT {
  /** One that would do something if it were more than an image. */
  private static final String SVG =
      "<svg xmlns='http://www.w3.org/2000/svg' width='64' height='32' onload='top.alert(1)'>"
          + "<script>top.alert(2)</script><rect width='64' height='32' fill='teal'/></svg>";

  private final World world;

  ConsoleBrandingIT(World world) {
    this.world = world;
  }

  /** What is written on the page. */
  private record Words(
      String wrongType, String tooLarge, String hard, String well, String saved, String terms) {
    static final Words ENGLISH =
        new Words(
            "This is no PNG, SVG or WebP.",
            "This is larger than 100 kB.",
            "hard to read",
            "can be read well",
            "The branding was changed.",
            "Terms");
    static final Words CHINESE =
        new Words("不是 PNG、SVG 或 WebP 图片。", "文件超过 100 kB。", "难以辨认", "清晰易读", "品牌外观修改成功。", "服务条款");
  }

  static Stream<Manner> manners() {
    return Stream.of(Console.DESK, Console.PHONE.in("zh-CN"));
  }

  @ParameterizedTest
  @MethodSource("manners")
  void isSeenBeforeItIsSavedAndOnThePagesAfterwards(Manner manner) {
    boolean chinese = manner.language().startsWith("zh");
    Words words = chinese ? Words.CHINESE : Words.ENGLISH;
    String picture = "branding-" + manner.language() + "-";
    Tenant tenant = world.tenant(ChatPlatform.WECHATWORK);
    try (Console console = signIn("admin", world.adminPassword(), tenant, manner)) {
      Page page = console.page();
      Locator form = page.locator("form");
      FrameLocator desk = page.frameLocator(".desktop iframe");
      FrameLocator phone = page.frameLocator(".phone iframe");
      desk.getByText("Acme Robotics").waitFor();
      phone.getByText(tenant.platform().label()).waitFor();
      form.getByText(words.well()).first().waitFor();
      console.look(picture + "first");

      choose(page, "logo.gif", "image/gif", "GIF89a");
      form.getByText(words.wrongType()).waitFor();
      choose(page, "logo.png", "image/png", "x".repeat(100_001));
      form.getByText(words.tooLarge()).waitFor();
      choose(page, "logo.svg", "image/svg+xml", SVG);
      console.fill(form, "displayName", "<b>Acme</b> 集团");
      console.fill(form, "primaryColor", "#ffe000");
      console.fill(form, "termsUrl", "https://acme.example/terms");
      form.getByText(words.hard()).waitFor();
      phone.getByText(words.terms()).waitFor();
      // with the last change: until then the preview may be written anew
      desk.getByText(words.terms()).waitFor();
      desk.getByText("<b>Acme</b> 集团").waitFor();
      assertThat(width(desk.locator("img.logo"))).isEqualTo(64);
      console.look(picture + "typed");

      Locator views = page.locator(".views select");
      views.nth(0).selectOption("failure");
      views.nth(1).selectOption(chinese ? "en" : "zh-CN");
      views.nth(2).selectOption(manner.dark() ? "light" : "dark");
      phone.getByText(chinese ? "app is not open to you" : "您不在企业应用的可见范围内").waitFor();
      views.nth(0).selectOption("bind");
      desk.getByText(chinese ? "Do you have an account already?" : "您是否已有账号？").waitFor();
      views.nth(0).selectOption("consent");
      desk.getByText(chinese ? "Allow An application" : "是否允许“示例应用”").waitFor();
      views.nth(0).selectOption("account");
      desk.getByText(chinese ? "Sign out" : "退出登录").first().waitFor();
      console.look(picture + "account");
      assertThat(stored(tenant).path("displayName").asText()).isEqualTo("Acme Robotics");

      form.locator("button[type=submit]").click();
      console.said(words.saved());
      assertThat(stored(tenant).path("displayName").asText()).isEqualTo("<b>Acme</b> 集团");
      console.look(picture + "saved");
    }
    try (Visitor visitor = world.visitor(manner)) {
      visitor.open(tenant.issuer() + "/login?choose=all");
      Locator logo = visitor.page().locator("img.logo");
      assertThat(width(logo)).isEqualTo(64);
      assertThat(visitor.page().locator(".tenant").innerText()).contains("<b>Acme</b> 集团");
      visitor.picture("branded-" + manner.language());
      APIResponse file = visitor.page().request().get(world.url() + logo.getAttribute("src"));
      assertThat(file.text()).contains("<rect");
      assertThat(file.headers()).containsEntry("content-disposition", "attachment");
    }
  }

  private static void choose(Page page, String name, String type, String content) {
    page.locator("input[type=file]")
        .setInputFiles(new FilePayload(name, type, content.getBytes(UTF_8)));
  }

  /** The width that a picture has by itself, once it is there. */
  private static int width(Locator picture) {
    return (int)
        picture.evaluate(
            "async each => { await each.decode().catch(() => {}); return each.naturalWidth; }");
  }

  @Test
  void nothingThatWasTypedIsLost() {
    Tenant tenant = world.unbound(ChatPlatform.WECHATWORK);
    try (Console console = signIn("admin", world.adminPassword(), tenant, Console.DESK)) {
      Page page = console.page();
      Locator form = page.locator("form");
      console.fill(form, "displayName", "Mine");
      page.locator(".menu a").first().click();
      console.button(console.dialog(), "Stay").click();
      console
          .dialog()
          .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
      world
          .management()
          .put(
              "/tenants/" + tenant.id() + "/branding",
              "{'displayName':'Theirs','supportUrl':'https://acme.example/help'}");
      Locator save = form.locator("button[type=submit]");
      save.click();
      page.getByText("Somebody else has changed this in the meantime").waitFor();
      assertThat(page.locator("#content").innerText()).contains("Taken over from them: Help.");
      console.look("branding-conflict");
      page.getByText("Mine: Mine").click();
      save.click();
      console.said("The branding was changed.");
      assertThat(stored(tenant).path("displayName").asText()).isEqualTo("Mine");
      assertThat(stored(tenant).path("supportUrl").asText()).isEqualTo("https://acme.example/help");

      console.fill(form, "privacyUrl", "http://acme.example/");
      save.click();
      assertThat(form.locator(".summary").innerText()).contains("An https address");
      console.look("branding-errors");
    }
  }

  @Test
  void isShownToThoseWhoOnlyRead() {
    Tenant tenant = world.unbound(ChatPlatform.WECHATWORK);
    String name = "auditor-" + tenant.id();
    world
        .management()
        .post(
            "/admins",
            "{'username':'%s','password':'%s','role':'auditor','tenants':['%s']}"
                .formatted(name, "correct horse battery", tenant.id()));
    try (Console console = signIn(name, "correct horse battery", tenant, Console.PHONE)) {
      console.page().getByText("#1f5fd1").waitFor();
      assertThat(console.page().locator("form").count()).isZero();
      console.look("branding-auditor");
    }
  }

  private Console signIn(String username, String password, Tenant tenant, Manner manner) {
    return new Console(world, manner).signIn(username, password, tenant.id(), "branding");
  }

  private JsonNode stored(Tenant tenant) {
    return world.management().get("/tenants/" + tenant.id() + "/branding");
  }
}
