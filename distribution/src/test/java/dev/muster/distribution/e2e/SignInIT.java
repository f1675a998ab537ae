package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.distribution.e2e.ChatPlatform.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@EndToEnd
class SignInIT {
  private static final String PLATFORMS = "dev.muster.distribution.e2e.Matrix#platforms";
  private static final String WAYS = "dev.muster.distribution.e2e.Matrix#platformsAndWays";
  private static final String BROWSER_WAYS = "dev.muster.distribution.e2e.Matrix#browserWays";

  /** For what no platform has a part in. */
  private static final ChatPlatform ONE = ChatPlatform.WECHATWORK;

  private final World world;

  SignInIT(World world) {
    this.world = world;
  }

  @AfterEach
  void mend() {
    ChatPlatform.all().forEach(platform -> world.sandbox(platform).clearFaults());
  }

  @ParameterizedTest
  @MethodSource(WAYS)
  void theApplicationLearnsWhoSignedIn(ChatPlatform platform, Way way) {
    assertSignedIn(platform, way);
  }

  @Test
  void theOtherCloudOfLarkDoesAsWell() {
    assertSignedIn(ChatPlatform.LARK_OVERSEAS, Way.BROWSER);
  }

  private void assertSignedIn(ChatPlatform platform, Way way) {
    Tenant tenant = world.tenant(platform);
    Application application = tenant.application();
    Person person = platform.member();

    Ending ending = way.comeIn(world, application, person.id());

    assertThat(ending.signedIn()).as(ending.toString()).isTrue();
    JsonNode user = tenant.user();
    JsonNode idToken = ending.idToken();
    assertThat(idToken.path("iss").asText()).isEqualTo(tenant.issuer());
    assertThat(idToken.path("aud").asText()).isEqualTo(application.clientId());
    assertThat(idToken.path("sub").asText()).isEqualTo(user.path("id").asText());
    if (way.inBrowser()) {
      assertThat(idToken.path("nonce")).isEqualTo(ending.result().path("nonceSent"));
    }
    JsonNode claims = ending.userInfo();
    assertThat(claims.path("sub")).isEqualTo(idToken.path("sub"));
    assertThat(claims.path("name").asText()).isEqualTo(person.name());
    assertThat(claims.path("preferred_username").asText()).isEqualTo(person.id());
    assertThat(claims.path("platform").asText()).isEqualTo(platform.id());
    assertThat(claims.path("platform_tenant").asText()).isEqualTo(platform.company());
    assertThat(claims.path("platform_user_id").asText()).isEqualTo(person.id());
    assertThat(claims.path("departments"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(person.departments());
    JsonNode identity = tenant.identities(user.path("id").asText()).path(0);
    assertThat(identity.path("identitySource").asText()).isEqualTo(Tenant.SOURCE);
    assertThat(identity.path("platformUserId").asText()).isEqualTo(person.id());
  }

  @ParameterizedTest
  @MethodSource(PLATFORMS)
  void isTheSamePersonByEveryWay(ChatPlatform platform) {
    Tenant tenant = world.tenant(platform);
    Application application = tenant.application();

    List<String> subjects =
        List.of(Way.values()).stream()
            .map(way -> way.comeIn(world, application, platform.member().id()).subject())
            .toList();

    assertThat(subjects).containsOnly(tenant.user().path("id").asText());
  }

  @Test
  void peopleChooseOnTheHostedPageHowToSignIn() {
    Tenant tenant = world.tenant(ONE);
    tenant.source("guests", Map.of());
    Application application = tenant.application();
    try (Visitor visitor = world.visitor()) {
      visitor.open(application.signIn());
      assertThat(visitor.page().url()).startsWith(tenant.issuer() + "/login?");
      assertThat(visitor.ending().text())
          .contains("Sign in to Wiki", ONE.label(), "A way for guests", "Acme Robotics");

      visitor.press("A way for guests").scanAs(ONE.member().id());

      assertThat(visitor.ending().signedIn()).as(visitor.ending().toString()).isTrue();
      String user = tenant.user().path("id").asText();
      assertThat(tenant.identities(user).path(0).path("identitySource").asText())
          .isEqualTo("guests");
    }
  }

  @ParameterizedTest
  @MethodSource(BROWSER_WAYS)
  void theSecondSignInIsBySession(Way way) {
    Tenant tenant = world.tenant(ONE);
    Application application = tenant.application();
    Application other = tenant.application();
    way.comeIn(
        world,
        application,
        ONE.member().id(),
        visitor -> {
          String subject = visitor.ending().subject();
          visitor.startAnew().open(application.signIn());
          assertThat(visitor.ending().subject()).isEqualTo(subject);
          visitor.open(other.signIn());
          assertThat(visitor.ending().subject()).isEqualTo(subject);
          assertThat(visitor.ending().idToken().path("aud").asText()).isEqualTo(other.clientId());
          assertThat(visitor.been()).noneMatch(url -> url.startsWith(tenant.sandboxUrl()));
        });
  }

  @Test
  void aSessionOfOneTenantOpensNoOther() {
    Application application = world.tenant(ONE).application();
    Application elsewhere = world.tenant(ONE).application();
    Way.BROWSER.comeIn(
        world,
        application,
        ONE.member().id(),
        visitor -> {
          visitor.open(elsewhere.signIn());
          assertThat(visitor.page().url()).contains(ONE.browserPage());
        });
  }

  @Test
  void whoSignedOutIsAskedAgain() {
    Tenant tenant = world.tenant(ONE);
    Application application = tenant.application();
    Way.BROWSER.comeIn(
        world,
        application,
        ONE.member().id(),
        visitor -> {
          visitor.open(tenant.issuer() + "/account");
          assertThat(visitor.ending().text()).contains(ONE.member().name());
          visitor.press("Sign out").open(application.signIn());
          assertThat(visitor.page().url()).contains(ONE.browserPage());
        });
  }

  @ParameterizedTest
  @MethodSource(PLATFORMS)
  void nobodyClicksInsideThePlatformsClient(ChatPlatform platform) {
    Tenant tenant = world.tenant(platform);
    tenant.source("guests", Map.of("methods", List.of("browser")));
    Application application = tenant.application();
    try (Visitor visitor = world.visitor(Visitor.Manner.PHONE.as(platform.client()))) {
      visitor.onPhoneOf(platform, platform.member().id()).open(application.signIn());

      assertThat(visitor.ending().signedIn()).as(visitor.ending().toString()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource(PLATFORMS)
  void aClientThatOnlyLooksAlikeIsABrowser(ChatPlatform platform) {
    Application application = world.tenant(platform).application();
    try (Visitor visitor = world.visitor(Visitor.Manner.PHONE.as(platform.lookAlike()))) {
      visitor.onPhoneOf(platform, platform.member().id()).open(application.signIn());

      assertThat(visitor.page().url()).contains(platform.browserPage());
    }
  }

  @Test
  void publicClientsAndRsaSignaturesDoAsWell() {
    Application application = world.tenant(ONE).application(false, "RS256");
    for (Way way : List.of(Way.BROWSER, Way.MOBILE)) {
      Ending ending = way.comeIn(world, application, ONE.member().id());
      assertThat(ending.signedIn()).as(ending.toString()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource(PLATFORMS)
  void aNativeAppIsToldWhatItNeedsAndNoSecret(ChatPlatform platform) {
    Tenant tenant = world.tenant(platform);
    Http.Answer answer = Http.get(tenant.issuer() + "/login/" + Tenant.SOURCE + "/mobile-config");

    assertThat(answer.status()).isEqualTo(200);
    TreeSet<String> names = new TreeSet<>();
    answer.json().fieldNames().forEachRemaining(names::add);
    assertThat(names).containsExactlyInAnyOrderElementsOf(platform.mobileConfig());
    assertThat(answer.body()).doesNotContain(platform.secret());
  }

  @ParameterizedTest
  @MethodSource(WAYS)
  void secretsCodesAndTokensAreNotLogged(ChatPlatform platform, Way way) {
    Application application = world.tenant(platform).application();
    List<String> secrets = new ArrayList<>();
    Consumer<Visitor> collect =
        visitor ->
            visitor.been().stream()
                .flatMap(url -> Queries.secretsOf(url).stream())
                .forEach(secrets::add);
    // a sign-in that fails is told about in the log, one that succeeds is not
    world.sandbox(platform).fault(Map.of("preset", "nonsense"));
    way.comeIn(world, application, platform.member().id(), collect);
    String code = Way.MOBILE.code(world, platform, platform.member().id());
    application.platformCode(Tenant.SOURCE, code);
    secrets.add(code);
    world.sandbox(platform).clearFaults();
    Ending ending = way.comeIn(world, application, platform.member().id(), collect);
    // claims and signatures by themselves: a token may be logged in part
    ending.tokens().forEach(token -> secrets.addAll(List.of(token.split("\\."))));
    secrets.add(application.clientSecret());
    secrets.add(platform.secret());

    assertThat(ending.tokens()).hasSize(2);
    assertThat(secrets).allMatch(secret -> secret.length() > 10);
    assertThat(world.log()).contains("Sign-in by " + platform + " failed").doesNotContain(secrets);
  }
}
