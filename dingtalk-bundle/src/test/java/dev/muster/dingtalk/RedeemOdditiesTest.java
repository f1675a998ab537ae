package dev.muster.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.spi.Deadline;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.spi.platform.SignIn.Redemption;
import dev.muster.spi.platform.SignInResult;
import dev.muster.spi.platform.SignInResult.Reason;
import dev.muster.spi.platform.SignInResult.Refused;
import dev.muster.spi.platform.SignInResult.SignedIn;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are rare, contradictory or hostile. */
final class RedeemOdditiesTest {
  private static final String TOKEN = "/v1.0/oauth2/userAccessToken";
  private static final String ME = "/v1.0/contact/users/me";
  private static final String WHOSE = "/topapi/v2/user/getuserinfo";
  private static final String EMPLOYED = "/topapi/user/getbyunionid";
  private static final String PERSON = "/topapi/v2/user/get";

  private final CannedContext context =
      new CannedContext()
          .answer(TOKEN, "{\"accessToken\":\"u\",\"expireIn\":7200,\"corpId\":\"dingcorp\"}")
          .answer(ME, "{\"nick\":\"Nick\",\"unionId\":\"U\"}")
          .answer(WHOSE, "{\"errcode\":0,\"result\":{\"userid\":\"li\",\"unionid\":\"U\"}}")
          .answer(EMPLOYED, "{\"errcode\":0,\"result\":{\"contact_type\":0,\"userid\":\"li\"}}")
          .answer(
              PERSON,
              "{\"errcode\":0,\"result\":{\"userid\":\"li\",\"unionid\":\"U\",\"name\":\"Li\","
                  + "\"dept_id_list\":[2,7]}}");

  @ParameterizedTest
  @EnumSource(SignInMethod.class)
  void namesThePersonOfTheBoundCompany(SignInMethod method) throws ProviderException {
    ExternalIdentity person = signedIn(method);
    assertThat(person.platformTenant()).isEqualTo("dingcorp");
    assertThat(person.userId()).isEqualTo("li");
    assertThat(person.name()).contains("Li");
    assertThat(person.departments()).containsExactly("2", "7");
  }

  @ParameterizedTest
  @EnumSource(
      value = SignInMethod.class,
      names = {"BROWSER", "MOBILE"})
  void refusesAnotherCompanyBeforeItAsksAnythingElse(SignInMethod method) throws ProviderException {
    context.answer(TOKEN, "{\"accessToken\":\"u\",\"corpId\":\"dingother\"}");
    assertThat(refused(method).reason()).isEqualTo(Reason.FOREIGN_COMPANY);
    assertThat(context.paths()).containsExactly(TOKEN);
  }

  @ParameterizedTest
  @EnumSource(SignInMethod.class)
  void refusesAnExternalContactOnEveryWay(SignInMethod method) throws ProviderException {
    context.answer(EMPLOYED, "{\"errcode\":0,\"result\":{\"contact_type\":1,\"userid\":\"li\"}}");
    assertThat(refused(method).reason()).isEqualTo(Reason.EXTERNAL_CONTACT);
  }

  @ParameterizedTest
  @EnumSource(SignInMethod.class)
  void letsNobodyInWhoseKindIsNotTold(SignInMethod method) {
    for (String kind : List.of("", "\"contact_type\":2,", "\"contact_type\":null,")) {
      context.answer(EMPLOYED, "{\"errcode\":0,\"result\":{" + kind + "\"userid\":\"li\"}}");
      assertThat(fault(method).code()).isEqualTo(Code.UNEXPECTED_ANSWER);
    }
  }

  @ParameterizedTest
  @EnumSource(SignInMethod.class)
  void refusesWhomTheCompanyDoesNotKnow(SignInMethod method) throws ProviderException {
    context.answer(EMPLOYED, "{\"errcode\":60121}");
    assertThat(refused(method).reason()).isIn(Reason.NOT_A_MEMBER, Reason.LEFT_COMPANY);
  }

  @Test
  void refusesAnAccountWithoutACompanyAsAStranger() throws ProviderException {
    context.answer(TOKEN, "{\"accessToken\":\"u\"}").answer(EMPLOYED, "{\"errcode\":60121}");
    assertThat(refused(SignInMethod.MOBILE))
        .isEqualTo(
            SignInResult.refused(Reason.NOT_A_MEMBER).withPlatformCode(Optional.of("60121")));
  }

  @ParameterizedTest
  @EnumSource(SignInMethod.class)
  void refusesWhoLeftAMomentAgo(SignInMethod method) throws ProviderException {
    context.answer(PERSON, "{\"errcode\":60121}");
    assertThat(refused(method).reason()).isEqualTo(Reason.LEFT_COMPANY);
  }

  @ParameterizedTest
  @EnumSource(SignInMethod.class)
  void refusesAnswersAboutTwoPeople(SignInMethod method) {
    context.answer(PERSON, "{\"errcode\":0,\"result\":{\"userid\":\"wang\"}}");
    assertThat(fault(method).code()).isEqualTo(Code.UNEXPECTED_ANSWER);
    context.answer(PERSON, "{\"errcode\":0,\"result\":{\"userid\":\"li\",\"unionid\":\"OTHER\"}}");
    assertThat(fault(method).code()).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @Test
  void refusesACodeOfTheClientWhoseAccountIsAnothers() {
    context.answer(EMPLOYED, "{\"errcode\":0,\"result\":{\"contact_type\":0,\"userid\":\"wang\"}}");
    assertThat(fault(SignInMethod.IN_APP).code()).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "\\n", "\\u4e2d"})
  void neverTakesForAnIdWhatIsNone(String id) {
    context.answer(
        EMPLOYED, "{\"errcode\":0,\"result\":{\"contact_type\":0,\"userid\":\"" + id + "\"}}");
    assertThat(fault(SignInMethod.BROWSER).code()).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @Test
  void letsInWhomTheAppMayNotReadAboutWithoutAProfile() throws ProviderException {
    context.answer(PERSON, "{\"errcode\":50002}");
    assertThat(signedIn(SignInMethod.IN_APP).name()).isEmpty();
    assertThat(signedIn(SignInMethod.BROWSER).name()).contains("Nick");
    assertThat(signedIn(SignInMethod.IN_APP).partial()).isTrue();
  }

  @Test
  void saysOfAWholeProfileThatItIsWhole() throws ProviderException {
    assertThat(signedIn(SignInMethod.IN_APP).partial()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "40078, CODE_INVALID",
    "40079, NOT_IN_RANGE",
  })
  void tellsWhyACodeOfTheClientIsOfNoUse(String errcode, Reason reason) throws ProviderException {
    context.answer(WHOSE, "{\"errcode\":" + errcode + "}");
    assertThat(refused(SignInMethod.IN_APP))
        .isEqualTo(SignInResult.refused(reason).withPlatformCode(Optional.of(errcode)));
  }

  @Test
  void tellsThatACodeOfThePageIsOfNoUse() throws ProviderException {
    context.answer(TOKEN, 400, "{\"code\":\"invalidParameter.authCode.notFound\"}");
    assertThat(refused(SignInMethod.BROWSER).reason()).isEqualTo(Reason.CODE_INVALID);
  }

  @Test
  void countsAWrongSecretAsOne() {
    context.answer(TOKEN, 400, "{\"code\":\"invalidClientIdOrSecret\"}");
    assertThat(fault(SignInMethod.BROWSER).code()).isEqualTo(Code.CREDENTIAL_REFUSED);
  }

  @Test
  void tellsThatTheConsentOrItsPermissionIsMissing() {
    context.answer(ME, 403, "{\"code\":\"Forbidden.AccessDenied.AccessTokenPermissionDenied\"}");
    assertThat(fault(SignInMethod.BROWSER).code()).isEqualTo(Code.NOT_PERMITTED);
  }

  @Test
  void refusesAnAccountThatIsNotThere() throws ProviderException {
    context.answer(ME, 404, "{\"code\":\"invalidParameter.user.notFound\"}");
    assertThat(refused(SignInMethod.BROWSER).reason()).isEqualTo(Reason.NOT_A_MEMBER);
  }

  @ParameterizedTest
  @CsvSource({
    "90018, THROTTLED",
    "-1, UNAVAILABLE",
    "60011, NOT_PERMITTED",
    "60020, ADDRESS_NOT_ALLOWED"
  })
  void letsNobodyInWhoseMembershipCannotBeTold(int errcode, Code code) {
    context.answer(EMPLOYED, "{\"errcode\":" + errcode + "}");
    assertThat(fault(SignInMethod.IN_APP).code()).isEqualTo(code);
  }

  @Test
  void verifiesTheOwnNumberAndTheCompanysMailboxAlone() throws ProviderException {
    context
        .answer(
            ME,
            "{\"nick\":\"Nick\",\"unionId\":\"U\",\"mobile\":\"13800000001\",\"stateCode\":\"86\","
                + "\"email\":\"nick@home.example\",\"avatarUrl\":\"https://a.example/me.png\"}")
        .answer(
            PERSON,
            "{\"errcode\":0,\"result\":{\"userid\":\"li\",\"mobile\":\"13800000009\","
                + "\"email\":\"li@home.example\",\"org_email\":\"li@corp.example\"}}");
    ExternalIdentity person = signedIn(SignInMethod.BROWSER);
    assertThat(person.phone()).contains(ContactPoint.of("+8613800000001", true));
    assertThat(person.workEmail()).contains(ContactPoint.of("li@corp.example", true));
    assertThat(person.personalEmail()).contains(ContactPoint.of("li@home.example", false));
    assertThat(person.picture()).contains(URI.create("https://a.example/me.png"));
    assertThat(signedIn(SignInMethod.IN_APP).phone())
        .contains(ContactPoint.of("+8613800000009", true));
  }

  @Test
  void tellsTheNicknameOfAnAccountBesideTheNameInTheAddressBook() throws ProviderException {
    context
        .answer(ME, "{\"nick\":\"Nick\",\"unionId\":\"U\"}")
        .answer(PERSON, "{\"errcode\":0,\"result\":{\"userid\":\"li\",\"name\":\"李\"}}");
    ExternalIdentity person = signedIn(SignInMethod.BROWSER);
    assertThat(person.name()).contains("李");
    assertThat(person.nickname()).contains("Nick");
    assertThat(signedIn(SignInMethod.IN_APP).nickname()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://a.example/x.png", "javascript:alert(1)", "https://a b/", ""})
  void showsNoPictureThatIsNotSecure(String avatar) throws ProviderException {
    context.answer(
        PERSON, "{\"errcode\":0,\"result\":{\"userid\":\"li\",\"avatar\":\"" + avatar + "\"}}");
    assertThat(signedIn(SignInMethod.IN_APP).picture()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(SignInMethod.class)
  void takesThePageOfABanForThrottling(SignInMethod method) {
    String path = method == SignInMethod.IN_APP ? WHOSE : TOKEN;
    for (String body :
        List.of(
            "<!doctype html><html>",
            "\n <html>",
            "{\"status\":1111,\"wait\":5,\"source\":\"x5\",\"punish\":\"deny\",\"uuid\":\"1\"}")) {
      context.answer(path, body);
      ProviderException fault = fault(method);
      assertThat(fault.code()).isEqualTo(Code.THROTTLED);
      assertThat(fault.retryAfter()).contains(Duration.ofMinutes(5));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"ok\"", "", "null", "{\"errcode\":0,"})
  void takesNothingForAnAnswerThatIsNoObject(String body) {
    context.answer(WHOSE, body);
    assertThat(fault(SignInMethod.IN_APP).code()).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @ParameterizedTest
  @CsvSource({
    "500, UNAVAILABLE",
    "503, UNAVAILABLE",
    "429, THROTTLED",
    "302, UNEXPECTED_ANSWER",
    "404, UNEXPECTED_ANSWER"
  })
  void tellsByTheStatusWhatKindOfTroubleItIs(int status, Code code) {
    context.answer(WHOSE, status, Map.of(), "<html>");
    assertThat(fault(SignInMethod.IN_APP).code()).isEqualTo(code);
  }

  @Test
  void sendsACodeOnceAndWritesItIntoNoAddress() throws ProviderException {
    signedIn(SignInMethod.BROWSER);
    signedIn(SignInMethod.IN_APP);
    assertThat(context.calls())
        .filteredOn(call -> List.of(TOKEN, WHOSE).contains(call.uri().getPath()))
        .hasSize(2)
        .noneMatch(HttpCall::idempotent)
        .noneMatch(call -> call.uriWithQuery().toString().contains("the-code"))
        .allMatch(call -> body(call).contains("the-code"));
  }

  @Test
  void asksTheNewerApiForJson() throws ProviderException {
    signedIn(SignInMethod.BROWSER);
    assertThat(context.calls())
        .filteredOn(call -> call.uri().getPath().startsWith("/v1.0/"))
        .hasSize(2)
        .allMatch(call -> "application/json".equals(call.headers().get("Accept")));
  }

  private static String body(HttpCall call) {
    return new String(call.body().orElseThrow(), StandardCharsets.UTF_8);
  }

  private ExternalIdentity signedIn(SignInMethod method) throws ProviderException {
    return ((SignedIn) redeem(method)).person();
  }

  private Refused refused(SignInMethod method) throws ProviderException {
    return (Refused) redeem(method);
  }

  private ProviderException fault(SignInMethod method) {
    ProviderException fault = catchThrowableOfType(ProviderException.class, () -> redeem(method));
    assertThat(fault).isNotNull();
    assertThat(fault.toString()).doesNotContain("the-code").doesNotContain("a secret");
    return fault;
  }

  private SignInResult redeem(SignInMethod method) throws ProviderException {
    Redemption redemption = Redemption.of(method, Secret.of("the-code"));
    return context
        .connect()
        .signIn()
        .orElseThrow()
        .redeem(redemption, Deadline.in(Duration.ofSeconds(5)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"errcode\":-1}",
        "{\"errcode\":88,\"sub_code\":\"-1\"}",
        "{\"errcode\":88,\"errmsg\":\"ding talk error[subcode=-1,submsg=x]\"}"
      })
  void asksAgainWhereTheOlderApiIsTooBusyToRead(String busy) throws ProviderException {
    String person = "{\"errcode\":0,\"result\":{\"userid\":\"li\",\"unionid\":\"U\"}}";
    context.answer(PERSON, busy).then(PERSON, busy).then(PERSON, person);
    assertThat(signedIn(SignInMethod.IN_APP).userId()).isEqualTo("li");
    assertThat(context.paths()).filteredOn(PERSON::equals).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"500, systemBusy", "500, system.error", "503, serviceBusy", "400, serviceBusy"})
  void asksAgainWhereTheNewerApiIsTooBusyToRead(int status, String code) throws ProviderException {
    context
        .answer(ME, status, "{\"code\":\"" + code + "\"}")
        .then(ME, "{\"nick\":\"Nick\",\"unionId\":\"U\"}");
    assertThat(signedIn(SignInMethod.BROWSER).userId()).isEqualTo("li");
    assertThat(context.paths()).filteredOn(ME::equals).hasSize(2);
  }

  @Test
  void neverUsesACodeTwiceHoweverBusyThePlatformIs() {
    context.answer(TOKEN, 503, "{\"code\":\"serviceBusy\"}").answer(WHOSE, "{\"errcode\":-1}");
    assertThat(fault(SignInMethod.BROWSER).code()).isEqualTo(Code.UNAVAILABLE);
    assertThat(fault(SignInMethod.IN_APP).code()).isEqualTo(Code.UNAVAILABLE);
    assertThat(context.paths()).containsExactly(TOKEN, WHOSE);
  }
}
