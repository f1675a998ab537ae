package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What comes back from a platform counts only in the browser, at the source and in the hour that it
 * began.
 */
@EndToEnd
class StateIT {
  private static final String PLATFORMS_AND_WAYS =
      "dev.muster.distribution.e2e.Matrix#platformsAndBrowserWays";

  /** For what no platform has a part in. */
  private static final ChatPlatform ONE = ChatPlatform.WECHATWORK;

  private final World world;

  StateIT(World world) {
    this.world = world;
  }

  @ParameterizedTest
  @MethodSource(PLATFORMS_AND_WAYS)
  void anAnswerFromAnotherBrowserSignsNobodyIn(ChatPlatform platform, Way way) {
    Tenant tenant = world.tenant(platform);
    Application application = tenant.application();
    String person = platform.member().id();
    try (Visitor attacker = way.visitor(world, platform, person);
        Visitor victim = way.visitor(world, platform, platform.colleague().id())) {
      String state = attacker.begin(application.signIn("identity_source", Tenant.SOURCE));
      String callback = callback(tenant, way.code(world, platform, person), state);
      // the victim is on their own way in: they have a cookie, but not this one
      victim.begin(application.signIn());
      victim.open(callback);
      assertInvalid(victim.ending());
      assertThat(tenant.users()).isZero();

      assertThat(attacker.open(callback).ending().signedIn()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource(PLATFORMS_AND_WAYS)
  void anAnswerWorksOnceEvenWithItsCookie(ChatPlatform platform, Way way) {
    Tenant tenant = world.tenant(platform);
    String person = platform.member().id();
    try (Visitor visitor = way.visitor(world, platform, person)) {
      String state = visitor.begin(tenant.application().signIn());
      String cookies = visitor.cookies(tenant.issuer() + "/login");
      String callback = callback(tenant, way.code(world, platform, person), state);
      assertThat(visitor.open(callback).ending().signedIn()).isTrue();

      visitor.open(callback);
      assertInvalid(visitor.ending());
      assertInvalid(Http.get(callback, "Cookie", cookies));
    }
  }

  @ParameterizedTest
  @MethodSource(PLATFORMS_AND_WAYS)
  void aCodeThatWasUsedSignsNobodyIn(ChatPlatform platform, Way way) {
    Tenant tenant = world.tenant(platform);
    Application application = tenant.application();
    String person = platform.member().id();
    String code = way.code(world, platform, person);
    try (Visitor owner = way.visitor(world, platform, person);
        Visitor thief = way.visitor(world, platform, platform.colleague().id())) {
      owner.open(callback(tenant, code, owner.begin(application.signIn())));
      assertThat(owner.ending().signedIn()).isTrue();

      thief.open(callback(tenant, code, thief.begin(application.signIn())));
      assertInvalid(thief.ending());
      assertThat(thief.cookies(tenant.issuer() + "/account")).doesNotContain("session");
      assertThat(owner.cookies(tenant.issuer() + "/account")).contains("session");
    }
  }

  @Test
  void anAnswerCountsOnlyWhereItBegan() {
    Tenant tenant = world.tenant(ONE);
    tenant.source("guests", Map.of());
    Tenant other = world.tenant(ONE);
    Application application = tenant.application();
    try (Visitor visitor = world.visitor()) {
      visitor.open(application.signIn("identity_source", Tenant.SOURCE));
      String cookies = visitor.cookies(tenant.issuer() + "/login");
      String callback = visitor.scannedBy(ONE.member().id());

      assertInvalid(
          Http.get(
              callback.replace("/login/" + Tenant.SOURCE + "/", "/login/guests/"),
              "Cookie",
              cookies));
      assertInvalid(Http.get(callback.replace(tenant.issuer(), other.issuer()), "Cookie", cookies));

      Http.Answer there = Http.get(callback, "Cookie", cookies);
      assertThat(there.header("Location")).startsWith(application.redirectUri() + "?code=");
    }
  }

  @Test
  void aStateThatIsForgedCutOrMissingIsRefused() {
    Tenant tenant = world.tenant(ONE);
    Application application = tenant.application();
    try (Visitor visitor = world.visitor()) {
      visitor.open(application.signIn("identity_source", Tenant.SOURCE));
      String first = visitor.cookies(tenant.issuer() + "/login");
      String callback = visitor.scannedBy(ONE.member().id());
      String state = Queries.of(callback).get("state");
      String code = Queries.of(callback).get("code");
      String address = callback.substring(0, callback.indexOf('?'));
      String value = first.substring(first.indexOf('=') + 1);

      List<String> addresses = new ArrayList<>();
      addresses.add(address + "?code=" + code);
      addresses.add(address + "?code=" + code + "&state=");
      addresses.add(address + "?code=" + code + "&state=" + "0".repeat(state.length()));
      addresses.add(address + "?code=" + code + "&state=" + state.substring(1));
      addresses.add(address + "?code=" + code + "&code=other&state=" + state);
      for (String wrong : addresses) {
        assertInvalid(Http.get(wrong, "Cookie", first));
      }
      assertThat(Http.get(callback + "&state=" + state, "Cookie", first).status()).isEqualTo(400);

      // another sign-in of the same browser: its cookie under this one's name
      visitor.page().context().clearCookies();
      visitor.open(application.signIn("identity_source", Tenant.SOURCE));
      String second = visitor.cookies(tenant.issuer() + "/login");
      String name = first.substring(0, first.indexOf('=') + 1);
      for (String wrong :
          List.of(
              second,
              name + second.substring(second.indexOf('=') + 1),
              name,
              name + value.substring(0, value.length() - 4),
              name + flip(value),
              "none=1")) {
        assertInvalid(Http.get(callback, "Cookie", wrong));
      }
    }
    assertThat(tenant.users()).isZero();
  }

  private static String callback(Tenant tenant, String code, String state) {
    return tenant.issuer()
        + ("/login/" + Tenant.SOURCE + "/callback?")
        + Http.query(Map.of("code", code, "state", state));
  }

  private static String flip(String sealed) {
    int middle = sealed.length() / 2;
    char other = sealed.charAt(middle) == 'A' ? 'B' : 'A';
    return sealed.substring(0, middle) + other + sealed.substring(middle + 1);
  }

  private static void assertInvalid(Ending ending) {
    assertThat(ending.status()).isEqualTo(400);
    assertThat(ending.text()).contains("This sign-in is no longer valid", "Reference");
  }

  private static void assertInvalid(Http.Answer answer) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Location")).isEmpty();
    assertThat(answer.whole().headers().allValues("Set-Cookie"))
        .noneMatch(cookie -> cookie.contains("session"));
    assertThat(answer.title())
        .as(answer.whole().uri().toString())
        .isEqualTo("This sign-in is no longer valid");
  }
}
