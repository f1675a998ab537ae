package dev.muster.core.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.IdentitySource.Association;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Begin;
import dev.muster.api.SignIns.Begun;
import dev.muster.api.SignIns.Pending;
import dev.muster.core.platform.TestPlatforms;
import dev.muster.spi.SignInMethod;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a sign-in begins, and what opens it again. */
class SignInStartTest extends PlatformSignInsFixture {
  @Nested
  class Beginning {
    @Test
    void givesAStateThatEveryPlatformAllowsAndACookieBoundToIt() {
      Begun one = gateway.begin();
      Begun other = gateway.begin();

      assertThat(one.state()).matches("[A-Za-z0-9]{43}").isNotEqualTo(other.state());
      assertThat(one.cookieName())
          .startsWith(SignIns.COOKIE_PREFIX)
          .isEqualTo(gateway.signIns().cookieName(one.state()))
          .isNotEqualTo(other.cookieName());
      assertThat(one.location().toString()).contains(one.state());
      assertThat(one.cookieValue()).matches("[A-Za-z0-9._-]{1,4000}");
      assertThat(one.toString()).doesNotContain(one.state(), one.cookieValue());
    }

    @Test
    void readsAndWritesNothing() {
      gateway.begin();
      gateway.store().forget();
      gateway.pending();

      assertThat(gateway.store().reads()).isEmpty();
      assertThat(gateway.store().commits()).isEmpty();
    }

    @Test
    void fitsTheLargestCarryIntoACookieAndRefusesMore() {
      String largest = "x".repeat(SignIns.MAX_RELAY_STATE);
      Begun begun = gateway.signIns().begin(begin(SignInMethod.IN_APP, largest));

      assertThat(begun.cookieValue()).hasSizeLessThan(SignInState.MAX_COOKIE);
      assertThat(
              gateway
                  .signIns()
                  .open(Gateway.TENANT, Gateway.SOURCE, begun.state(), begun.cookieValue())
                  .orElseThrow()
                  .relayState())
          .isEqualTo(largest);
      assertThatThrownBy(() -> gateway.signIns().begin(begin(SignInMethod.IN_APP, largest + "x")))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.code()).isEqualTo(ProblemCode.INVALID_VALUE));
    }

    private Begin begin(SignInMethod method, String relayState) {
      return new Begin(Gateway.TENANT, Gateway.SOURCE, method, Gateway.CALLBACK, "en", relayState);
    }

    private void assertNotFound(Begin begin) {
      assertThatThrownBy(() -> gateway.signIns().begin(begin))
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.NOT_FOUND));
    }

    @Test
    void refusesSourcesThatAreUnknownDisabledOrNotForTheMethod() {
      assertNotFound(
          new Begin(Gateway.TENANT, "nobody", SignInMethod.BROWSER, Gateway.CALLBACK, "en", ""));
      assertNotFound(
          new Begin("other", Gateway.SOURCE, SignInMethod.BROWSER, Gateway.CALLBACK, "en", ""));
      assertNotFound(begin(SignInMethod.MOBILE, ""));
      gateway
          .sources()
          .set(
              Gateway.TENANT,
              FakeSources.source(
                  Gateway.SOURCE, Set.of(SignInMethod.BROWSER), Association.OFF, true));
      assertNotFound(begin(SignInMethod.IN_APP, ""));
      gateway
          .sources()
          .set(
              Gateway.TENANT,
              FakeSources.source(
                  Gateway.SOURCE, Set.of(SignInMethod.BROWSER), Association.OFF, false));
      assertNotFound(begin(SignInMethod.BROWSER, ""));
    }

    @Test
    void saysWhenThePlatformIsNotThere() {
      Gateway fresh = gateway;
      TestPlatforms.remove(fresh.registry(), 1);
      // it went a moment ago, so that the call waits; the thread has been told not to
      Thread.currentThread().interrupt();

      assertThatThrownBy(fresh::begin)
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.code()).isEqualTo(ProblemCode.PLATFORM_UNAVAILABLE));
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Nested
  class Opening {
    private Optional<Pending> open(String tenant, String source, String state, String cookie) {
      return gateway.signIns().open(tenant, source, state, cookie);
    }

    @Test
    void givesBackWhatWasCarried() {
      Pending pending = gateway.pending();

      assertThat(pending.relayState()).isEqualTo("carried");
      assertThat(pending.method()).isEqualTo(SignInMethod.BROWSER);
      assertThat(pending.toString()).doesNotContain("carried");
    }

    @Test
    void refusesAForgedState() {
      Begun begun = gateway.begin();
      String forged = (begun.state().charAt(0) == 'A' ? "B" : "A") + begun.state().substring(1);

      assertThat(open(Gateway.TENANT, Gateway.SOURCE, forged, begun.cookieValue())).isEmpty();
    }

    @Test
    void refusesAStateThatBelongsToAnotherBrowser() {
      Begun mine = gateway.begin();
      Begun theirs = gateway.begin();

      assertThat(open(Gateway.TENANT, Gateway.SOURCE, theirs.state(), mine.cookieValue()))
          .isEmpty();
    }

    @Test
    void refusesAnotherSourcesState() {
      gateway.source("other", Association.OFF);
      Begun begun = gateway.begin();

      assertThat(open(Gateway.TENANT, "other", begun.state(), begun.cookieValue())).isEmpty();
    }

    @Test
    void refusesAnotherTenantsState() {
      Begun begun = gateway.begin();

      assertThat(open("other", Gateway.SOURCE, begun.state(), begun.cookieValue())).isEmpty();
    }

    @Test
    void refusesAnExpiredState() {
      Begun begun = gateway.begin();
      gateway.advance(SignIns.LIFETIME);

      assertThat(open(Gateway.TENANT, Gateway.SOURCE, begun.state(), begun.cookieValue()))
          .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"''", "x", "1.x.y", "..", "1..", "😀"})
    void refusesOddCookiesAndStates(String odd) {
      Begun begun = gateway.begin();

      assertThat(open(Gateway.TENANT, Gateway.SOURCE, begun.state(), odd)).isEmpty();
      assertThat(open(Gateway.TENANT, Gateway.SOURCE, odd, begun.cookieValue())).isEmpty();
      assertThat(gateway.signIns().cookieName(odd)).startsWith(SignIns.COOKIE_PREFIX);
    }

    @Test
    void refusesACookieThatWasTamperedWith() {
      Begun begun = gateway.begin();
      String cookie = begun.cookieValue();
      int at = cookie.length() - 5;
      String changed =
          cookie.substring(0, at)
              + (cookie.charAt(at) == 'A' ? 'B' : 'A')
              + cookie.substring(at + 1);

      assertThat(open(Gateway.TENANT, Gateway.SOURCE, begun.state(), changed)).isEmpty();
    }
  }
}
