package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** API tokens: made, shown once, and revoked. */
@EndToEnd
class ConsoleTokensIT {
  private static final String PLACE = "api-tokens";

  private final World world;

  ConsoleTokensIT(World world) {
    this.world = world;
  }

  @Test
  void aTokenIsShownOnceAndRevoked() throws IOException {
    Tenant tenant = world.unbound(ChatPlatform.WECHATWORK);
    try (Console console = owner(tenant, Console.DESK)) {
      Page page = console.page();
      console.go(PLACE);
      console.button(page.locator("main"), "Create API token").click();
      Locator dialog = console.dialog();
      console.button(dialog, "Create API token").click();
      assertThat(dialog.locator(".summary").innerText())
          .contains("Name is missing.", "Choose at least one tenant");
      console.look("token-errors");
      console.fill(dialog, "displayName", "Build of " + tenant.id());
      dialog.locator("input[value=none]").check();
      dialog.getByText("A token that never expires").waitFor();
      dialog.locator("input[value='30']").check();
      dialog.locator("input[value=responder]").check();
      dialog.locator("label").filter(having("All tenants")).locator("input").check();
      console.look("token-form");
      console.button(dialog, "Create API token").click();

      Locator stored = console.button(page.locator("body"), "I have stored it");
      stored.waitFor();
      String token = console.dialog().locator("code").innerText();
      console.look("token-shown");
      page.keyboard().press("Escape");
      page.evaluate("() => history.back()");
      console.dialog().getByText("Say “I have stored it” first").waitFor();
      console.look("token-kept");
      Download download =
          page.waitForDownload(() -> console.button(console.dialog(), "Download").click());
      assertThat(Files.readString(download.path())).isEqualTo(token + "\n");
      stored.click();
      stored.waitFor(Console.GONE);
      assertThat(page.content()).doesNotContain(token);

      JsonNode made = made(tenant);
      assertThat(made.path("role").asText()).isEqualTo("responder");
      assertThat(made.path("tenants")).hasToString("[\"*\"]");
      assertThat(Duration.between(Instant.now(), Instant.parse(made.path("expiresAt").asText())))
          .isBetween(Duration.ofDays(29), Duration.ofDays(30));
      Locator row = page.locator("article").filter(having("Build of " + tenant.id()));
      assertThat(row.innerText()).contains("not yet", "Responder", "All tenants");
      console.look("tokens");
      row.locator("button").click();
      console.look("token-revoke");
      console.button(console.dialog(), "Revoke Build of " + tenant.id()).click();
      console.said("The token was revoked.");
      row.waitFor(Console.GONE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "zh-CN"})
  void onAPhone(String language) {
    Tenant tenant = world.unbound(ChatPlatform.WECHATWORK);
    world
        .management()
        .post(
            "/api-tokens",
            "{'displayName':'Build of " + tenant.id() + "','role':'auditor','tenants':['*']}");
    try (Console console = owner(tenant, Console.PHONE.in(language))) {
      console.go(PLACE);
      console.page().locator("article").filter(having(tenant.id())).waitFor();
      console.look("tokens-" + language);
      console.go(PLACE + "?create=");
      console.dialog().locator("form").waitFor();
      console.look("token-form-" + language);
    }
  }

  private JsonNode made(Tenant tenant) {
    return world.management().all("/api-tokens?limit=200").stream()
        .filter(each -> each.path("displayName").asText().equals("Build of " + tenant.id()))
        .findFirst()
        .orElseThrow();
  }

  private Console owner(Tenant tenant, Visitor.Manner manner) {
    return new Console(world, manner).asAdmin(tenant.id(), "mobile-apps");
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
