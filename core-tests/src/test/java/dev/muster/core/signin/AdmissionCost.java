package dev.muster.core.signin;

import com.sun.management.OperatingSystemMXBean;
import dev.muster.api.IdentitySource.AdmissionRule;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.IdentitySource.Unit;
import dev.muster.api.IdentitySource.UnitKind;
import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Outcome;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.testing.FakeDirectory;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.SignInResult;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a rule of admission costs a sign-in whose departments and groups are remembered, over a
 * source without one. A program: it prints a line for each turn, with sign-ins per second of
 * processor time by the core alone, on a store in memory, of people who are known.
 */
public final class AdmissionCost {
  private static final String TENANT = TestCore.TENANT;
  private static final URI CALLBACK = URI.create("https://muster.example/callback");
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final int DEPARTMENTS = 2_000;
  private static final int PEOPLE = 1_000;

  private final TestCore core = new TestCore();
  private final CodePlatform platform = new CodePlatform();

  private AdmissionCost() {
    FakeDirectory directory = new FakeDirectory().department("1", "");
    for (int i = 2; i <= DEPARTMENTS; i++) {
      directory.department(Integer.toString(i), Integer.toString(i / 4 + 1));
    }
    String[] everybody = new String[PEOPLE];
    for (int i = 0; i < PEOPLE; i++) {
      everybody[i] = "p" + i;
      directory.person("p" + i, Integer.toString(DEPARTMENTS - i));
    }
    FakePlatform chat = new FakePlatform(platform::signIn);
    chat.knows(directory.group("pilots", everybody).group("trainees"));
    core.offer(chat);
    source("none", AdmissionRule.EVERYBODY);
    source(
        "rule",
        new AdmissionRule(
            List.of(new Unit(UnitKind.DEPARTMENT, "1"), new Unit(UnitKind.GROUP, "pilots")),
            List.of(new Unit(UnitKind.DEPARTMENT, "3000"), new Unit(UnitKind.GROUP, "trainees"))));
    directory.department("3000", "1");
  }

  private void source(String id, AdmissionRule rule) {
    core.sources.create(
        TestCore.ALICE,
        TENANT,
        id,
        FakePlatform.ID,
        Settings.of(id, Set.of(SignInMethod.BROWSER))
            .withFields(Map.of("corpId", "corp-1", "secret", "current"))
            .withAdmission(rule));
  }

  /**
   * Measures.
   *
   * @param arguments how many turns, how many sign-ins in each
   */
  public static void main(String... arguments) {
    int turns = Integer.parseInt(arguments[0]);
    int many = Integer.parseInt(arguments[1]);
    AdmissionCost cost = new AdmissionCost();
    for (int warm = 0; warm < 5; warm++) {
      cost.perSecond("none", many);
      cost.perSecond("rule", many);
    }
    for (int turn = 0; turn < turns; turn++) {
      double none = cost.perSecond("none", many);
      double rule = cost.perSecond("rule", many);
      System.out.printf("none %.0f/s, with a rule %.0f/s, ratio %.3f%n", none, rule, rule / none);
    }
    System.exit(0);
  }

  private double perSecond(String source, int many) {
    long begin = SYSTEM.getProcessCpuTime();
    for (int i = 0; i < many; i++) {
      comesIn(source, "p" + i % PEOPLE);
    }
    return many * 1e9 / (SYSTEM.getProcessCpuTime() - begin);
  }

  private void comesIn(String source, String userId) {
    platform.code("code", SignInResult.signedIn(ExternalIdentity.of("corp-1", userId).asPartial()));
    SignIns.Begun begun =
        core.signIns.begin(
            new SignIns.Begin(TENANT, source, SignInMethod.BROWSER, CALLBACK, "en", ""));
    SignIns.Pending pending =
        core.signIns.open(TENANT, source, begun.state(), begun.cookieValue()).orElseThrow();
    Outcome<?> outcome =
        core.signIns.finish(
            InteractionsFixture.CALLER,
            pending,
            Secret.of("code"),
            "Firefox",
            List.of(),
            Optional.empty());
    if (!(outcome instanceof Outcome.SignedIn<?>)) {
      throw new IllegalStateException("Nobody is signed in by " + source + ": " + outcome);
    }
  }
}
