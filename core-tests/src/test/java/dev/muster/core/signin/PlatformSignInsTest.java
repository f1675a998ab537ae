package dev.muster.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.MatchField;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Pending;
import dev.muster.api.SignIns.Refusal;
import dev.muster.api.User;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.platform.TestPlatforms;
import dev.muster.core.platform.Together;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import dev.muster.spi.platform.SignInResult;
import dev.muster.spi.storage.Change;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PlatformSignInsTest extends PlatformSignInsFixture {
  @Test
  void createsTheUserOnTheFirstSignInAndKnowsThemOnTheSecond() {
    Outcome.SignedIn<AuthorizationCode> first = gateway.signedIn("ZhangSan");
    gateway.advance(Duration.ofMinutes(10));
    Outcome.SignedIn<AuthorizationCode> second = gateway.signedIn("zhangsan");

    assertThat(second.user().id()).isEqualTo(first.user().id());
    assertThat(second.identity().orElseThrow().id()).isEqualTo(first.identity().orElseThrow().id());
    assertThat(second.identity().orElseThrow().linkedAt())
        .isEqualTo(first.identity().orElseThrow().linkedAt());
    assertThat(second.identity().orElseThrow().lastSignInAt()).isEqualTo(gateway.clock().instant());
    assertThat(second.session().id()).isNotEqualTo(first.session().id());
    assertThat(users()).hasSize(1);
    User.Profile profile = first.user().profile();
    assertThat(profile.username()).isEqualTo("ZhangSan");
    assertThat(profile.displayName()).contains("Li ZhangSan");
    assertThat(profile.email()).contains("ZhangSan@corp.example");
    assertThat(profile.emailVerified()).isTrue();
    assertThat(first.user().lastSignInAt()).isPresent();
    assertThat(first.identity().orElseThrow().departments()).containsExactly("7");
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
    gateway.hearNothingOfOthers();
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
    assertThat(gateway.platform().tokenFetches()).isEqualTo(1);
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
            User.Profile.builder("admin-made").email(Optional.of("LI@corp.example"), true).build(),
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
  void neverLinksTwoAccountsThatMatchOneUserAtTheSameMoment() {
    gateway.source(new Association(Mode.MATCH, List.of(MatchField.USERNAME), Set.of()));
    Instant now = gateway.clock().instant();
    User.Profile profile = User.Profile.builder("li").displayName(Optional.of("Li")).build();
    store(UserRecord.of(profile, now).signedIn(now), "u-1");
    gateway.beforeNextCommit(
        () -> assertThat(gateway.comesIn(li("corp-2"))).isInstanceOf(Outcome.SignedIn.class));

    assertThat(gateway.comesIn(li("corp-1")))
        .isEqualTo(new Outcome.Refused<>(Refusal.ACCOUNT_TAKEN));
    assertThat(gateway.accounts().identitiesOf(Gateway.TENANT, "u-1")).hasSize(1);
  }

  /** Nothing that the user does not have already: linking alone is what writes them. */
  private static ExternalIdentity li(String company) {
    return ExternalIdentity.of(company, "li").withName(Optional.of("Li"));
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
  void keepsTheDepartmentsThatASignInDoesNotTell() {
    assertThat(departments(Gateway.person("li").withDepartments(List.of()))).isEmpty();
    assertThat(departments(Gateway.person("li").withDepartments(List.of("8"))))
        .containsExactly("8");
    assertThat(departments(Gateway.person("li").withDepartments(List.of()))).containsExactly("8");
    assertThat(departments(Gateway.person("li").withDepartments(List.of("9"))))
        .containsExactly("9");
  }

  private List<String> departments(ExternalIdentity person) {
    Outcome.SignedIn<AuthorizationCode> in =
        (Outcome.SignedIn<AuthorizationCode>) gateway.comesIn(person);
    return in.identity().orElseThrow().departments();
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
    assertThat(in.identity().orElseThrow().departments()).containsExactly("8");
  }

  @Test
  void keepsTheNicknameThatASignInTold() {
    User told = comesIn(Gateway.person("li").withNickname(Optional.of(" 小李 ")));
    assertThat(told.profile().nickname()).contains("小李");
    assertThat(comesIn(Gateway.person("li")).profile().nickname()).contains("小李");
    assertThat(comesIn(Gateway.person("wang").withNickname(Optional.of(" "))).profile().nickname())
        .isEmpty();
  }

  @Test
  void knowsSinceWhenAProfileIsAsItIs() {
    User first = comesIn(Gateway.person("li"));
    assertThat(first.profileChangedAt()).isEqualTo(first.createdAt());

    gateway.advance(SignInCompletion.LAST_SIGN_IN_LAG);
    assertThat(comesIn(Gateway.person("li")).profileChangedAt()).isEqualTo(first.createdAt());

    User renamed = comesIn(Gateway.person("li").withNickname(Optional.of("Lily")));
    assertThat(renamed.profileChangedAt())
        .isEqualTo(first.createdAt().plus(SignInCompletion.LAST_SIGN_IN_LAG));
    gateway.advance(SignInCompletion.LAST_SIGN_IN_LAG);
    assertThat(comesIn(Gateway.person("li")).profileChangedAt())
        .isEqualTo(renamed.profileChangedAt());
  }

  private User comesIn(ExternalIdentity person) {
    return ((Outcome.SignedIn<AuthorizationCode>) gateway.comesIn(person)).user();
  }

  @Test
  void failsNoSignInThatBeganOnTheVersionBefore() {
    Pending pending = gateway.pending();
    gateway.platform().code("c", SignInResult.signedIn(Gateway.person("li")));
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
    AtomicLong asked = new AtomicLong();
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
                    asked.set(System.nanoTime());
                    return SignInResult.signedIn(Gateway.person("li"));
                  }
                }),
        2);

    long began = System.nanoTime();
    gateway.finish(pending, "c");

    // Three calls of two seconds fit; the whole request ends within 15 s all the same.
    assertThat(time.get().plusNanos(asked.get() - began))
        .as("with what has passed before the platform was asked")
        .isGreaterThanOrEqualTo(Duration.ofSeconds(8));
    assertThat(time.get()).isLessThanOrEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void writesNoSecretIntoTheStore() {
    Pending pending = gateway.pending();
    gateway.platform().code("platform-code-1", SignInResult.signedIn(Gateway.person("li")));
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
