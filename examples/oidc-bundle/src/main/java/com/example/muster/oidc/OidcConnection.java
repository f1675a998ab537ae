package com.example.muster.oidc;

import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.Deadline;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.spi.platform.SignIn;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.SignInResult;
import dev.muster.spi.Text;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One registration at one provider: authorization code with PKCE, and the doctor. */
record OidcConnection(ConnectionSettings settings, OpenIdProvider provider)
    implements Connection, SignIn {
  @Override
  public Optional<SignIn> signIn() {
    return Optional.of(this);
  }

  @Override
  public URI authorizationUri(AuthorizationRequest request) {
    if (request.method() != SignInMethod.BROWSER) {
      throw new IllegalArgumentException("There is a way in by browser alone");
    }
    Map<String, String> query =
        Map.of(
            "response_type", "code",
            "scope", "openid profile email phone",
            "client_id", settings.require("clientId"),
            "redirect_uri", request.redirectUri().toString(),
            "state", request.state(),
            "code_challenge", request.codeChallenge(),
            "code_challenge_method", "S256",
            "ui_locales", request.language());
    return URI.create(
        settings.require("authorizationEndpoint") + "?" + OpenIdProvider.encoded(query));
  }

  @Override
  public SignInResult redeem(Redemption redemption, Deadline deadline) throws ProviderException {
    String code = redemption.code().reveal();
    String verifier = redemption.codeVerifier().orElseThrow().reveal();
    Map<String, String> form = form(code, redemption.redirectUri().orElseThrow(), verifier);
    OpenIdProvider.TokenAnswer answer =
        provider.discovered(found -> provider.token(found, form, deadline), deadline);
    String error = answer.text("error");
    if (answer.status() == 400 && error.equals("invalid_grant")) {
      return SignInResult.refused(SignInResult.Reason.CODE_INVALID).withPlatformCode(Optional.of(error));
    }
    if (answer.status() != 200) {
      throw new ProviderException(
          Code.REJECTED, "The token endpoint refuses the request", Optional.of(error));
    }
    IdTokens tokens = new IdTokens(settings.require("issuer"), settings.require("clientId"));
    return provider.discovered(
        found -> tokens.read(answer.text("id_token"), found.keys()), deadline);
  }

  @Override
  public CheckReport check(CheckEnvironment environment, Deadline deadline) {
    List<Step> steps = new ArrayList<>();
    try {
      OpenIdProvider.Metadata found = OpenIdProvider.metadata(provider.discover(deadline));
      if (found.keys().isEmpty()) {
        throw OpenIdProvider.fault(Code.UNEXPECTED_ANSWER, "The provider publishes no key");
      }
      String endpoint = found.endpoint("authorization_endpoint");
      if (!endpoint.equals(settings.require("authorizationEndpoint"))) {
        Text what = new Text("The authorization endpoint is another one.", "授权端点不一致。");
        Text fix = new Text("Enter " + endpoint, "请填写 " + endpoint);
        steps.add(Step.failed("endpoint", Optional.empty(), what, fix, Optional.empty()));
      }
      // nobody has this code: a provider that knows the client says so, another refuses the client
      provider.token(
          found, form("muster-check", environment.publicUrl(), "v".repeat(43)), deadline);
      steps.add(Step.passed("credential", new Text("The provider knows the client.", "客户端凭证有效。")));
    } catch (ProviderException e) {
      boolean refused = e.code() == Code.CREDENTIAL_REFUSED;
      Text what =
          refused
              ? new Text("The provider refuses client ID or secret.", "客户端 ID 或密钥被拒绝。")
              : new Text("The provider does not answer as it should.", "身份提供方未正常响应。");
      Text fix =
          refused
              ? new Text("Enter what the registration at the provider says", "请核对注册信息")
              : new Text("Open the issuer's discovery document in a browser", "请在浏览器中打开发现文档");
      String id = refused ? "credential" : "provider";
      steps.add(Step.failed(id, e.platformCode(), what, fix, Optional.empty()));
    }
    return new CheckReport(steps);
  }

  private static Map<String, String> form(String code, URI redirect, String verifier) {
    return Map.of(
        "grant_type",
        "authorization_code",
        "code",
        code,
        "redirect_uri",
        redirect.toString(),
        "code_verifier",
        verifier);
  }
}
