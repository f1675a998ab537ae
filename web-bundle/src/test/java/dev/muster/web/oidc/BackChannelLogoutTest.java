package dev.muster.web.oidc;

import static dev.muster.core.testing.TestCore.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.muster.api.SigningKeys;
import dev.muster.spi.Secret;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import java.net.URI;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect Back-Channel Logout 1.0: what is sent, and when. */
class BackChannelLogoutTest extends BackChannelLogoutFixture {
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
