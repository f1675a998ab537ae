package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.distribution.e2e.Visitor.Manner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody comes in for the first time and is asked which account is theirs. */
@EndToEnd
class BindIT {
  private static final String WAYS = "dev.muster.distribution.e2e.Matrix#platformsAndWays";
  private static final ChatPlatform ONE = ChatPlatform.WECHATWORK;
  private static final String PASSWORD = "correct horse battery staple";

  private final World world;

  BindIT(World world) {
    this.world = world;
  }

  private Tenant asking(ChatPlatform platform) {
    Tenant tenant = world.tenant(platform);
    tenant.changeSource(Tenant.SOURCE, Map.of("association", Map.of("mode", "ask")));
    return tenant;
  }

  private static String interaction(Ending asked) {
    JsonNode answer = asked.result();
    assertThat(answer.path("error").asText())
        .as(answer.toString())
        .isEqualTo("interaction_required");
    assertThat(answer.path("interaction").path("kind").asText()).isEqualTo("bind-or-create");
    return answer.path("interaction").path("key").asText();
  }

  private static Http.Answer goOn(Tenant tenant, String key, Map<String, String> answer) {
    return Http.postJson(tenant.issuer() + "/login/interactions/" + key, answer);
  }

  @ParameterizedTest
  @MethodSource(WAYS)
  void linksAnAccountByItsPasswordByEveryWay(ChatPlatform platform, Way way) {
    Tenant tenant = asking(platform);
    Application application = tenant.application();
    String user = tenant.addUser("wang", PASSWORD);
    String person = platform.member().id();

    if (way.inBrowser()) {
      Ending ending =
          way.comeIn(
              world,
              application,
              person,
              visitor -> {
                visitor.page().waitForURL(tenant.issuer() + "/login/bind?**");
                visitor
                    .fill("username", "wang")
                    .fill("password", "wrong")
                    .press("Link this account");
                assertThat(visitor.ending().status()).isEqualTo(403);
                assertThat(visitor.ending().text()).contains("Tries left: 4");
                visitor.fill("password", PASSWORD).press("Link this account");
              });
      assertThat(ending.signedIn()).as(ending.toString()).isTrue();
      assertThat(ending.subject()).isEqualTo(user);
    } else {
      String key = interaction(way.comeIn(world, application, person));
      Map<String, String> answer = new LinkedHashMap<>();
      answer.put("choice", "bind");
      answer.put("proof", "password");
      answer.put("username", "wang");
      answer.put("password", "wrong");
      JsonNode wrong = goOn(tenant, key, answer).json();
      assertThat(wrong.path("error").asText()).isEqualTo("invalid_proof");
      assertThat(wrong.path("attemptsLeft").asInt()).isEqualTo(4);
      answer.put("password", PASSWORD);
      assertThat(goOn(tenant, key, answer).json().path("access_token").asText()).isNotEmpty();
      assertThat(goOn(tenant, key, answer).json().path("error").asText())
          .isEqualTo("invalid_interaction");
    }

    assertThat(tenant.user().path("id").asText()).isEqualTo(user);
    assertThat(tenant.identities(user).path(0).path("platformUserId").asText()).isEqualTo(person);
    // from now on nobody is asked
    assertThat(way.comeIn(world, application, person).subject()).isEqualTo(user);
  }

  @Test
  void createsAnAccountWhereThePersonWantsOne() {
    Tenant tenant = asking(ONE);
    Ending ending =
        Way.BROWSER.comeIn(
            world,
            tenant.application(),
            ONE.member().id(),
            visitor -> visitor.press("Create a new account"));

    assertThat(ending.signedIn()).as(ending.toString()).isTrue();
    assertThat(ending.subject()).isEqualTo(tenant.user().path("id").asText());
  }

  @Test
  void linksTheAccountOfWhoeverSignsInAtAnotherPlatform() {
    ChatPlatform other = ChatPlatform.DINGTALK;
    Tenant tenant = asking(ONE);
    Map<String, String> fields = new LinkedHashMap<>(other.binding());
    tenant.source("guests", Map.of("platform", other.id(), "fields", fields));
    Application application = tenant.application();
    try (Visitor visitor = world.visitor()) {
      visitor.open(application.signIn("identity_source", "guests")).scanAs(other.member().id());
      assertThat(visitor.ending().signedIn()).as(visitor.ending().toString()).isTrue();
    }
    String known = tenant.user().path("id").asText();

    try (Visitor visitor = world.visitor()) {
      visitor.open(application.signIn("identity_source", Tenant.SOURCE)).scanAs(ONE.member().id());
      visitor.press("A way for guests").scanAs(other.member().id());
      assertThat(visitor.ending().signedIn()).as(visitor.ending().toString()).isTrue();
      assertThat(visitor.ending().subject()).isEqualTo(known);
    }
    assertThat(tenant.identities(known)).hasSize(2);
  }

  @Test
  void asksInEveryWindowAndLanguageWithoutScript() {
    Tenant tenant = asking(ONE);
    tenant.source("guests", Map.of());
    List<String> wide = new ArrayList<>();
    for (Manner manner :
        List.of(
            Manner.ORDINARY.withoutScript(),
            Manner.PHONE.in("zh-CN").inTheDark().withoutScript(),
            new Manner("", "en-US", 320, 640, false, false))) {
      try (Visitor visitor = world.visitor(manner)) {
        String name = "bind-" + manner.language() + "-" + manner.width();
        visitor.open(tenant.issuer() + "/login/" + Tenant.SOURCE).scanAs(ONE.member().id());
        assertThat(visitor.ending().text())
            .contains(manner.language().equals("zh-CN") ? "您是否已有账号" : "Do you have an account");
        visitor.picture(name);
        if (visitor.overflows()) {
          wide.add(name);
        }
      }
    }
    assertThat(wide).isEmpty();
    for (Manner manner : List.of(Manner.ORDINARY, Manner.PHONE.in("zh-CN").inTheDark())) {
      try (Visitor visitor = world.visitor(manner)) {
        visitor.open(tenant.issuer() + "/login/" + Tenant.SOURCE).scanAs(ONE.member().id());
        assertThat(visitor.axe()).isEmpty();
      }
    }
  }
}
