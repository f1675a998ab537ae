package dev.muster.core.signin;

import static dev.muster.core.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.Grants;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.MatchField;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Begin;
import dev.muster.api.SignIns.Begun;
import dev.muster.api.SignIns.Fault;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Pending;
import dev.muster.api.SignIns.Refusal;
import dev.muster.api.User;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.platform.TestPlatforms;
import dev.muster.core.platform.Together;
import dev.muster.core.store.Stored;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.SignInResult;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.Query;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlatformSignInsTest {
  @TempDir private Path directory;
  private Gateway gateway;

  @BeforeEach
  void open() {
    gateway = new Gateway(directory);
  }

  private List<String> audited() {
    return gateway.store().commits().stream()
        .flatMap(List::stream)
        .filter(change -> change.key().collection().equals("audit-event"))
        .map(
            change ->
                new String(((Change.Create) change).document().body(), StandardCharsets.UTF_8))
        .toList();
  }

  private List<Stored<UserRecord>> users() {
    return gateway.accounts().users().all(Gateway.TENANT, new Query.All(), 1000);
  }

  private void store(UserRecord user, String id) {
    gateway.commit(List.of(gateway.accounts().users().create(Gateway.TENANT, id, user)));
  }

  private void change(String id, java.util.function.UnaryOperator<UserRecord> change) {
    Stored<UserRecord> read = gateway.accounts().users().find(Gateway.TENANT, id).orElseThrow();
    gateway.commit(List.of(gateway.accounts().users().replace(read, change.apply(read.value()))));
  }

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

  @Nested
  class Finishing {
    @Test
    void createsTheUserOnTheFirstSignInAndKnowsThemOnTheSecond() {
      Outcome.SignedIn<AuthorizationCode> first = gateway.signedIn("ZhangSan");
      gateway.advance(Duration.ofMinutes(10));
      Outcome.SignedIn<AuthorizationCode> second = gateway.signedIn("zhangsan");

      assertThat(second.user().id()).isEqualTo(first.user().id());
      assertThat(second.identity().id()).isEqualTo(first.identity().id());
      assertThat(second.identity().linkedAt()).isEqualTo(first.identity().linkedAt());
      assertThat(second.identity().lastSignInAt()).isEqualTo(gateway.clock().instant());
      assertThat(second.session().id()).isNotEqualTo(first.session().id());
      assertThat(users()).hasSize(1);
      User.Profile profile = first.user().profile();
      assertThat(profile.username()).isEqualTo("ZhangSan");
      assertThat(profile.displayName()).contains("Li ZhangSan");
      assertThat(profile.email()).contains("ZhangSan@corp.example");
      assertThat(profile.emailVerified()).isTrue();
      assertThat(first.user().lastSignInAt()).isPresent();
      assertThat(first.identity().departments()).containsExactly("7");
      assertThat(gateway.sessions().find(Gateway.TENANT, first.sessionToken())).isPresent();
    }

    @Test
    void asksForNoMoreThanAReadAndACommitWhenSomebodyComesBack() {
      gateway.signedIn("li");
      // the store tells of the first commit a little later, which makes the cache read once more
      Together.until(
          () -> {
            gateway.store().forget();
            gateway.signedIn("li");
            return gateway.store().reads().equals(List.of("identity"));
          });

      assertThat(gateway.store().commits()).hasSize(1);
      assertThat(gateway.store().commits().get(0))
          .extracting(change -> change.getClass().getSimpleName() + " " + change.key().collection())
          .containsExactly(
              "Create used-state",
              "Require user",
              "Replace identity",
              "Create session",
              "Require identity-source",
              "Create grant",
              "Create audit-event",
              "Require tenant");
    }

    @Test
    void asksForTwoReadsAndACommitWhenSomebodyIsNew() {
      gateway.signedIn("li");
      gateway.store().forget();
      gateway.signedIn("wang");

      assertThat(gateway.store().reads()).containsExactly("identity", "user?");
      assertThat(gateway.store().commits()).hasSize(1);
    }

    @Test
    void makesOneTokenCallForTwoHundredAtOnceOnAColdCache() throws Exception {
      AtomicInteger number = new AtomicInteger();
      List<Outcome<AuthorizationCode>> outcomes =
          Together.run(100, () -> gateway.comesIn(Gateway.person("p" + number.incrementAndGet())));
      outcomes =
          java.util.stream.Stream.concat(
                  outcomes.stream(),
                  Together.run(
                      100, () -> gateway.comesIn(Gateway.person("p" + number.incrementAndGet())))
                      .stream())
              .toList();

      assertThat(outcomes).hasSize(200).allMatch(Outcome.SignedIn.class::isInstance);
      assertThat(gateway.tokenFetches()).isEqualTo(1);
      assertThat(users()).hasSize(200);
    }

    @Test
    void neverMakesTwoUsersOfOnePersonWhoComesInTwiceAtOnce() throws Exception {
      for (int round = 0; round < 10; round++) {
        ExternalIdentity person = Gateway.person("twin" + round);
        List<Outcome<AuthorizationCode>> outcomes = Together.run(8, () -> gateway.comesIn(person));

        assertThat(outcomes).allMatch(Outcome.SignedIn.class::isInstance);
        assertThat(
                outcomes.stream()
                    .map(o -> ((Outcome.SignedIn<AuthorizationCode>) o).user().id())
                    .distinct())
            .hasSize(1);
      }
      assertThat(users()).hasSize(10);
    }

    @Test
    void finishesAStateOnce() {
      Pending pending = gateway.pending();
      gateway.code("one", SignInResult.signedIn(Gateway.person("li")));
      gateway.code("two", SignInResult.signedIn(Gateway.person("li")));

      assertThat(gateway.finish(pending, "one")).isInstanceOf(Outcome.SignedIn.class);
      assertThat(gateway.finish(pending, "two")).isEqualTo(new Outcome.Invalid<>());
    }

    @Test
    void finishesAStateOnceAlsoWhenItComesManyTimesAtOnce() throws Exception {
      Pending pending = gateway.pending();
      AtomicInteger number = new AtomicInteger();
      List<Outcome<AuthorizationCode>> outcomes =
          Together.run(
              8,
              () -> {
                String code = "c" + number.incrementAndGet();
                gateway.code(code, SignInResult.signedIn(Gateway.person("li")));
                return gateway.finish(pending, code);
              });

      assertThat(outcomes.stream().filter(Outcome.SignedIn.class::isInstance)).hasSize(1);
      assertThat(outcomes.stream().filter(Outcome.Invalid.class::isInstance)).hasSize(7);
    }

    @Test
    void endsAStateWithThePlatformsFirstAnswer() {
      Pending pending = gateway.pending();
      for (int i = 0; i < 150; i++) {
        assertThat(gateway.finish(pending, "junk" + i)).isEqualTo(new Outcome.Invalid<>());
      }
      gateway.code("good", SignInResult.signedIn(Gateway.person("li")));

      assertThat(gateway.finish(pending, "good")).isEqualTo(new Outcome.Invalid<>());
      assertThat(gateway.redemptions()).isEqualTo(1);
    }

    @Test
    void endsAStateWithARefusalAlsoForOtherNodes() {
      Pending pending = gateway.pending();
      gateway.code("c", SignInResult.refused(SignInResult.Reason.NOT_A_MEMBER));
      gateway.finish(pending, "c");
      gateway.code("good", SignInResult.signedIn(Gateway.person("li")));

      assertThat(
              gateway
                  .otherNode()
                  .finish(
                      Gateway.CALLER, pending, Secret.of("good"), "", List.of(), Optional.empty()))
          .isEqualTo(new Outcome.Invalid<>());
      assertThat(users()).isEmpty();
      gateway.advance(SignIns.LIFETIME);
      assertThat(gateway.usedStates()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
        value = ProviderException.Code.class,
        names = {"UNAVAILABLE", "REJECTED", "TIMEOUT"})
    void asksAPlatformThatFailsOnceAboutAState(ProviderException.Code code) {
      Pending pending = gateway.pending();
      gateway.fails(code);
      gateway.finish(pending, "one");
      int asked = gateway.redemptions();

      assertThat(gateway.finish(pending, "two")).isEqualTo(new Outcome.Invalid<>());
      assertThat(gateway.redemptions()).isEqualTo(asked);
    }

    @Test
    void asksThePlatformAboutTwentyJunkCodesOfAnAddressAndNoMore() {
      for (int i = 0; i < 20; i++) {
        gateway.finish(gateway.pending(), "junk" + i);
      }
      Pending pending = gateway.pending();
      gateway.code("good", SignInResult.signedIn(Gateway.person("li")));

      assertThatThrownBy(() -> gateway.finish(pending, "good"))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ProblemCode.THROTTLED);
                assertThat(e.retryAfter()).contains(Duration.ofMinutes(1));
              });
      assertThat(gateway.redemptions()).isEqualTo(20);
      assertThat(gateway.usedStates()).isEqualTo(20);
      gateway.advance(Duration.ofMinutes(1));
      assertThat(gateway.finish(pending, "good")).isInstanceOf(Outcome.SignedIn.class);
    }

    @Test
    void countsACodeAsJunkThatThePlatformRejectsAndNoneWhereItFails() {
      gateway.fails(ProviderException.Code.UNAVAILABLE);
      for (int i = 0; i < 20; i++) {
        gateway.finish(gateway.pending(), "good" + i);
      }
      gateway.fails(ProviderException.Code.REJECTED);
      for (int i = 0; i < 20; i++) {
        gateway.finish(gateway.pending(), "junk" + i);
      }
      Pending pending = gateway.pending();

      assertProblem(ProblemCode.THROTTLED, () -> gateway.finish(pending, "one more"));
    }

    @Test
    void refusesACodeOfThePlatformThatWasUsed() {
      gateway.code("one", SignInResult.signedIn(Gateway.person("li")));

      assertThat(gateway.finish(gateway.pending(), "one")).isInstanceOf(Outcome.SignedIn.class);
      assertThat(gateway.finish(gateway.pending(), "one")).isEqualTo(new Outcome.Invalid<>());
      assertThat(gateway.finish(gateway.pending(), "x".repeat(3000)))
          .isEqualTo(new Outcome.Invalid<>());
      assertThat(gateway.redemptions()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
      "NOT_A_MEMBER",
      "FOREIGN_COMPANY",
      "EXTERNAL_CONTACT",
      "LEFT_COMPANY",
      "NOT_IN_RANGE"
    })
    void refusesWhomThePlatformRefusesAndSaysSoInTheAudit(String reason) {
      gateway.code(
          "c",
          SignInResult.refused(SignInResult.Reason.valueOf(reason))
              .withPlatformCode(Optional.of("60111")));

      assertThat(gateway.finish(gateway.pending(), "c"))
          .isEqualTo(new Outcome.Refused<>(Refusal.valueOf(reason)));
      assertThat(users()).isEmpty();
      assertThat(audited()).hasSize(1);
      assertThat(audited().get(0))
          .contains("sign-in.refused", "identity-source:wecom", "192.0.2.7", "c-1")
          .contains(reason.toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
          .contains("60111", "browser");
    }

    @Test
    void refusesADisabledUser() {
      String id = gateway.signedIn("li").user().id();
      change(id, user -> user.withActive(false, gateway.clock().instant()));

      assertThat(gateway.comesIn(Gateway.person("li")))
          .isEqualTo(new Outcome.Refused<>(Refusal.USER_DISABLED));
    }

    @Test
    void refusesAUserWhoIsDisabledBehindTheCachesBack() {
      String id = gateway.signedIn("li").user().id();
      Gateway other = gateway;
      // as another node does it: this node's caches have not been told
      Stored<UserRecord> read = other.accounts().users().find(Gateway.TENANT, id).orElseThrow();
      gateway
          .store()
          .commit(
              List.of(
                  other
                      .accounts()
                      .users()
                      .replace(read, read.value().withActive(false, gateway.clock().instant()))));

      assertThat(gateway.comesIn(Gateway.person("li")))
          .isEqualTo(new Outcome.Refused<>(Refusal.USER_DISABLED));
    }

    @Test
    void refusesWhereTheSourceWasDisabledMeanwhile() {
      Pending pending = gateway.pending();
      gateway.code("c", SignInResult.signedIn(Gateway.person("li")));
      gateway
          .sources()
          .set(
              Gateway.TENANT,
              FakeSources.source(
                  Gateway.SOURCE, Set.of(SignInMethod.BROWSER), Association.OFF, false));

      assertThat(gateway.finish(pending, "c"))
          .isEqualTo(new Outcome.Refused<>(Refusal.SOURCE_DISABLED));
      assertThat(gateway.redemptions()).isZero();
    }

    @Test
    void keepsPeopleOfTwoCompaniesApart() {
      Outcome.SignedIn<AuthorizationCode> ours = gateway.signedIn("li");
      ExternalIdentity same = Gateway.person("li");
      Outcome.SignedIn<AuthorizationCode> theirs =
          (Outcome.SignedIn<AuthorizationCode>)
              gateway.comesIn(
                  ExternalIdentity.of("corp-2", "li")
                      .withName(same.name())
                      .withWorkEmail(same.workEmail())
                      .withDepartments(same.departments()));

      assertThat(theirs.user().id()).isNotEqualTo(ours.user().id());
      assertThat(theirs.user().profile().username()).isEqualTo("li-2");
    }

    @Test
    void linksToTheOneUserWhoMatchesAndNeverASecondAccountToThem() {
      gateway.source(new Association(Mode.MATCH, List.of(MatchField.EMAIL), Set.of()));
      store(
          UserRecord.of(
              User.Profile.builder("admin-made")
                  .email(Optional.of("LI@corp.example"), true)
                  .build(),
              gateway.clock().instant()),
          "u-1");

      Outcome.SignedIn<AuthorizationCode> in = gateway.signedIn("li");
      assertThat(in.user().id()).isEqualTo("u-1");
      assertThat(in.user().profile().username()).isEqualTo("admin-made");
      ExternalIdentity impostor =
          ExternalIdentity.of("corp-1", "li2")
              .withWorkEmail(Optional.of(ContactPoint.of("li@corp.example", true)));
      assertThat(gateway.comesIn(impostor)).isEqualTo(new Outcome.Refused<>(Refusal.ACCOUNT_TAKEN));
    }

    @Test
    void takesAnUnverifiedAddressButDoesNotCallItVerified() {
      ExternalIdentity person =
          ExternalIdentity.of("corp-1", "li")
              .withName(Optional.of("  "))
              .withPicture(Optional.of(URI.create("http://insecure.example/li.png")))
              .withPersonalEmail(Optional.of(ContactPoint.of("li@home.example", true)))
              .withPhone(Optional.of(ContactPoint.of("+8613800000000", false)));

      User.Profile profile =
          ((Outcome.SignedIn<AuthorizationCode>) gateway.comesIn(person)).user().profile();

      assertThat(profile.email()).contains("li@home.example");
      assertThat(profile.emailVerified()).isFalse();
      assertThat(profile.phoneVerified()).isFalse();
      assertThat(profile.displayName()).isEmpty();
      assertThat(profile.picture()).isEmpty();
    }

    @Test
    void writesTheUserOnlyWhenSomethingIsNew() {
      gateway.signedIn("li");
      gateway.advance(SignInCompletion.LAST_SIGN_IN_LAG);
      gateway.store().forget();
      gateway.signedIn("li");
      assertThat(gateway.store().commits().get(0))
          .anyMatch(c -> c instanceof Change.Replace && c.key().collection().equals("user"));

      ExternalIdentity renamed =
          Gateway.person("li").withName(Optional.of("Li Married")).withDepartments(List.of("8"));
      Outcome.SignedIn<AuthorizationCode> in =
          (Outcome.SignedIn<AuthorizationCode>) gateway.comesIn(renamed);
      assertThat(in.user().profile().displayName()).contains("Li Married");
      assertThat(in.identity().departments()).containsExactly("8");
    }

    @ParameterizedTest
    @EnumSource(ProviderException.Code.class)
    void saysInWhatWayThePlatformFailed(ProviderException.Code code) {
      gateway.fails(code);

      Fault expected =
          switch (code) {
            case CREDENTIAL_REFUSED, CREDENTIAL_BLOCKED, TOKEN_INVALID -> Fault.CREDENTIAL;
            case ADDRESS_NOT_ALLOWED, NOT_PERMITTED, REJECTED -> Fault.CONFIGURATION;
            case THROTTLED -> Fault.THROTTLED;
            case UNAVAILABLE, TIMEOUT, UNEXPECTED_ANSWER, NOT_FOUND -> Fault.UNAVAILABLE;
          };
      assertThat(gateway.finish(gateway.pending(), "c")).isEqualTo(new Outcome.Failed<>(expected));
      assertThat(gateway.store().commits()).isEmpty();
    }

    @Test
    void tellsTheLogWhatThePlatformLacked() {
      gateway.fails(ProviderException.Code.NOT_PERMITTED);
      PrintStream before = System.err;
      ByteArrayOutputStream log = new ByteArrayOutputStream();
      System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
      try {
        gateway.finish(gateway.pending(), "c");
      } finally {
        System.setErr(before);
      }
      assertThat(log.toString(StandardCharsets.UTF_8))
          .contains("NOT_PERMITTED 7, as the test says");
    }

    @Test
    void saysThatThePlatformIsAbsent() {
      Pending pending = gateway.pending();
      TestPlatforms.remove(gateway.registry(), 1);
      Thread.currentThread().interrupt();

      assertThat(gateway.finish(pending, "c")).isEqualTo(new Outcome.Failed<>(Fault.ABSENT));
      assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void keepsAStateForWhenAPlatformThatIsAbsentIsBack() {
      Pending pending = gateway.pending();
      TestPlatforms.remove(gateway.registry(), 1);

      for (int i = 0; i < 2; i++) {
        Thread.currentThread().interrupt();
        assertThat(gateway.finish(pending, "c")).isEqualTo(new Outcome.Failed<>(Fault.ABSENT));
        assertThat(Thread.interrupted()).isTrue();
      }
    }

    @Test
    void boundsWhatAFloodOfRefusalsWrites() {
      for (int i = 0; i < Refusals.EVENTS_PER_MINUTE + 40; i++) {
        gateway.code("c", SignInResult.refused(SignInResult.Reason.NOT_A_MEMBER));
        gateway.finish(gateway.pending(), "c");
      }

      assertThat(audited()).hasSize(Refusals.EVENTS_PER_MINUTE);
      assertThat(gateway.metrics().lines().stream().filter(l -> l.contains("refused_total")))
          .hasSize(Refusals.EVENTS_PER_MINUTE + 40);
      gateway.advance(Duration.ofMinutes(1));
      gateway.code("c", SignInResult.refused(SignInResult.Reason.NOT_A_MEMBER));
      gateway.finish(gateway.pending(), "c");
      assertThat(audited()).hasSize(Refusals.EVENTS_PER_MINUTE + 1);
    }

    @Test
    void failsNoSignInThatBeganOnTheVersionBefore() {
      Pending pending = gateway.pending();
      gateway.code("c", SignInResult.signedIn(Gateway.person("li")));
      Gateway next = gateway;
      TestPlatforms.add(
          next.registry(),
          new FakePlatform(
              (settings, context) ->
                  new dev.muster.spi.platform.SignIn() {
                    @Override
                    public URI authorizationUri(AuthorizationRequest request) {
                      return URI.create("https://platform.example/");
                    }

                    @Override
                    public SignInResult redeem(
                        Redemption redemption, dev.muster.spi.Deadline deadline) {
                      return SignInResult.signedIn(Gateway.person("from-the-new-version"));
                    }
                  }),
          2);
      TestPlatforms.remove(next.registry(), 1);

      Outcome.SignedIn<AuthorizationCode> in =
          (Outcome.SignedIn<AuthorizationCode>) gateway.finish(pending, "c");
      assertThat(in.user().profile().username()).isEqualTo("from-the-new-version");
    }

    @Test
    void hasTimeForAPlatformWhoseSeveralCallsAreAllSlow() {
      Pending pending = gateway.pending();
      AtomicReference<Duration> time = new AtomicReference<>(Duration.ZERO);
      TestPlatforms.add(
          gateway.registry(),
          new FakePlatform(
              (settings, context) ->
                  new dev.muster.spi.platform.SignIn() {
                    @Override
                    public URI authorizationUri(AuthorizationRequest request) {
                      return URI.create("https://platform.example/");
                    }

                    @Override
                    public SignInResult redeem(
                        Redemption redemption, dev.muster.spi.Deadline deadline) {
                      time.set(deadline.left());
                      return SignInResult.signedIn(Gateway.person("li"));
                    }
                  }),
          2);

      gateway.finish(pending, "c");

      // Three calls of two seconds fit; the whole request ends within 15 s all the same.
      assertThat(time.get()).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(8));
    }

    @Test
    void writesNoSecretIntoTheStore() {
      Pending pending = gateway.pending();
      gateway.code("platform-code-1", SignInResult.signedIn(Gateway.person("li")));
      Outcome.SignedIn<AuthorizationCode> in =
          (Outcome.SignedIn<AuthorizationCode>) gateway.finish(pending, "platform-code-1");

      String written =
          gateway.store().commits().stream()
              .flatMap(List::stream)
              .filter(Change.Create.class::isInstance)
              .map(
                  change ->
                      change.key().id()
                          + new String(
                              ((Change.Create) change).document().body(), StandardCharsets.UTF_8))
              .reduce("", String::concat);
      assertThat(written)
          .contains("li@corp.example")
          .doesNotContain(
              "platform-code-1",
              in.sessionToken().reveal(),
              Gateway.code(in).reveal(),
              Gateway.VERIFIER.reveal());
    }
  }

  @Nested
  class NativeApps {
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
      assertThat(gateway.redemptions()).isEqualTo(20);
      assertThat(gateway.usedStates()).isZero();
    }

    @Test
    void getTokensForThePlatformsCode() {
      gateway.code("m", SignInResult.signedIn(Gateway.person("li")));

      Outcome.SignedIn<Grants.Tokens> in =
          (Outcome.SignedIn<Grants.Tokens>) redeem(Gateway.SOURCE, "m");
      Grants.Tokens tokens = in.granted().orElseThrow();

      assertThat(tokens.access().user().id()).isEqualTo(in.user().id());
      assertThat(gateway.grants().access(Gateway.TENANT, tokens.accessToken())).isPresent();
      assertThat(redeem(Gateway.SOURCE, "m")).isEqualTo(new Outcome.Invalid<>());
    }

    @Test
    void areRefusedAtSourcesThatAreUnknownDisabledOrNotForThem() {
      gateway.code("m", SignInResult.signedIn(Gateway.person("li")));
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
      assertThat(gateway.redemptions()).isZero();
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
      gateway.code("m", SignInResult.signedIn(Gateway.person("li")));

      assertThat(redeem(Gateway.SOURCE, "m")).isEqualTo(new Outcome.Refused<>(Refusal.NO_ACCOUNT));
      assertThat(users()).isEmpty();
    }
  }
}
