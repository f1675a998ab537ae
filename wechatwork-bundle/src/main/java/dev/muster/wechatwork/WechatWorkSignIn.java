package dev.muster.wechatwork;

import dev.muster.spi.Deadline;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.SignIn;
import dev.muster.spi.platform.SignInResult;
import dev.muster.spi.platform.SignInResult.Reason;
import dev.muster.support.Answer;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Signs members in: one call tells whose the code is, one whether they are still there and what
 * they are called, and a third brings phone and mailbox where the person agreed to hand them over.
 */
final class WechatWorkSignIn implements SignIn {
  private static final String LOGIN_PATH = "/wwlogin/sso/login";
  private static final String OAUTH_PATH = "/connect/oauth2/authorize";
  private static final String MEMBER_PATH = "/cgi-bin/user/get";
  private static final String PRIVATE_INFO_PATH = "/cgi-bin/auth/getuserdetail";

  /** A person of a linked company is written {@code company/person}. */
  private static final char COMPANY_SEPARATOR = '/';

  private final App app;
  private final Endpoints endpoints;
  private final Api api;
  private final WechatWorkDirectory directory;

  WechatWorkSignIn(App app, Endpoints endpoints, Api api, WechatWorkDirectory directory) {
    this.app = app;
    this.endpoints = endpoints;
    this.api = api;
    this.directory = directory;
  }

  @Override
  public URI authorizationUri(AuthorizationRequest request) {
    return switch (request.method()) {
      case BROWSER -> browserUri(request);
      case IN_APP -> inAppUri(request);
      case MOBILE ->
          throw new IllegalArgumentException("A mobile app asks the platform's SDK for a code");
    };
  }

  private URI browserUri(AuthorizationRequest request) {
    boolean chinese = request.language().toLowerCase(Locale.ROOT).startsWith("zh");
    return HttpCall.get(endpoints.login(), LOGIN_PATH)
        .withQuery("login_type", "CorpApp")
        .withQuery("appid", app.corpId())
        .withQuery("agentid", app.agentId())
        .withQuery("redirect_uri", request.redirectUri().toString())
        .withQuery("state", request.state())
        .withQuery("lang", chinese ? "zh" : "en")
        .uriWithQuery();
  }

  private URI inAppUri(AuthorizationRequest request) {
    URI uri =
        HttpCall.get(endpoints.oauth(), OAUTH_PATH)
            .withQuery("appid", app.corpId())
            .withQuery("redirect_uri", request.redirectUri().toString())
            .withQuery("response_type", "code")
            .withQuery("scope", app.privateInfo() ? "snsapi_privateinfo" : "snsapi_base")
            .withQuery("state", request.state())
            .withQuery("agentid", app.agentId())
            .uriWithQuery();
    return URI.create(uri + "#wechat_redirect");
  }

  @Override
  public SignInResult redeem(Redemption redemption, Deadline deadline) throws ProviderException {
    String path =
        redemption.method() == SignInMethod.MOBILE
            ? endpoints.mobileCodePath()
            : Endpoints.WEB_CODE_PATH;
    // A code works once: sent again after a broken connection it would be refused as used.
    HttpCall call = api.get(path).withQuery("code", redemption.code()).withIdempotent(false);
    return api.asApp(access -> whose(api.send(call, access, deadline), deadline), deadline);
  }

  private SignInResult whose(Answer answer, Deadline deadline) throws ProviderException {
    if (answer.refusedWith(ErrorCodes.CODE_INVALID)) {
      return answer.refused(Reason.CODE_INVALID);
    }
    if (answer.refusedWith(ErrorCodes.MEMBER_OUTSIDE_RANGE)) {
      return answer.refused(Reason.NOT_IN_RANGE);
    }
    answer.orThrow();
    Optional<String> named = answer.text("userid");
    if (named.isEmpty()) {
      return notAMember(answer);
    }
    String userId = named.get();
    int separator = userId.indexOf(COMPANY_SEPARATOR);
    if (separator >= 0) {
      if (!userId.substring(0, separator).equals(app.corpId())) {
        return SignInResult.refused(Reason.FOREIGN_COMPANY);
      }
      userId = userId.substring(separator + 1);
    }
    userId = answer.id(userId, "userid", Profiles.USER_ID);
    return member(userId, answer.text("user_ticket").map(Secret::of), deadline);
  }

  private static SignInResult notAMember(Answer answer) throws ProviderException {
    if (answer.text("external_userid").isPresent()) {
      return SignInResult.refused(Reason.EXTERNAL_CONTACT);
    }
    if (answer.text("openid").isPresent()) {
      return SignInResult.refused(Reason.NOT_A_MEMBER);
    }
    throw answer.unexpected("names nobody");
  }

  private SignInResult member(String userId, Optional<Secret> ticket, Deadline deadline)
      throws ProviderException {
    HttpCall call = api.get(MEMBER_PATH).withQuery("userid", userId);
    Answer answer =
        api.asApp(
            access ->
                api.send(call, access, deadline)
                    .orThrow(ErrorCodes.NO_SUCH_MEMBER, ErrorCodes.MEMBER_OUTSIDE_RANGE),
            deadline);
    if (answer.refusedWith(ErrorCodes.NO_SUCH_MEMBER)) {
      return switch (directory.trace(userId, deadline)) {
        case GONE -> answer.refused(Reason.LEFT_COMPANY);
        case HIDDEN -> SignInResult.signedIn(Profiles.bare(app.corpId(), userId));
        case UNCERTAIN -> answer.refused(Reason.NOT_IN_RANGE);
      };
    }
    if (answer.refusedWith(ErrorCodes.MEMBER_OUTSIDE_RANGE)) {
      // The code has just proven who they are; the app may merely not see more of them.
      return SignInResult.signedIn(Profiles.bare(app.corpId(), userId));
    }
    requireSamePerson(answer, userId);
    ExternalIdentity person = Profiles.of(app.corpId(), userId, answer.body());
    return switch (answer.text("status").orElse(Profiles.ACTIVE)) {
      case Profiles.DISABLED, Profiles.LEFT -> SignInResult.refused(Reason.LEFT_COMPANY);
      case Profiles.ACTIVE, Profiles.NOT_ACTIVATED ->
          SignInResult.signedIn(
              // without the person's consent mailbox and number may be there all the same
              ticket.isEmpty()
                  ? person.asPartial()
                  : withPrivateInfo(person, ticket.get(), deadline));
      default -> throw answer.unexpected("has a status that is not documented");
    };
  }

  private ExternalIdentity withPrivateInfo(
      ExternalIdentity person, Secret ticket, Deadline deadline) throws ProviderException {
    // It only reads; the ticket lives for half an hour.
    HttpCall call =
        api.post(PRIVATE_INFO_PATH, Map.of("user_ticket", ticket.reveal())).withIdempotent(true);
    Answer answer = api.asApp(call, deadline);
    requireSamePerson(answer, person.userId());
    return Profiles.withPrivateInfo(person, answer.body());
  }

  private static void requireSamePerson(Answer answer, String userId) throws ProviderException {
    if (!answer.text("userid").map(userId::equalsIgnoreCase).orElse(false)) {
      throw answer.unexpected("is about somebody else");
    }
  }
}
