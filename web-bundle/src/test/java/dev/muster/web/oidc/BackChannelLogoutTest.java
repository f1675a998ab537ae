package dev.muster.web.oidc;

import static dev.muster.core.testing.TestCore.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.muster.api.Client;
import dev.muster.api.SigningKeys;
import dev.muster.api.Tasks;
import dev.muster.core.client.StoredClients;
import dev.muster.core.logout.BackChannelLogout;
import dev.muster.core.outgoing.Destinations;
import dev.muster.core.outgoing.OutgoingCalls;
import dev.muster.spi.Secret;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.fake.TestApplication;
import dev.muster.web.http.TestInstallation;
import java.net.URI;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect Back-Channel Logout 1.0. */
class BackChannelLogoutTest {
  private static final OptionalLong ANY = OptionalLong.empty();
  private static final String PATH = "/t/" + Gateway.TENANT;

  private Gateway gateway;
  private StoredClients clients;
  private OutgoingCalls calls;
  private BackChannelLogout handler;
  private TestApplication shop;
  private TestApplication wiki;

  @BeforeEach
  void start() {
    gateway = new Gateway();
    clients =
        new StoredClients(
            gateway.core.storage,
            gateway.core.directory,
            gateway.core.sources,
            gateway.core.digests,
            gateway.core.changes,
            Destinations.of(true),
            gateway.core.guesses,
            gateway.clock);
    calls = OutgoingCalls.to(Destinations.of(true));
    handler =
        new BackChannelLogout(
            gateway.core.clients,
            gateway.core.signingKeys,
            TestInstallation.plain().at(gateway.publicUrl),
            calls,
            gateway.clock);
    gateway.core.taskWork.add(handler);
    shop = new TestApplication();
    wiki = new TestApplication();
    register("shop", "RS256", shop);
    register("wiki", "ES256", wiki);
  }

  @AfterEach
  void stop() {
    shop.close();
    wiki.close();
    handler.close();
    calls.close();
  }

  private void register(String id, String alg, TestApplication application) {
    Client.Settings settings =
        Gateway.draft().toBuilder()
            .idTokenSignedResponseAlg(alg)
            .backchannelLogoutUri(Optional.of(application.uri()))
            .build();
    if (clients.find(Gateway.TENANT, id).isPresent()) {
      clients.change(ALICE, Gateway.TENANT, id, before -> settings, ANY);
    } else {
      clients.create(
          ALICE,
          Gateway.TENANT,
          Optional.of(id),
          Optional.of(Secret.of(Gateway.secret(id))),
          settings);
    }
  }

  /** Gives a client tokens, in the session that is there or in a new one; its session's id. */
  private String sid(Browser browser, String client, String who) {
    Flow flow = new Flow(gateway).with("client_id", client).with("identity_source", "wecom");
    String there = Browser.location(browser.get(flow.authorize()));
    String back =
        there.startsWith(Gateway.CALLBACK)
            ? there
            : Browser.location(flow.signIn(browser, "ok-" + who));
    String code = Browser.parameter(back, "code").orElseThrow();
    String answer =
        Browser.text(
            flow.post(
                Flow.tokenForm(code, Gateway.CALLBACK, flow.verifier()),
                Flow.basic(client, Gateway.secret(client))));
    try {
      return SignedJWT.parse(answer.replaceAll(".*\"id_token\":\"([^\"]+)\".*", "$1"))
          .getJWTClaimsSet()
          .getStringClaim("sid");
    } catch (ParseException e) {
      throw new AssertionError(answer, e);
    }
  }

  private void work() {
    gateway.core.taskWork.runDue();
  }

  private String user() {
    return gateway.userId("alice");
  }

  private List<Tasks.Task> tasks() {
    return gateway
        .core
        .tasks
        .list(
            Gateway.TENANT,
            Optional.empty(),
            Optional.of("back-channel-logout"),
            50,
            Optional.empty())
        .items();
  }

  private void endSessions() {
    gateway.core.users.endSessions(ALICE, Gateway.TENANT, user());
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop", "wiki"})
  void sendsATokenWithWhatTheSpecificationAsksForAndNothingElse(String client) throws Exception {
    String sid = sid(new Browser(gateway), client, "alice");
    endSessions();
    work();

    SignedJWT token = (client.equals("shop") ? shop : wiki).tokens().get(0);
    assertThat(token.getHeader().getType().getType()).isEqualTo("logout+jwt");
    assertThat(token.getHeader().getAlgorithm().getName())
        .isEqualTo(client.equals("shop") ? "RS256" : "ES256");
    SigningKeys.Published key =
        gateway.core.signingKeys.published(Gateway.TENANT).stream()
            .filter(published -> published.kid().equals(token.getHeader().getKeyID()))
            .findFirst()
            .orElseThrow();
    assertThat(
            token.verify(
                key.publicKey() instanceof RSAPublicKey rsa
                    ? new RSASSAVerifier(rsa)
                    : new ECDSAVerifier((ECPublicKey) key.publicKey())))
        .isTrue();
    Map<String, Object> claims = token.getJWTClaimsSet().toJSONObject();
    assertThat(claims)
        .containsOnlyKeys("iss", "sub", "aud", "iat", "exp", "jti", "events", "sid")
        .containsEntry("iss", gateway.issuer())
        .containsEntry("sub", user())
        .containsEntry("aud", client)
        .containsEntry("sid", sid)
        .containsEntry(
            "events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
    assertThat(token.getJWTClaimsSet().getIssueTime()).isEqualTo(gateway.clock.instant());
    assertThat(token.getJWTClaimsSet().getExpirationTime())
        .isEqualTo(gateway.clock.instant().plus(Duration.ofMinutes(2)));
  }

  @Test
  void eachTokenHasAnIdOfItsOwn() throws Exception {
    sid(new Browser(gateway), "shop", "alice");
    sid(new Browser(gateway), "shop", "alice");
    endSessions();
    work();
    assertThat(shop.tokens())
        .hasSize(2)
        .extracting(token -> token.getJWTClaimsSet().getJWTID())
        .doesNotHaveDuplicates();
  }

  /** Whatever ends a session. */
  private Map<String, Consumer<Browser>> ends() {
    return Map.ofEntries(
        Map.entry(
            "the page /account",
            browser ->
                browser.post(
                    PATH + "/account/sign-out",
                    "csrf="
                        + Browser.text(browser.get(PATH + "/account"))
                            .replaceAll("(?s).*name=\"csrf\" value=\"([^\"]+)\".*", "$1"))),
        Map.entry(
            "sign out everywhere",
            browser -> gateway.core.users.endSessions(ALICE, Gateway.TENANT, user())),
        Map.entry(
            "one session, by an administrator",
            browser ->
                gateway
                    .core
                    .users
                    .sessions(Gateway.TENANT, user())
                    .forEach(
                        session ->
                            gateway.core.users.endSession(
                                ALICE, Gateway.TENANT, user(), session.id()))),
        Map.entry(
            "the user is disabled",
            browser ->
                gateway.core.users.setActive(
                    ALICE, Gateway.TENANT, user(), false, Optional.empty(), ANY)),
        Map.entry(
            "the user is deleted",
            browser -> gateway.core.users.delete(ALICE, Gateway.TENANT, user(), ANY)),
        Map.entry(
            "the user gets another password",
            browser ->
                gateway.core.users.setPassword(
                    ALICE, Gateway.TENANT, user(), Secret.of("another long password"), false)),
        Map.entry(
            "an identity is unlinked",
            browser -> gateway.core.users.unlink(ALICE, Gateway.TENANT, user(), Optional.empty())),
        Map.entry(
            "the platform says that they left",
            browser ->
                gateway.core.changes.run(
                    ALICE,
                    Gateway.TENANT,
                    work ->
                        gateway.core.departures.leave(
                            work,
                            Gateway.TENANT,
                            gateway.core.users.identities(Gateway.TENANT, user()).get(0).id(),
                            gateway.clock.instant()))),
        Map.entry(
            "the source is disabled",
            browser ->
                gateway.core.sources.change(
                    ALICE, Gateway.TENANT, "wecom", was -> was.withEnabled(false), ANY)),
        Map.entry(
            "the source is deleted",
            browser -> gateway.core.sources.delete(ALICE, Gateway.TENANT, "wecom", ANY)),
        Map.entry(
            "somebody else signs in in the same browser",
            browser -> {
              Flow flow = new Flow(gateway).with("prompt", "login");
              flow.signIn(browser, "ok-bob");
            }));
  }

  @TestFactory
  Stream<DynamicTest> isSentByWhateverEndsASession() {
    start();
    Set<String> names = ends().keySet();
    stop();
    return names.stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      start();
                      Browser browser = new Browser(gateway);
                      String sid = sid(browser, "shop", "alice");
                      sid(browser, "wiki", "alice");
                      Consumer<Browser> end = ends().get(name);
                      end.accept(browser);
                      work();
                      assertThat(shop.sessions()).containsExactly(sid);
                      assertThat(wiki.sessions()).containsExactly(sid);
                      assertThat(tasks()).isEmpty();
                      stop();
                    }));
  }

  @Test
  void isSentByTheClientsOwnLogoutToo() {
    Browser browser = new Browser(gateway);
    String sid = sid(browser, "shop", "alice");
    String csrf =
        Browser.text(browser.get(PATH + "/oauth2/logout"))
            .replaceAll("(?s).*name=\"csrf\" value=\"([^\"]+)\".*", "$1");
    browser.post(PATH + "/oauth2/logout", "confirm=yes&csrf=" + csrf);
    work();
    assertThat(shop.sessions()).containsExactly(sid);
    assertThat(wiki.sessions()).isEmpty();
  }

  @Test
  void leavesAloneWhoGotNoTokensInTheSession() {
    new Flow(gateway).code(new Browser(gateway));
    endSessions();
    work();
    assertThat(shop.bodies()).isEmpty();
    assertThat(tasks()).isEmpty();
  }

  @Test
  void isNotSentWhereTheSamePersonSignsInAgainButWhenTheySignOut() {
    Browser browser = new Browser(gateway);
    String before = sid(browser, "shop", "alice");
    new Flow(gateway).with("prompt", "login").signIn(browser, "ok-alice");
    work();
    assertThat(shop.bodies()).isEmpty();

    String after = sid(browser, "wiki", "alice");
    assertThat(after).isNotEqualTo(before);
    endSessions();
    work();
    assertThat(shop.sessions()).containsExactly(before);
    assertThat(wiki.sessions()).containsExactly(after);
  }

  @Test
  void aDeadApplicationKeepsNoOtherWaitingAndIsTriedAgain() {
    Browser browser = new Browser(gateway);
    String sid = sid(browser, "shop", "alice");
    sid(browser, "wiki", "alice");
    shop.answers(503);
    endSessions();
    work();

    assertThat(wiki.sessions()).containsExactly(sid);
    assertThat(tasks())
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.state()).isEqualTo(Tasks.State.WAITING);
              assertThat(task.problem())
                  .contains(
                      "The application Webshop (shop) was not told that a session ended: it"
                          + " answered with HTTP status 503.");
            });

    shop.answers(204);
    gateway.clock.advance(Duration.ofSeconds(5));
    work();
    assertThat(shop.sessions()).containsExactly(sid, sid);
    assertThat(tasks()).isEmpty();
  }

  @Test
  void anAttemptIsACallAlsoWhereItsTaskRunsSoonerThanItIsDue() {
    String sid = sid(new Browser(gateway), "shop", "alice");
    shop.answers(503);
    endSessions();
    work();

    shop.answers(204);
    gateway.clock.advance(Duration.ofMillis(4_500));
    work();
    assertThat(shop.sessions()).containsExactly(sid, sid);
    assertThat(tasks()).isEmpty();
  }

  @Test
  void aLeaverIsSignedOutOfEveryApplicationAndOfTheOneThatIsDownAsSoonAsItIsBack() {
    Browser browser = new Browser(gateway);
    String sid = sid(browser, "shop", "alice");
    sid(browser, "wiki", "alice");
    String user = user();
    String identity = gateway.core.users.identities(Gateway.TENANT, user).get(0).id();
    wiki.answers(503);

    gateway.core.changes.run(
        ALICE,
        Gateway.TENANT,
        work ->
            gateway.core.departures.leave(work, Gateway.TENANT, identity, gateway.clock.instant()));
    work();

    assertThat(gateway.core.users.find(Gateway.TENANT, user).orElseThrow().value().active())
        .isFalse();
    assertThat(gateway.sessions()).isZero();
    assertThat(shop.sessions()).containsExactly(sid);
    assertThat(tasks()).hasSize(1);

    wiki.answers(200);
    gateway.clock.advance(Duration.ofSeconds(5));
    work();
    assertThat(wiki.sessions()).containsExactly(sid, sid);
    assertThat(tasks()).isEmpty();
  }

  @Test
  void isTriedForADayAndThenSeenUntilAnAdministratorTriesAgain() {
    String sid = sid(new Browser(gateway), "shop", "alice");
    shop.answers(500);
    endSessions();
    Duration waited = Duration.ZERO;
    work();
    while (tasks().get(0).state() == Tasks.State.WAITING) {
      Duration pause =
          Duration.between(gateway.clock.instant(), tasks().get(0).dueAt().orElseThrow());
      waited = waited.plus(pause);
      gateway.clock.advance(pause);
      work();
    }
    assertThat(waited).isBetween(Duration.ofHours(23), Duration.ofHours(26));
    assertThat(tasks().get(0).state()).isEqualTo(Tasks.State.FAILED);
    assertThat(tasks().get(0).problem().orElseThrow()).contains("(shop)").contains("500");

    shop.answers(200);
    gateway.core.tasks.retry(ALICE, Gateway.TENANT, tasks().get(0).id());
    work();
    assertThat(tasks()).isEmpty();
    assertThat(shop.sessions()).last().isEqualTo(sid);
  }

  @Test
  void followsNoRedirectAndTakesItForAFailure() {
    sid(new Browser(gateway), "shop", "alice");
    shop.answers(302);
    endSessions();
    work();
    assertThat(tasks()).hasSize(1);
    assertThat(shop.bodies()).hasSize(1);
  }

  @Test
  void oneSessionThatAnApplicationRefusesKeepsTheOthersFromNothing() {
    for (int i = 0; i < 3; i++) {
      sid(new Browser(gateway), "shop", "alice");
    }
    shop.answers(400);
    endSessions();
    work();
    assertThat(shop.bodies()).hasSize(3);
    assertThat(tasks().get(0).problem().orElseThrow()).contains("3 sessions");
  }

  @Test
  void anApplicationThatIsDownCostsOneCallAtATime() {
    for (int i = 0; i < 5; i++) {
      sid(new Browser(gateway), "shop", "alice");
    }
    sid(new Browser(gateway), "shop", "bob");
    shop.answers(500);
    endSessions();
    gateway.core.users.endSessions(ALICE, Gateway.TENANT, gateway.userId("bob"));
    work();
    assertThat(shop.bodies()).hasSize(1);
    assertThat(tasks()).hasSize(1);
  }

  @Test
  void signOutsOfAnHourWhileAnApplicationIsDownAreOneTask() {
    shop.answers(500);
    Set<String> sids = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      sids.add(sid(new Browser(gateway), "shop", "alice"));
      endSessions();
      work();
      assertThat(tasks()).hasSize(1);
      gateway.clock.advance(Duration.ofMinutes(10));
    }
    gateway.clock.advance(Duration.ofMinutes(20));
    sids.add(sid(new Browser(gateway), "shop", "alice"));
    endSessions();
    work();
    assertThat(tasks()).as("one of another hour has a day of its own").hasSize(2);

    shop.answers(200);
    gateway.clock.advance(Duration.ofHours(1));
    work();
    assertThat(shop.sessions()).containsAll(sids);
    assertThat(tasks()).isEmpty();
  }

  @Test
  void isNotSentToAClientThatHasGoneOrWantsItNoMore() {
    Browser browser = new Browser(gateway);
    sid(browser, "shop", "alice");
    sid(browser, "wiki", "alice");
    clients.change(
        ALICE,
        Gateway.TENANT,
        "shop",
        was -> was.toBuilder().backchannelLogoutUri(Optional.empty()).build(),
        ANY);
    clients.delete(ALICE, Gateway.TENANT, "wiki", ANY);
    gateway.clock.advance(Duration.ofSeconds(1));
    register("wiki", "ES256", wiki);
    endSessions();
    work();
    assertThat(shop.bodies()).isEmpty();
    assertThat(wiki.bodies()).as("another client of the same id").isEmpty();
    assertThat(tasks()).isEmpty();
  }

  @Test
  void goesToNoPrivateAddressUnlessTheSettingAllowsIt() {
    sid(new Browser(gateway), "shop", "alice");
    try (OutgoingCalls guarded = OutgoingCalls.to(Destinations.of(false))) {
      BackChannelLogout strict =
          new BackChannelLogout(
              gateway.core.clients,
              gateway.core.signingKeys,
              TestInstallation.plain().at(gateway.publicUrl),
              guarded,
              gateway.clock);
      gateway.core.taskWork.add(strict);
      endSessions();
      work();
      strict.close();
    }
    assertThat(shop.bodies()).isEmpty();
    assertThat(tasks()).hasSize(1);
  }

  @Test
  void isSentForTokensThatANativeAppGotAtOnce() throws Exception {
    String answer =
        Browser.text(
            new Flow(gateway)
                .post(
                    "grant_type=urn:muster:oauth:grant-type:platform-code&identity_source=wecom"
                        + "&code=ok-alice&scope=openid",
                    Flow.basic("shop", Gateway.secret("shop"))));
    String sid =
        SignedJWT.parse(answer.replaceAll(".*\"id_token\":\"([^\"]+)\".*", "$1"))
            .getJWTClaimsSet()
            .getStringClaim("sid");
    endSessions();
    work();
    assertThat(shop.sessions()).containsExactly(sid);
  }

  @Test
  void tellsOfSessionsOfASourceThatAreManyAndOfNoOthers() {
    gateway.source(Gateway.TENANT, "lark", "Lark", "lark");
    Browser other = new Browser(gateway);
    String platform =
        Browser.location(other.get(new Flow(gateway).with("identity_source", "lark").authorize()));
    String state = Browser.parameter(platform, "state").orElseThrow();
    other.get(PATH + "/login/lark/callback?code=ok-carol&state=" + state);
    assertThat(gateway.sessions()).isEqualTo(1);
    for (int i = 0; i < 7; i++) {
      sid(new Browser(gateway), "shop", "alice");
    }
    gateway.core.sources.change(ALICE, Gateway.TENANT, "wecom", was -> was.withEnabled(false), ANY);
    gateway.core.sources.change(ALICE, Gateway.TENANT, "wecom", was -> was.withEnabled(true), ANY);
    String later = sid(new Browser(gateway), "wiki", "alice");
    work();
    assertThat(shop.sessions()).hasSize(7);
    assertThat(wiki.sessions()).as("began after the source was enabled again").isEmpty();
    assertThat(later).isNotEmpty();
    assertThat(gateway.sessions()).isEqualTo(2);
  }

  @Test
  void isNotRememberedForAClientWithoutAnAddress() {
    clients.change(
        ALICE,
        Gateway.TENANT,
        "shop",
        was -> was.toBuilder().backchannelLogoutUri(Optional.<URI>empty()).build(),
        ANY);
    sid(new Browser(gateway), "shop", "alice");
    endSessions();
    work();
    assertThat(tasks()).isEmpty();
  }
}
