package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.distribution.e2e.Visitor.Manner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody's own page, without JavaScript. */
@EndToEnd
class AccountIT {
  private static final ChatPlatform ONE = ChatPlatform.WECHATWORK;
  private static final ChatPlatform OTHER = ChatPlatform.DINGTALK;

  private final World world;

  AccountIT(World world) {
    this.world = world;
  }

  static Stream<Arguments> pairs() {
    return Stream.of(
        Arguments.of(ONE, OTHER),
        Arguments.of(OTHER, ChatPlatform.LARK),
        Arguments.of(ChatPlatform.LARK, ONE));
  }

  private Tenant tenant(ChatPlatform platform, ChatPlatform other) {
    Tenant tenant = world.tenant(platform);
    Map<String, String> fields = new LinkedHashMap<>(other.binding());
    fields.putAll(other.sourceFields());
    tenant.source("guests", Map.of("platform", other.id(), "fields", fields));
    return tenant;
  }

  private static String text(Visitor visitor) {
    return visitor.ending().text();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void linksAnotherPlatformAndUndoesIt(ChatPlatform platform, ChatPlatform other) {
    Tenant tenant = tenant(platform, other);
    try (Visitor visitor = world.visitor(Manner.ORDINARY.withoutScript())) {
      visitor.open(tenant.issuer() + "/login/work").scanAs(platform.member().id());
      String user = tenant.user().path("id").asText();
      assertThat(text(visitor)).contains("Your only way in", platform.company());

      visitor.press("A way for guests").scanAs(other.member().id());

      assertThat(text(visitor)).contains("You can sign in with it from now on", other.company());
      assertThat(tenant.identities(user)).hasSize(2);

      visitor.press("Unlink").press("Unlink");
      assertThat(text(visitor)).contains("Undo that link first");

      visitor.press(visitor.page().locator("button[name=undo]").first());
      assertThat(text(visitor)).contains("Undone.", "Your only way in");
      assertThat(tenant.identities(user)).hasSize(1);
    }
  }

  @Test
  void unlinksOneOfTwoAndNotTheLast() {
    Tenant tenant = tenant(ONE, OTHER);
    Map<String, ?> match =
        Map.of("association", Map.of("mode", "match", "matchBy", List.of("username")));
    tenant.changeSource(Tenant.SOURCE, match);
    tenant.changeSource("guests", match);
    assertThat(OTHER.member().id()).isEqualTo(ONE.member().id());
    String user = tenant.addUser(ONE.member().id(), "correct horse battery staple");
    try (Visitor visitor = world.visitor(Manner.ORDINARY.withoutScript())) {
      visitor.open(tenant.issuer() + "/login/work").scanAs(ONE.member().id());
      visitor.open(tenant.issuer() + "/login/guests").scanAs(OTHER.member().id());
      assertThat(tenant.identities(user)).hasSize(2);

      visitor.press(visitor.page().locator("button[name=unlink][aria-label*='WeChat']"));
      assertThat(text(visitor)).contains("You can then no longer sign in to this account with");
      visitor.press("Unlink");

      assertThat(text(visitor)).contains("Unlinked.", "Your only way in");
      assertThat(tenant.identities(user)).hasSize(1);
    }
  }

  @Test
  void doesNotMoveWhatIsSomebodyElses() {
    Tenant tenant = tenant(ONE, OTHER);
    try (Visitor visitor = world.visitor(Manner.ORDINARY.withoutScript())) {
      visitor.open(tenant.issuer() + "/login/guests").scanAs(OTHER.member().id());
    }
    try (Visitor visitor = world.visitor(Manner.ORDINARY.withoutScript())) {
      visitor.open(tenant.issuer() + "/login/work").scanAs(ONE.member().id());
      visitor.press("A way for guests").scanAs(OTHER.member().id());
      assertThat(text(visitor)).contains("This belongs to another account");
      visitor.picture("account-taken");
      visitor.press("Back to your account");
      assertThat(text(visitor)).contains("Your only way in");
    }
  }

  @Test
  void tellsOtherSessionsOfALinkWhichTheyUndoAndSignOut() {
    Tenant tenant = tenant(ONE, OTHER);
    try (Visitor visitor = world.visitor(Manner.ORDINARY.withoutScript());
        Visitor second = world.visitor(Manner.PHONE.withoutScript())) {
      visitor.open(tenant.issuer() + "/login/work").scanAs(ONE.member().id());
      second.open(tenant.issuer() + "/login/work").scanAs(ONE.member().id());
      second.press("A way for guests").scanAs(OTHER.member().id());

      visitor.open(tenant.issuer() + "/account");
      assertThat(text(visitor)).contains("Was that not you?");
      visitor.press(visitor.page().locator("button[name=undo]").first());
      assertThat(text(visitor)).contains("Undone.", "Your only way in");
      second.open(tenant.issuer() + "/account");
      assertThat(second.page().url()).as("undoing ends the others").doesNotContain("/account");

      second.open(tenant.issuer() + "/login/work").scanAs(ONE.member().id());
      visitor.open(tenant.issuer() + "/account");
      visitor.press("Sign out there");
      assertThat(text(visitor)).contains("Signed out there.");
      second.open(tenant.issuer() + "/account");
      assertThat(second.page().url()).doesNotContain("/account");
    }
  }

  @Test
  void worksInEveryWindowAndLanguage() {
    Tenant tenant = tenant(ONE, OTHER);
    try (Visitor visitor = world.visitor(Manner.ORDINARY.withoutScript())) {
      visitor.open(tenant.issuer() + "/login/work").scanAs(ONE.member().id());
      visitor.press("A way for guests").scanAs(OTHER.member().id());
      visitor.picture("account-linked");
    }
    List<String> wide = new ArrayList<>();
    for (Manner manner :
        List.of(
            Manner.ORDINARY.withoutScript(),
            Manner.PHONE.in("zh-CN").inTheDark().withoutScript(),
            new Manner("", "en-US", 320, 640, false, false))) {
      try (Visitor visitor = world.visitor(manner)) {
        String name = "own-account-" + manner.language() + "-" + manner.width();
        visitor.open(tenant.issuer() + "/login/work").scanAs(ONE.member().id());
        assertThat(text(visitor))
            .contains(manner.language().equals("zh-CN") ? "如非本人操作" : "Was that not you?");
        visitor.picture(name);
        if (visitor.overflows()) {
          wide.add(name);
        }
      }
    }
    assertThat(wide).isEmpty();
    for (Manner manner : List.of(Manner.ORDINARY, Manner.PHONE.in("zh-CN").inTheDark())) {
      try (Visitor visitor = world.visitor(manner)) {
        visitor.open(tenant.issuer() + "/login/work").scanAs(ONE.member().id());
        assertThat(visitor.axe()).isEmpty();
        visitor.press(manner.language().equals("zh-CN") ? "解除关联" : "Unlink");
        assertThat(visitor.axe()).isEmpty();
        visitor.picture("own-account-sure-" + manner.language());
      }
    }
  }
}
