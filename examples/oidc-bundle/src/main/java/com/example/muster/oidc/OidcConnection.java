package com.example.muster.oidc;

import com.example.muster.oidc.OpenIdProvider.Metadata;
import com.example.muster.oidc.OpenIdProvider.TokenAnswer;
import dev.muster.spi.CheckEnvironment;
import dev.muster.spi.CheckReport;
import dev.muster.spi.CheckReport.Step;
import dev.muster.spi.Connection;
import dev.muster.spi.ConnectionSettings;
import dev.muster.spi.Deadline;
import dev.muster.spi.ProviderException;
import dev.muster.spi.ProviderException.Code;
import dev.muster.spi.SignIn;
import dev.muster.spi.SignInResult;
import dev.muster.spi.SignInResult.Reason;
import dev.muster.spi.SignInResult.Refused;
import dev.muster.spi.Text;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One registration at one provider: authorization code with PKCE, and the doctor. */
final class OidcConnection implements Connection, SignIn {
  private final ConnectionSettings settings;
  private final OpenIdProvider provider;
  private final IdTokens idTokens;

  OidcConnection(ConnectionSettings settings, OpenIdProvider provider) {
    this.settings = settings;
    this.provider = provider;
    this.idTokens = new IdTokens(settings);
  }

  @Override
  public Optional<SignIn> signIn() {
    return Optional.of(this);
  }

  @Override
  public URI authorizationUri(AuthorizationRequest request) {
    if (request.method() != dev.muster.spi.SignInMethod.BROWSER) {
      throw new IllegalArgumentException("There is a way in by browser alone");
    }
    return URI.create(
        settings.require("authorizationEndpoint")
            + "?response_type=code&scope=openid+profile+email+phone"
            + "&client_id="
            + OpenIdProvider.encode(settings.require("clientId"))
            + "&redirect_uri="
            + OpenIdProvider.encode(request.redirectUri().toString())
            + "&state="
            + request.state()
            + "&code_challenge="
            + request.codeChallenge()
            + "&code_challenge_method=S256"
            + "&ui_locales="
            + OpenIdProvider.encode(request.language()));
  }

  @Override
  public SignInResult redeem(Redemption redemption, Deadline deadline) throws ProviderException {
    TokenAnswer answer =
        provider.discovered(
            metadata ->
                provider.token(
                    metadata,
                    Map.of(
                        "grant_type", "authorization_code",
                        "code", redemption.code().reveal(),
                        "redirect_uri", redemption.redirectUri().orElseThrow().toString(),
                        "code_verifier", redemption.codeVerifier().orElseThrow().reveal()),
                    deadline),
            deadline);
    if (answer.status() == 400 && answer.text("error").equals("invalid_grant")) {
      return new Refused(Reason.CODE_INVALID, Optional.of("invalid_grant"));
    }
    if (answer.status() != 200) {
      throw new ProviderException(
          Code.REJECTED,
          "The token endpoint refuses the request",
          Optional.of(answer.text("error")));
    }
    return provider.discovered(
        metadata -> idTokens.read(answer.text("id_token"), metadata), deadline);
  }

  @Override
  public CheckReport check(CheckEnvironment environment, Deadline deadline) {
    List<Step> steps = new ArrayList<>();
    try {
      Metadata metadata = provider.discoverNow(deadline);
      steps.add(Step.passed("discovery", new Text("The discovery document is there.", "发现文档可用。")));
      String endpoint = metadata.endpoint("authorization_endpoint");
      steps.add(
          endpoint.equals(settings.require("authorizationEndpoint"))
              ? Step.passed("authorization-endpoint", new Text("It is the provider's.", "授权端点正确。"))
              : failed(
                  "authorization-endpoint",
                  Optional.empty(),
                  "The provider has another one.",
                  "授权端点不一致。",
                  "Enter " + endpoint,
                  "请填写 " + endpoint));
      steps.add(
          idTokens.usable(metadata).isEmpty()
              ? failed(
                  "keys",
                  Optional.empty(),
                  "The provider publishes no key that signs.",
                  "没有可用的签名公钥。",
                  "Ask the provider's administrator",
                  "请联系身份提供方管理员")
              : Step.passed("keys", new Text("There are keys.", "签名公钥可用。")));
      // nobody has this code: a provider that knows the client says so, another refuses the client
      provider.token(
          metadata,
          Map.of(
              "grant_type",
              "authorization_code",
              "code",
              "muster-check",
              "redirect_uri",
              environment.publicUrl().toString(),
              "code_verifier",
              "v".repeat(43)),
          deadline);
      steps.add(Step.passed("credential", new Text("The provider knows the client.", "客户端凭证有效。")));
    } catch (ProviderException e) {
      steps.add(
          e.code() == Code.CREDENTIAL_REFUSED
              ? failed(
                  "credential",
                  e.platformCode(),
                  "The provider refuses client ID or secret.",
                  "客户端 ID 或密钥被拒绝。",
                  "Enter what the registration at the provider says",
                  "请核对注册信息")
              : failed(
                  "provider",
                  e.platformCode(),
                  "The provider does not answer as it should: " + e.code(),
                  "身份提供方未正常响应：" + e.code(),
                  "Open the issuer's discovery document in a browser",
                  "请在浏览器中打开发现文档"));
    }
    return new CheckReport(steps);
  }

  private static Step failed(
      String id, Optional<String> code, String en, String zh, String fix, String fixZh) {
    return Step.failed(id, code, new Text(en, zh), new Text(fix, fixZh), Optional.empty());
  }
}
