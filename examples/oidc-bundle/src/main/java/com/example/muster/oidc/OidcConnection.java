package com.example.muster.oidc;

import com.example.muster.oidc.OpenIdProvider.Json;
import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.CheckReport.Capability;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.spi.platform.SignIn;
import dev.muster.spi.platform.SignInResult;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    return HttpCall.get(URI.create(settings.require("authorizationEndpoint")), "")
        .withQuery("response_type", "code")
        .withQuery("scope", "openid profile email phone")
        .withQuery("client_id", settings.require("clientId"))
        .withQuery("redirect_uri", request.redirectUri().toString())
        .withQuery("state", request.state())
        .withQuery("code_challenge", request.codeChallenge())
        .withQuery("code_challenge_method", "S256")
        .withQuery("ui_locales", request.language())
        .uriWithQuery();
  }

  @Override
  public SignInResult redeem(Redemption redemption, Deadline deadline) throws ProviderException {
    Json answer = provider.discovered(it -> provider.token(it, redemption, deadline), deadline);
    Optional<String> error = Optional.of(answer.text("error"));
    if (answer.status() == 400 && error.get().equals("invalid_grant")) {
      return SignInResult.refused(SignInResult.Reason.CODE_INVALID).withPlatformCode(error);
    }
    if (answer.status() != 200) {
      throw new ProviderException(Code.REJECTED, "It refuses the request", error);
    }
    IdTokens tokens = new IdTokens(settings.require("issuer"), settings.require("clientId"));
    return provider.discovered(
        found -> tokens.read(answer.text("id_token"), OpenIdProvider.keys(found)), deadline);
  }

  @Override
  public CheckReport check(CheckEnvironment environment, Deadline deadline) {
    List<Step> steps = new ArrayList<>();
    try {
      Secret found = provider.discover(deadline);
      String endpoint = OpenIdProvider.document(found).text("authorization_endpoint");
      if (OpenIdProvider.keys(found).isEmpty()) {
        throw OpenIdProvider.fault(Code.UNEXPECTED_ANSWER, "The provider publishes no key");
      }
      if (!endpoint.equals(settings.require("authorizationEndpoint"))) {
        Text what = new Text("The authorization endpoint is another one.", "授权端点不一致。");
        steps.add(failed("endpoint", what, new Text("Enter " + endpoint, "请填写 " + endpoint)));
      }
      // nobody has this code: a provider that knows the client says so, another refuses the client
      Redemption nobodys =
          Redemption.of(SignInMethod.BROWSER, Secret.of("no-code"))
              .withCodeVerifier(Optional.of(Secret.of("v".repeat(43))))
              .withRedirectUri(Optional.of(environment.publicUrl()));
      provider.token(found, nobodys, deadline);
      steps.add(Step.passed("credential", new Text("The provider knows the client.", "客户端凭证有效。")));
    } catch (ProviderException e) {
      steps.add(
          e.code() == Code.CREDENTIAL_REFUSED
              ? failed(
                  "credential",
                  new Text("The provider refuses client ID or secret.", "客户端 ID 或密钥被拒绝。"),
                  new Text("Enter what the registration at the provider says", "请核对注册信息"))
              : failed(
                  "provider",
                  new Text("The provider does not answer as it should.", "身份提供方未正常响应。"),
                  new Text("Open the issuer's discovery document in a browser", "请在浏览器中打开发现文档")));
    }
    return CheckReport.of(
        steps.stream().map(step -> step.deciding(Set.of(Capability.SIGN_IN))).toList());
  }

  private static Step failed(String id, Text what, Text fix) {
    return Step.failed(id, Optional.empty(), what, fix, Optional.empty());
  }
}
