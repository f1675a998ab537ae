package dev.muster.wechatwork;

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are rare, old, contradictory or hostile. */
final class RedeemOdditiesTest {
  private static final String WHOSE = "/cgi-bin/auth/getuserinfo";
  private static final String WHOSE_BY_THE_OLD_CALL = "/cgi-bin/user/getuserinfo";
  private static final String MEMBER = "/cgi-bin/user/get";
  private static final String AGENT = "/cgi-bin/agent/get";
  private static final String DETAIL = "/cgi-bin/auth/getuserdetail";

  private Set<String> secrets = Set.of("secret");

  private final CannedContext context =
      new CannedContext()
          .answer(WHOSE, "{\"errcode\":0,\"userid\":\"li\"}")
          .answer(
              MEMBER,
              "{\"errcode\":0,\"userid\":\"li\",\"name\":\"Li\",\"status\":1,\"department\":[2,7]}");

  @ParameterizedTest
  @ValueSource(strings = {"userid", "UserId", "USERID"})
  void readsTheUserIdHoweverItIsWritten(String name) throws ProviderException {
    context.answer(WHOSE, "{\"errcode\":0,\"" + name + "\":\"li\",\"new\":{}}");
    assertThat(signedIn().userId()).isEqualTo("li");
  }

  @Test
  void refusesAnAnswerThatNamesTwoPeople() {
    context.answer(WHOSE, "{\"errcode\":0,\"userid\":\"li\",\"UserId\":\"wang\"}");
    assertThat(fault().code()).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b/c", "wwcorp/", "../li", "li&x=1", "\\u0000li", "l\\ni"})
  void neverTakesForAUserIdWhatIsNone(String userId) throws ProviderException {
    context.answer(WHOSE, "{\"errcode\":0,\"userid\":\"" + userId + "\"}");
    try {
      assertThat(redeem(SignInMethod.BROWSER)).isInstanceOf(Refused.class);
    } catch (ProviderException e) {
      assertThat(e.code()).isEqualTo(Code.UNEXPECTED_ANSWER);
    }
    assertThat(context.calls()).extracting(call -> call.uri().getPath()).doesNotContain(MEMBER);
  }

  @Test
  void readsAMemberOfOurOwnCompanyThatIsWrittenWithIt() throws ProviderException {
    context.answer(WHOSE, "{\"errcode\":0,\"userid\":\"wwcorp/li\"}");
    assertThat(signedIn().userId()).isEqualTo("li");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wwother/li", "WWCORP/li", "/li"})
  void refusesAMemberOfAnotherCompany(String userId) throws ProviderException {
    context.answer(WHOSE, "{\"errcode\":0,\"userid\":\"" + userId + "\"}");
    assertThat(refused().reason()).isEqualTo(Reason.FOREIGN_COMPANY);
  }

  @ParameterizedTest
  @CsvSource({"OpenId, NOT_A_MEMBER", "openid, NOT_A_MEMBER", "external_userid, EXTERNAL_CONTACT"})
  void refusesWhoeverHasAnotherKindOfId(String name, Reason reason) throws ProviderException {
    context.answer(WHOSE, "{\"errcode\":0,\"" + name + "\":\"someone\"}");
    assertThat(refused().reason()).isEqualTo(reason);
  }

  @Test
  void letsNobodyInWhenNobodyIsNamed() {
    context.answer(WHOSE, "{\"errcode\":0,\"errmsg\":\"ok\",\"userid\":\"\"}");
    assertThat(fault().code()).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"0\"", "null", "0.5", "{}", "99999999999"})
  void letsNobodyInByAVerdictThatIsNone(String errcode) {
    context.answer(WHOSE, "{\"errcode\":" + errcode + ",\"userid\":\"li\"}");
    assertThat(fault().code()).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @Test
  void judgesByTheNumberAndNotByTheText() {
    context.answer(WHOSE, "{\"errcode\":45033,\"errmsg\":\"ok\",\"userid\":\"li\"}");
    assertThat(fault().code()).isEqualTo(Code.THROTTLED);
  }

  @ParameterizedTest
  @ValueSource(ints = {40029, 42022, 42003})
  void tellsThatACodeIsOfNoUse(int errcode) throws ProviderException {
    context.answer(WHOSE, "{\"errcode\":" + errcode + "}");
    assertThat(refused())
        .isEqualTo(
            SignInResult.refused(Reason.CODE_INVALID)
                .withPlatformCode(Optional.of(Integer.toString(errcode))));
  }

  @ParameterizedTest
  @CsvSource({"60111, LEFT_COMPANY", "40003, LEFT_COMPANY", "46004, LEFT_COMPANY"})
  void refusesWhomTheAddressBookDoesNotHave(int errcode, Reason reason) throws ProviderException {
    context.answer(MEMBER, "{\"errcode\":" + errcode + "}").answer(AGENT, range(1));
    assertThat(refused().reason()).isEqualTo(reason);
  }

  private static String range(int department) {
    return "{\"errcode\":0,\"allow_partys\":{\"partyid\":[" + department + "]}}";
  }

  @ParameterizedTest
  @CsvSource({"60111, li", "40003, LI", "46004, li"})
  void letsInWhomTheCompanyHasAndTheAppDoesNotSee(int errcode, String listed)
      throws ProviderException {
    withTheAddressBooksKey(errcode, listed);
    assertThat(signedIn()).isEqualTo(Profiles.bare("wwcorp", "li"));

    withTheAddressBooksKey(errcode, "wang");
    assertThat(refused().reason()).isEqualTo(Reason.LEFT_COMPANY);
  }

  private void withTheAddressBooksKey(int errcode, String listed) {
    secrets = Set.of("secret", "addressBookSecret");
    context
        .answer(MEMBER, "{\"errcode\":" + errcode + "}")
        .answer(AGENT, range(2))
        .answer(
            "/cgi-bin/user/list_id",
            "{\"errcode\":0,\"dept_user\":[{\"userid\":\"" + listed + "\",\"department\":1}]}");
  }

  /** The platform says so of those outside the range as well, whom no leaver is to pass for. */
  @ParameterizedTest
  @ValueSource(ints = {60111, 40003, 46004})
  void refusesOfWhomItCannotBeToldWhetherTheyLeft(int errcode) throws ProviderException {
    context.answer(MEMBER, "{\"errcode\":" + errcode + "}").answer(AGENT, range(2));
    assertThat(refused().reason()).isEqualTo(Reason.NOT_IN_RANGE);
  }

  @ParameterizedTest
  @ValueSource(ints = {60011, 50002, 60021, 92000})
  void letsInWhomTheAppMayNotSeeWithoutAProfile(int errcode) throws ProviderException {
    context.answer(MEMBER, "{\"errcode\":" + errcode + "}");
    assertThat(signedIn()).isEqualTo(Profiles.bare("wwcorp", "li"));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void refusesTheDisabledAndThoseWhoLeft(int status) throws ProviderException {
    context.answer(MEMBER, "{\"errcode\":0,\"userid\":\"li\",\"status\":" + status + "}");
    assertThat(refused().reason()).isEqualTo(Reason.LEFT_COMPANY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "0", "\"left\""})
  void letsNobodyInWithAStatusThatNobodyKnows(String status) {
    context.answer(MEMBER, "{\"errcode\":0,\"userid\":\"li\",\"status\":" + status + "}");
    assertThat(fault().code()).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"status\":4", ",\"status\":1", ",\"status\":\"1\""})
  void letsInTheActiveAndThoseOfTheWeChatPlugIn(String status) throws ProviderException {
    context.answer(MEMBER, "{\"errcode\":0,\"userid\":\"LI\"" + status + "}");
    assertThat(signedIn().userId()).isEqualTo("li");
  }

  @ParameterizedTest
  @CsvSource({"45009, THROTTLED", "-1, UNAVAILABLE", "48002, NOT_PERMITTED"})
  void letsNobodyInWhoseMembershipCannotBeTold(int errcode, Code code) {
    context.answer(MEMBER, "{\"errcode\":" + errcode + "}");
    assertThat(fault().code()).isEqualTo(code);
  }

  @Test
  void refusesAProfileOfSomebodyElse() {
    context.answer(MEMBER, "{\"errcode\":0,\"userid\":\"wang\",\"status\":1}");
    assertThat(fault().code()).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @Test
  void verifiesNothingButTheCompanysMailboxInAProfile() throws ProviderException {
    context.answer(
        MEMBER,
        "{\"errcode\":0,\"userid\":\"li\",\"status\":1,\"mobile\":\"13800000001\","
            + "\"email\":\"li@home.example\",\"biz_mail\":\"li@corp.example\","
            + "\"avatar\":\"https://a.example/x.png\"}");
    ExternalIdentity person = signedIn();
    assertThat(person.phone()).contains(ContactPoint.of("+8613800000001", false));
    assertThat(person.personalEmail()).contains(ContactPoint.of("li@home.example", false));
    assertThat(person.workEmail()).contains(ContactPoint.of("li@corp.example", true));
    assertThat(person.picture()).contains(URI.create("https://a.example/x.png"));
  }

  @ParameterizedTest
  @CsvSource({"小李,小李", "'',"})
  void tellsTheAliasOfAMember(String alias, String nickname) throws ProviderException {
    context.answer(
        MEMBER, "{\"errcode\":0,\"userid\":\"li\",\"status\":1,\"alias\":\"" + alias + "\"}");
    assertThat(signedIn().nickname()).isEqualTo(Optional.ofNullable(nickname));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://a.example/x.png", "javascript:alert(1)", "https://a b/", ""})
  void showsNoPictureThatIsNotSecure(String avatar) throws ProviderException {
    context.answer(
        MEMBER, "{\"errcode\":0,\"userid\":\"li\",\"status\":1,\"avatar\":\"" + avatar + "\"}");
    assertThat(signedIn().picture()).isEmpty();
  }

  @Test
  void verifiesAPhoneThatThePersonHandedOver() throws ProviderException {
    context
        .answer(WHOSE, "{\"errcode\":0,\"userid\":\"li\",\"user_ticket\":\"ticket\"}")
        .answer(
            DETAIL,
            "{\"errcode\":0,\"userid\":\"li\",\"mobile\":\"13800000001\",\"email\":"
                + "\"li@home.example\",\"biz_mail\":\"li@corp.example\"}");
    ExternalIdentity person = signedIn();
    assertThat(person.name()).contains("Li");
    assertThat(person.departments()).containsExactly("2", "7");
    assertThat(person.phone()).contains(ContactPoint.of("+8613800000001", true));
    assertThat(person.workEmail()).contains(ContactPoint.of("li@corp.example", true));
    assertThat(person.personalEmail()).contains(ContactPoint.of("li@home.example", false));
    assertThat(context.calls().get(2).uriWithQuery().toString()).doesNotContain("ticket=");
  }

  @Test
  void goesWithoutWhatThePersonKept() throws ProviderException {
    context
        .answer(WHOSE, "{\"errcode\":0,\"userid\":\"li\",\"user_ticket\":\"ticket\"}")
        .answer(DETAIL, "{\"errcode\":0,\"userid\":\"li\",\"mobile\":\"\"}");
    assertThat(signedIn().phone()).isEmpty();
  }

  @Test
  void refusesPrivateInfoOfSomebodyElse() {
    context
        .answer(WHOSE, "{\"errcode\":0,\"userid\":\"li\",\"user_ticket\":\"ticket\"}")
        .answer(DETAIL, "{\"errcode\":0,\"userid\":\"wang\",\"mobile\":\"13800000001\"}");
    assertThat(fault().code()).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"ok\"", "", "null", "<html>", "{\"errcode\":0,"})
  void takesNothingForAnAnswerThatIsNoObject(String body) {
    context.answer(WHOSE, body);
    assertThat(fault().code()).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @ParameterizedTest
  @CsvSource({
    "500, UNAVAILABLE",
    "503, UNAVAILABLE",
    "302, UNEXPECTED_ANSWER",
    "404, UNEXPECTED_ANSWER"
  })
  void tellsByTheStatusWhatKindOfTroubleItIs(int status, Code code) {
    context.answer(WHOSE, status, Map.of(), "{\"errcode\":0,\"userid\":\"li\"}");
    assertThat(fault().code()).isEqualTo(code);
  }

  @Test
  void handsOnHowLongToWait() {
    context.answer(WHOSE, 429, Map.of("retry-after", List.of("7")), "");
    assertThat(fault().retryAfter()).contains(Duration.ofSeconds(7));
  }

  @Test
  void makesTwoCallsAndSendsACodeOnce() throws ProviderException {
    signedIn();
    assertThat(context.calls()).hasSize(2);
    assertThat(context.calls()).extracting(HttpCall::idempotent).containsExactly(false, true);
  }

  @Test
  void redeemsAMobileCodeByTheCallThatTheVendorNames() throws ProviderException {
    context.answer(WHOSE_BY_THE_OLD_CALL, "{\"errcode\":0,\"UserId\":\"li\",\"DeviceId\":\"d\"}");
    assertThat(redeem(SignInMethod.MOBILE)).isInstanceOf(SignedIn.class);
    assertThat(context.calls().get(0).uri().getPath()).isEqualTo(WHOSE_BY_THE_OLD_CALL);
  }

  @Test
  void redeemsAMobileCodeByTheCallThatTheSettingNames() throws ProviderException {
    context.set("mobile.code.path", WHOSE);
    assertThat(redeem(SignInMethod.MOBILE)).isInstanceOf(SignedIn.class);
    assertThat(context.calls().get(0).uri().getPath()).isEqualTo(WHOSE);
  }

  private ExternalIdentity signedIn() throws ProviderException {
    return ((SignedIn) redeem(SignInMethod.IN_APP)).person();
  }

  private Refused refused() throws ProviderException {
    return (Refused) redeem(SignInMethod.BROWSER);
  }

  private ProviderException fault() {
    ProviderException fault =
        catchThrowableOfType(ProviderException.class, () -> redeem(SignInMethod.BROWSER));
    assertThat(fault).isNotNull();
    return fault;
  }

  private SignInResult redeem(SignInMethod method) throws ProviderException {
    Redemption redemption = Redemption.of(method, Secret.of("the code"));
    return context
        .connect(Map.of(), secrets)
        .signIn()
        .orElseThrow()
        .redeem(redemption, Deadline.in(Duration.ofSeconds(5)));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 6000})
  void asksAgainWhereThePlatformIsTooBusyToRead(int errcode) throws ProviderException {
    context
        .answer(WHOSE, "{\"errcode\":0,\"userid\":\"li\",\"user_ticket\":\"ticket\"}")
        .answer(MEMBER, "{\"errcode\":" + errcode + "}")
        .then(MEMBER, "{\"errcode\":0,\"userid\":\"li\",\"status\":1}")
        .answer(DETAIL, "{\"errcode\":" + errcode + "}")
        .then(DETAIL, "{\"errcode\":0,\"userid\":\"li\"}");
    assertThat(signedIn().userId()).isEqualTo("li");
    assertThat(context.paths()).containsExactly(WHOSE, MEMBER, MEMBER, DETAIL, DETAIL);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 6000})
  void neverUsesACodeTwiceHoweverBusyThePlatformIs(int errcode) {
    context.answer(WHOSE, "{\"errcode\":" + errcode + "}");
    assertThat(fault().code()).isEqualTo(Code.UNAVAILABLE);
    assertThat(context.paths()).containsExactly(WHOSE);
  }
}
