package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What comes back from a platform counts only in the browser, at the source and in the hour that it
 * began.
 */
@EndToEnd
class StateIT {
  private static final String PLATFORMS = "dev.muster.distribution.e2e.Matrix#platforms";

  private final World world;

  StateIT(World world) {
    this.world = world;
  }

  @ParameterizedTest
  @MethodSource(PLATFORMS)
  void anAnswerWorksOnceEvenWithItsCookie(ChatPlatform platform) {
    Tenant tenant = world.tenant(platform);
    try (Visitor visitor = world.visitor()) {
      visitor.open(tenant.application().signIn());
      String cookies = visitor.cookies(tenant.issuer() + "/login");
      visitor.scanAs(platform.member().id());
      assertThat(visitor.ending().signedIn()).isTrue();
      String callback = visitor.visited("/callback", tenant.issuer());

      visitor.open(callback);
      assertInvalid(visitor.ending());
      assertInvalid(Http.get(callback, "Cookie", cookies));
    }
  }

  @ParameterizedTest
  @MethodSource(PLATFORMS)
  void anAnswerFromAnotherBrowserSignsNobodyIn(ChatPlatform platform) {
    Tenant tenant = world.tenant(platform);
    Application application = tenant.application();
    try (Visitor attacker = world.visitor();
        Visitor victim = world.visitor()) {
      attacker.open(application.signIn("identity_source", Tenant.SOURCE));
      String callback = attacker.scannedBy(platform.member().id());
      // the victim is on their own way in: they have a cookie, but not this one
      victim.open(application.signIn());
      victim.open(callback);
      assertInvalid(victim.ending());
      victim.open(application.signIn());
      assertThat(victim.page().url()).contains(platform.browserPage());
    }
  }

  @ParameterizedTest
  @MethodSource(PLATFORMS)
  void anAnswerCountsOnlyWhereItBegan(ChatPlatform platform) {
    Tenant tenant = world.tenant(platform);
    tenant.source("guests", Map.of());
    Tenant other = world.tenant(platform);
    Application application = tenant.application();
    try (Visitor visitor = world.visitor()) {
      visitor.open(application.signIn("identity_source", Tenant.SOURCE));
      String cookies = visitor.cookies(tenant.issuer() + "/login");
      String callback = visitor.scannedBy(platform.member().id());

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

  @ParameterizedTest
  @MethodSource(PLATFORMS)
  void aStateThatIsForgedCutOrMissingIsRefused(ChatPlatform platform) {
    Tenant tenant = world.tenant(platform);
    Application application = tenant.application();
    try (Visitor visitor = world.visitor()) {
      visitor.open(application.signIn("identity_source", Tenant.SOURCE));
      String first = visitor.cookies(tenant.issuer() + "/login");
      String callback = visitor.scannedBy(platform.member().id());
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
