package dev.muster.core.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.api.Caller;
import dev.muster.api.IdentitySource;
import dev.muster.api.SignIns;
import dev.muster.api.Statistics.Outcomes;
import dev.muster.api.Statistics.Period;
import dev.muster.api.Statistics.RefusalCount;
import dev.muster.api.Statistics.Report;
import dev.muster.api.Statistics.Series;
import dev.muster.api.Statistics.Step;
import dev.muster.api.Statistics.UserCounts;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.spi.platform.SignInResult;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is counted of sign-ins by whoever signs people in. */
final class SignInStatisticsTest {
  private static final String TENANT = TestCore.TENANT;
  private static final Caller CALLER = new Caller("", "192.0.2.1", "c1");
  private static final URI CALLBACK = URI.create("https://muster.example/callback");

  private final TestCore core = new TestCore();
  private final CodePlatform platform = new CodePlatform();

  @BeforeEach
  void open() {
    core.offer(new FakePlatform(platform::signIn));
    core.sources.create(
        TestCore.ALICE,
        TENANT,
        "door",
        FakePlatform.ID,
        IdentitySource.Settings.of("Door", EnumSet.of(SignInMethod.BROWSER))
            .withFields(Map.of("corpId", "corp-1", "secret", "current")));
  }

  private void comesBackWith(String code) {
    SignIns.Begun begun =
        core.signIns.begin(
            new SignIns.Begin(TENANT, "door", SignInMethod.BROWSER, CALLBACK, "en", ""));
    SignIns.Pending pending =
        core.signIns.open(TENANT, "door", begun.state(), begun.cookieValue()).orElseThrow();
    var unused =
        core.signIns.finish(
            CALLER, pending, Secret.of(code), "Firefox", List.of(), Optional.empty());
  }

  private void signsIn(String user) {
    platform.code("code", SignInResult.signedIn(Gateway.person(user)));
    comesBackWith("code");
  }

  private Report read() {
    return core.statistics.read(
        TENANT, new Period(Optional.empty(), Optional.empty(), Step.WEEK, ZoneOffset.UTC));
  }

  @Test
  void everyOutcomeIsCountedOnceAndJunkIsNot() {
    signsIn("li");
    signsIn("li");
    signsIn("wang");
    platform.code("left", SignInResult.refused(SignInResult.Reason.LEFT_COMPANY));
    comesBackWith("left");
    comesBackWith("junk");
    platform.fails(Code.UNAVAILABLE);
    comesBackWith("any");
    Report report = read();

    assertThat(report.signIns())
        .extracting(Series::platform, Series::source)
        .containsExactly(tuple(FakePlatform.ID, Optional.of("door")));
    List<Outcomes> points = report.signIns().get(0).points();
    assertThat(points.get(points.size() - 1)).isEqualTo(new Outcomes(3, 1, 1));
    assertThat(report.refusals()).containsExactly(new RefusalCount("left-company", 1));
  }

  @Test
  void peopleAreCountedOnceAndTheirAccountsWithThem() {
    signsIn("li");
    signsIn("wang");
    signsIn("li");

    assertThat(read().users()).isEqualTo(new UserCounts(2, 0, 2, 2));
  }
}
