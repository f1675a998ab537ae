package dev.muster.core.signin;

import static dev.muster.core.testing.Problems.assertInvalid;
import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.AuditEvent;
import dev.muster.api.Caller;
import dev.muster.api.Grants;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.IdentitySource;
import dev.muster.api.Interactions.Presenter;
import dev.muster.api.Interactions.Reply;
import dev.muster.api.PasswordSignIns;
import dev.muster.api.PasswordSignIns.Answer;
import dev.muster.api.PasswordSignIns.Presented;
import dev.muster.api.ProblemCode;
import dev.muster.api.Session;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Refusal;
import dev.muster.api.Users;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.store.Stored;
import dev.muster.core.user.PasswordHash;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.hook.SignInPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People who sign in with a password of ours. */
final class PasswordSignInsTest extends InteractionsFixture {
  private static final Secret NEXT = Secret.of("an entirely new horse");
  private static final OptionalLong ANY = OptionalLong.empty();
  private static final Grants.Request.Code GRANT =
      new Grants.Request.Code(
          CLIENT,
          Set.of("openid"),
          "https://app.example/back",
          Optional.of("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
          Optional.empty(),
          Optional.empty());
  private static final Secret VERIFIER = Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

  @BeforeEach
  void turnOn() {
    turn(true);
  }

  private void turn(boolean on) {
    core.tenants.change(ALICE, TENANT, was -> was.withPasswordSignIn(on), ANY);
  }

  private Answer answer(String name, Secret password) {
    return core.passwordSignIns.signIn(
        presenter(), new Presented(name, password, Optional.empty()), Optional.empty());
  }

  private static Outcome<AuthorizationCode> right(Answer answer) {
    return ((Answer.Right) answer).outcome();
  }

  private static Outcome.SignedIn<AuthorizationCode> in(Outcome<AuthorizationCode> outcome) {
    return (Outcome.SignedIn<AuthorizationCode>) outcome;
  }

  private Outcome.SignedIn<AuthorizationCode> signIn(Secret password) {
    return in(right(answer("wang", password)));
  }

  private boolean lives(Outcome.SignedIn<AuthorizationCode> signedIn) {
    return core.sessions.find(TENANT, signedIn.sessionToken()).isPresent();
  }

  private long sessions() {
    return core.users.sessions(TENANT, wang.id()).size();
  }

  private UserRecord stored() {
    return core.accounts.users().find(TENANT, wang.id()).orElseThrow().value();
  }

  private List<String> actions() {
    return core.events(TENANT).stream().map(AuditEvent::action).toList();
  }

  private Outcome<AuthorizationCode> choose(Secret key, Secret password) {
    return core.passwordSignIns.choose(presenter(), key, password, Optional.empty()).outcome();
  }

  /** The key with which they go on who have to choose another one. */
  private Secret mustChange() {
    core.users.setPassword(ALICE, TENANT, wang.id(), PASSWORD, true);
    return asked(right(answer("wang", PASSWORD))).key();
  }

  @ParameterizedTest
  @ValueSource(strings = {"wang", " WANG ", "wang@corp.example", "+86 138-0000-0000"})
  void signsInByNameOrVerifiedAddress(String name) {
    Outcome.SignedIn<AuthorizationCode> in = in(right(answer(name, PASSWORD)));

    assertThat(in.user().id()).isEqualTo(wang.id());
    assertThat(in.identity()).isEmpty();
    assertThat(in.session().identitySource()).isEqualTo("password");
    assertThat(in.session().identityId()).isEmpty();
    assertThat(lives(in)).isTrue();
    assertThat(identities(wang)).isEmpty();
    AuditEvent event = core.events(TENANT).get(0);
    assertThat(event.action()).isEqualTo("sign-in.succeeded");
    assertThat(event.actor()).isEqualTo("user:" + wang.id());
    assertThat(event.detail())
        .containsEntry("source", "password")
        .containsEntry("account", "returning");
    assertThat(stored().lastSignInAt()).contains(core.clock.instant());
  }

  @Test
  void whatIsGrantedHasNoIdentity() {
    Outcome.SignedIn<AuthorizationCode> in =
        in(
            right(
                core.passwordSignIns.signIn(
                    presenter(),
                    new Presented("wang", PASSWORD, Optional.empty()),
                    Optional.of(GRANT))));
    Grants.Tokens tokens = redeem(in.granted().orElseThrow()).orElseThrow();
    assertThat(tokens.session().acr()).isEqualTo(Session.ACR_PASSWORD);
    assertThat(tokens.access().identity()).isEmpty();
    assertThat(access(tokens).orElseThrow().user().id()).isEqualTo(wang.id());
    assertThat(access(tokens).orElseThrow().identity()).isEmpty();

    AuthorizationCode silent = core.grants.grant(CALLER, TENANT, in.session(), GRANT).orElseThrow();
    assertThat(redeem(silent)).isPresent();

    turn(false);
    assertThat(access(tokens)).isEmpty();
    assertThat(core.grants.grant(CALLER, TENANT, in.session(), GRANT)).isEmpty();
  }

  private Optional<Grants.Tokens> redeem(AuthorizationCode code) {
    return core.grants.redeem(
        CALLER,
        TENANT,
        new Grants.Redemption(
            CLIENT, code.value(), "https://app.example/back", Optional.of(VERIFIER)));
  }

  private Optional<Grants.Access> access(Grants.Tokens tokens) {
    return core.grants.access(TENANT, tokens.accessToken());
  }

  @Test
  void isOffUnlessTheTenantAndTheClientTakeIt() {
    turn(false);
    assertThat(core.passwordSignIns.isOn(TENANT)).isFalse();
    assertThat(answer("wang", PASSWORD)).isInstanceOf(Answer.Off.class);
    turn(true);
    assertThat(core.passwordSignIns.isOn(TENANT)).isTrue();
    assertThat(core.passwordSignIns.isOn("nobody")).isFalse();

    clientTakes(Set.of("door"));
    assertThat(forClient()).isInstanceOf(Answer.Off.class);
    clientTakes(Set.of("door", "password"));
    assertThat(in(right(forClient())).granted()).isPresent();
    assertThat(actions()).doesNotContain("sign-in.refused");
  }

  private void clientTakes(Set<String> sources) {
    core.clients.change(
        ALICE, TENANT, CLIENT, was -> was.toBuilder().identitySources(sources).build(), ANY);
  }

  private Answer forClient() {
    return core.passwordSignIns.signIn(
        presenter(), new Presented("wang", PASSWORD, Optional.empty()), Optional.of(GRANT));
  }

  @Test
  void noSourceTakesItsName() {
    assertInvalid(
        "id",
        "reserved",
        () ->
            core.sources.create(
                ALICE,
                TENANT,
                "password",
                FakePlatform.ID,
                IdentitySource.Settings.of("x", Set.of(SignInMethod.BROWSER))));
  }

  @Test
  void whatIsWrongIsOneAnswer() {
    user("silent", false);
    for (String name : List.of("wang", "nobody", "silent", "", "x".repeat(5000))) {
      assertThat(answer(name, WRONG)).isEqualTo(new Answer.Wrong());
    }
    assertThat(answer("silent", PASSWORD)).isEqualTo(new Answer.Wrong());
    assertThat(answer("wang", Secret.of("x".repeat(5000)))).isEqualTo(new Answer.Wrong());
    assertThat(sessions()).isZero();
    core.refused.write();
    assertThat(core.events(TENANT))
        .filteredOn(event -> event.action().equals("user.proof-refused"))
        .extracting(AuditEvent::subject)
        .containsExactlyInAnyOrder("user:" + wang.id(), "user:(unknown)", silent());
  }

  private String silent() {
    return "user:" + core.accounts.byUsername(TENANT, "silent").orElseThrow().key().id();
  }

  @Test
  void turningItOffEndsItsSessionsForGood() {
    Outcome.SignedIn<AuthorizationCode> before = signIn(PASSWORD);
    core.tenants.change(ALICE, TENANT, was -> was.withDisplayName("Renamed"), ANY);
    assertThat(lives(before)).isTrue();

    turn(false);
    assertThat(lives(before)).isFalse();
    turn(true);
    assertThat(lives(before)).isFalse();
    assertThat(lives(signIn(PASSWORD))).isTrue();
    assertThat(core.events(TENANT))
        .filteredOn(event -> event.action().equals("tenant.password-sign-in-changed"))
        .extracting(event -> event.detail().get("enabled"))
        .containsExactly("true", "false", "true");
  }

  @Test
  void turningItOffAndOnRevivesNoSignInAndNoProofThatWaits() {
    Secret signIn = mustChange();
    Secret proof = asked(done(answer(asked(), password(PASSWORD)))).key();
    turn(false);
    turn(true);
    assertThat(choose(signIn, NEXT)).isEqualTo(new Outcome.Invalid<>());
    assertThat(choose(proof, NEXT)).isEqualTo(new Outcome.Invalid<>());
    assertThat(identities(wang)).isEmpty();
  }

  @Test
  void anotherPasswordEndsItsSessions() {
    Outcome.SignedIn<AuthorizationCode> first = signIn(PASSWORD);
    core.users.setPassword(ALICE, TENANT, wang.id(), NEXT, false);
    assertThat(lives(first)).isFalse();
    Outcome.SignedIn<AuthorizationCode> second = signIn(NEXT);

    Users.Change change = new Users.Change(was -> was, Set.of(), Optional.of(PASSWORD));
    core.users.change(ALICE, TENANT, wang.id(), change, ANY);
    assertThat(lives(second)).isFalse();
    assertThat(actions()).filteredOn("user.password-set"::equals).hasSize(2);
  }

  @Test
  void whoIsDisabledDoesNotComeIn() {
    Outcome.SignedIn<AuthorizationCode> before = signIn(PASSWORD);
    core.users.setActive(ALICE, TENANT, wang.id(), false, Optional.empty(), ANY);
    assertThat(lives(before)).isFalse();
    assertThat(right(answer("wang", PASSWORD)))
        .isEqualTo(new Outcome.Refused<>(Refusal.USER_DISABLED));
    AuditEvent event = core.events(TENANT).get(0);
    assertThat(event.action()).isEqualTo("sign-in.refused");
    assertThat(event.detail())
        .containsEntry("reason", "user-disabled")
        .containsEntry("platform", "password");
    assertThat(answer("wang", WRONG)).isEqualTo(new Answer.Wrong());
  }

  @Test
  void policiesAreAsked() {
    List<SignInPolicy.Attempt> asked = new ArrayList<>();
    core.policies.add(
        attempt -> {
          asked.add(attempt);
          return SignInPolicy.Verdict.refuse(new Text("No.", "不可以。"));
        },
        "com.example.policy");
    Outcome<AuthorizationCode> outcome = right(answer("wang", PASSWORD));

    assertThat(((Outcome.Refused<AuthorizationCode>) outcome).reason()).isEqualTo(Refusal.POLICY);
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0).identitySource()).isEqualTo("password");
    assertThat(asked.get(0).platform()).isEqualTo("password");
    assertThat(asked.get(0).person().platformTenant()).isEqualTo(TENANT);
    assertThat(asked.get(0).person().userId()).isEqualTo(wang.id());
    assertThat(asked.get(0).user()).contains(wang.id());
    assertThat(sessions()).isZero();
  }

  @Test
  void strangersLockNobodyOut() {
    Secret browser = ((Answer.Right) answer("wang", PASSWORD)).browser();
    for (int i = 0; i < 10; i++) {
      assertThat(answer("wang", WRONG)).isEqualTo(new Answer.Wrong());
    }
    assertProblem(ProblemCode.THROTTLED, () -> answer("wang", PASSWORD));
    assertThat(from("192.0.2.1", Optional.of(browser))).isInstanceOf(Answer.Right.class);
    assertThat(from("198.51.100.7", Optional.empty())).isInstanceOf(Answer.Right.class);

    user("mallory", true);
    assertProblem(
        ProblemCode.THROTTLED,
        () ->
            core.passwordSignIns.signIn(
                presenter(),
                new Presented("wang", PASSWORD, Optional.of(browserOf("mallory"))),
                Optional.empty()));
    assertProblem(
        ProblemCode.THROTTLED, () -> from("192.0.2.1", Optional.of(Secret.of("x".repeat(900)))));
  }

  @Test
  void aPhoneNumberIsOneNameHoweverItIsSpelled() {
    String[] spelled = {
      "+8613800000000", "+86 13800000000", "+86-138-0000-0000", "+86(138)00000000"
    };
    for (int i = 0; i < 10; i++) {
      assertThat(answer(spelled[i % spelled.length], WRONG)).isEqualTo(new Answer.Wrong());
    }
    assertProblem(ProblemCode.THROTTLED, () -> answer("+86.138.0000.0000", WRONG));
  }

  private Secret browserOf(String name) {
    return ((Answer.Right) answer(name, PASSWORD)).browser();
  }

  private Answer from(String address, Optional<Secret> browser) {
    return core.passwordSignIns.signIn(
        new Presenter(new Caller("system", address, "c9"), TENANT, "Firefox", List.of()),
        new Presented("wang", PASSWORD, browser),
        Optional.empty());
  }

  @Test
  void renewsAnOutdatedHash() {
    String outdated = new PasswordHash(new PasswordHash.Cost(16, 1)).hash(PASSWORD);
    core.changes.run(
        ALICE,
        TENANT,
        work ->
            core.accounts
                .users()
                .find(TENANT, wang.id())
                .ifPresent(
                    user ->
                        work.add(
                            core.accounts
                                .users()
                                .replace(user, user.value().withPassword(outdated)))));
    Outcome.SignedIn<AuthorizationCode> in = signIn(PASSWORD);

    assertThat(core.passwords.isOutdated(stored().password().orElseThrow())).isFalse();
    assertThat(lives(in)).isTrue();
    assertThat(lives(signIn(PASSWORD))).isTrue();
  }

  @Test
  void whoHasToChooseAnotherPasswordDoesSoFirst() {
    Secret key = mustChange();
    assertThat(sessions()).isZero();
    assertThat(core.passwordSignIns.waiting(TENANT, key, Optional.empty()))
        .contains(new PasswordSignIns.Change("wang", false));
    assertThat(core.passwordSignIns.waiting(TENANT, key, Optional.of(CLIENT))).isEmpty();
    assertThat(core.passwordSignIns.waiting("other", key, Optional.empty())).isEmpty();
    assertThat(core.interactions.find(TENANT, key, Optional.empty())).isEmpty();

    assertInvalid("password", "length", () -> choose(key, Secret.of("short")));
    assertInvalid("password", "common", () -> choose(key, Secret.of("password123")));
    assertInvalid("password", "own-name", () -> choose(key, Secret.of("wang-wang-1")));
    assertInvalid("password", "same", () -> choose(key, PASSWORD));
    Outcome.SignedIn<AuthorizationCode> in = in(choose(key, NEXT));

    assertThat(lives(in)).isTrue();
    assertThat(stored().passwordChange()).isFalse();
    assertThat(answer("wang", PASSWORD)).isEqualTo(new Answer.Wrong());
    assertThat(lives(signIn(NEXT))).isTrue();
    assertThat(choose(key, Secret.of("yet another horse"))).isEqualTo(new Outcome.Invalid<>());
    assertThat(waiting()).isZero();
    assertThat(core.events(TENANT))
        .filteredOn(event -> event.action().equals("user.password-changed"))
        .singleElement()
        .satisfies(event -> assertThat(event.actor()).isEqualTo("user:" + wang.id()))
        .satisfies(event -> assertThat(event.detail()).containsEntry("reason", "required"));
    assertThat(core.events(TENANT).toString())
        .doesNotContain(NEXT.reveal(), PASSWORD.reveal(), "argon2");
  }

  @Test
  void theLongestPasswordThatMayBeChosenSignsIn() {
    Secret longest = Secret.of("😀😁😂🤣😃😄😅😆".repeat(16));
    choose(mustChange(), longest);
    assertThat(lives(signIn(longest))).isTrue();
  }

  @Test
  void aPasswordOfEarlierRulesSignsInAndNoLongerOneIsHashed() {
    Secret before = Secret.of("😀".repeat(200));
    Secret beyond = Secret.of("😀".repeat(201));
    for (Secret password : List.of(before, beyond)) {
      Stored<UserRecord> user = core.accounts.users().find(TENANT, wang.id()).orElseThrow();
      String hash = core.passwords.hash(password);
      core.changes.run(
          ALICE,
          TENANT,
          work -> work.add(core.accounts.users().replace(user, user.value().withPassword(hash))));
      assertThat(answer("wang", password) instanceof Answer.Right).isEqualTo(password == before);
    }
  }

  @Test
  void whatTheyChooseEndsTheirOtherSessions() {
    Secret key = mustChange();
    Outcome.SignedIn<AuthorizationCode> elsewhere = in(choose(key, NEXT));
    core.users.setPassword(ALICE, TENANT, wang.id(), PASSWORD, true);
    assertThat(lives(elsewhere)).isFalse();
    Secret first = asked(right(answer("wang", PASSWORD))).key();
    Secret second = asked(right(answer("wang", PASSWORD))).key();
    Outcome.SignedIn<AuthorizationCode> in = in(choose(first, NEXT));
    assertThat(choose(second, Secret.of("yet another horse"))).isEqualTo(new Outcome.Invalid<>());
    assertThat(lives(in)).isTrue();
  }

  @Test
  void whatWasShownCountsNoMoreOnceAnAdministratorSetsAnotherPassword() {
    Secret key = mustChange();
    core.users.setPassword(ALICE, TENANT, wang.id(), NEXT, true);
    assertThat(choose(key, Secret.of("the one of a thief"))).isEqualTo(new Outcome.Invalid<>());
    assertThat(answer("wang", Secret.of("the one of a thief"))).isEqualTo(new Answer.Wrong());
    assertThat(asked(right(answer("wang", NEXT))).kind()).isEqualTo(PasswordSignIns.CHANGE);
  }

  @Test
  void fiveTriesWithTheSamePasswordEndIt() {
    Secret key = mustChange();
    for (int i = 0; i < 5; i++) {
      assertInvalid("password", "same", () -> choose(key, PASSWORD));
    }
    assertThat(choose(key, NEXT)).isEqualTo(new Outcome.Invalid<>());
    assertThat(core.passwordSignIns.waiting(TENANT, key, Optional.empty())).isEmpty();
  }

  @Test
  void nothingIsLinkedBeforeAnotherPasswordIsChosen() {
    core.users.setPassword(ALICE, TENANT, wang.id(), PASSWORD, true);
    Secret key = asked(done(answer(asked(), password(PASSWORD)))).key();
    assertThat(identities(wang)).isEmpty();
    assertThat(core.passwordSignIns.waiting(TENANT, key, Optional.empty()))
        .contains(new PasswordSignIns.Change("wang", false));
    assertThat(done(answer(key, new Reply.Create()))).isEqualTo(new Outcome.Invalid<>());

    Outcome.SignedIn<AuthorizationCode> in = in(choose(key, NEXT));

    assertThat(in.session().identitySource()).isEqualTo("door");
    assertThat(identities(wang)).hasSize(1);
    assertThat(lives(in)).isTrue();
    assertThat(stored().passwordChange()).isFalse();
    assertThat(actions()).contains("user.identity-linked", "user.password-changed");
  }

  @Test
  void aProofIsWorthNothingOnceAnAdministratorSetsAnotherPassword() {
    core.users.setPassword(ALICE, TENANT, wang.id(), PASSWORD, true);
    Secret key = asked(done(answer(asked(), password(PASSWORD)))).key();
    core.users.setPassword(ALICE, TENANT, wang.id(), NEXT, true);
    assertThat(choose(key, Secret.of("the one of a thief"))).isEqualTo(new Outcome.Invalid<>());
    assertThat(identities(wang)).isEmpty();
  }

  @Test
  void aNativeAppCannotHaveThemChoose() {
    core.users.setPassword(ALICE, TENANT, wang.id(), PASSWORD, true);
    Secret key = asked(nativeSignIn("door", "corp-1", "li")).key();
    assertThat(done(answerNatively(key, password(PASSWORD))))
        .isEqualTo(new Outcome.Refused<>(Refusal.PASSWORD_CHANGE));
    assertThat(identities(wang)).isEmpty();
    assertThat(waiting()).isZero();
    assertThat(core.events(TENANT).get(0).detail()).containsEntry("reason", "password-change");
  }

  @Test
  void whoCameByTheirPlatformIsNotAsked() {
    comesInAndIsLinked();
    core.users.setPassword(ALICE, TENANT, wang.id(), NEXT, true);
    assertThat(comesIn("door", "corp-1", "li")).isInstanceOf(Outcome.SignedIn.class);
    assertThat(stored().passwordChange()).isTrue();
  }

  private void comesInAndIsLinked() {
    assertThat(in(done(answer(asked(), password(PASSWORD)))).identity()).isPresent();
  }
}
