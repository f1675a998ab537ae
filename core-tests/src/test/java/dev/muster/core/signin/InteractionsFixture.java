package dev.muster.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Caller;
import dev.muster.api.Client;
import dev.muster.api.Grants;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.Grants.Tokens;
import dev.muster.api.Identity;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.Interactions.Answered;
import dev.muster.api.Interactions.Presenter;
import dev.muster.api.Interactions.Reply;
import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Interaction;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.User;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.store.Stored;
import dev.muster.core.testing.SentCodes;
import dev.muster.core.testing.TestCore;
import dev.muster.core.user.IdentityRecord;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.SignInResult;
import dev.muster.spi.storage.Query;
import java.net.URI;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;

/**
 * Somebody comes in by the source {@code door}, which asks whether they have an account already.
 */
abstract class InteractionsFixture {
  static final String TENANT = TestCore.TENANT;
  static final Caller CALLER = new Caller("system", "192.0.2.1", "c1");
  static final URI CALLBACK = URI.create("https://muster.example/callback");
  static final Secret PASSWORD = Secret.of("correct horse battery");
  static final Secret WRONG = Secret.of("wrong horse battery");
  static final String CLIENT = "app";

  final TestCore core = new TestCore();
  final CodePlatform platform = new CodePlatform();
  final SentCodes sent = new SentCodes();
  User wang;

  @BeforeEach
  void open() {
    core.offer(offered());
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

  FakePlatform offered() {
    return new FakePlatform(platform::signIn);
  }

  void source(String id, String company, Mode mode, boolean loginOnly) {
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

  void loginOnly() {
    core.sources.change(
        TestCore.ALICE, TENANT, "door", it -> it.withLoginOnly(true), OptionalLong.empty());
  }

  User user(String username, boolean password) {
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

  SignIns.Pending pending(SignIns.Begun begun, String source) {
    return core.signIns.open(TENANT, source, begun.state(), begun.cookieValue()).orElseThrow();
  }

  Outcome<AuthorizationCode> comesIn(String source, String company, String person) {
    platform.code("code", SignInResult.signedIn(ExternalIdentity.of(company, person)));
    SignIns.Begun begun =
        core.signIns.begin(
            new SignIns.Begin(TENANT, source, SignInMethod.BROWSER, CALLBACK, "en", ""));
    return core.signIns.finish(
        CALLER, pending(begun, source), Secret.of("code"), "Firefox", List.of(), Optional.empty());
  }

  static <G> Interaction asked(Outcome<G> outcome) {
    return ((Outcome.InteractionRequired<G>) outcome).interaction();
  }

  Secret asked() {
    return asked(comesIn("door", "corp-1", "li")).key();
  }

  static Presenter presenter() {
    return new Presenter(CALLER, TENANT, "Firefox", List.of());
  }

  Answered<AuthorizationCode> answer(Secret key, Reply reply) {
    return core.interactions.answer(presenter(), key, reply, Optional.empty());
  }

  static <G> Outcome<G> done(Answered<G> answered) {
    return ((Answered.Done<G>) answered).outcome();
  }

  static <G> Outcome.SignedIn<G> in(Answered<G> answered) {
    return (Outcome.SignedIn<G>) done(answered);
  }

  static <G> Answered<G> wrong(int left) {
    return new Answered.WrongProof<>(left);
  }

  static <G> Answered<G> ended(Outcome<G> outcome) {
    return new Answered.Done<>(outcome);
  }

  static Reply password(Secret password) {
    return new Reply.Password("wang", password);
  }

  List<Identity> identities(User user) {
    return core.users.identities(TENANT, user.id());
  }

  /** That whose only identity it is left the company, and perhaps came back, a moment ago. */
  void absence(User user, Optional<Instant> back) {
    Stored<IdentityRecord> identity = core.accounts.identitiesOf(TENANT, user.id()).get(0);
    IdentityRecord was = identity.value();
    IdentityRecord after =
        new IdentityRecord(
            was.userId(),
            was.identitySource(),
            was.platform(),
            was.platformTenant(),
            was.platformUserId(),
            was.departments(),
            was.linkedAt(),
            was.lastSignInAt(),
            was.personal(),
            Optional.of(new IdentityRecord.Absence(core.clock.instant(), back)));
    core.changes.run(
        TestCore.ALICE,
        TENANT,
        work -> work.add(core.accounts.identities().replace(identity, after)));
  }

  long users() {
    return core.store.count("user", TENANT, new Query.All());
  }

  long waiting() {
    return core.store.count("waiting-sign-in", TENANT, new Query.All());
  }

  Answered<AuthorizationCode> provesAt(String source, Secret key, String company, String person) {
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

  Outcome<Tokens> nativeSignIn(String source, String company, String person) {
    platform.code("native", SignInResult.signedIn(ExternalIdentity.of(company, person)));
    return core.signIns.redeem(
        CALLER,
        TENANT,
        new SignIns.PlatformCode(source, Secret.of("native"), Optional.empty(), "App/1"),
        new Grants.Request.Direct(CLIENT, Set.of("openid")));
  }

  Answered<Tokens> answerNatively(Secret key, Reply reply) {
    return core.interactions.answer(new Presenter(CALLER, TENANT, "App/1", List.of()), key, reply);
  }
}
