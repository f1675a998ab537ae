package dev.muster.wechatwork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.sandbox.common.Fault;
import dev.muster.spi.Deadline;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.testkit.platform.TestBinding;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DoctorTest {
  private static final String HAN = "\\p{IsHan}";

  private static final String ALL_PARTS = "token trusted-ip agent visible-range trusted-domain";

  private WechatWorkFixture platform;
  private TestBinding binding;

  @BeforeEach
  void start() throws IOException {
    platform = new WechatWorkFixture();
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
    assertThat(String.join(" ", report.steps().stream().map(Step::id).toList()))
        .isEqualTo(ALL_PARTS + " messages group-chats address-book callbacks");
  }

  @Test
  void triesTheTagsByWhichPeopleAreLetIn() {
    CheckReport report = binding.check(platform.environment().withGroups(Set.of("1", "2")));
    assertThat(report.ok()).isTrue();
    assertThat(report.steps()).extracting(Step::id).contains("tags");

    Step missing =
        binding.check(platform.environment().withGroups(Set.of("1", "77"))).steps().stream()
            .filter(step -> !step.ok())
            .findFirst()
            .orElseThrow();
    assertThat(missing.id()).isEqualTo("tags");
    assertThat(missing.message().en()).contains("77");
    assertThat(missing.platformCode()).hasValue("40068");
    assertThat(missing.decides()).containsExactly(CheckReport.Capability.SIGN_IN);
  }

  @Test
  void triesMessagesOnlyWhereTheyAreSentAndSendsNone() {
    platform.sandbox().errcode("message/send", 48002, 0);
    CheckReport report =
        binding.check(CheckEnvironment.of(platform.environment().publicUrl(), List.of()));
    assertThat(report.ok()).isTrue();
    assertThat(report.capabilities()).containsEntry(CheckReport.Capability.MESSAGES, false);

    Step step = failed("messages");
    assertThat(step.platformCode()).contains("48002");
    assertThat(step.decides()).containsExactly(CheckReport.Capability.MESSAGES);
    assertThat(check().capabilities())
        .containsEntry(CheckReport.Capability.MESSAGES, false)
        .containsEntry(CheckReport.Capability.SIGN_IN, true);
    platform.reset();
    assertThat(step("messages").ok()).isTrue();
    assertThat(platform.sandbox().messages()).isZero();
  }

  @Test
  void saysThatNoMessagesAreSentWhereTheSecretIsWrong() {
    binding.with("secret", "another");
    assertThat(failed("token").decides()).contains(CheckReport.Capability.MESSAGES);
  }

  @Test
  void doesWithoutAnAddressBookKey() {
    binding.without("addressBookSecret");
    assertThat(String.join(" ", check().steps().stream().map(Step::id).toList()))
        .isEqualTo(ALL_PARTS + " messages group-chats callbacks");
  }

  @Test
  void saysThatOneOfTheKeysOfEventsIsMissing() {
    binding.without("callbackAesKey");
    assertThat(failed("callbacks").fix().orElseThrow().en()).contains("Set API Receiving");
  }

  @Test
  void doesWithoutEvents() {
    binding.without("callbackToken", "callbackAesKey");
    assertThat(check().steps()).extracting(Step::id).doesNotContain("callbacks");
  }

  @Test
  void namesThePageOfTheRightSecret() {
    binding.with("secret", "wrong");
    Step step = failed("token");
    assertThat(step.platformCode()).contains("40001");
    assertThat(step.fix().orElseThrow().en())
        .contains("App Management > your self-built app > Secret");
    assertThat(step.fix().orElseThrow().zhCn()).contains("应用管理 > 自建应用 > Secret");
    assertThat(step.helpUrl()).contains(Console.APPS);
  }

  @Test
  void stillTriesTheAddressBookWhenTheSecretIsWrong() {
    binding.with("secret", "wrong");
    assertThat(step("address-book").ok()).isTrue();
  }

  @Test
  void isNotFooledByThePreviousSecretThatStillWorks() {
    binding.context().changeSecret("secret", "typed wrong");
    assertThat(failed("token").platformCode()).contains("40001");
    assertThat(step("agent").ok()).isTrue();
  }

  @Test
  void namesThePageOfTheEnterpriseId() {
    binding.with("corpId", "wwNobody");
    Step step = failed("token");
    assertThat(step.platformCode()).contains("40013");
    assertThat(step.helpUrl()).contains(Console.COMPANY);
  }

  @Test
  void namesTheAddressToAdd() {
    platform.sandbox().fault("address-not-allowed", 0, Optional.of("agent/get"));
    Step step = failed("trusted-ip");
    assertThat(step.platformCode()).contains("60020");
    assertThat(step.fix().orElseThrow().en()).contains("Trusted IP: add 203.0.113.7");
    assertThat(step.fix().orElseThrow().zhCn()).contains("企业可信 IP，添加 203.0.113.7");
    assertThat(step.helpUrl()).contains(Console.APPS);
  }

  @Test
  void namesTheOtherListOfTheAddressBook() {
    platform.sandbox().fault("address-not-allowed", 0, Optional.of("department/simplelist"));
    Step step = failed("address-book");
    assertThat(step.fix().orElseThrow().en()).contains("Contacts Sync > Trusted IP");
    assertThat(step.helpUrl()).contains(Console.CONTACTS_SYNC);
  }

  @Test
  void tellsThatAgentIdAndSecretAreOfTwoApps() {
    binding.with("agentId", "1000099");
    assertThat(failed("agent").platformCode()).contains("301002");
  }

  @Test
  void namesThePageOfTheDomainThatThePlatformRefuses() {
    platform.sandbox().fault("untrusted-domain", 0);
    Step step = failed("trusted-domain");
    assertThat(step.platformCode()).contains("50001");
    assertThat(step.fix().orElseThrow().en()).contains("Web Authorization and JS-SDK");
    assertThat(step.fix().orElseThrow().zhCn()).contains("网页授权及 JS-SDK");
    assertThat(step.helpUrl()).contains(Console.APPS);
  }

  @Test
  void tellsThatTheAppIsSeenByNobody() {
    platform.sandbox().showAppTo(List.of());
    assertThat(failed("visible-range").fix().orElseThrow().en()).contains("Visible Range");
  }

  @Test
  void isContentWithAPartOfTheCompanyAndSaysWhatThatCosts() {
    platform.sandbox().showAppTo(List.of(2, 3));
    Step step = step("visible-range");
    assertThat(step.ok()).isTrue();
    assertThat(step.message().en()).contains("2 departments").contains("Group chats need");
  }

  @Test
  void saysWhetherGroupChatsCanBeOpened() {
    assertThat(check().capabilities()).containsEntry(CheckReport.Capability.GROUP_CHATS, true);
    assertThat(step("group-chats").decides()).containsExactly(CheckReport.Capability.GROUP_CHATS);
    assertThat(platform.sandbox().chats()).isEmpty();
  }

  @Test
  void findsNoFaultInAnAppThatOpensNoGroupChats() {
    platform.sandbox().errcode("appchat/get", 48002, 0);
    CheckReport report = check();
    assertThat(report.ok()).isTrue();
    assertThat(report.capabilities())
        .containsEntry(CheckReport.Capability.GROUP_CHATS, false)
        .containsEntry(CheckReport.Capability.SIGN_IN, true);
    assertThat(step("group-chats").message().en()).contains("48002", "Visible Range");

    platform.reset();
    platform.sandbox().faults().add("appchat/get", Fault.Kind.HTML, "0", 0, 0);
    assertThat(check().ok()).isTrue();
  }

  @Test
  void triesNoGroupChatsWhereTheAppIsForAPartOfTheCompany() {
    platform.sandbox().showAppTo(List.of(2, 3));
    CheckReport report = check();
    assertThat(report.ok()).isTrue();
    assertThat(report.capabilities()).containsEntry(CheckReport.Capability.GROUP_CHATS, false);
  }

  @Test
  void tellsThatTheAddressBookKeyIsWrong() {
    binding.with("addressBookSecret", "wrong");
    Step step = failed("address-book");
    assertThat(step.platformCode()).contains("40001");
    assertThat(step.helpUrl()).contains(Console.CONTACTS_SYNC);
  }

  @Test
  void tellsThatTheAddressBookKeyIsTheAppsSecret() {
    binding.with("addressBookSecret", binding.value("secret"));
    assertThat(failed("address-book").message().en()).contains("the app's secret");
  }

  @Test
  void tellsThatTheAppIsSwitchedOff() {
    CannedContext canned =
        new CannedContext()
            .answer(
                "/cgi-bin/agent/get",
                "{\"errcode\":0,\"agentid\":1000002,\"name\":\"SSO\",\"close\":1}")
            .answer("/cgi-bin/auth/getuserinfo", "{\"errcode\":40029}")
            .answer("/cgi-bin/message/send", "{\"errcode\":81013}");
    CheckReport report =
        canned.connect(Map.of()).check(platform.environment(), Deadline.in(Duration.ofSeconds(5)));
    assertThat(report.steps())
        .filteredOn(step -> step.id().equals("agent"))
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.ok()).isFalse();
              assertThat(step.fix().orElseThrow().en()).contains("enable it");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "sso.example, https://sso.example, true",
    "SSO.example, https://sso.example/, true",
    "sso.example:443, https://sso.example, true",
    "sso.example, https://sso.example:443, true",
    "sso.example:8443, https://sso.example:8443, true",
    "sso.example, http://sso.example, true",
    "sso.example, https://sso.example:8443, false",
    "sso.example:80, https://sso.example, false",
    "example, https://sso.example, false",
    "sso.example, https://sso.example.evil, false",
    "'', https://sso.example, false",
  })
  void comparesHostAndPortOfTheTrustedDomain(String trusted, String publicUrl, boolean ok) {
    Step step =
        TrustedDomain.check(
            Optional.of(trusted).filter(domain -> !domain.isEmpty()), URI.create(publicUrl));
    assertThat(step.ok()).isEqualTo(ok);
    assertThat(step.fix().isPresent()).isNotEqualTo(ok);
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
