package dev.muster.lark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.Directory.Status;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.SignIn;
import dev.muster.spi.platform.SignInResult;
import dev.muster.spi.platform.SignInResult.Reason;
import dev.muster.support.Answer;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Signs people in: the code becomes a token of the person, that token tells who and of which
 * company they are, and the address book, asked as the bound app, tells their id and whether they
 * still work there. The company is compared with the bound app's at each sign-in; the app's comes
 * with its own token, so there is no sign-in for which it is not known.
 */
final class LarkSignIn implements SignIn {
  private static final String AUTHORIZE = "/open-apis/authen/v1/authorize";
  private static final String USER_INFO = "/open-apis/authen/v1/user_info";
  private static final String USER = "/open-apis/contact/v3/users/{user_id}";
  private static final Pattern OPEN_ID = Pattern.compile("[0-9A-Za-z_-]{1,128}");

  private final App app;
  private final Endpoints endpoints;
  private final Api api;

  LarkSignIn(App app, Endpoints endpoints, Api api) {
    this.app = app;
    this.endpoints = endpoints;
    this.api = api;
  }

  /** One page for both ways: inside the platform's own client it asks nothing. */
  @Override
  public URI authorizationUri(AuthorizationRequest request) {
    if (request.method() == SignInMethod.MOBILE) {
      throw new IllegalArgumentException("A mobile app asks the platform's SDK for a code");
    }
    return HttpCall.get(endpoints.accounts(), AUTHORIZE)
        .withQuery("client_id", app.appId())
        .withQuery("response_type", "code")
        .withQuery("redirect_uri", request.redirectUri().toString())
        .withQuery("state", request.state())
        .withQuery("code_challenge", request.codeChallenge())
        // left out, it would mean plain
        .withQuery("code_challenge_method", "S256")
        .uriWithQuery();
  }

  @Override
  public SignInResult redeem(Redemption redemption, Deadline deadline) throws ProviderException {
    Answer granted =
        api.context()
            .withSecret(
                Descriptors.APP_SECRET, secret -> grant(redemption, secret, deadline), deadline);
    Optional<SignInResult> refusal = refusal(granted);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Secret userToken = Secret.of(granted.require("access_token"));
    Answer answer = api.send(api.get(USER_INFO), userToken, deadline);
    refusal = refusal(answer);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    JsonNode userInfo = answer.orThrow().at("data");
    String openId = answer.id(userInfo, "open_id", OPEN_ID);
    String tenantKey = answer.id(userInfo, "tenant_key", Access.TENANT_KEY);
    return api.asApp(
        access ->
            access.tenantKey().equals(tenantKey)
                ? member(access, openId, userInfo, deadline)
                : SignInResult.refused(Reason.FOREIGN_COMPANY),
        deadline);
  }

  /**
   * Redeems the code. An answer about the code or the person is one that the secret was right; and
   * a bad parameter, which elsewhere means the app's id, may here be a code that somebody made up.
   */
  private Answer grant(Redemption redemption, Secret secret, Deadline deadline)
      throws ProviderException {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("grant_type", "authorization_code");
    body.put("client_id", app.appId());
    body.put("client_secret", secret.reveal());
    body.put("code", redemption.code().reveal());
    redemption.redirectUri().ifPresent(uri -> body.put("redirect_uri", uri.toString()));
    redemption.codeVerifier().ifPresent(verifier -> body.put("code_verifier", verifier.reveal()));
    Answer answer =
        api.send(api.post(endpoints.tokenBase(), endpoints.tokenPath(), body), deadline);
    return refusal(answer).isPresent() ? answer : answer.orThrow();
  }

  private static Optional<SignInResult> refusal(Answer answer) {
    Optional<Reason> reason =
        answer
            .refusal()
            .flatMap(ErrorCodes::reason)
            .or(
                () ->
                    Answers.saysInvalidGrant(answer)
                        ? Optional.of(Reason.CODE_INVALID)
                        : Optional.empty());
    return reason.map(answer::refused);
  }

  /** Asks about one member. */
  static HttpCall member(Api api, String openId) {
    return api.get(USER)
        .withPath("user_id", openId)
        .withQuery("user_id_type", "open_id")
        .withQuery("department_id_type", "open_department_id");
  }

  private SignInResult member(Access access, String openId, JsonNode userInfo, Deadline deadline)
      throws ProviderException {
    Answer answer = api.send(member(api, openId), access.token(), deadline);
    Optional<Reason> unseen = unseen(answer);
    if (unseen.isPresent()) {
      return answer.refused(unseen.get());
    }
    JsonNode person = answer.orThrow().at("data", "user");
    if (!person.path("open_id").asText().equals(openId)) {
      throw answer.unexpected("is about somebody else");
    }
    Status standing = Standing.of(answer, person);
    if (standing == Status.LEFT || standing == Status.DISABLED) {
      return SignInResult.refused(Reason.LEFT_COMPANY);
    }
    if (person.path("status").path("is_unjoin").asBoolean()) {
      return SignInResult.refused(Reason.NOT_A_MEMBER);
    }
    return SignInResult.signedIn(
        Profiles.identity(app.cloud(), access.tenantKey(), answer, person, userInfo));
  }

  /**
   * Why somebody whose code was good is not to be found. Whoever the app may not see has no id that
   * could be known, and may have left.
   */
  private static Optional<Reason> unseen(Answer answer) {
    if (answer.refusedWith(ErrorCodes.PERSON_OUTSIDE_RANGE)) {
      return Optional.of(Reason.NOT_IN_RANGE);
    }
    if (answer.refusedWith(ErrorCodes.OTHER_TENANTS_ID)) {
      return Optional.of(Reason.FOREIGN_COMPANY);
    }
    return answer.refusedWith(ErrorCodes.NO_SUCH_PERSON)
        ? Optional.of(Reason.NOT_A_MEMBER)
        : Optional.empty();
  }
}
