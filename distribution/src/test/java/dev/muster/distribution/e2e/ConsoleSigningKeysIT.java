package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.muster.distribution.e2e.Visitor.Manner;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Signing keys: which there are, and new ones on request. */
@EndToEnd
class ConsoleSigningKeysIT {
  private final World world;

  ConsoleSigningKeysIT(World world) {
    this.world = world;
  }

  static Stream<Arguments> walks() {
    return Stream.of(
        Arguments.of(
            Console.DESK,
            List.of(
                "Keys that their tokens",
                "Make new keys",
                "· next",
                "New signing keys were made.")),
        Arguments.of(
            Console.PHONE.in("zh-CN"), List.of("令牌的签名密钥", "生成新密钥", "· 待启用", "新的签名密钥已生成。")));
  }

  @ParameterizedTest
  @MethodSource("walks")
  void newOnesArePublishedBeforeTheySign(Manner manner, List<String> words) {
    Tenant tenant = world.tenant(ChatPlatform.LARK);
    String path = "/tenants/" + tenant.id() + "/signing-keys";
    // the first are made when they are asked for
    assertThat(Http.get(tenant.issuer() + "/oauth2/jwks").status()).isEqualTo(200);
    int before = world.management().get(path).path("items").size();
    try (Console console = new Console(world, manner).asAdmin(tenant.id(), "clients")) {
      Page page = console.page();
      page.locator("main a")
          .filter(new Locator.FilterOptions().setHasText(words.get(0)))
          .first()
          .click();
      console.button(page.locator("main"), words.get(1)).click();
      console.look("keys-" + manner.language() + "-rotate");
      console.button(console.dialog(), words.get(1)).click();
      console.said(words.get(3));
      page.locator("article")
          .filter(new Locator.FilterOptions().setHasText(words.get(2)))
          .first()
          .waitFor();
      JsonNode keys = world.management().get(path).path("items");
      assertThat(keys.size()).isGreaterThan(before);
      assertThat(page.locator("article code").allInnerTexts())
          .containsExactlyInAnyOrderElementsOf(keys.findValuesAsText("kid"));
      console.look("keys-" + manner.language());
    }
  }
}
