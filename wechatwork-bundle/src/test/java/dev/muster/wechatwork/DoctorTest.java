package dev.muster.wechatwork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.spi.CheckEnvironment;
import dev.muster.spi.CheckReport;
import dev.muster.spi.CheckReport.Step;
import dev.muster.spi.ConnectionSettings;
import dev.muster.spi.Deadline;
import dev.muster.testkit.platform.TestProviderContext;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
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
  private static final String ALL_PARTS = "token trusted-ip agent visible-range trusted-domain";

  private static final Set<String> SECRETS =
      Set.of("secret", "addressBookSecret", "callbackToken", "callbackAesKey");

  private WechatWorkFixture platform;
  private final Map<String, String> fields = new HashMap<>();
  private TestProviderContext context;

  @BeforeEach
  void start() throws IOException {
    platform = new WechatWorkFixture();
    fields.putAll(platform.fields());
    context = newContext();
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
        .isEqualTo(ALL_PARTS + " address-book callbacks");
  }

  @Test
  void doesWithoutAnAddressBookKey() {
    fields.remove("addressBookSecret");
    context = newContext();
    assertThat(String.join(" ", check().steps().stream().map(Step::id).toList()))
        .isEqualTo(ALL_PARTS + " callbacks");
  }

  @Test
  void saysThatOneOfTheKeysOfEventsIsMissing() {
    fields.remove("callbackAesKey");
    context = newContext();
    assertThat(failed("callbacks").fix().orElseThrow().en()).contains("Set API Receiving");
  }

  @Test
  void doesWithoutEvents() {
    fields.keySet().removeAll(Set.of("callbackToken", "callbackAesKey"));
    context = newContext();
    assertThat(check().steps()).extracting(Step::id).doesNotContain("callbacks");
  }

  @Test
  void namesThePageOfTheRightSecret() {
    fields.put("secret", "wrong");
    context = newContext();
    Step step = failed("token");
    assertThat(step.platformCode()).contains("40001");
    assertThat(step.fix().orElseThrow().en())
        .contains("App Management > your self-built app > Secret");
    assertThat(step.fix().orElseThrow().zhCn()).contains("应用管理 > 自建应用 > Secret");
    assertThat(step.helpUrl()).contains(Console.APPS);
  }

  @Test
  void stillTriesTheAddressBookWhenTheSecretIsWrong() {
    fields.put("secret", "wrong");
    context = newContext();
    assertThat(step("address-book").ok()).isTrue();
  }

  @Test
  void isNotFooledByThePreviousSecretThatStillWorks() {
    context.changeSecret("secret", "typed wrong");
    assertThat(failed("token").platformCode()).contains("40001");
    assertThat(step("agent").ok()).isTrue();
  }

  @Test
  void namesThePageOfTheEnterpriseId() {
    fields.put("corpId", "wwNobody");
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
    fields.put("agentId", "1000099");
    assertThat(failed("agent").platformCode()).contains("301002");
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
  void tellsThatTheAddressBookKeyIsWrong() {
    fields.put("addressBookSecret", "wrong");
    context = newContext();
    Step step = failed("address-book");
    assertThat(step.platformCode()).contains("40001");
    assertThat(step.helpUrl()).contains(Console.CONTACTS_SYNC);
  }

  @Test
  void tellsThatTheAddressBookKeyIsTheAppsSecret() {
    fields.put("addressBookSecret", fields.get("secret"));
    context = newContext();
    assertThat(failed("address-book").message().en()).contains("the app's secret");
  }

  @Test
  void tellsThatTheAppIsSwitchedOff() {
    CannedContext canned =
        new CannedContext()
            .answer(
                "/cgi-bin/agent/get",
                "{\"errcode\":0,\"agentid\":1000002,\"name\":\"SSO\",\"close\":1}");
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
    Step step = step(id);
    assertThat(step.ok()).isFalse();
    assertThat(step.fix()).isPresent();
    return step;
  }

  private Step step(String id) {
    return check().steps().stream().filter(step -> step.id().equals(id)).findFirst().orElseThrow();
  }

  private CheckReport check() {
    Map<String, String> open = new HashMap<>(fields);
    open.keySet().removeAll(SECRETS);
    Set<String> secrets = new HashSet<>(SECRETS);
    secrets.retainAll(fields.keySet());
    CheckEnvironment environment = platform.environment();
    return platform
        .provider()
        .connect(new ConnectionSettings("test", open, secrets), context)
        .check(environment, Deadline.in(Duration.ofSeconds(5)));
  }

  private TestProviderContext newContext() {
    Map<String, String> secrets = new HashMap<>(fields);
    secrets.keySet().retainAll(SECRETS);
    return new TestProviderContext(secrets, platform.settings(), Clock.systemUTC());
  }
}
