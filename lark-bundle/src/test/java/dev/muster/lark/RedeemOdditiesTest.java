package dev.muster.lark;

import static dev.muster.lark.CannedContext.GRANT;
import static dev.muster.lark.CannedContext.TENANT;
import static dev.muster.lark.CannedContext.TOKEN;
import static dev.muster.lark.CannedContext.USERS;
import static dev.muster.lark.CannedContext.USER_INFO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.spi.Deadline;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are rare, contradictory or hostile. */
final class RedeemOdditiesTest {
  private static final String USER = USERS + "/ou_li";
  private static final String STATUS =
      "'status':{'is_frozen':false,'is_resigned':false,'is_exited':false,'is_activated':true}";

  private final CannedContext context =
      new CannedContext()
          .answer(GRANT, "{'code':0,'access_token':'user token','expires_in':7200}")
          .answer(USER_INFO, "{'code':0,'data':{'open_id':'ou_li','tenant_key':'tk','name':'Li'}}");

  RedeemOdditiesTest() {
    member("'user_id':'li'," + STATUS);
  }

  @Test
  void redeemsAWebCodeWithItsVerifierAndAddress() throws ProviderException {
    signedIn();
    assertThat(context.calls().get(0).uri())
        .hasToString("https://open.feishu.cn/open-apis/authen/v2/oauth/token");
    assertThat(context.sent(GRANT))
        .isEqualTo(
            "{\"grant_type\":\"authorization_code\",\"client_id\":\"cli_a\","
                + "\"client_secret\":\"a secret\",\"code\":\"the code\","
                + "\"redirect_uri\":\"https://muster.example/callback\","
                + "\"code_verifier\":\"verifier\"}");
  }

  @Test
  void redeemsAMobileCodeWithoutAnAddressAndWithItsVerifierIfThereIsOne() throws ProviderException {
    redeem(SignInMethod.MOBILE, Optional.of("mobile verifier"));
    assertThat(context.sent(GRANT))
        .doesNotContain("redirect_uri")
        .contains("\"code_verifier\":\"mobile verifier\"");
    redeem(SignInMethod.MOBILE, Optional.empty());
    assertThat(context.sent(GRANT)).doesNotContain("redirect_uri", "code_verifier");
  }

  @Test
  void redeemsAtTheNewestCallWhenSetSo() throws ProviderException {
    context
        .set("oauth.version", "v3")
        .answer("/oauth/v3/token", "{'access_token':'user token','token_type':'Bearer'}");
    signedIn();
    assertThat(context.calls().get(0).uri())
        .hasToString("https://accounts.feishu.cn/oauth/v3/token");
  }

  @Test
  void sendsNoCodeTwice() throws ProviderException {
    signedIn();
    assertThat(context.calls().get(0).idempotent()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "20003, CODE_INVALID",
    "20004, CODE_INVALID",
    "20024, CODE_INVALID",
    "20049, CODE_INVALID",
    "20065, CODE_INVALID",
    "20071, CODE_INVALID",
    "20008, NOT_A_MEMBER",
    "20010, NOT_IN_RANGE",
    "20066, LEFT_COMPANY",
  })
  void tellsWhyACodeLetsNobodyIn(int code, Reason reason) throws ProviderException {
    context.answer(
        GRANT, 400, Map.of(), "{'code':" + code + ",'error':'invalid_grant','access_token':'x'}");
    assertThat(refused())
        .isEqualTo(
            SignInResult.refused(reason).withPlatformCode(Optional.of(Integer.toString(code))));
    assertThat(context.paths()).containsExactly(GRANT);
  }

  @Test
  void understandsARefusalWithoutANumber() throws ProviderException {
    context.answer(GRANT, 400, Map.of(), "{'error':'invalid_grant'}");
    assertThat(refused())
        .isEqualTo(
            SignInResult.refused(Reason.CODE_INVALID)
                .withPlatformCode(Optional.of("invalid_grant")));
    context.answer(GRANT, 401, Map.of(), "{'error':'invalid_client'}");
    assertThat(fault().code()).isEqualTo(Code.CREDENTIAL_REFUSED);
  }

  @Test
  void holdsNothingAgainstTheSecretWhereAStrangersCodeMadeABadRequest() {
    context.answer(GRANT, 400, Map.of(), "{'code':10003,'msg':'invalid param'}");
    assertThat(fault().code()).isEqualTo(Code.REJECTED);
  }

  @ParameterizedTest
  @CsvSource({"20021, LEFT_COMPANY", "20022, LEFT_COMPANY", "20023, NOT_A_MEMBER"})
  void refusesWhomThePlatformItselfWillNotDescribe(int code, Reason reason)
      throws ProviderException {
    context.answer(USER_INFO, "{'code':" + code + ",'msg':'ok'}");
    assertThat(refused().reason()).isEqualTo(reason);
  }

  @Test
  void refusesAMemberOfAnotherCompanyBeforeAnythingElseIsAsked() throws ProviderException {
    context.answer(USER_INFO, "{'code':0,'data':{'open_id':'ou_li','tenant_key':'other'}}");
    assertThat(refused().reason()).isEqualTo(Reason.FOREIGN_COMPANY);
    assertThat(context.paths()).doesNotContain(USER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TK", "tk ", "tk\\u0000", "t"})
  void takesNoOtherCompanyForOurs(String tenantKey) throws ProviderException {
    context.answer(
        USER_INFO, "{'code':0,'data':{'open_id':'ou_li','tenant_key':'" + tenantKey + "'}}");
    try {
      assertThat(redeem()).isInstanceOf(Refused.class);
    } catch (ProviderException e) {
      assertThat(e.code()).isEqualTo(Code.UNEXPECTED_ANSWER);
    }
  }

  @Test
  void letsNobodyInWhenItCannotBeKnownWhichCompanyIsOurs() {
    context.answer(
        TENANT,
        400,
        Map.of(),
        "{'code':99991672,'error':{'permission_violations':"
            + "[{'type':'action_scope_required','subject':'tenant:tenant:readonly'}]}}");
    ProviderException fault = fault();
    assertThat(fault.code()).isEqualTo(Code.NOT_PERMITTED);
    assertThat(fault).hasMessageContaining("tenant:tenant:readonly");
    context.answer(TENANT, "{'code':0,'data':{'tenant':{'name':'Ltd'}}}");
    assertThat(fault().code()).isEqualTo(Code.NOT_PERMITTED);
    context.answer(TENANT, "{'code':0,'data':{'tenant':{'tenant_key':'t k'}}}");
    assertThat(fault().code()).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'open_id':'ou_li'}", "{'tenant_key':'tk'}"})
  void letsNobodyInWhoHasNoIdOrCompany(String data) {
    context.answer(USER_INFO, "{'code':0,'data':" + data + "}");
    assertThat(fault().code()).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../ou_li", "ou_li?a=b", "ou li", "ou_li/children"})
  void neverTakesForAnOpenIdWhatIsNone(String openId) {
    context.answer(USER_INFO, "{'code':0,'data':{'open_id':'" + openId + "','tenant_key':'tk'}}");
    assertThat(fault().code()).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @Test
  void namesThePermissionWithoutWhichNobodyHasAnId() {
    member(STATUS);
    ProviderException fault = fault();
    assertThat(fault.code()).isEqualTo(Code.NOT_PERMITTED);
    assertThat(fault).hasMessageContaining("contact:user.employee_id:readonly");
  }

  @Test
  void letsNobodyInOfWhomItIsNotKnownWhetherTheyLeft() {
    member("'user_id':'li'");
    ProviderException fault = fault();
    assertThat(fault.code()).isEqualTo(Code.NOT_PERMITTED);
    assertThat(fault).hasMessageContaining("contact:user.employee:readonly");
    member("'user_id':'li','status':{'is_frozen':false,'is_resigned':false}");
    assertThat(fault().code()).isEqualTo(Code.UNEXPECTED_ANSWER);
    member("'user_id':'li','status':{'is_frozen':0,'is_resigned':false,'is_exited':false}");
    assertThat(fault().code()).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"is_frozen", "is_resigned", "is_exited"})
  void refusesLeavers(String flag) throws ProviderException {
    member("'user_id':'li'," + STATUS.replace("'" + flag + "':false", "'" + flag + "':true"));
    assertThat(refused().reason()).isEqualTo(Reason.LEFT_COMPANY);
  }

  @Test
  void refusesWhoeverHasNotConfirmedThatTheyJoin() throws ProviderException {
    member("'user_id':'li'," + STATUS.replace("'is_activated'", "'is_unjoin':true,'is_activated'"));
    assertThat(refused().reason()).isEqualTo(Reason.NOT_A_MEMBER);
  }

  @ParameterizedTest
  @CsvSource({
    "41050, NOT_IN_RANGE",
    "41012, NOT_A_MEMBER",
    "99992351, NOT_A_MEMBER",
    "99992381, FOREIGN_COMPANY",
  })
  void refusesWhomTheAddressBookDoesNotShow(int code, Reason reason) throws ProviderException {
    context.answer(USER, 400, Map.of(), "{'code':" + code + "}");
    assertThat(refused().reason()).isEqualTo(reason);
  }

  @Test
  void refusesAnAnswerAboutSomebodyElse() {
    context.answer(
        USER, "{'code':0,'data':{'user':{'open_id':'ou_wang','user_id':'wang'," + STATUS + "}}}");
    assertThat(fault().code()).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @Test
  void refusesAnAnswerThatNamesAFieldTwice() {
    member("'user_id':'li','user_id':'wang'," + STATUS);
    assertThat(fault().code()).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../li", "li/wang", "l i", "li?x=1", "\\u0000li", ".."})
  void neverTakesForAUserIdWhatIsNone(String userId) {
    member("'user_id':'" + userId + "'," + STATUS);
    assertThat(fault().code()).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @Test
  void verifiesTheCompanysMailboxAlone() throws ProviderException {
    member(
        "'user_id':'li','name':'李','email':'li@home.example','mobile':'+8613800000002',"
            + "'enterprise_email':'li@corp.example','department_ids':['od-1','od-2','od-1'],"
            + "'avatar':{'avatar_240':'https://pictures.example/li'},"
            + STATUS);
    assertThat(signedIn())
        .isEqualTo(
            ExternalIdentity.of("tk", "li")
                .withName(Optional.of("李"))
                .withPicture(Optional.of(URI.create("https://pictures.example/li")))
                .withWorkEmail(Optional.of(ContactPoint.of("li@corp.example", true)))
                .withPersonalEmail(Optional.of(ContactPoint.of("li@home.example", false)))
                .withPhone(Optional.of(ContactPoint.of("+8613800000002", false)))
                .withDepartments(List.of("od-1", "od-2")));
  }

  @Test
  void tellsTheNicknameOrTheEnglishName() throws ProviderException {
    member("'user_id':'li','name':'李','nickname':'小李','en_name':'Lily'," + STATUS);
    assertThat(signedIn().nickname()).contains("小李");
    member("'user_id':'li','name':'李','nickname':'','en_name':'Lily'," + STATUS);
    assertThat(signedIn().nickname()).contains("Lily");
    member("'user_id':'li','name':'李'," + STATUS);
    assertThat(signedIn().nickname()).isEmpty();
  }

  @Test
  void takesNoPictureThatIsNotFetchedSafely() throws ProviderException {
    member("'user_id':'li','avatar':{'avatar_240':'http://pictures.example/li'}," + STATUS);
    assertThat(signedIn().picture()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"'0'", "null", "0.5", "{}", "99999999999", "true"})
  void letsNobodyInByAVerdictThatIsNone(String code) {
    context.answer(GRANT, "{'code':" + code + ",'access_token':'x'}");
    assertThat(fault().code()).isEqualTo(Code.UNEXPECTED_ANSWER);
    context.answer(GRANT, "{'code':0,'access_token':'x'}");
    context.answer(USER_INFO, "{'code':" + code + ",'data':{'open_id':'ou_li','tenant_key':'tk'}}");
    assertThat(fault().code()).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @Test
  void letsNobodyInByASuccessUnderAnErrorsStatus() {
    context.answer(
        USER_INFO,
        500,
        Map.of(),
        "{'code':0,'data':{'open_id':'ou_li','tenant_key':'tk','name':'Li'}}");
    assertThat(fault().code()).isEqualTo(Code.UNAVAILABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'code':0,'expire':7200}",
        "{'code':0,'tenant_access_token':'','expire':7200}",
        "{'code':0,'tenant_access_token':'t-1'}",
        "{'code':0,'tenant_access_token':'t-1','expire':0}",
        "{'code':0,'tenant_access_token':'t-1','expire':'soon'}",
      })
  void takesForATokenNothingElse(String answer) {
    context.answer(TOKEN, answer);
    assertThat(fault().code()).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  private void member(String fields) {
    context.answer(USER, "{'code':0,'data':{'user':{'open_id':'ou_li'," + fields + "}}}");
  }

  private ExternalIdentity signedIn() throws ProviderException {
    return ((SignedIn) redeem()).person();
  }

  private Refused refused() throws ProviderException {
    return (Refused) redeem();
  }

  private ProviderException fault() {
    return catchThrowableOfType(ProviderException.class, this::redeem);
  }

  private SignInResult redeem() throws ProviderException {
    return redeem(SignInMethod.BROWSER, Optional.of("verifier"));
  }

  private SignInResult redeem(SignInMethod method, Optional<String> verifier)
      throws ProviderException {
    return context
        .connect("feishu")
        .signIn()
        .orElseThrow()
        .redeem(
            Redemption.of(method, Secret.of("the code"))
                .withCodeVerifier(verifier.map(Secret::of))
                .withRedirectUri(
                    method == SignInMethod.MOBILE
                        ? Optional.empty()
                        : Optional.of(URI.create("https://muster.example/callback"))),
            Deadline.in(Duration.ofSeconds(20)));
  }

  @ParameterizedTest
  @CsvSource({"200, 1500", "200, 2200", "500, 5000", "500, 40003"})
  void asksAgainWhereThePlatformIsTooBusyToRead(int status, int code) throws ProviderException {
    context
        .answer(USER_INFO, status, Map.of(), "{'code':" + code + "}")
        .then(USER_INFO, "{'code':0,'data':{'open_id':'ou_li','tenant_key':'tk','name':'Li'}}");
    assertThat(redeem()).isInstanceOf(SignedIn.class);
    assertThat(context.paths()).filteredOn(USER_INFO::equals).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"500, 20050", "503, 20072", "200, 5000"})
  void neverUsesACodeTwiceHoweverBusyThePlatformIs(int status, int code) {
    context.answer(GRANT, status, Map.of(), "{'code':" + code + "}");
    assertThat(fault().code()).isEqualTo(Code.UNAVAILABLE);
    assertThat(context.paths()).containsExactly(GRANT);
  }
}
