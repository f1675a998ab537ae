package dev.muster.core.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.AuditEvent;
import dev.muster.api.Caller;
import dev.muster.api.Client;
import dev.muster.api.Grants;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.Grants.Tokens;
import dev.muster.api.Identity;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.Interactions;
import dev.muster.api.Interactions.Answered;
import dev.muster.api.Interactions.Presenter;
import dev.muster.api.Interactions.Reply;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Interaction;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Refusal;
import dev.muster.api.User;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.platform.Together;
import dev.muster.core.testing.TestCore;
import dev.muster.core.throttle.Guesses;
import dev.muster.core.throttle.Guesses.Guess;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.spi.platform.SignInResult;
import dev.muster.spi.storage.Query;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody comes in by the source {@code door}, which asks whether they have an account already.
 */
class InteractionsTest {
  private static final String TENANT = TestCore.TENANT;
  private static final Caller CALLER = new Caller("system", "192.0.2.1", "c1");
  private static final URI CALLBACK = URI.create("https://muster.example/callback");
  private static final Secret PASSWORD = Secret.of("correct horse battery");
  private static final Secret WRONG = Secret.of("wrong horse battery");
  private static final String CLIENT = "app";

  private final TestCore core = new TestCore();
  private final CodePlatform platform = new CodePlatform();
  private User wang;

  @BeforeEach
  void open() {
    core.offer(new FakePlatform(platform::signIn));
    source("door", "corp-1", Mode.ASK, false);
    source("gate", "corp-2", Mode.OFF, false);
    core.clients.create(
        TestCore.ALICE,
        TENANT,
        Optional.of(CLIENT),
        Optional.empty(),
        Client.Settings.builder("App")
            .confidential(false)
            .redirectUris(List.of(URI.create("https://app.example/back")))
            .grantTypes(EnumSet.allOf(Client.GrantType.class))
            .build());
    wang = user("wang", true);
  }

  private void source(String id, String company, Mode mode, boolean loginOnly) {
    core.sources.create(
        TestCore.ALICE,
        TENANT,
        id,
        FakePlatform.ID,
        Settings.of(id, EnumSet.of(SignInMethod.BROWSER, SignInMethod.MOBILE))
            .withFields(Map.of("corpId", company, "secret", "current"))
            .withAssociation(new Association(mode, List.of(), Set.of()))
            .withLoginOnly(loginOnly));
  }

  private void loginOnly() {
    core.sources.change(
        TestCore.ALICE, TENANT, "door", it -> it.withLoginOnly(true), OptionalLong.empty());
  }

  private User user(String username, boolean password) {
    return core.users
        .create(
            TestCore.ALICE,
            TENANT,
            User.Profile.builder(username)
                .email(Optional.of(username + "@corp.example"), true)
                .phone(Optional.of("+8613800000000").filter(any -> username.equals("wang")), true)
                .build(),
            password ? Optional.of(PASSWORD) : Optional.empty())
        .value();
  }

  private SignIns.Pending pending(SignIns.Begun begun, String source) {
    return core.signIns.open(TENANT, source, begun.state(), begun.cookieValue()).orElseThrow();
  }

  private Outcome<AuthorizationCode> comesIn(String source, String company, String person) {
    platform.code("code", SignInResult.signedIn(ExternalIdentity.of(company, person)));
    SignIns.Begun begun =
        core.signIns.begin(
            new SignIns.Begin(TENANT, source, SignInMethod.BROWSER, CALLBACK, "en", ""));
    return core.signIns.finish(
        CALLER, pending(begun, source), Secret.of("code"), "Firefox", List.of(), Optional.empty());
  }

  private static <G> Interaction asked(Outcome<G> outcome) {
    return ((Outcome.InteractionRequired<G>) outcome).interaction();
  }

  private Secret asked() {
    return asked(comesIn("door", "corp-1", "li")).key();
  }

  private static Presenter presenter() {
    return new Presenter(CALLER, TENANT, "Firefox", List.of());
  }

  private Answered<AuthorizationCode> answer(Secret key, Reply reply) {
    return core.interactions.answer(presenter(), key, reply, Optional.empty());
  }

  private static <G> Outcome<G> done(Answered<G> answered) {
    return ((Answered.Done<G>) answered).outcome();
  }

  private static <G> Outcome.SignedIn<G> in(Answered<G> answered) {
    return (Outcome.SignedIn<G>) done(answered);
  }

  private static <G> Answered<G> wrong(int left) {
    return new Answered.WrongProof<>(left);
  }

  private static <G> Answered<G> ended(Outcome<G> outcome) {
    return new Answered.Done<>(outcome);
  }

  private static Reply password(Secret password) {
    return new Reply.Password("wang", password);
  }

  private List<Identity> identities(User user) {
    return core.users.identities(TENANT, user.id());
  }

  private long users() {
    return core.store.count("user", TENANT, new Query.All());
  }

  private long waiting() {
    return core.store.count("waiting-sign-in", TENANT, new Query.All());
  }

  @Test
  void saysWhoCameAndByWhat() {
    Interaction interaction = asked(comesIn("door", "corp-1", "li"));
    assertThat(interaction.kind()).isEqualTo("bind-or-create");
    assertThat(interaction.proofs()).containsExactly("password", "identity-source");
    assertThat(interaction.expiresIn()).isEqualTo(Duration.ofMinutes(5));

    Interactions.Waiting waiting =
        core.interactions.find(TENANT, interaction.key(), Optional.empty()).orElseThrow();
    assertThat(waiting.source()).isEqualTo("door");
    assertThat(waiting.platformUserId()).isEqualTo("li");
    assertThat(waiting.attemptsLeft()).isEqualTo(5);
    assertThat(core.interactions.find("other", interaction.key(), Optional.empty())).isEmpty();
    assertThat(core.interactions.find(TENANT, interaction.key(), Optional.of(CLIENT))).isEmpty();
    assertThat(core.interactions.find(TENANT, Secret.of("x"), Optional.empty())).isEmpty();
  }

  @Test
  void offersNoAccountAndNoOtherSourceWhereThereIsNone() {
    loginOnly();
    core.sources.change(
        TestCore.ALICE, TENANT, "gate", it -> it.withEnabled(false), OptionalLong.empty());

    Interaction interaction = asked(comesIn("door", "corp-1", "li"));
    assertThat(interaction.kind()).isEqualTo("bind");
    assertThat(interaction.proofs()).containsExactly("password");
    assertThat(answer(interaction.key(), new Reply.Create()))
        .isEqualTo(ended(new Outcome.Refused<>(Refusal.NO_ACCOUNT)));
    assertThat(users()).isEqualTo(1);
  }

  @Test
  void createsAnAccountForWhoeverWantsOne() {
    Outcome.SignedIn<AuthorizationCode> in = in(answer(asked(), new Reply.Create()));

    assertThat(in.user().profile().username()).isEqualTo("li");
    assertThat(identities(in.user())).hasSize(1);
    assertThat(waiting()).isZero();
    assertThat(comesIn("door", "corp-1", "li")).isInstanceOf(Outcome.SignedIn.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wang", "WANG", " wang ", "wang@corp.example", "+86 138 0000 0000"})
  void linksTheAccountWhosePasswordTheyKnow(String name) {
    Outcome.SignedIn<AuthorizationCode> in =
        in(answer(asked(), new Reply.Password(name, PASSWORD)));

    assertThat(in.user().id()).isEqualTo(wang.id());
    assertThat(identities(wang)).extracting(Identity::platformUserId).containsExactly("li");
    assertThat(users()).isEqualTo(1);
    assertThat(core.events(TENANT))
        .filteredOn(event -> event.action().equals("user.identity-linked"))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.actor()).isEqualTo("user:" + wang.id());
              assertThat(event.subject()).isEqualTo("user:" + wang.id());
              assertThat(event.detail())
                  .containsEntry("proof", "password")
                  .containsEntry("platformUserId", "li");
            });
  }

  @Test
  void linksNobodyByAnAddressThatTwoHave() {
    core.users.create(
        TestCore.ALICE,
        TENANT,
        User.Profile.builder("second").email(Optional.of("wang@corp.example"), true).build(),
        Optional.of(PASSWORD));

    assertThat(answer(asked(), new Reply.Password("wang@corp.example", PASSWORD)))
        .isEqualTo(wrong(4));
  }

  @Test
  void endsAfterFiveWrongProofsAndCreatesAndLinksNothing() {
    User none = user("none", false);
    Secret key = asked();

    assertThat(answer(key, password(WRONG))).isEqualTo(wrong(4));
    assertThat(answer(key, new Reply.Password("nobody", PASSWORD))).isEqualTo(wrong(3));
    assertThat(answer(key, new Reply.Password("none", PASSWORD))).isEqualTo(wrong(2));
    assertThat(answer(key, new Reply.Password("", PASSWORD))).isEqualTo(wrong(1));
    assertThat(answer(key, new Reply.Password("wang", Secret.of("x".repeat(5000)))))
        .isEqualTo(wrong(0));

    assertThat(answer(key, password(PASSWORD))).isEqualTo(ended(new Outcome.Invalid<>()));
    assertThat(answer(key, new Reply.Create())).isEqualTo(ended(new Outcome.Invalid<>()));
    assertThat(users()).isEqualTo(2);
    assertThat(identities(wang)).isEmpty();
    assertThat(identities(none)).isEmpty();
    assertThat(waiting()).isZero();
    assertThat(core.events(TENANT))
        .filteredOn(event -> event.action().equals("user.proof-refused"))
        .extracting(AuditEvent::subject)
        .contains("user:" + wang.id(), "user:(unknown)");
  }

  @Test
  void givesManyWhoTryAtOnceNoMoreThanFiveTries() throws Exception {
    Secret key = asked();

    List<Answered<AuthorizationCode>> answers =
        Together.run(12, () -> answer(key, password(WRONG)));

    assertThat(answers).filteredOn(Answered.WrongProof.class::isInstance).hasSize(5);
    assertThat(answers).filteredOn(Answered.Done.class::isInstance).hasSize(7);
  }

  @Test
  void letsNobodyLockAnotherPersonOut() {
    for (int i = 0; i < 4; i++) {
      Secret key = asked();
      for (int j = 0; j < 4; j++) {
        try {
          var unused = answer(key, password(WRONG));
        } catch (ProblemException e) {
          assertThat(e.code()).isEqualTo(ProblemCode.THROTTLED);
        }
      }
    }
    Secret key = asked();
    assertThatThrownBy(() -> answer(key, password(PASSWORD)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.THROTTLED));

    Presenter elsewhere =
        new Presenter(new Caller("system", "198.51.100.9", "c2"), TENANT, "Firefox", List.of());
    assertThat(
            in(core.interactions.answer(elsewhere, key, password(PASSWORD), Optional.empty()))
                .user()
                .id())
        .isEqualTo(wang.id());
  }

  @Test
  void takesAKeyOnceAndInItsTime() {
    Secret key = asked();
    in(answer(key, new Reply.Create()));
    assertThat(answer(key, password(PASSWORD))).isEqualTo(ended(new Outcome.Invalid<>()));

    Secret late = asked(comesIn("door", "corp-1", "zhao")).key();
    core.clock.advance(Duration.ofMinutes(5));
    assertThat(answer(late, password(PASSWORD))).isEqualTo(ended(new Outcome.Invalid<>()));
  }

  @Test
  void signsInOneOfManyWhoComeAtOnce() throws Exception {
    Secret key = asked();

    List<Answered<AuthorizationCode>> answers =
        Together.run(8, () -> answer(key, new Reply.Create()));

    assertThat(answers)
        .filteredOn(
            it -> it instanceof Answered.Done<?> d && d.outcome() instanceof Outcome.SignedIn)
        .hasSize(1);
    assertThat(users()).isEqualTo(2);
  }

  @Test
  void refusesAnAccountThatIsSomebodyElseOfTheSourceAlready() {
    in(answer(asked(), password(PASSWORD)));
    Secret another = asked(comesIn("door", "corp-1", "zhao")).key();

    assertThat(answer(another, password(PASSWORD)))
        .isEqualTo(ended(new Outcome.Refused<>(Refusal.ACCOUNT_TAKEN)));
    assertThat(identities(wang)).hasSize(1);
  }

  @Test
  void refusesADisabledAccountOnlyToWhoeverKnowsItsPassword() {
    Secret key = asked();
    core.users.setActive(
        TestCore.ALICE, TENANT, wang.id(), false, Optional.empty(), OptionalLong.empty());

    assertThat(answer(key, password(WRONG))).isEqualTo(wrong(4));
    assertThat(answer(key, password(PASSWORD)))
        .isEqualTo(ended(new Outcome.Refused<>(Refusal.USER_DISABLED)));
  }

  @Test
  void goesOnAtNoSourceThatWasDisabledMeanwhile() {
    Secret key = asked();
    core.sources.change(
        TestCore.ALICE, TENANT, "door", it -> it.withEnabled(false), OptionalLong.empty());

    assertThat(answer(key, password(PASSWORD)))
        .isEqualTo(ended(new Outcome.Refused<>(Refusal.SOURCE_DISABLED)));
    assertThat(identities(wang)).isEmpty();
  }

  /** Somebody who has an account by another source proves it there. */
  @Test
  void linksTheAccountOfWhoeverSignsInAtAnotherSource() {
    Outcome.SignedIn<AuthorizationCode> known =
        (Outcome.SignedIn<AuthorizationCode>) comesIn("gate", "corp-2", "lili");
    Secret key = asked();

    Outcome.SignedIn<AuthorizationCode> in = in(provesAt("gate", key, "corp-2", "lili"));

    assertThat(in.user().id()).isEqualTo(known.user().id());
    assertThat(identities(known.user()))
        .extracting(Identity::identitySource)
        .containsExactlyInAnyOrder("door", "gate");
    assertThat(users()).isEqualTo(2);
  }

  private Answered<AuthorizationCode> provesAt(
      String source, Secret key, String company, String person) {
    SignIns.Begun begun =
        core.interactions.begin(
            key,
            Optional.empty(),
            new SignIns.Begin(TENANT, source, SignInMethod.BROWSER, CALLBACK, "en", ""));
    SignIns.Pending pending = pending(begun, source);
    assertThat(pending.errand()).isEqualTo(SignIns.Errand.PROOF);
    assertThat(core.interactions.key(pending)).isEqualTo(key);
    platform.code("proof", SignInResult.signedIn(ExternalIdentity.of(company, person)));
    return core.interactions.returned(presenter(), pending, Secret.of("proof"), Optional.empty());
  }

  @Test
  void doesNotLinkWhoeverIsNobodyAtTheOtherSource() {
    Secret key = asked();

    assertThat(provesAt("gate", key, "corp-2", "nobody")).isEqualTo(wrong(4));
    assertThat(users()).isEqualTo(1);
    assertThat(core.store.count("identity", TENANT, new Query.All())).isZero();
  }

  @Test
  void countsNothingAgainstThePersonWhenTheOtherPlatformFails() {
    Secret key = asked();
    platform.fails(Code.UNAVAILABLE);

    assertThat(done(provesAt("gate", key, "corp-2", "lili"))).isInstanceOf(Outcome.Failed.class);
    assertThat(core.interactions.find(TENANT, key, Optional.empty()).orElseThrow().attemptsLeft())
        .isEqualTo(5);
  }

  @Test
  void givesManyProofsAtOnceNoMoreThanFiveTries() throws Exception {
    Secret key = asked(nativeSignIn("door", "corp-1", "li")).key();
    List<Answered<Tokens>> answers =
        Together.run(
            12,
            () ->
                answerNatively(key, new Reply.Source("gate", Secret.of("junk"), Optional.empty())));

    assertThat(answers).filteredOn(Answered.WrongProof.class::isInstance).hasSize(5);
    assertThat(core.events(TENANT))
        .extracting(AuditEvent::subject)
        .contains("identity-source:gate");
  }

  @Test
  void countsNothingWhereNobodyFoundOutWhetherItWasRight() {
    Secret key = asked();
    for (int i = 0; i < 10; i++) {
      var unused = core.guesses.judge(guess(), false);
    }
    assertThatThrownBy(() -> answer(key, new Reply.Password("WANG", PASSWORD)))
        .isInstanceOf(ProblemException.class);

    core.clock.advance(Duration.ofSeconds(2));
    assertThat(core.interactions.find(TENANT, key, Optional.empty()).orElseThrow().attemptsLeft())
        .isEqualTo(5);
    assertThat(in(answer(key, password(PASSWORD))).user().id()).isEqualTo(wang.id());
  }

  private static Guess guess() {
    return new Guess(
        Guesses.Kind.USER_PASSWORD, CALLER, TENANT, "wang", "user:(unknown)", Optional.empty());
  }

  @Test
  void linksNoAccountThatASecondPersonIsLinkedToMeanwhile() {
    Secret first = asked();
    Secret second = asked(comesIn("door", "corp-1", "zhao")).key();
    // the first commit of an answer counts it
    core.store.beforeNextCommit(
        () -> core.store.beforeNextCommit(() -> in(answer(second, password(PASSWORD)))));

    assertThat(answer(first, password(PASSWORD)))
        .isEqualTo(ended(new Outcome.Refused<>(Refusal.ACCOUNT_TAKEN)));
    assertThat(identities(wang)).hasSize(1);
  }

  @Test
  void linksNobodyToAnAccountThatWasDeletedMeanwhile() {
    comesIn("gate", "corp-2", "lili");
    String lili = core.accounts.byUsername(TENANT, "lili").orElseThrow().key().id();
    Secret key = asked();
    core.users.delete(TestCore.ALICE, TENANT, lili, OptionalLong.empty());

    assertThat(provesAt("gate", key, "corp-2", "lili")).isEqualTo(wrong(4));
  }

  @Test
  void sendsNobodyToTheSourceTheyCameFromOrThatIsNotThere() {
    Secret key = asked();
    for (String source : List.of("door", "none")) {
      assertThatThrownBy(
              () ->
                  core.interactions.begin(
                      key,
                      Optional.empty(),
                      new SignIns.Begin(TENANT, source, SignInMethod.BROWSER, CALLBACK, "en", "")))
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.NOT_FOUND));
    }
  }

  @Test
  void takesAProofForNoSignIn() {
    comesIn("gate", "corp-2", "lili");
    Secret key = asked();
    SignIns.Begun begun =
        core.interactions.begin(
            key,
            Optional.empty(),
            new SignIns.Begin(TENANT, "gate", SignInMethod.BROWSER, CALLBACK, "en", ""));
    SignIns.Pending pending = pending(begun, "gate");

    assertThatThrownBy(
            () ->
                core.signIns.finish(
                    CALLER, pending, Secret.of("x"), "F", List.of(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Outcome<Tokens> nativeSignIn(String source, String company, String person) {
    platform.code("native", SignInResult.signedIn(ExternalIdentity.of(company, person)));
    return core.signIns.redeem(
        CALLER,
        TENANT,
        new SignIns.PlatformCode(source, Secret.of("native"), Optional.empty(), "App/1"),
        new Grants.Request.Direct(CLIENT, Set.of("openid")));
  }

  private Answered<Tokens> answerNatively(Secret key, Reply reply) {
    return core.interactions.answer(new Presenter(CALLER, TENANT, "App/1", List.of()), key, reply);
  }

  @Test
  void givesANativeAppItsTokensInTheEnd() {
    Secret key = asked(nativeSignIn("door", "corp-1", "li")).key();
    assertThat(core.interactions.find(TENANT, key, Optional.of(CLIENT))).isEmpty();
    assertThat(answerNatively(key, password(WRONG))).isEqualTo(wrong(4));

    Tokens tokens = in(answerNatively(key, password(PASSWORD))).granted().orElseThrow();

    assertThat(tokens.access().user().id()).isEqualTo(wang.id());
    assertThat(tokens.access().scope()).containsExactly("openid");
    assertThat(answerNatively(key, new Reply.Create())).isEqualTo(ended(new Outcome.Invalid<>()));
  }

  @Test
  void takesAnAppsCodeOfAnotherSourceAsAProof() {
    Outcome.SignedIn<Tokens> known =
        (Outcome.SignedIn<Tokens>) nativeSignIn("gate", "corp-2", "lili");
    Secret key = asked(nativeSignIn("door", "corp-1", "li")).key();
    platform.code("other", SignInResult.signedIn(ExternalIdentity.of("corp-2", "lili")));

    assertThat(answerNatively(key, new Reply.Source("gate", Secret.of("junk"), Optional.empty())))
        .isEqualTo(wrong(4));
    assertThat(answerNatively(key, new Reply.Source("none", Secret.of("other"), Optional.empty())))
        .isEqualTo(wrong(3));
    assertThat(
            in(answerNatively(key, new Reply.Source("gate", Secret.of("other"), Optional.empty())))
                .user()
                .id())
        .isEqualTo(known.user().id());
  }

  @Test
  void mixesNoBrowsersKeyWithAnApps() {
    Secret ofApp = asked(nativeSignIn("door", "corp-1", "li")).key();
    Secret ofBrowser = asked();

    assertThat(answerNatively(ofBrowser, new Reply.Create()))
        .isEqualTo(ended(new Outcome.Invalid<>()));
    assertThat(answer(ofApp, new Reply.Create())).isEqualTo(ended(new Outcome.Invalid<>()));
    assertThat(users()).isEqualTo(1);
  }
}
