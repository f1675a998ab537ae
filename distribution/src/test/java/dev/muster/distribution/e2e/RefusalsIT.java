package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.distribution.e2e.ChatPlatform.Outsider;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is not let in, whichever way they come. */
@EndToEnd
class RefusalsIT {
  private static final String PLATFORMS = "dev.muster.distribution.e2e.Matrix#platforms";
  private static final String WAYS = "dev.muster.distribution.e2e.Matrix#ways";

  /** For what no platform has a part in. */
  private static final ChatPlatform ONE = ChatPlatform.WECHATWORK;

  private static final String OUTSIDERS = "dev.muster.distribution.e2e.Matrix#outsiders";

  private final World world;

  RefusalsIT(World world) {
    this.world = world;
  }

  @ParameterizedTest
  @MethodSource(OUTSIDERS)
  void outsidersAreToldWhyTheyMayNotComeIn(ChatPlatform platform, Way way, Outsider outsider) {
    Tenant tenant = world.tenant(platform);

    Ending ending = way.comeIn(world, tenant.application(), outsider.id());

    assertRefused(way, ending, outsider.told(way));
    assertThat(tenant.users()).isZero();
  }

  @ParameterizedTest
  @MethodSource(WAYS)
  void whoIsDisabledStaysOut(Way way) {
    Tenant tenant = world.tenant(ONE);
    Application application = tenant.application();
    assertThat(way.comeIn(world, application, ONE.member().id()).signedIn()).isTrue();
    tenant.disable(tenant.user().path("id").asText());

    assertRefused(way, way.comeIn(world, application, ONE.member().id()), "disabled");
  }

  @Test
  void aSessionOfSomebodyDisabledIsNone() {
    Tenant tenant = world.tenant(ONE);
    Application application = tenant.application();
    Way.BROWSER.comeIn(
        world,
        application,
        ONE.member().id(),
        visitor -> {
          tenant.disable(tenant.user().path("id").asText());
          visitor.open(application.signIn());
          assertThat(visitor.page().url()).contains(ONE.browserPage());
        });
  }

  @ParameterizedTest
  @MethodSource(WAYS)
  void aSourceForLoginOnlyCreatesNobody(Way way) {
    Tenant tenant = world.tenant(ONE);
    tenant.changeSource(Tenant.SOURCE, Map.of("loginOnly", true));

    Ending ending = way.comeIn(world, tenant.application(), ONE.member().id());

    assertRefused(way, ending, "no account");
    assertThat(tenant.users()).isZero();
  }

  @Test
  void aSourceThatIsSwitchedOffLetsNobodyIn() {
    Tenant tenant = world.tenant(ONE);
    Application application = tenant.application();
    try (Visitor visitor = world.visitor()) {
      visitor.open(application.signIn());
      tenant.changeSource(Tenant.SOURCE, Map.of("enabled", false));
      visitor.scanAs(ONE.member().id());
      assertThat(visitor.ending().status()).isEqualTo(404);
    }
    String code = Way.MOBILE.code(world, ONE, ONE.member().id());
    assertThat(application.platformCode(Tenant.SOURCE, code).path("error").asText())
        .isEqualTo("invalid_grant");
    assertThat(tenant.users()).isZero();
  }

  @ParameterizedTest
  @MethodSource(PLATFORMS)
  void aCodeOfANativeAppWorksOnce(ChatPlatform platform) {
    Application application = world.tenant(platform).application();
    String code = Way.MOBILE.code(world, platform, platform.member().id());

    assertThat(application.platformCode(Tenant.SOURCE, code).path("outcome").asText())
        .isEqualTo("signed-in");
    assertThat(application.platformCode(Tenant.SOURCE, code).path("error").asText())
        .isEqualTo("invalid_grant");
    assertThat(application.platformCode(Tenant.SOURCE, "forged").path("error").asText())
        .isEqualTo("invalid_grant");
  }

  @ParameterizedTest
  @MethodSource(PLATFORMS)
  void whoCancelsOnThePhoneComesBackToTheApplicationWithoutAnything(ChatPlatform platform) {
    Tenant tenant = world.tenant(platform);
    try (Visitor visitor = world.visitor()) {
      visitor.open(tenant.application().signIn()).press("Cancel");

      assertThat(visitor.ending().result().path("error").asText()).isEqualTo("access_denied");
      assertThat(tenant.users()).isZero();
    }
  }

  private static void assertRefused(Way way, Ending ending, String told) {
    assertThat(ending.signedIn()).isFalse();
    if (way.inBrowser()) {
      assertThat(ending.status()).isEqualTo(403);
      assertThat(ending.result().isMissingNode()).isTrue();
      assertThat(ending.text()).contains("You can't sign in here", told, "Reference");
    } else {
      assertThat(ending.status()).isEqualTo(400);
      assertThat(ending.result().path("error").asText()).isEqualTo("access_denied");
      assertThat(List.of(ending.text())).noneMatch(text -> text.contains("access_token"));
    }
  }
}
