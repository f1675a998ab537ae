package dev.muster.lark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.sandbox.common.Fault;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.testkit.platform.TestBinding;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DoctorTest {
  private static final String HAN = "\\p{IsHan}";

  private LarkFixture platform;
  private TestBinding binding;

  @BeforeEach
  void start() throws IOException {
    platform = new LarkFixture();
    binding = new TestBinding(platform);
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void triesEachPartOfAHealthyBinding() {
    CheckReport report = check();
    assertThat(report.steps()).allMatch(Step::ok);
    assertThat(report.steps())
        .extracting(Step::id)
        .containsExactly(
            "token",
            "address-list",
            "tenant",
            "app",
            "sign-in-permissions",
            "directory-permissions",
            "contact-range",
            "messages",
            "group-chats",
            "redirect-urls",
            "events");
    assertThat(step("tenant").message().en()).contains("沙盒有限公司", platform.platformTenant());
    assertThat(step("contact-range").message().en()).contains("whole company");
  }

  @Test
  void asksForTheGroupsPermissionOnlyWhereARuleNamesGroups() {
    platform.sandbox().revokeScopes("contact:group:readonly");
    assertThat(check().ok()).isTrue();

    CheckReport report = binding.check(platform.environment().withGroups(Set.of("g101")));

    assertThat(report.steps())
        .filteredOn(step -> !step.ok())
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.id()).isEqualTo("group-permissions");
              assertThat(step.message().en()).contains("contact:group:readonly");
              assertThat(step.decides()).containsExactly(CheckReport.Capability.SIGN_IN);
            });
  }

  @Test
  void namesTheGroupOfARuleThatIsNotThere() {
    assertThat(binding.check(platform.environment().withGroups(Set.of("g101"))).ok()).isTrue();

    for (String missing : List.of("gone", "a b/..")) {
      CheckReport report =
          binding.check(platform.environment().withGroups(Set.of("g101", missing)));
      assertThat(report.steps())
          .filteredOn(step -> !step.ok())
          .singleElement()
          .satisfies(
              step -> {
                assertThat(step.id()).isEqualTo("group-permissions");
                assertThat(step.message().en()).contains("user group " + missing);
              });
    }
  }

  @Test
  void triesMessagesOnlyWhereTheyAreSentAndSendsNone() {
    platform.sandbox().revokeScopes("im:message:send_as_bot");
    CheckReport report =
        binding.check(CheckEnvironment.of(platform.environment().publicUrl(), List.of()));
    assertThat(report.ok()).isTrue();
    assertThat(report.capabilities()).containsEntry(CheckReport.Capability.MESSAGES, false);

    Step step = failed("messages");
    assertThat(step.message().en()).contains("im:message:send_as_bot");
    assertThat(step.decides()).containsExactly(CheckReport.Capability.MESSAGES);
    platform.reset();
    assertThat(step("messages").ok()).isTrue();
    assertThat(platform.sandbox().messages()).isZero();
  }

  @Test
  void saysThatMessagesTakeABot() {
    platform.sandbox().changeApp("bot", "false");
    Step step = failed("messages");
    assertThat(step.message().en()).contains("no bot");
    assertThat(step.fix().orElseThrow().en()).contains("Add Features > Bot", "release a new");
    assertThat(check().capabilities()).containsEntry(CheckReport.Capability.SIGN_IN, true);
  }

  @Test
  void saysWhetherGroupChatsCanBeOpenedAndOpensNone() {
    assertThat(check().capabilities()).containsEntry(CheckReport.Capability.GROUP_CHATS, true);
    assertThat(step("group-chats").decides()).containsExactly(CheckReport.Capability.GROUP_CHATS);
    assertThat(step("group-chats").message().en()).isEqualTo("The bot may open group chats");
    assertThat(platform.sandbox().chats()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"im:chat", "im:chat:operate_as_owner", "im:message:send_as_bot"})
  void findsNoFaultInAnAppThatOpensNoGroupChats(String scope) {
    platform.sandbox().revokeScopes(scope);
    assertWithoutGroupChats(scope);
  }

  @Test
  void findsNoFaultInAnAppWithoutABotThoughGroupChatsTakeOne() {
    platform.sandbox().changeApp("bot", "false");
    assertWithoutGroupChats("232025");
    platform.reset();
    platform.sandbox().faults().add("im/chats/get", Fault.Kind.HTML, "0", 0, 0);
    assertWithoutGroupChats("UNEXPECTED_ANSWER");
  }

  private void assertWithoutGroupChats(String why) {
    CheckReport report =
        binding.check(CheckEnvironment.of(platform.environment().publicUrl(), List.of()));
    assertThat(report.ok()).isTrue();
    assertThat(report.capabilities())
        .containsEntry(CheckReport.Capability.GROUP_CHATS, false)
        .containsEntry(CheckReport.Capability.SIGN_IN, true);
    assertThat(find(report, "group-chats").message().en())
        .contains(why, "Add Features > Bot", "im:chat");
    assertThat(find(report, "group-chats").message().zhCn()).contains(why).containsPattern(HAN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"im:message:readonly", "im:message.group_msg"})
  void saysThatWhatIsWrittenInChatsCannotBeRead(String scope) {
    platform.sandbox().revokeScopes(scope);
    assertThat(step("group-chats").message().en()).contains("lost").endsWith("lacks " + scope);
    assertThat(check().capabilities()).containsEntry(CheckReport.Capability.GROUP_CHATS, true);
  }

  @Test
  void takesAllOfMessagesForEitherPartOfThem() {
    assertThat(Scopes.missing(Scopes.GROUP_CHATS, Set.of("im:message", "im:chat")))
        .containsExactly("im:chat:operate_as_owner");
    assertThat(Scopes.missing(Scopes.CHAT_HISTORY, Set.of("im:message")))
        .containsExactly("im:message.group_msg");
    assertThat(Scopes.missing(Scopes.GROUP_CHATS, Set.of("contact:contact:readonly")))
        .isEqualTo(Scopes.GROUP_CHATS);
  }

  @Test
  void namesThePageOfTheRightSecret() {
    binding.with("appSecret", "wrong");
    Step step = failed("token");
    assertThat(step.platformCode()).contains("10014");
    assertThat(step.fix().orElseThrow().en()).contains("Credentials & Basic Info > App Secret");
    assertThat(step.fix().orElseThrow().zhCn()).contains("凭证与基础信息 > App Secret");
    assertThat(step.helpUrl())
        .contains(URI.create("https://open.feishu.cn/app/cli_sandbox00000001/baseinfo"));
    assertThat(check().steps()).extracting(Step::id).doesNotContain("tenant", "app");
  }

  @Test
  void saysThatAnAppOfOneCloudDoesNotExistInTheOther() {
    binding.with("appId", "cli_elsewhere");
    binding.with("cloud", "lark");
    Step step = failed("token");
    assertThat(step.platformCode()).contains("10003");
    assertThat(step.message().en()).contains("cli_elsewhere", "larksuite.com");
    assertThat(step.fix().orElseThrow().en()).contains("which cloud");
    assertThat(step.helpUrl()).contains(URI.create("https://open.larksuite.com/app"));
  }

  @Test
  void doesNotTakeTheSecretBeforeForTheOneEnteredLast() {
    binding.context().changeSecret("appSecret", "mistyped");
    assertThat(failed("token").platformCode()).contains("10014");
    assertThat(step("tenant").ok()).isTrue();
  }

  @Test
  void saysThatTheAppIsNotReleased() {
    platform.sandbox().changeApp("enabled", "false");
    Step step = failed("token");
    assertThat(step.platformCode()).contains("99991662");
    assertThat(step.fix().orElseThrow().en()).contains("Version Management & Release");
    platform.sandbox().reset();
    platform.sandbox().errcode("tenant_access_token", 99991673, 1);
    assertThat(failed("token").helpUrl().orElseThrow().getPath()).endsWith("/version");
  }

  @Test
  void doesWithoutABot() {
    platform.sandbox().changeApp("bot", "false");
    Step step = step("app");
    assertThat(step.ok()).isTrue();
    assertThat(step.message().en()).contains("no bot").contains("group chats do not");
  }

  @Test
  void saysWhereOurAddressHasToBeEntered() {
    platform.sandbox().fault("address-not-allowed", 0);
    Step step = failed("address-list");
    assertThat(step.platformCode()).contains("99991401");
    assertThat(step.fix().orElseThrow().en()).contains("Security Settings > IP Allowlist");
    assertThat(step.fix().orElseThrow().zhCn()).contains("安全设置 > IP 白名单");
    assertThat(step.helpUrl().orElseThrow().getPath()).endsWith("/safe");
  }

  @ParameterizedTest
  @CsvSource({
    "tenant:tenant:readonly, tenant",
    "tenant:tenant:readonly, sign-in-permissions",
    "contact:user.employee_id:readonly, sign-in-permissions",
    "contact:user.employee:readonly, sign-in-permissions",
    "contact:contact.base:readonly, contact-range",
    "contact:user.id:readonly, directory-permissions",
    "contact:department.organize:readonly, directory-permissions",
  })
  void listsMissingPermissionsByName(String scope, String id) {
    platform.sandbox().revokeScopes(scope);
    Step step = failed(id);
    assertThat(step.message().en()).endsWith(": " + scope);
    assertThat(step.fix().orElseThrow().en()).contains("Permissions & Scopes", scope, "release");
    assertThat(step.fix().orElseThrow().zhCn()).contains("权限管理", scope, "发布");
    assertThat(step.helpUrl().orElseThrow().getPath()).endsWith("/auth");
  }

  @Test
  void namesThePermissionThatTheCallItselfMisses() {
    platform.sandbox().fault("missing-scope", 0);
    Step step = failed("sign-in-permissions");
    assertThat(step.platformCode()).contains("99991672");
    assertThat(step.fix().orElseThrow().en()).contains("Permissions & Scopes");
  }

  @Test
  void takesAWidePermissionForTheNarrowOnesButThoseThatGiveOutIds() {
    Set<String> wide = Set.of("contact:contact:readonly_as_app", "tenant:tenant:readonly");
    assertThat(Scopes.missing(Scopes.SIGN_IN, wide))
        .containsExactly("contact:user.employee_id:readonly");
    assertThat(Scopes.missing(Scopes.DIRECTORY, wide)).containsExactly("contact:user.id:readonly");
  }

  @Test
  void tellsHowMuchOfTheCompanyTheAppSees() {
    platform.sandbox().changeApp("contactRange", "od-operations od-support");
    Step step = step("contact-range");
    assertThat(step.ok()).isTrue();
    assertThat(step.message().en()).contains("2 departments");
    platform.sandbox().changeApp("contactRange", "");
    assertThat(failed("contact-range").fix().orElseThrow().en()).contains("Range of contacts");
  }

  @Test
  void remindsOfTheRedirectUrlsThatNobodyCanRead() {
    URI callback = URI.create("https://muster.example/t/a/login/lark/callback");
    CheckReport report =
        binding.check(CheckEnvironment.of(URI.create("https://muster.example"), List.of(callback)));
    assertThat(find(report, "redirect-urls").message().en()).contains(callback.toString(), "20029");
    assertThat(step("redirect-urls").message().zhCn())
        .contains("https://muster.example/t/<tenant>/login/<identity source>/callback");
  }

  @ParameterizedTest
  @ValueSource(strings = {"encryptKey", "verificationToken"})
  void saysThatEventsTakeBothKeys(String missing) {
    binding.without(missing);
    assertThat(failed("events").message().en())
        .containsIgnoringCase(missing.equals("encryptKey") ? "encrypt key" : "verification token");
  }

  @Test
  void saysNothingOfEventsWithoutAnyOfTheirKeys() {
    binding.without("encryptKey", "verificationToken");
    assertThat(check().steps()).extracting(Step::id).doesNotContain("events");
  }

  @Test
  void goesOnPastACompanyThatIsNotTold() {
    platform.sandbox().errcode("tenant", 2200, 0);
    assertThat(failed("tenant").platformCode()).contains("2200");
    assertThat(check().steps()).extracting(Step::id).doesNotContain("address-list");
    assertThat(step("contact-range").ok()).isTrue();
  }

  @Test
  void goesOnPastAStepThatFails() {
    platform.sandbox().errcode("bot", 99991400, 0);
    platform.sandbox().errcode("scopes", 2200, 0);
    assertThat(failed("app").message().en()).contains("limits our calls");
    assertThat(failed("sign-in-permissions").message().en()).contains("busy");
    assertThat(step("contact-range").ok()).isTrue();
  }

  private Step failed(String id) {
    return inChineseToo(binding.failed(id));
  }

  private Step step(String id) {
    return inChineseToo(binding.step(id));
  }

  private static Step find(CheckReport report, String id) {
    return report.steps().stream().filter(step -> step.id().equals(id)).findFirst().orElseThrow();
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
