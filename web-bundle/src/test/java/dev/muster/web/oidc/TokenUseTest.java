package dev.muster.web.oidc;

import static dev.muster.core.testing.TestCore.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.muster.core.logout.BackChannelLogout;
import dev.muster.core.outgoing.Destinations;
import dev.muster.core.outgoing.OutgoingCalls;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.fake.TestApplication;
import dev.muster.web.http.Response;
import dev.muster.web.http.TestRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client is given counts where it is meant to, and nowhere else (RFC 8725, section 2.8). */
class TokenUseTest {
  private static final String BELOW = "/t/" + Gateway.TENANT + "/oauth2/";
  private static final String SHOP = Flow.basic("shop", Gateway.secret("shop"));
  private static final String BACK = "https://shop.example/bye";
  private static final String ID_TOKEN = "ID token";
  private static final String ACCESS_TOKEN = "access token";
  private static final String REFRESH_TOKEN = "refresh token";

  private final Gateway gateway = new Gateway();
  private final Browser browser = new Browser(gateway);

  /** Everything that a client is given, by what it is. */
  private final Map<String, String> given = new LinkedHashMap<>();

  @BeforeEach
  void signIn() {
    try (TestApplication application = new TestApplication();
        OutgoingCalls calls = OutgoingCalls.to(Destinations.of(true))) {
      gateway.client("shop", Gateway.draftWithRefreshTokens());
      setsUp(application);
      BackChannelLogout logout = BackChannelLogoutFixture.handler(gateway, calls);
      gateway.core.taskWork.add(logout);
      Browser another = new Browser(gateway);
      another.get(BELOW + "logout?id_token_hint=" + member(tokens(another), "id_token"));
      gateway.core.taskWork.runDue();
      logout.close();
      given.put("logout token", application.tokens().get(0).serialize());
    }
    String answer = tokens(browser);
    given.put(ID_TOKEN, member(answer, "id_token"));
    given.put(ACCESS_TOKEN, member(answer, "access_token"));
    given.put(REFRESH_TOKEN, member(answer, "refresh_token"));
    given.put("UserInfo", Browser.text(flow().userInfo(given.get(ACCESS_TOKEN))));
    given.put("authorization code", code());
    assertThat(given.values()).noneMatch(String::isEmpty);
  }

  private void setsUp(TestApplication application) {
    BackChannelLogoutFixture.clients(gateway)
        .change(
            ALICE,
            Gateway.TENANT,
            "shop",
            settings ->
                settings.toBuilder()
                    .userinfoSignedResponseAlg(Optional.of("RS256"))
                    .backchannelLogoutUri(Optional.of(application.uri()))
                    .postLogoutRedirectUris(List.of(URI.create(BACK)))
                    .build(),
            OptionalLong.empty());
  }

  private Flow flow() {
    return new Flow(gateway).with("scope", "openid profile offline_access");
  }

  private String tokens(Browser in) {
    Flow flow = flow();
    return Browser.text(flow.token(flow.code(in)));
  }

  private String code() {
    String back = Browser.location(browser.get(flow().authorize()));
    return Browser.parameter(back, "code").orElseThrow();
  }

  private static String member(String answer, String name) {
    Matcher found = Pattern.compile('"' + name + "\":\"([^\"]+)\"").matcher(answer);
    assertThat(found.find()).as(name).isTrue();
    return found.group(1);
  }

  private String post(String endpoint, Map<String, String> form, String authorization) {
    TestRequest request =
        TestRequest.of("POST", BELOW + endpoint)
            .body("application/x-www-form-urlencoded", Flow.form(form));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return Browser.text(gateway.server.answer(request));
  }

  /** What takes a token. */
  private interface Taking {
    boolean takes(String token) throws Exception;
  }

  private Set<String> taken(Taking place) {
    return given.entrySet().stream()
        .filter(
            each -> {
              try {
                return place.takes(each.getValue());
              } catch (Exception e) {
                throw new AssertionError(each.getKey(), e);
              }
            })
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  @Test
  void anIdTokenAloneIsAHintOfWhoIsToSignIn() {
    assertThat(
            taken(
                token -> {
                  Flow flow = flow().with("id_token_hint", token);
                  String back = Browser.location(browser.get(flow.authorize()));
                  Optional<String> error = Browser.parameter(back, "error");
                  assertThat(error.orElse("invalid_request")).isEqualTo("invalid_request");
                  return error.isEmpty();
                }))
        .containsExactly(ID_TOKEN);
  }

  @Test
  void anIdTokenAloneIsAHintThatIsPushed() {
    assertThat(
            taken(
                token -> {
                  String form = flow().with("id_token_hint", token).query();
                  Response response =
                      gateway.server.answer(
                          TestRequest.of("POST", BELOW + "par")
                              .header("Authorization", SHOP)
                              .body("application/x-www-form-urlencoded", form));
                  assertThat(response.status()).isIn(201, 400);
                  return response.status() == 201;
                }))
        .containsExactly(ID_TOKEN);
  }

  @Test
  void anIdTokenAloneSignsOutUnasked() {
    String idToken = given.remove(ID_TOKEN);
    assertThat(
            taken(
                token ->
                    !Browser.text(browser.get(BELOW + "logout?id_token_hint=" + token))
                        .contains("<h1>Sign out?</h1>")))
        .isEmpty();
    assertThat(Browser.text(browser.get(BELOW + "logout?id_token_hint=" + idToken)))
        .contains("<h1>You are signed out</h1>");
  }

  @Test
  void anIdTokenAloneShowsWhereToGoAfterSigningOut() {
    assertThat(
            taken(
                token -> {
                  Map<String, String> sent =
                      Map.of("id_token_hint", token, "post_logout_redirect_uri", BACK);
                  Response response = new Browser(gateway).get(BELOW + "logout?" + Flow.form(sent));
                  return Browser.location(response).equals(BACK);
                }))
        .containsExactly(ID_TOKEN);
  }

  @Test
  void anAccessTokenAloneOpensUserInfo() {
    assertThat(taken(token -> flow().userInfo(token).status() == 200))
        .containsExactly(ACCESS_TOKEN);
  }

  @Test
  void aRefreshTokenAloneIsRefreshed() {
    assertThat(
            taken(
                token ->
                    post(
                            "token",
                            Map.of("grant_type", "refresh_token", "refresh_token", token),
                            SHOP)
                        .contains("\"access_token\"")))
        .containsExactly(REFRESH_TOKEN);
  }

  @Test
  void accessAndRefreshTokensAloneAreActive() {
    assertThat(
            taken(
                token ->
                    post("introspect", Map.of("token", token), SHOP).contains("\"active\":true")))
        .containsExactlyInAnyOrder(ACCESS_TOKEN, REFRESH_TOKEN);
  }

  @Test
  void nothingOfOursIsAnAssertionOfAClient() throws Exception {
    assertThat(SignedJWT.parse(given.get(ID_TOKEN)).getJWTClaimsSet().getIssuer())
        .isEqualTo(gateway.issuer());
    assertThat(
            taken(
                token ->
                    !post(
                            "introspect",
                            Map.of(
                                "token",
                                given.get(ACCESS_TOKEN),
                                "client_assertion",
                                token,
                                "client_assertion_type",
                                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
                            "")
                        .contains("\"invalid_client\"")))
        .isEmpty();
  }
}
