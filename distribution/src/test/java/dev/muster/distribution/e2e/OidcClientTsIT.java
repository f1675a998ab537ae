package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** docs/recipes/oidc-client-ts.md: an application in the browser, under a strict policy. */
@EndToEnd
class OidcClientTsIT {
  private static final ChatPlatform PLATFORM = ChatPlatform.WECHATWORK;
  private static final String PERSON = PLATFORM.member().id();
  private static final String NAME = PLATFORM.member().name();

  private static final String SCOPE = "scope: 'openid profile',";

  private final World world;
  private final WebPages site = new WebPages();

  OidcClientTsIT(World world) {
    this.world = world;
  }

  @AfterEach
  void close() {
    site.close();
  }

  /** The recipe for a tenant, with pages at an address. */
  private Recipe recipe(Tenant tenant, String at) {
    return Recipe.of("oidc-client-ts")
        .with(Recipe.ISSUER, tenant.issuer())
        .with("https://sso.corp.example", world.url())
        .with(Recipe.APPLICATION + "/", at)
        .with("from 'oidc-client-ts'", "from './oidc-client-ts.js'");
  }

  private void serve(String at) {
    Tenant tenant = world.tenant(PLATFORM);
    serve(tenant, recipe(tenant, at));
  }

  /** Registers the application, and serves its pages, and the library as a bundler would. */
  private void serve(Tenant tenant, Recipe recipe) {
    tenant.register(recipe.client());
    List<String> pages = recipe.blocks("html");
    List<String> scripts = recipe.blocks("js");
    site.under(recipe.block("text").strip())
        .file("/", pages.get(0))
        .file("/app.js", scripts.get(0))
        .file("/callback.html", pages.get(1))
        .file("/callback.js", scripts.get(1))
        .file(
            "/oidc-client-ts.js",
            library("oidc-client-ts/dist/esm/oidc-client-ts.js")
                .replace("from \"jwt-decode\"", "from './jwt-decode.js'"))
        .file("/jwt-decode.js", library("jwt-decode/build/esm/index.js"));
  }

  private static String library(String file) {
    try {
      return Files.readString(NodeProgram.PACKAGES.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void says(Page page, String text) {
    page.waitForFunction("text => document.querySelector('#who')?.textContent === text", text);
  }

  private static void press(Page page, String button) {
    page.evaluate("document.querySelector('#who').textContent = ''");
    page.click(button);
  }

  @Test
  void signsInByPopupAndRenewsInAFrameOfTheSameSite() {
    serve(site.sameSiteUrl());
    try (Visitor visitor = world.visitor()) {
      Page page = visitor.open(site.sameSiteUrl()).page();
      says(page, "Nobody is signed in");
      Page popup = page.waitForPopup(() -> press(page, "#popup"));
      popup.click("button[name=person][value='" + PERSON + "']");
      says(page, NAME);
      // the library closes both before it answers, the browser does so soon after
      page.waitForCondition(popup::isClosed);

      press(page, "#renew");
      says(page, NAME);
      page.waitForCondition(() -> page.frames().size() == 1);
    }
  }

  @Test
  void fromAnotherSiteSignsInByRedirectAndCannotRenewInAFrame() {
    serve(site.url());
    try (Visitor visitor = world.visitor()) {
      Page page = visitor.open(site.url()).page();
      page.click("#redirect");
      visitor.scanAs(PERSON);
      says(page, NAME);

      press(page, "#renew");
      says(page, "login_required");
    }
  }

  @Test
  void withARefreshTokenRenewsFromAnotherSiteUntilTheSessionEnds() {
    Tenant tenant = world.tenant(PLATFORM);
    Recipe recipe = recipe(tenant, site.url());
    serve(tenant, recipe.with(SCOPE, recipe.block("ts").strip()));
    try (Visitor visitor = world.visitor()) {
      Page page = visitor.open(site.url()).page();
      page.click("#redirect");
      visitor.scanAs(PERSON);
      says(page, NAME);

      Request renewal =
          page.waitForRequest(
              request -> request.url().endsWith("/oauth2/token"), () -> press(page, "#renew"));
      assertThat(renewal.postData()).contains("grant_type=refresh_token");
      says(page, NAME);

      tenant.signOut(tenant.user().path("id").asText());
      press(page, "#renew");
      says(page, "invalid_grant");
    }
  }
}
