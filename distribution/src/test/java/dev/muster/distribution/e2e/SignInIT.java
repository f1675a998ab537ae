package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.distribution.e2e.ChatPlatform.Person;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@EndToEnd
class SignInIT {
  private static final String PLATFORMS = "dev.muster.distribution.e2e.Matrix#platforms";
  private static final String WAYS = "dev.muster.distribution.e2e.Matrix#ways";
  private static final String BROWSER_WAYS = "dev.muster.distribution.e2e.Matrix#browserWays";

  private final World world;

  SignInIT(World world) {
    this.world = world;
  }

  @ParameterizedTest
  @MethodSource(WAYS)
  void theApplicationLearnsWhoSignedIn(ChatPlatform platform, Way way) {
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

  @ParameterizedTest
  @MethodSource(PLATFORMS)
  void peopleChooseOnTheHostedPageHowToSignIn(ChatPlatform platform) {
    Tenant tenant = world.tenant(platform);
    tenant.source("guests", Map.of());
    Application application = tenant.application();
    try (Visitor visitor = world.visitor()) {
      visitor.open(application.signIn());
      assertThat(visitor.page().url()).startsWith(tenant.issuer() + "/login?");
      assertThat(visitor.ending().text())
          .contains("Sign in to Wiki", "企业微信 WeCom", "WeCom for guests", "Acme Robotics");

      visitor.press("WeCom for guests").scanAs(platform.member().id());

      assertThat(visitor.ending().signedIn()).as(visitor.ending().toString()).isTrue();
      String user = tenant.user().path("id").asText();
      assertThat(tenant.identities(user).path(0).path("identitySource").asText())
          .isEqualTo("guests");
    }
  }

  @ParameterizedTest
  @MethodSource(BROWSER_WAYS)
  void theSecondSignInIsBySession(ChatPlatform platform, Way way) {
    Tenant tenant = world.tenant(platform);
    Application application = tenant.application();
    Application other = tenant.application();
    way.comeIn(
        world,
        application,
        platform.member().id(),
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

  @ParameterizedTest
  @MethodSource(PLATFORMS)
  void aSessionOfOneTenantOpensNoOther(ChatPlatform platform) {
    Application application = world.tenant(platform).application();
    Application elsewhere = world.tenant(platform).application();
    Way.BROWSER.comeIn(
        world,
        application,
        platform.member().id(),
        visitor -> {
          visitor.open(elsewhere.signIn());
          assertThat(visitor.page().url()).contains(platform.browserPage());
        });
  }

  @ParameterizedTest
  @MethodSource(PLATFORMS)
  void whoSignedOutIsAskedAgain(ChatPlatform platform) {
    Tenant tenant = world.tenant(platform);
    Application application = tenant.application();
    Way.BROWSER.comeIn(
        world,
        application,
        platform.member().id(),
        visitor -> {
          visitor.open(tenant.issuer() + "/account");
          assertThat(visitor.ending().text()).contains(platform.member().name());
          visitor.press("Sign out").open(application.signIn());
          assertThat(visitor.page().url()).contains(platform.browserPage());
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

  @ParameterizedTest
  @MethodSource(PLATFORMS)
  void publicClientsAndRsaSignaturesDoAsWell(ChatPlatform platform) {
    Application application = world.tenant(platform).application(false, "RS256");
    for (Way way : Way.values()) {
      Ending ending = way.comeIn(world, application, platform.member().id());
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
    Tenant tenant = world.tenant(platform);
    Application application = tenant.application();
    way.comeIn(
        world,
        application,
        platform.member().id(),
        visitor ->
            visitor.been().stream()
                .flatMap(url -> Queries.secretsOf(url).stream())
                .forEach(secret -> assertThat(world.log()).doesNotContain(secret)));
    assertThat(world.log()).doesNotContain(List.of(application.clientSecret(), platform.secret()));
  }
}
