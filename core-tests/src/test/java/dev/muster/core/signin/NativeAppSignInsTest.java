package dev.muster.core.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.Grants;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Refusal;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.SignInResult;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sign-ins of native apps. */
class NativeAppSignInsTest extends PlatformSignInsFixture {
  private Outcome<Grants.Tokens> redeem(String source, String code) {
    return gateway
        .signIns()
        .redeem(
            Gateway.CALLER,
            Gateway.TENANT,
            new SignIns.PlatformCode(source, Secret.of(code), Optional.empty(), "App/1"),
            new Grants.Request.Direct(Gateway.CLIENT, Set.of("openid")));
  }

  @Test
  void askThePlatformAboutTwentyJunkCodesOfAnAddressAndNoMore() {
    for (int i = 0; i < 20; i++) {
      assertThat(redeem(Gateway.SOURCE, "junk" + i)).isEqualTo(new Outcome.Invalid<>());
    }

    assertThatThrownBy(() -> redeem(Gateway.SOURCE, "junk"))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.THROTTLED));
    assertThat(gateway.platform().redemptions()).isEqualTo(20);
    assertThat(gateway.usedStates()).isZero();
  }

  @Test
  void getTokensForThePlatformsCode() {
    gateway.platform().code("m", SignInResult.signedIn(Gateway.person("li")));

    Outcome.SignedIn<Grants.Tokens> in =
        (Outcome.SignedIn<Grants.Tokens>) redeem(Gateway.SOURCE, "m");
    Grants.Tokens tokens = in.granted().orElseThrow();

    assertThat(tokens.access().user().id()).isEqualTo(in.user().id());
    assertThat(gateway.grants().access(Gateway.TENANT, tokens.accessToken())).isPresent();
    assertThat(redeem(Gateway.SOURCE, "m")).isEqualTo(new Outcome.Invalid<>());
  }

  @Test
  void areRefusedAtSourcesThatAreUnknownDisabledOrNotForThem() {
    gateway.platform().code("m", SignInResult.signedIn(Gateway.person("li")));
    assertThat(redeem("nobody", "m")).isEqualTo(new Outcome.Invalid<>());
    gateway
        .sources()
        .set(
            Gateway.TENANT,
            FakeSources.source(
                Gateway.SOURCE, Set.of(SignInMethod.BROWSER), Association.OFF, true));
    assertThat(redeem(Gateway.SOURCE, "m")).isEqualTo(new Outcome.Invalid<>());
    gateway
        .sources()
        .set(
            Gateway.TENANT,
            FakeSources.source(
                Gateway.SOURCE, Set.of(SignInMethod.MOBILE), Association.OFF, false));
    assertThat(redeem(Gateway.SOURCE, "m")).isEqualTo(new Outcome.Invalid<>());
    assertThat(gateway.platform().redemptions()).isZero();
  }

  @Test
  void areHeldToTheSameRules() {
    gateway
        .sources()
        .set(
            Gateway.TENANT,
            FakeSources.source(
                Gateway.SOURCE,
                Settings.of(Gateway.SOURCE, Set.of(SignInMethod.MOBILE)).withLoginOnly(true)));
    gateway.platform().code("m", SignInResult.signedIn(Gateway.person("li")));

    assertThat(redeem(Gateway.SOURCE, "m")).isEqualTo(new Outcome.Refused<>(Refusal.NO_ACCOUNT));
    assertThat(users()).isEmpty();
  }
}
