package dev.muster.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.muster.spi.Deadline;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.InAppPage;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.SignIn;
import dev.muster.spi.platform.SignInResult;
import dev.muster.spi.platform.SignInResult.Reason;
import dev.muster.support.Answer;
import dev.muster.support.Json;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Signs people in. There are two kinds of code, and each is of use at one call only: that of the
 * client tells a person of the company, that of the sign-in page and of the mobile SDK tells an
 * account, whoever employs it. Either way the company itself is asked whether it employs them.
 */
final class DingTalkSignIn implements SignIn {
  private static final String LOGIN_PATH = "/oauth2/auth";
  private static final String ACCOUNT_PATH = "/v1.0/contact/users/me";
  static final String CLIENT_CODE_PATH = "/topapi/v2/user/getuserinfo";
  static final String EMPLOYED_PATH = "/topapi/user/getbyunionid";
  static final String PERSON_PATH = "/topapi/v2/user/get";

  private static final String EMPLOYEE = "0";
  private static final String EXTERNAL_CONTACT = "1";

  /** Anything else is no id: it would end up in ours. */
  static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,128}");

  private final App app;
  private final Endpoints endpoints;
  private final Api api;

  DingTalkSignIn(App app, Endpoints endpoints, Api api) {
    this.app = app;
    this.endpoints = endpoints;
    this.api = api;
  }

  @Override
  public Optional<InAppPage> inAppPage() {
    return Optional.of(InApp.page(endpoints.script()));
  }

  @Override
  public URI authorizationUri(AuthorizationRequest request) {
    if (request.method() != SignInMethod.BROWSER) {
      throw new IllegalArgumentException(
          "The client and the mobile SDK hand over codes without a page of the platform");
    }
    HttpCall page =
        HttpCall.get(endpoints.login(), LOGIN_PATH)
            .withQuery("redirect_uri", request.redirectUri().toString())
            .withQuery("response_type", "code")
            .withQuery("client_id", app.clientId())
            .withQuery("scope", "openid corpid")
            .withQuery("state", request.state())
            .withQuery("corpId", app.corpId());
    if (endpoints.askForConsent()) {
      page = page.withQuery("prompt", "consent");
    }
    if (endpoints.exclusive()) {
      page = page.withQuery("exclusiveLogin", "true").withQuery("exclusiveCorpId", app.corpId());
    }
    return page.uriWithQuery();
  }

  @Override
  public SignInResult redeem(Redemption redemption, Deadline deadline) throws ProviderException {
    return redemption.method() == SignInMethod.IN_APP
        ? byCodeOfTheClient(redemption.code(), deadline)
        : byCodeOfAnAccount(redemption.code(), deadline);
  }

  /**
   * What a code told.
   *
   * @param unionId the account
   * @param userId the person in the company, where the code was the client's
   * @param account what the account tells of itself, or a missing node
   * @param ifUnknown why they are refused if the company does not know them
   */
  private record Arrival(
      String unionId, Optional<String> userId, JsonNode account, Reason ifUnknown) {}

  private SignInResult byCodeOfTheClient(Secret code, Deadline deadline) throws ProviderException {
    // A code works once: sent again after a broken connection it would be refused as used.
    HttpCall call =
        api.oldRead(CLIENT_CODE_PATH, Map.of("code", code.reveal())).withIdempotent(false);
    Answer answer = api.asApp(call, deadline, ErrorCodes.CODE_INVALID, ErrorCodes.NOT_AUTHORIZED);
    if (answer.refusedWith(ErrorCodes.CODE_INVALID)) {
      return answer.refused(Reason.CODE_INVALID);
    }
    if (answer.refusedWith(ErrorCodes.NOT_AUTHORIZED)) {
      return answer.refused(Reason.NOT_IN_RANGE);
    }
    Arrival arrival =
        new Arrival(
            answer.id(Answers.result(answer), "unionid", ID),
            Optional.of(answer.id(Answers.result(answer), "userid", ID)),
            MissingNode.getInstance(),
            Reason.NOT_A_MEMBER);
    return employed(arrival, deadline);
  }

  private SignInResult byCodeOfAnAccount(Secret code, Deadline deadline) throws ProviderException {
    Answer given =
        api.context()
            .withSecret(
                Descriptors.CLIENT_SECRET, secret -> redeem(code, secret, deadline), deadline);
    if (given.refusedWith(ErrorCodes.CODE_INVALID)) {
      return given.refused(Reason.CODE_INVALID);
    }
    Optional<String> company = given.text("corpId");
    if (company.isPresent() && !company.get().equals(app.corpId())) {
      return SignInResult.refused(Reason.FOREIGN_COMPANY);
    }
    Secret access = Secret.of(given.require("accessToken"));
    Answer me = api.asPerson(ACCOUNT_PATH, access, deadline).orThrow(ErrorCodes.NOBODY);
    if (me.refusedWith(ErrorCodes.NOBODY)) {
      return me.refused(Reason.NOT_A_MEMBER);
    }
    Arrival arrival =
        new Arrival(
            me.id(me.body(), "unionId", ID),
            Optional.empty(),
            me.body(),
            company.isPresent() ? Reason.LEFT_COMPANY : Reason.NOT_A_MEMBER);
    return employed(arrival, deadline);
  }

  private Answer redeem(Secret code, Secret secret, Deadline deadline) throws ProviderException {
    Answer answer = api.redeem(code, secret, deadline);
    if (answer.refusal().isPresent() && !answer.refusedWith(ErrorCodes.CODE_INVALID)) {
      throw answer.failureOfSecret();
    }
    return answer;
  }

  /** Whether the company employs the account; only its own answer counts. */
  private SignInResult employed(Arrival arrival, Deadline deadline) throws ProviderException {
    Answer answer =
        api.asApp(
            api.oldRead(EMPLOYED_PATH, Map.of("unionid", arrival.unionId())),
            deadline,
            ErrorCodes.NOBODY,
            ErrorCodes.PERSON_OUTSIDE_RANGE);
    if (answer.refusedWith(ErrorCodes.NOBODY)) {
      return answer.refused(arrival.ifUnknown());
    }
    if (answer.refusedWith(ErrorCodes.PERSON_OUTSIDE_RANGE)) {
      return answer.refused(Reason.NOT_IN_RANGE);
    }
    String contact = Json.text(Answers.result(answer), "contact_type").orElse("");
    if (contact.equals(EXTERNAL_CONTACT)) {
      return SignInResult.refused(Reason.EXTERNAL_CONTACT);
    }
    if (!contact.equals(EMPLOYEE)) {
      throw answer.unexpected("has a contact_type that is not documented");
    }
    String userId = answer.id(Answers.result(answer), "userid", ID);
    if (!arrival.userId().orElse(userId).equals(userId)) {
      throw answer.unexpected("is about somebody else");
    }
    return profile(userId, arrival, deadline);
  }

  private SignInResult profile(String userId, Arrival arrival, Deadline deadline)
      throws ProviderException {
    Answer answer =
        api.asApp(
            api.oldRead(PERSON_PATH, Map.of("userid", userId)),
            deadline,
            ErrorCodes.NOBODY,
            ErrorCodes.PERSON_OUTSIDE_RANGE);
    if (answer.refusedWith(ErrorCodes.NOBODY)) {
      return answer.refused(Reason.LEFT_COMPANY);
    }
    JsonNode member = Answers.result(answer);
    if (answer.refusedWith(ErrorCodes.PERSON_OUTSIDE_RANGE)) {
      // The company has just said that it employs them; the app may merely not read more.
      member = MissingNode.getInstance();
    } else if (!answer.id(member, "userid", ID).equals(userId)
        || !Json.text(member, "unionid").orElse(arrival.unionId()).equals(arrival.unionId())) {
      throw answer.unexpected("is about somebody else");
    }
    ExternalIdentity person = Profiles.of(app.corpId(), userId, arrival.account(), member);
    return SignInResult.signedIn(member.isMissingNode() ? person.asPartial() : person);
  }
}
