package dev.muster.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.muster.api.Client.AuthMethod;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.http.TestRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Date;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole line, judged by a relying party that is not ours. */
class AuthorizationCodeFlowTest {
  private final Gateway gateway = new Gateway();

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "ES256"})
  void signsSomebodyInAndTheirTokenIsValid(String alg) throws Exception {
    gateway.client(
        "shop", Gateway.draft(true, AuthMethod.CLIENT_SECRET_BASIC, alg, Set.of("*"), true));
    OIDCProviderMetadata metadata = discover();
    Flow flow = new Flow(gateway);

    Response back = flow.signIn(new Browser(gateway), "ok-alice");

    AuthorizationResponse answer = AuthorizationResponse.parse(URI.create(Browser.location(back)));
    assertThat(answer.indicatesSuccess()).isTrue();
    assertThat(answer.getState().getValue()).isEqualTo(flow.state());
    assertThat(answer.getIssuer()).isEqualTo(metadata.getIssuer());

    OIDCTokens tokens =
        ((OIDCTokenResponse)
                OIDCTokenResponseParser.parse(
                    parsed(
                        flow.token(answer.toSuccessResponse().getAuthorizationCode().getValue()))))
            .getOIDCTokens();
    SignedJWT idToken = (SignedJWT) tokens.getIDToken();
    IDTokenValidator validator =
        new IDTokenValidator(
            metadata.getIssuer(), new ClientID("shop"), JWSAlgorithm.parse(alg), keys(metadata));
    validator.setMaxClockSkew((int) Duration.ofDays(20_000).toSeconds());
    IDTokenClaimsSet claims = validator.validate(idToken, new Nonce(flow.nonce()));

    assertThat(claims.getSubject().getValue()).isEqualTo(gateway.userId("alice"));
    assertThat(claims.getAudience()).hasSize(1);
    assertThat(claims.getAuthenticationTime()).isEqualTo(Date.from(gateway.clock.instant()));
    assertThat(claims.getExpirationTime())
        .isEqualTo(Date.from(gateway.clock.instant().plus(Duration.ofMinutes(15))));
    assertThat(claims.getAccessTokenHash())
        .isEqualTo(AccessTokenHash.compute(tokens.getAccessToken(), JWSAlgorithm.parse(alg), null));
    assertThat(idToken.getJWTClaimsSet().getClaims())
        .containsOnlyKeys(
            "iss",
            "sub",
            "aud",
            "exp",
            "iat",
            "auth_time",
            "nonce",
            "at_hash",
            "sid",
            "acr",
            "azp");
    assertThat(claims.getAuthorizedParty().getValue()).isEqualTo("shop");
    assertThat(metadata.getACRs()).contains(claims.getACR());
    assertThat(claims.getSessionID().getValue()).isNotEmpty();

    UserInfo info =
        UserInfoResponse.parse(parsed(flow.userInfo(tokens.getAccessToken().getValue())))
            .toSuccessResponse()
            .getUserInfo();
    assertThat(info.getSubject().getValue()).isEqualTo(gateway.userId("alice"));
    assertThat(info.getPreferredUsername()).isEqualTo("alice");
    assertThat(info.getEmailAddress()).isEqualTo("alice@corp.example");
    assertThat(info.getEmailVerified()).isTrue();
    assertThat(info.getPhoneNumberVerified()).isFalse();
    assertThat(info.getStringClaim("platform")).isEqualTo("wechatwork");
    assertThat(info.getStringClaim("platform_tenant")).isEqualTo("ww1");
    assertThat(info.getStringClaim("platform_user_id")).isEqualTo("alice");
    assertThat(info.getStringListClaim("departments")).containsExactly("1", "7");
  }

  private OIDCProviderMetadata discover() throws Exception {
    Response response =
        gateway.server.answer(
            TestRequest.get("/t/" + Gateway.TENANT + "/.well-known/openid-configuration"));
    OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(Browser.text(response));
    assertThat(metadata.getIssuer()).isEqualTo(new Issuer(gateway.issuer()));
    return metadata;
  }

  private JWKSet keys(OIDCProviderMetadata metadata) throws Exception {
    return JWKSet.parse(
        Browser.text(gateway.server.answer(TestRequest.get(metadata.getJWKSetURI().getPath()))));
  }

  static HTTPResponse parsed(Response response) throws Exception {
    HTTPResponse http = new HTTPResponse(response.status());
    for (Response.Header header : response.headers()) {
      http.setHeader(header.name(), header.value());
    }
    http.setHeader("Content-Type", response.contentType());
    http.setBody(Browser.text(response));
    return http;
  }
}
