package dev.muster.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.sandbox.common.Fault;
import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.SignIn.Redemption;
import dev.muster.spi.platform.SignInResult;
import dev.muster.spi.platform.SignInResult.SignedIn;
import dev.muster.testkit.platform.TestBinding;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DoctorTest {
  private static final String HAN = "\\p{IsHan}";

  private DingTalkFixture platform;
  private TestBinding binding;

  @BeforeEach
  void start() throws IOException {
    platform = new DingTalkFixture();
    binding = new TestBinding(platform);
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void triesEachPartOfAHealthyBinding() {
    CheckReport report = check();
    assertThat(report.ok()).isTrue();
    assertThat(report.steps())
        .extracting(Step::id)
        .containsExactly(
            "token",
            "company",
            "trusted-ip",
            "visible-range",
            "sign-in-browser",
            "sign-in-in-app",
            "permission-member",
            "permission-departments",
            "permission-department-members",
            "permission-mobile",
            "messages",
            "group-chats",
            "callbacks");
  }

  @Test
  void triesMessagesOnlyWhereTheyAreSentAndSendsNone() {
    platform.sandbox().changeApp("robot", "false");
    CheckReport report =
        binding.check(CheckEnvironment.of(platform.environment().publicUrl(), List.of()));
    assertThat(report.ok()).isTrue();
    assertThat(report.capabilities()).containsEntry(CheckReport.Capability.MESSAGES, false);

    Step step = failed("messages");
    assertThat(step.message().en()).contains("no robot");
    assertThat(step.fix().orElseThrow().zhCn()).contains("添加应用能力 > 机器人");
    assertThat(step.decides()).containsExactly(CheckReport.Capability.MESSAGES);
    platform.reset();
    assertThat(step("messages").ok()).isTrue();
    assertThat(platform.sandbox().messages()).isZero();
  }

  @Test
  void saysThatNoMessagesAreSentWhereTheSecretIsWrong() {
    platform.sandbox().changeApp("secret", "another");
    assertThat(failed("token").decides()).contains(CheckReport.Capability.MESSAGES);
  }

  @Test
  void namesThePageOfTheRightSecret() {
    platform.sandbox().changeApp("secret", "another");
    Step step = failed("token");
    assertThat(step.platformCode()).contains("invalidClientIdOrSecret");
    assertThat(step.fix().orElseThrow().en()).contains("Credentials and Basic Information");
    assertThat(step.fix().orElseThrow().zhCn()).contains("凭证与基础信息");
    assertThat(step.helpUrl()).contains(Console.APPS);
  }

  @Test
  void isNotFooledByThePreviousSecretThatStillWorks() {
    binding.context().changeSecret("clientSecret", "typed wrong");
    assertThat(failed("token").platformCode()).contains("invalidClientIdOrSecret");
    assertThat(step("permission-member").ok()).isTrue();
  }

  @Test
  void tellsThatTheAppIsOfAnotherCompany() {
    binding.with("corpId", "dingNobody");
    Step step = failed("company");
    assertThat(step.message().en()).contains("dingNobody");
    assertThat(step.helpUrl()).contains(Console.HOME);
    assertThat(step("token").ok()).isTrue();
  }

  @Test
  void namesTheAddressToAdd() {
    platform.sandbox().fault("address-not-allowed", 0);
    Step step = failed("trusted-ip");
    assertThat(step.platformCode()).contains("60020");
    assertThat(step.fix().orElseThrow().en()).contains("Server egress IP: add 203.0.113.7");
    assertThat(step.fix().orElseThrow().zhCn()).contains("服务器出口 IP，添加 203.0.113.7");
  }

  @Test
  void triesTheRolesByWhichPeopleAreLetIn() {
    assertThat(checkWithRoles("101", "102").ok()).isTrue();
    assertThat(checkWithRoles("101").steps()).extracting(Step::id).contains("roles");

    for (String missing : List.of("77", "engineers")) {
      Step step = failedWithRoles("101", missing);
      assertThat(step.message().en()).contains("There is no role " + missing);
      assertThat(step.message().zhCn()).contains(missing).containsPattern(HAN);
      assertThat(step.decides()).containsExactly(CheckReport.Capability.SIGN_IN);
    }

    platform
        .sandbox()
        .changeApp(
            "permissions",
            "open_app_api_base qyapi_base qyapi_get_member qyapi_get_department_list"
                + " qyapi_get_member_by_mobile");
    assertThat(check().steps()).extracting(Step::id).doesNotContain("roles");
    Step step = failedWithRoles("101");
    assertThat(step.message().en()).contains("qyapi_get_department_member", "reading roles");
  }

  private CheckReport checkWithRoles(String... ids) {
    return binding.check(platform.environment().withGroups(Set.of(ids)));
  }

  private Step failedWithRoles(String... ids) {
    return checkWithRoles(ids).steps().stream()
        .filter(step -> step.id().equals("roles") && !step.ok())
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "open_app_api_base, sign-in-browser",
    "qyapi_base, sign-in-in-app",
    "qyapi_get_member, permission-member",
    "qyapi_get_department_list, permission-departments",
    "qyapi_get_department_member, permission-department-members",
    "qyapi_get_member_by_mobile, permission-mobile",
    "qyapi_robot_sendmsg, messages",
    "qyapi_chat_manage, group-chats",
  })
  void namesThePermissionThatIsMissing(String permission, String id) {
    List<String> others =
        List.of(
                "open_app_api_base",
                "qyapi_base",
                "qyapi_get_member",
                "qyapi_get_department_list",
                "qyapi_get_department_member",
                "qyapi_get_member_by_mobile",
                "qyapi_robot_sendmsg",
                "qyapi_chat_manage")
            .stream()
            .filter(it -> !it.equals(permission))
            .toList();
    platform.sandbox().changeApp("permissions", String.join(" ", others));
    CheckReport report = check();
    assertThat(report.steps())
        .filteredOn(step -> !step.ok())
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.id()).isEqualTo(id);
              assertThat(step.message().en()).contains(permission);
              assertThat(step.message().zhCn()).contains(permission);
              assertThat(step.fix().orElseThrow().en())
                  .contains("Permission Management")
                  .contains(permission);
            });
  }

  @Test
  void saysWhetherGroupChatsCanBeOpened() {
    assertThat(check().capabilities()).containsEntry(CheckReport.Capability.GROUP_CHATS, true);
    assertThat(step("group-chats").decides()).containsExactly(CheckReport.Capability.GROUP_CHATS);
    assertThat(platform.sandbox().chats()).isEmpty();
    platform.sandbox().changeApp("secret", "another");
    assertThat(failed("token").decides()).contains(CheckReport.Capability.GROUP_CHATS);
  }

  @Test
  void tellsThatTheCallsOfTheMonthAreUsedUp() {
    platform.sandbox().faults().add("v1.0/im/sceneGroup/create", Fault.Kind.ERRCODE, "90020", 0, 0);
    Step step = failed("group-chats");
    assertThat(step.message().en()).contains("this month");
    assertThat(step.decides()).containsExactly(CheckReport.Capability.GROUP_CHATS);
  }

  @Test
  void doesWithoutGroupChats() {
    binding.without("groupTemplateId", "groupRobotId");
    CheckReport report = check();
    assertThat(report.ok()).isTrue();
    assertThat(report.steps()).extracting(Step::id).doesNotContain("group-chats");
    assertThat(report.capabilities()).containsEntry(CheckReport.Capability.GROUP_CHATS, false);
  }

  @ParameterizedTest
  @CsvSource({
    "groupTemplateId, group template ID, 群模板",
    "groupRobotId, group robot ID, 群机器人",
  })
  void tellsWhatGroupChatsLack(String field, String name, String zh) {
    binding.without(field);
    Step step = failed("group-chats");
    assertThat(step.message().en()).contains(name);
    assertThat(step.message().zhCn()).contains(zh);
    assertThat(step.decides()).containsExactly(CheckReport.Capability.GROUP_CHATS);
    CheckReport report = check();
    assertThat(report.steps()).filteredOn(it -> !it.ok()).hasSize(1);
    assertThat(report.capabilities())
        .containsEntry(CheckReport.Capability.GROUP_CHATS, false)
        .containsEntry(CheckReport.Capability.SIGN_IN, true)
        .containsEntry(CheckReport.Capability.DIRECTORY, true);
  }

  @ParameterizedTest
  @CsvSource({
    "groupTemplateId, groupTemplate.notFound, Group Templates",
    "groupRobotId, 660014, Robots",
  })
  void tellsWhatOfGroupChatsIsWrong(String field, String code, String page) {
    binding.with(field, "another");
    Step step = failed("group-chats");
    assertThat(step.platformCode()).contains(code);
    assertThat(step.fix().orElseThrow().en()).contains("Scene Groups > " + page);
    assertThat(step.decides()).containsExactly(CheckReport.Capability.GROUP_CHATS);
    assertThat(platform.sandbox().chats()).isEmpty();
  }

  @Test
  void tellsThatTheAppMaySeeNobody() {
    platform.sandbox().changeApp("departments", "");
    assertThat(failed("visible-range").fix().orElseThrow().zhCn()).contains("通讯录权限范围");
  }

  @Test
  void isContentWithAPartOfTheCompany() {
    platform.sandbox().changeApp("departments", "2 5");
    CheckReport report = check();
    assertThat(report.ok()).isTrue();
    assertThat(step("visible-range").message().en()).contains("2 departments");
  }

  @ParameterizedTest
  @CsvSource({"callbackToken, token", "callbackAesKey, aes_key"})
  void tellsWhichKeyOfTheEventsIsMissing(String field, String name) {
    binding.without(field);
    assertThat(failed("callbacks").message().en()).contains(name);
  }

  @Test
  void doesWithoutEvents() {
    binding.without("callbackToken", "callbackAesKey");
    assertThat(check().steps()).extracting(Step::id).doesNotContain("callbacks");
  }

  @ParameterizedTest
  @CsvSource({"html", "banned"})
  void tellsHowLongABanLasts(String fault) {
    platform.sandbox().fault(fault, 0);
    Step step = failed("token");
    assertThat(step.message().en()).contains("limits our calls");
    assertThat(step.fix().orElseThrow().en()).contains("five minutes");
  }

  @Test
  void usesNothingUp() throws ProviderException {
    String code = platform.sandbox().code("developer", Map.of("kind", "client"));
    check();
    check();
    assertThat(platform.sandbox().calls("topapi/v2/user/get")).isZero();
    SignInResult result =
        binding
            .connect()
            .signIn()
            .orElseThrow()
            .redeem(
                Redemption.of(SignInMethod.IN_APP, Secret.of(code)),
                Deadline.in(Duration.ofSeconds(5)));
    assertThat(result).isInstanceOf(SignedIn.class);
  }

  private Step failed(String id) {
    return inChineseToo(binding.failed(id));
  }

  private Step step(String id) {
    return inChineseToo(binding.step(id));
  }

  private static Step inChineseToo(Step step) {
    assertThat(step.message().zhCn()).containsPattern(HAN);
    step.fix().ifPresent(fix -> assertThat(fix.zhCn()).containsPattern(HAN));
    return step;
  }

  private CheckReport check() {
    return binding.check();
  }
}
