package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.muster.distribution.osgi.PluginJars;
import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Management;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Plugins: they come by drop, by choice and by the folder, and go while somebody uses them. */
@EndToEnd
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsolePluginsIT {
  private static final String ACME = "com.example.acme";
  private static final String LARK = "dev.muster.lark";
  private static final int LARGEST = 100_000_000;

  private final World world;
  private Distribution distribution;
  private Child running;
  private Management api;
  @TempDir Path folder;

  ConsolePluginsIT(World world) {
    this.world = world;
  }

  @BeforeAll
  void start() {
    Map<String, String> settings = new HashMap<>(world.platforms().settings());
    settings.put("MUSTER_PLUGINS_UPLOAD", "true");
    distribution = Distribution.unpack("e2e-console-plugins", settings);
    running = distribution.run();
    api = new Management(distribution);
  }

  @AfterAll
  void stop() {
    running.close();
  }

  @Test
  void saysHowToSwitchUploadsOn() {
    try (Console console = new Console(world, Console.PHONE.in("zh-CN"))) {
      console.asAdmin("plugins");
      console.page().getByText("plugins.upload=true").waitFor();
      // the platforms' names come with another answer than the plugins
      row(console.page(), LARK).getByText("飞书").waitFor();
      assertThat(row(console.page(), LARK).innerText()).contains("运行中");
      assertThat(console.page().locator("input[type=file]").count()).isZero();
      console.look("plugins-off");
    }
  }

  @Test
  void takesJarsByChoiceByDropAndFromTheFolder() throws IOException {
    try (Console console = owner("plugins")) {
      Page page = console.page();
      choose(page, "acme.jar", PluginJars.of(ACME, "1.0.0", "acme").bytes());
      page.getByText("is live: " + ACME + " 1.0.0").waitFor();
      assertThat(row(page, ACME).innerText()).contains("1.0.0", "Runs", "acme", "ChatProvider");
      console.look("plugins-live");

      drop(page, "acme-next.jar", PluginJars.of(ACME, "1.1.0", "acme").bytes());
      page.getByText("is live: " + ACME + " 1.1.0").waitFor();

      Path plugins = distribution.home().resolve("plugins");
      byte[] other = PluginJars.of("com.example.other", "2.0.0", "other").bytes();
      Path part = Files.write(plugins.resolve("other.part"), other);
      Files.move(part, plugins.resolve("other.jar"));
      row(page, "com.example.other").waitFor();
      Files.delete(plugins.resolve("other.jar"));
      row(page, "com.example.other").waitFor(gone());

      console.button(row(page, ACME), "Delete").click();
      console.dialog().getByText("Nobody uses what it offers.").waitFor();
      console.button(console.dialog(), "Delete " + ACME).click();
      console.said(ACME + " was deleted.");
      row(page, ACME).waitFor(gone());
    }
  }

  @Test
  void saysWhyAJarIsRefusedAndWhatToDo() throws IOException {
    try (Console console = owner("plugins")) {
      Page page = console.page();
      choose(page, "notes.jar", "no jar at all".getBytes(StandardCharsets.UTF_8));
      page.getByText("The file is not a whole jar.").waitFor();
      choose(page, "library.jar", PluginJars.of("", "1.0.0", "x").bytes());
      page.getByText("no OSGi bundle").waitFor();
      choose(
          page,
          "needs.jar",
          PluginJars.of("com.example.needs", "1.0.0", "needs").imports("org.acme.missing").bytes());
      page.getByText("It needs something that is not there.").waitFor();
      assertThat(page.locator(".results").first().innerText())
          .contains("unresolvable", "org.acme.missing");
      console.look("plugins-refused");

      Path large = folder.resolve("large.jar");
      try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
        file.setLength(LARGEST + 1L);
      }
      page.locator("input[type=file]").setInputFiles(large);
      page.getByText("It is larger than 100 MB").waitFor();
      assertThat(api.get("/plugins").toString()).doesNotContain("com.example.needs");
    }
  }

  @Test
  void aHugeJarIsRefusedWhileThePageStaysAwake() throws IOException {
    try (Console console = owner("plugins")) {
      Page page = console.page();
      page.locator(".drop").waitFor();
      LargeFiles.drop(page, "huge.jar", List.of("50 4B", "00", ""), 200);
      page.getByText("It is larger than 100 MB").waitFor();
      LargeFiles.drop(page, "large.jar", List.of("50 4B", "00", ""), 99);
      page.getByText("The file is not a whole jar.").waitFor();
      assertThat(LargeFiles.longestSilence(page)).isLessThan(1500);
      assertThat(page.locator(".results li").allInnerTexts())
          .hasSize(2)
          .noneMatch(each -> each.contains("Cancel"));
    }
    try (Stream<Path> left = Files.walk(distribution.home())) {
      assertThat(left.filter(ConsolePluginsIT::isLarge)).isEmpty();
    }
  }

  private static boolean isLarge(Path file) {
    return file.toFile().isFile() && file.toFile().length() > 50_000_000;
  }

  @Test
  void namesWhoLosesAPlatform() {
    Tenant tenant = world.tenant(ChatPlatform.LARK, distribution);
    try (Console console = owner("plugins")) {
      Page page = console.page();
      console.button(row(page, LARK), "Delete").click();
      console.dialog().getByText("These stop working:").waitFor();
      assertThat(console.button(console.dialog(), "Delete " + LARK).isDisabled()).isTrue();
      console.dialog().locator("input").fill(LARK);
      assertThat(console.button(console.dialog(), "Delete " + LARK).isEnabled()).isTrue();
      console.button(console.dialog(), "Cancel").click();
      console.dialog().waitFor(gone());

      console.button(row(page, LARK), "Stop").click();
      Locator dialog = console.dialog();
      // whose name is in the plugin's, which the title has before anybody is named
      dialog.getByRole(AriaRole.ALERT).getByText("Acme Robotics").first().waitFor();
      assertThat(dialog.innerText())
          .contains(ChatPlatform.LARK.label(), "Acme Robotics", "Mobile app management");
      console.look("plugins-stop");
      console.button(dialog, "Stop " + LARK).click();
      console.said(LARK + " was stopped.");
      row(page, LARK).getByText("Stopped").waitFor();

      console.button(row(page, LARK), "Start").click();
      console.said(LARK + " was started.");
      row(page, LARK).getByText("Runs").waitFor();
    }
    assertThat(api.get("/tenants/" + tenant.id() + "/identity-sources").toString())
        .contains("work");
  }

  @Test
  void whatIsTypedOutlivesThePlugin() {
    Tenant bound = world.tenant(ChatPlatform.DINGTALK, distribution);
    Tenant unbound = world.unbound(ChatPlatform.DINGTALK, distribution);
    try (Console apps = owner("t/" + unbound.id() + "/mobile-apps");
        Console source = owner("t/" + bound.id() + "/identity-sources/work")) {
      Locator card =
          apps.page().locator("article").filter(new Locator.FilterOptions().setHasText("DingTalk"));
      apps.button(card, "Enable now").click();
      ChatPlatform.DINGTALK
          .binding()
          .forEach((field, value) -> apps.fill(apps.dialog(), field, value));
      Locator form = source.page().locator("form.source-form");
      source.fill(form, "displayName", "Mine");

      api.post("/plugins/dev.muster.dingtalk/stop", "");
      for (Console each : List.of(apps, source)) {
        each.page().getByText("What you have typed stays").waitFor();
      }
      apps.button(apps.dialog(), "OK").click();
      apps.dialog()
          .getByText("is not installed")
          .or(apps.dialog().locator(".error"))
          .first()
          .waitFor();
      apps.look("plugins-gone-mobile-app");
      source.look("plugins-gone-source");
      assertThat(form.locator("[id$='-displayName']").inputValue()).isEqualTo("Mine");

      api.post("/plugins/dev.muster.dingtalk/start", "");
      for (Console each : List.of(apps, source)) {
        each.page().getByText("What you have typed stays").waitFor(gone());
      }
      apps.button(apps.dialog(), "OK").click();
      apps.said("The mobile application was created.");
      source.page().locator("button[type=submit]").click();
      source.said("The identity source was changed.");
    }
    assertThat(api.get("/tenants/" + unbound.id() + "/mobile-apps").toString())
        .contains("dingtalk");
  }

  private Console owner(String place) {
    return new Console(world, Console.DESK, distribution.publicUrl().toString())
        .signIn("admin", World.adminPassword(distribution), place);
  }

  private static Locator row(Page page, String name) {
    return page.locator("article[aria-labelledby='plugin-" + name + "']");
  }

  private static Locator.WaitForOptions gone() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);
  }

  private static void choose(Page page, String name, byte[] jar) {
    page.locator("input[type=file]")
        .setInputFiles(new FilePayload(name, "application/java-archive", jar));
  }

  /** As a hand does it that lets a file go over the area. */
  private static void drop(Page page, String name, byte[] jar) {
    page.locator(".drop")
        .evaluate(
            "(area, [name, base64]) => {"
                + " const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0));"
                + " const dataTransfer = new DataTransfer();"
                + " dataTransfer.items.add(new File([bytes], name));"
                + " area.dispatchEvent(new DragEvent('drop', {dataTransfer, bubbles: true}));"
                + "}",
            List.of(name, Base64.getEncoder().encodeToString(jar)));
  }
}
