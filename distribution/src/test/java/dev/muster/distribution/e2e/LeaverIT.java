package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.muster.distribution.e2e.LogoutAddress.Failure;
import dev.muster.distribution.process.Await;
import dev.muster.distribution.process.PlainBrowser;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody leaves the company, who is signed in at two applications of which one is down. */
@EndToEnd
class LeaverIT {
  private static final String PERSON = "crowd-1";

  /** What is promised of an event. */
  private static final Duration SECONDS = Duration.ofSeconds(5);

  /** Longer than the pauses before a third attempt, 5 and 10 s. */
  private static final Duration ATTEMPTS = Duration.ofSeconds(40);

  private final World world;
  private final PlainBrowser browser = new PlainBrowser();
  private final LogoutAddress wikiAddress = new LogoutAddress();
  private final LogoutAddress shopAddress = new LogoutAddress();

  LeaverIT(World world) {
    this.world = world;
  }

  @AfterEach
  void close() {
    wikiAddress.close();
    shopAddress.close();
    ChatPlatform.all().forEach(platform -> world.sandbox(platform).reset());
  }

  /** What an application holds of somebody. */
  private record Held(Application by, JsonNode idToken, String accessToken, String refreshToken) {}

  /** Every platform, with how one of the applications is down. */
  static Stream<Arguments> platforms() {
    return Stream.of(
        Arguments.of(ChatPlatform.WECHATWORK, List.of(Failure.BUSY, Failure.GONE)),
        Arguments.of(ChatPlatform.DINGTALK, List.of(Failure.BUSY)),
        Arguments.of(ChatPlatform.LARK, List.of(Failure.GONE)));
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void anEventEndsEverythingWithinSecondsAndAnApplicationThatIsDownIsToldLater(
      ChatPlatform platform, List<Failure> failures) {
    Tenant tenant = world.tenant(platform);
    SandboxControl sandbox = world.sandbox(platform);
    tenant.acceptWebhooks(sandbox.webhookKeys());
    Held wiki = signIn(tenant, wikiAddress);
    Held shop = signIn(tenant, shopAddress);
    shopAddress.fail(failures.get(0));

    long left = System.nanoTime();
    sandbox.status(PERSON, platform.left());
    sandbox.tellOfLeaver(tenant.webhookAddress(), PERSON);
    Await.until(
        leftOf(SECONDS, left),
        "the user is disabled",
        () -> !tenant.user().path("status").asText().equals("active"));
    assertEnded(wiki);
    assertEnded(shop);
    Await.until(
        leftOf(SECONDS, left),
        "the application that is there is told",
        () -> !wikiAddress.tokens().isEmpty());
    assertThat(System.nanoTime() - left).isLessThan(SECONDS.toNanos());

    for (int attempt = 1; attempt <= failures.size(); attempt++) {
      awaitAttempt(tenant, attempt, failures.get(attempt - 1));
      if (attempt < failures.size()) {
        shopAddress.fail(failures.get(attempt));
      }
    }
    shopAddress.work();
    Await.until(
        ATTEMPTS,
        () -> "the application that was down is told; " + tenant.logoutTasks(),
        () -> tenant.logoutTasks().isEmpty());
    assertToldOnce(wikiAddress, wiki);
    assertToldOnce(shopAddress, shop);
  }

  @Test
  void aReconciliationThatFindsALeaverEndsTheSame() {
    ChatPlatform platform = ChatPlatform.DINGTALK;
    Tenant tenant = world.tenant(platform);
    Held wiki = signIn(tenant, wikiAddress);
    Held shop = signIn(tenant, shopAddress);

    world.sandbox(platform).status(PERSON, platform.left());
    JsonNode run = new Reconciliation(world, tenant).run(true);
    assertThat(run.path("state").asText()).as(run.toString()).isEqualTo("done");
    assertThat(tenant.user().path("status").asText()).isEqualTo("disabled");
    assertEnded(wiki);
    assertEnded(shop);
    Await.until(SECONDS, () -> "both are told", () -> tenant.logoutTasks().isEmpty());
    assertToldOnce(wikiAddress, wiki);
    assertToldOnce(shopAddress, shop);
  }

  private static Duration leftOf(Duration whole, long began) {
    return whole.minusNanos(System.nanoTime() - began);
  }

  /** The person comes to an application, which has tokens then that work. */
  private Held signIn(Tenant tenant, LogoutAddress address) {
    Application application = tenant.application();
    tenant.tellOfEnds(application, address.url());
    URI next = authorize(application, Map.of("identity_source", Tenant.SOURCE));
    if (!next.toString().startsWith(application.redirectUri())) {
      URI callback = browser.sentFrom(URI.create(next + "&scan_as=" + PERSON));
      next = browser.browse(callback);
    }
    JsonNode first =
        application
            .token(
                Map.of(
                    "grant_type",
                    "authorization_code",
                    "code",
                    Queries.of(next.toString()).getOrDefault("code", ""),
                    "redirect_uri",
                    application.redirectUri(),
                    "code_verifier",
                    Pkce.VERIFIER))
            .json();
    Http.Answer refreshed = refresh(application, first.path("refresh_token").asText());
    assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);
    Held held =
        new Held(
            application,
            claims(refreshed.json().path("id_token").asText()),
            refreshed.json().path("access_token").asText(),
            refreshed.json().path("refresh_token").asText());
    assertThat(userInfo(held)).isEqualTo(200);
    assertThat(silently(application)).containsKey("code");
    return held;
  }

  /** Where the browser is sent that comes with an authorization request. */
  private URI authorize(Application application, Map<String, String> changes) {
    Map<String, String> request = new HashMap<>(changes);
    request.put("scope", "openid offline_access");
    return browser.browse(URI.create(application.authorize(request)));
  }

  /** What the application is told that asks without a page. */
  private Map<String, String> silently(Application application) {
    return Queries.of(authorize(application, Map.of("prompt", "none")).toString());
  }

  private static Http.Answer refresh(Application application, String token) {
    return application.token(Map.of("grant_type", "refresh_token", "refresh_token", token));
  }

  private static int userInfo(Held held) {
    return Http.get(
            held.by().tenant().issuer() + "/oauth2/userinfo",
            "Authorization",
            "Bearer " + held.accessToken())
        .status();
  }

  private static JsonNode claims(String token) {
    try {
      return Http.parse(SignedJWT.parse(token).getPayload().toString());
    } catch (ParseException e) {
      throw new AssertionError(token, e);
    }
  }

  /** Nothing works any more of what an application holds. */
  private void assertEnded(Held held) {
    Http.Answer refused = refresh(held.by(), held.refreshToken());
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("error").asText()).isEqualTo("invalid_grant");
    assertThat(userInfo(held)).isEqualTo(401);
    assertThat(silently(held.by())).containsEntry("error", "login_required");
  }

  /** The application that is down was tried so often, and an administrator sees why in vain. */
  private static void awaitAttempt(Tenant tenant, int attempt, Failure why) {
    String problem = why == Failure.BUSY ? "HTTP status 503" : "cannot be reached";
    Await.until(
        ATTEMPTS,
        () -> "attempt " + attempt + ", " + problem + "; " + tenant.logoutTasks(),
        () ->
            tenant.logoutTasks().stream()
                .filter(task -> task.path("attempts").asInt() == attempt)
                .anyMatch(task -> task.path("problem").asText().contains(problem)));
  }

  /** OpenID Connect Back-Channel Logout 1.0, section 2.4. */
  private static void assertToldOnce(LogoutAddress address, Held held) {
    assertThat(address.tokens()).hasSize(1);
    SignedJWT token = address.tokens().get(0);
    String issuer = held.by().tenant().issuer();
    assertThat(token.getHeader().getType().getType()).isEqualTo("logout+jwt");
    assertThat(isSigned(token, issuer)).isTrue();
    JsonNode claims = claims(token.serialize());
    assertThat(claims.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("iss", "sub", "aud", "iat", "exp", "jti", "events", "sid");
    assertThat(claims.path("iss").asText()).isEqualTo(issuer);
    assertThat(claims.path("aud").asText()).isEqualTo(held.by().clientId());
    assertThat(claims.path("sub")).isEqualTo(held.idToken().path("sub"));
    assertThat(claims.path("sid")).isEqualTo(held.idToken().path("sid"));
    assertThat(claims.path("events").toString())
        .isEqualTo("{\"http://schemas.openid.net/event/backchannel-logout\":{}}");
    assertThat(Instant.ofEpochSecond(claims.path("exp").asLong())).isAfter(Instant.now());
  }

  /** Whether it is signed by a key that the issuer publishes. */
  private static boolean isSigned(SignedJWT token, String issuer) {
    try {
      return token.verify(
          new ECDSAVerifier(
              JWKSet.parse(Http.get(issuer + "/oauth2/jwks").body())
                  .getKeyByKeyId(token.getHeader().getKeyID())
                  .toECKey()));
    } catch (ParseException | JOSEException e) {
      throw new AssertionError(token.serialize(), e);
    }
  }
}
