package dev.muster.core.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.AuditEvent;
import dev.muster.api.Caller;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.User;
import dev.muster.core.code.OneTimeCodes.Entered;
import dev.muster.core.code.OneTimeCodes.Flow;
import dev.muster.core.testing.SentCodes;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** Wang has an account with a mailbox and a phone; a delivery of the test carries mail alone. */
abstract class OneTimeCodesFixture {
  static final String TENANT = TestCore.TENANT;
  static final Caller CALLER = new Caller("system", "192.0.2.1", "c1");
  static final Flow FLOW = flow(Purpose.LINK, "key-1");

  final TestCore core = new TestCore();
  final SentCodes sent = new SentCodes();
  User wang;

  static Flow flow(Purpose purpose, String key) {
    return new Flow(TENANT, purpose, Secret.of(key))
        .naming(Map.of("person", "Zhang San", "source", "Lark"));
  }

  static Caller from(String address) {
    return new Caller("system", address, "c1");
  }

  @BeforeEach
  void open() {
    core.deliveries.add(sent, 0);
    wang = user("wang", Optional.empty());
  }

  User user(String name, Optional<String> locale) {
    return core.users
        .create(
            TestCore.ALICE,
            TENANT,
            User.Profile.builder(name)
                .email(Optional.of(name + "@corp.example"), true)
                .phone(Optional.of("+8613800000000").filter(any -> name.equals("wang")), true)
                .locale(locale)
                .build(),
            Optional.empty())
        .value();
  }

  void send(Flow flow, String name) {
    core.codes.send(CALLER, flow, name, "en");
  }

  Entered enter(Flow flow, Secret code) {
    return core.codes.enter(CALLER, flow, code);
  }

  List<AuditEvent> events(String action) {
    return core.events(TENANT).stream().filter(event -> event.action().equals(action)).toList();
  }

  /** Why codes were not sent. */
  List<String> reasons() {
    return events("user.code-not-sent").stream()
        .map(event -> event.detail().get("reason"))
        .toList();
  }

  List<String> outcomes() {
    return core.codeMetrics.lines().stream()
        .map(line -> line.replaceFirst(".* outcome ", ""))
        .toList();
  }

  static void spent(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ProblemCode.THROTTLED);
              assertThat(e.detail().en()).contains("Start again");
              assertThat(e.retryAfter()).isEmpty();
            });
  }
}
