package dev.muster.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.muster.api.SigningKeys.Status;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.http.TestRequest;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest {
  private static final String TENANT = "/t/" + Gateway.TENANT;

  private final Gateway gateway = new Gateway("https://id.corp.example");

  private Response get(String path) {
    return gateway.server.answer(TestRequest.get(path));
  }

  @Test
  void tellsWhatWorksAndNothingElse() throws Exception {
    Response response = get(TENANT + "/.well-known/openid-configuration");
    OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(Browser.text(response));
    assertThat(metadata.getIssuer().getValue())
        .isEqualTo("https://id.corp.example/t/" + Gateway.TENANT);
    assertThat(metadata.getGrantTypes())
        .containsExactly(
            GrantType.AUTHORIZATION_CODE,
            GrantType.REFRESH_TOKEN,
            new GrantType("urn:muster:oauth:grant-type:platform-code"));
    assertThat(metadata.getCodeChallengeMethods()).containsExactly(CodeChallengeMethod.S256);
    assertThat(metadata.supportsAuthorizationResponseIssuerParam()).isTrue();
    assertThat(metadata.supportsRequestURIParam()).isFalse();
    assertThat(metadata.getRevocationEndpointURI())
        .hasToString("https://id.corp.example/t/acme/oauth2/revoke");
    assertThat(metadata.getIntrospectionEndpointURI())
        .hasToString("https://id.corp.example/t/acme/oauth2/introspect");
    assertThat(metadata.getEndSessionEndpointURI())
        .hasToString("https://id.corp.example/t/" + Gateway.TENANT + "/oauth2/logout");
    assertThat(metadata.supportsBackChannelLogout()).isTrue();
    assertThat(metadata.supportsBackChannelLogoutSession()).isTrue();
    assertThat(metadata.getPushedAuthorizationRequestEndpointURI())
        .isEqualTo(URI.create(metadata.getIssuer() + "/oauth2/par"));
    assertThat(metadata.requiresPushedAuthorizationRequests()).isFalse();
    assertThat(metadata.supportsClaimsParam()).isTrue();
    assertThat(metadata.getResponseModes()).contains(ResponseMode.FORM_POST);
    assertThat(Browser.header(response, "Cache-Control")).isEqualTo("public, max-age=300");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.well-known/oauth-authorization-server/t/acme",
        "/.well-known/openid-configuration/t/acme",
        "/t/acme/.well-known/oauth-authorization-server"
      })
  void standsWhereOAuthLooksForIt(String path) throws Exception {
    assertThat(AuthorizationServerMetadata.parse(Browser.text(get(path))).getIssuer().getValue())
        .isEqualTo(gateway.issuer());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "web"})
  void knowsNoAddressThatIsNotThere(String name) {
    assertThat(get(TENANT + "/oauth2/" + name).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/t/nobody/.well-known/openid-configuration",
        "/.well-known/oauth-authorization-server/t/nobody",
        "/t/nobody/oauth2/jwks"
      })
  void knowsNoTenantThatIsNotThere(String path) {
    assertThat(get(path).status()).isEqualTo(404);
  }

  @Test
  void publishesKeysWithoutTheirPrivateParts() throws Exception {
    gateway.rotateKeys();
    Response response = get(TENANT + "/oauth2/jwks");
    JWKSet keys = JWKSet.parse(Browser.text(response));
    assertThat(keys.getKeys()).hasSize(4).noneMatch(JWK::isPrivate);
    assertThat(keys.getKeys()).allMatch(key -> KeyUse.SIGNATURE.equals(key.getKeyUse()));
    assertThat(keys.getKeys()).extracting(JWK::getKeyID).doesNotHaveDuplicates();
    assertThat(Browser.header(response, "Cache-Control")).isEqualTo("public, max-age=30");
  }

  @Test
  void signsWithTheNewKeyOnceItIsActive() throws Exception {
    Flow flow = new Flow(gateway);
    Browser browser = new Browser(gateway);
    String before = kid(Browser.text(flow.token(flow.code(browser))));
    gateway.rotateKeys();
    String after = kid(Browser.text(flow.token(flow.with("prompt", "login").code(browser))));
    assertThat(status(before)).isEqualTo(Status.RETIRED);
    assertThat(status(after)).isEqualTo(Status.ACTIVE);
  }

  private Status status(String kid) {
    return gateway.core.signingKeys.published(Gateway.TENANT).stream()
        .filter(key -> key.kid().equals(kid))
        .findFirst()
        .orElseThrow()
        .status();
  }

  private static String kid(String answer) throws Exception {
    return com.nimbusds.jwt.SignedJWT.parse(
            answer.replaceAll(".*\"id_token\":\"([^\"]+)\".*", "$1"))
        .getHeader()
        .getKeyID();
  }
}
