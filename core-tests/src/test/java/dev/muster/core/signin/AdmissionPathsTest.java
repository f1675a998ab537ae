package dev.muster.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Caller;
import dev.muster.api.Client;
import dev.muster.api.Grants;
import dev.muster.api.IdentitySource.AdmissionRule;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.MatchField;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.IdentitySource.Unit;
import dev.muster.api.IdentitySource.UnitKind;
import dev.muster.api.Interactions.Answered;
import dev.muster.api.Interactions.Presenter;
import dev.muster.api.Interactions.Reply;
import dev.muster.api.OwnAccount;
import dev.muster.api.OwnAccount.Linking;
import dev.muster.api.Session;
import dev.muster.api.SignInTries;
import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Fault;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Refusal;
import dev.muster.api.User;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.testing.FakeDirectory;
import dev.muster.core.testing.TestCore;
import dev.muster.core.user.IdentityRecord;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.ProviderException;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A source's rule of admission on every way in: sales (2) may come in, trainees (21) may not. */
class AdmissionPathsTest {
  private static final String TENANT = TestCore.TENANT;
  private static final URI CALLBACK = URI.create("https://muster.example/callback");
  private static final Unit SALES = new Unit(UnitKind.DEPARTMENT, "2");
  private static final Unit TRAINEES = new Unit(UnitKind.DEPARTMENT, "21");
  private static final AdmissionRule RULE = new AdmissionRule(List.of(SALES), List.of(TRAINEES));
  private static final Outcome<Object> NOT_ADMITTED = new Outcome.Refused<>(Refusal.NOT_ADMITTED);

  private final TestCore core = new TestCore();
  private final CodePlatform platform = new CodePlatform();
  private final FakeDirectory directory =
      new FakeDirectory().department("1", "").department("2", "1").department("21", "2");

  @BeforeEach
  void open() {
    FakePlatform chat = new FakePlatform(platform::signIn);
    chat.knows(directory);
    core.offer(chat);
    core.sources.create(
        TestCore.ALICE,
        TENANT,
        "door",
        FakePlatform.ID,
        Settings.of("Door", EnumSet.allOf(SignInMethod.class))
            .withFields(Map.of("corpId", "corp-1", "secret", "current"))
            .withAdmission(RULE));
  }

  private void change(Mode mode, boolean loginOnly, AdmissionRule rule) {
    core.sources.change(
        TestCore.ALICE,
        TENANT,
        "door",
        it ->
            it.withAssociation(
                    new Association(
                        mode,
                        mode == Mode.MATCH ? List.of(MatchField.USERNAME) : List.of(),
                        Set.of()))
                .withLoginOnly(loginOnly)
                .withAdmission(rule),
        OptionalLong.empty());
  }

  private static ExternalIdentity li(String... departments) {
    return ExternalIdentity.of("corp-1", "li").withDepartments(List.of(departments));
  }

  private SignIns.Pending pending(SignInMethod method) {
    return pending("door", method);
  }

  private SignIns.Pending pending(String source, SignInMethod method) {
    SignIns.Begun begun =
        core.signIns.begin(new SignIns.Begin(TENANT, source, method, CALLBACK, "en", ""));
    return core.signIns.open(TENANT, source, begun.state(), begun.cookieValue()).orElseThrow();
  }

  private Outcome<?> comesIn(SignInMethod method, ExternalIdentity person) {
    platform.code("code", SignInResult.signedIn(person));
    Secret code = Secret.of("code");
    return method == SignInMethod.MOBILE
        ? core.signIns.redeem(
            InteractionsFixture.CALLER,
            TENANT,
            new SignIns.PlatformCode("door", code, Optional.empty(), "App/1"),
            new Grants.Request.Direct("app", Set.of("openid")))
        : core.signIns.finish(
            InteractionsFixture.CALLER,
            pending(method),
            code,
            "Firefox",
            List.of(),
            Optional.empty());
  }

  private String left() {
    return String.join(
        " ",
        List.of("user", "identity", "session", "grant", "waiting-sign-in").stream()
            .map(kind -> kind + core.store.count(kind, TENANT, new Query.All()))
            .toList());
  }

  private void knowsLi() {
    change(Mode.OFF, false, AdmissionRule.EVERYBODY);
    assertThat(comesIn(SignInMethod.BROWSER, li("2"))).isInstanceOf(Outcome.SignedIn.class);
  }

  @ParameterizedTest
  @EnumSource(SignInMethod.class)
  void asksOfEverybodyOnEachWayIn(SignInMethod method) {
    assertThat(comesIn(method, li("21"))).isEqualTo(NOT_ADMITTED);
    assertThat(comesIn(method, li("1"))).isEqualTo(NOT_ADMITTED);
    assertThat(left()).isEqualTo("user0 identity0 session0 grant0 waiting-sign-in0");
    assertThat(core.events(TENANT).get(0).detail()).containsValue("not-admitted");
  }

  @ParameterizedTest
  @CsvSource({"OFF,false", "OFF,true", "MATCH,false", "MATCH,true", "ASK,false", "ASK,true"})
  void createsLinksAsksAndSignsInNobodyWhomItBars(Mode mode, boolean loginOnly) {
    core.users.create(TestCore.ALICE, TENANT, User.Profile.of("li"), Optional.empty());
    change(mode, loginOnly, RULE);
    String before = left();
    for (SignInMethod method : SignInMethod.values()) {
      assertThat(comesIn(method, li("21"))).isEqualTo(NOT_ADMITTED);
    }
    assertThat(left()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(SignInMethod.class)
  void asksOfThoseWhoAreKnownAlready(SignInMethod method) {
    knowsLi();
    change(Mode.OFF, false, RULE);
    String before = left();

    assertThat(comesIn(method, li("2", "21"))).isEqualTo(NOT_ADMITTED);
    assertThat(left()).isEqualTo(before);
    assertThat(comesIn(SignInMethod.BROWSER, li("2"))).isInstanceOf(Outcome.SignedIn.class);
  }

  @Test
  void asksAgainWhenThePersonHasAnswered() {
    change(Mode.ASK, false, RULE);
    Outcome<?> asked = comesIn(SignInMethod.BROWSER, li("2"));
    Secret key = ((Outcome.InteractionRequired<?>) asked).interaction().key();
    change(Mode.ASK, false, new AdmissionRule(List.of(), List.of(SALES)));

    Answered<?> answered =
        core.interactions.answer(
            new Presenter(InteractionsFixture.CALLER, TENANT, "Firefox", List.of()),
            key,
            new Reply.Create(),
            Optional.empty());

    assertThat(((Answered.Done<?>) answered).outcome()).isEqualTo(NOT_ADMITTED);
    assertThat(left()).startsWith("user0 identity0 session0");
  }

  private SignInTries.Try tried(ExternalIdentity person) {
    platform.code("code", SignInResult.signedIn(person));
    SignInTries.Made made = core.tries.create(TestCore.ALICE, TENANT, "door");
    SignIns.Begun begun =
        ((SignInTries.Opened.Leads)
                core.tries.open(
                    InteractionsFixture.CALLER,
                    made.key(),
                    new SignIns.Begin(TENANT, "door", SignInMethod.BROWSER, CALLBACK, "en", "")))
            .begun();
    SignIns.Pending pending =
        core.signIns.open(TENANT, "door", begun.state(), begun.cookieValue()).orElseThrow();
    return core.tries
        .finish(InteractionsFixture.CALLER, pending, Optional.of(Secret.of("code")), "Firefox")
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"21, admission-denied", "1, admission-not-allowed", "2, association-off"})
  void showsInATryWhichRowDecides(String department, String rule) {
    assertThat(tried(li(department)).decision().orElseThrow().rule()).isEqualTo(rule);
  }

  @Test
  void showsInATryThatItCannotBeJudged() {
    directory.fails(ProviderException.Code.NOT_PERMITTED);

    SignInTries.Try tried = tried(li("2"));

    assertThat(tried.problem().orElseThrow().fault()).hasValue(Fault.CONFIGURATION);
    assertThat(tried.decision()).isEmpty();
    assertThat(tried.person().orElseThrow().userId()).isEqualTo("li");
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_PERMITTED, CONFIGURATION",
    "UNAVAILABLE, UNAVAILABLE",
    "TIMEOUT, UNAVAILABLE",
    "THROTTLED, THROTTLED",
    "CREDENTIAL_REFUSED, CREDENTIAL"
  })
  void letsNobodyInWhileTheAddressBookCannotBeRead(ProviderException.Code code, Fault fault) {
    knowsLi();
    change(Mode.OFF, false, new AdmissionRule(List.of(), List.of(TRAINEES)));
    String before = left();
    directory.fails(code);

    for (SignInMethod method : SignInMethod.values()) {
      assertThat(comesIn(method, li("2"))).isEqualTo(new Outcome.Failed<>(fault));
    }
    assertThat(left()).isEqualTo(before);
    directory.works();
    core.clock.advance(Duration.ofSeconds(5));
    assertThat(comesIn(SignInMethod.BROWSER, li("2"))).isInstanceOf(Outcome.SignedIn.class);
  }

  /** Their user stays for the sake of another account, and may come in by that. */
  @Test
  void refusesOnEachWayWhoeverLeftByTheirAccount() {
    knowsLi();
    Stored<IdentityRecord> mine =
        core.accounts
            .identities()
            .find(TENANT, IdentityRecord.id(FakePlatform.ID, "corp-1", "li", true))
            .orElseThrow();
    IdentityRecord it = mine.value();
    core.storage.commit(
        new UnitOfWork()
            .add(
                core.accounts
                    .identities()
                    .create(
                        TENANT,
                        "another",
                        new IdentityRecord(
                            it.userId(),
                            "door",
                            FakePlatform.ID,
                            "corp-2",
                            "li",
                            List.of(),
                            it.linkedAt(),
                            it.lastSignInAt()))));
    core.changes.run(
        Caller.SYSTEM,
        TENANT,
        work -> core.departures.leave(work, TENANT, mine.key().id(), core.clock.instant()));

    for (SignInMethod method : SignInMethod.values()) {
      assertThat(comesIn(method, li("2"))).isEqualTo(new Outcome.Refused<>(Refusal.LEFT_COMPANY));
    }
    assertThat(core.accounts.users().find(TENANT, it.userId()).orElseThrow().value().active())
        .isTrue();

    core.clock.advance(Duration.ofMinutes(1));
    core.changes.run(
        Caller.SYSTEM,
        TENANT,
        work -> core.departures.comeBack(work, TENANT, mine.key().id(), core.clock.instant()));
    assertThat(comesIn(SignInMethod.BROWSER, li("2"))).isInstanceOf(Outcome.SignedIn.class);
  }

  @Test
  void asksNobodyWhereThereIsNoRule() {
    knowsLi();
    directory.fails(ProviderException.Code.UNAVAILABLE);

    assertThat(comesIn(SignInMethod.BROWSER, li())).isInstanceOf(Outcome.SignedIn.class);
    assertThat(directory.calls()).isZero();
  }

  @Test
  void linksNobodyWhomItBarsToTheAccountInWhichTheyAreSignedIn() {
    core.sources.create(
        TestCore.ALICE,
        TENANT,
        "gate",
        FakePlatform.ID,
        Settings.of("Gate", EnumSet.allOf(SignInMethod.class))
            .withFields(Map.of("corpId", "corp-2", "secret", "current")));
    platform.code("gate", SignInResult.signedIn(ExternalIdentity.of("corp-2", "li")));
    Session session =
        ((Outcome.SignedIn<?>)
                core.signIns.finish(
                    InteractionsFixture.CALLER,
                    pending("gate", SignInMethod.BROWSER),
                    Secret.of("gate"),
                    "Firefox",
                    List.of(),
                    Optional.empty()))
            .session();
    String before = left();

    assertThat(links(session, li("21")))
        .isEqualTo(new Linking.NotShown(new Outcome.Refused<>(Refusal.NOT_ADMITTED)));
    assertThat(left()).isEqualTo(before);
    assertThat(links(session, li("2"))).isInstanceOf(Linking.Done.class);
  }

  @Test
  void takesNoProofByASourceThatBarsThem() {
    knowsLi();
    change(Mode.OFF, false, RULE);
    core.clients.create(
        TestCore.ALICE,
        TENANT,
        Optional.of("app"),
        Optional.empty(),
        Client.Settings.builder("App")
            .confidential(false)
            .redirectUris(List.of(URI.create("https://app.example/back")))
            .grantTypes(EnumSet.allOf(Client.GrantType.class))
            .build());
    core.sources.create(
        TestCore.ALICE,
        TENANT,
        "gate",
        FakePlatform.ID,
        Settings.of("Gate", EnumSet.allOf(SignInMethod.class))
            .withFields(Map.of("corpId", "corp-2", "secret", "current"))
            .withAssociation(new Association(Mode.ASK, List.of(), Set.of())));
    platform.code("gate", SignInResult.signedIn(ExternalIdentity.of("corp-2", "lili")));
    Secret key =
        ((Outcome.InteractionRequired<?>)
                core.signIns.redeem(
                    InteractionsFixture.CALLER,
                    TENANT,
                    new SignIns.PlatformCode("gate", Secret.of("gate"), Optional.empty(), "App/1"),
                    new Grants.Request.Direct("app", Set.of("openid"))))
            .interaction()
            .key();

    assertThat(proves(key, li("2", "21"))).isEqualTo(new Answered.WrongProof<>(4));
    directory.fails(ProviderException.Code.UNAVAILABLE);
    assertThat(proves(key, li()))
        .isEqualTo(new Answered.Done<>(new Outcome.Failed<>(Fault.UNAVAILABLE)));
    directory.works();
    assertThat(proves(key, li("21")))
        .as("a fault is no try")
        .isEqualTo(new Answered.WrongProof<>(3));
    assertThat(((Answered.Done<?>) proves(key, li("2"))).outcome())
        .isInstanceOf(Outcome.SignedIn.class);
  }

  private Answered<Grants.Tokens> proves(Secret key, ExternalIdentity person) {
    platform.code("proof", SignInResult.signedIn(person));
    return core.interactions.answer(
        new Presenter(InteractionsFixture.CALLER, TENANT, "App/1", List.of()),
        key,
        new Reply.Source("door", Secret.of("proof"), Optional.empty()));
  }

  private Linking links(Session session, ExternalIdentity person) {
    platform.code("code", SignInResult.signedIn(person));
    OwnAccount.Person owner = new OwnAccount.Person(InteractionsFixture.CALLER, TENANT, session);
    SignIns.Begin begin =
        new SignIns.Begin(TENANT, "door", SignInMethod.BROWSER, CALLBACK, "en", "");
    SignIns.Begun begun = core.ownAccount.beginLink(owner, begin).orElseThrow();
    SignIns.Pending back =
        core.signIns.open(TENANT, "door", begun.state(), begun.cookieValue()).orElseThrow();
    return core.ownAccount.link(owner, back, Secret.of("code"), "Firefox");
  }
}
