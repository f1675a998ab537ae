package dev.muster.core.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.Caller;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.warroom.AlertFormat;
import dev.muster.api.warroom.AlertIntakes.WithKey;
import dev.muster.core.alert.AlertInbox.Most;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.core.testing.TestAlerts;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Secret;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlertInboxTest extends AlertFixture {
  private static final Caller SENDER = new Caller("system", "192.0.2.50", "c-7");

  private static void fails(ProblemCode code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void admitsWhoHasTheKeyAndNobodyElse() {
    WithKey made = alerting.intakes.create(TestCore.ALICE, TENANT, "Grafana");
    String id = made.intake().value().id();

    assertThat(alerting.inbox.admit(SENDER, TENANT, made.key())).isEqualTo(id);
    for (String wrong :
        new String[] {"x", made.key().reveal() + "A", made.key().reveal().replace(id, intake)}) {
      fails(
          ProblemCode.UNAUTHENTICATED,
          () -> alerting.inbox.admit(SENDER, TENANT, Secret.of(wrong)));
    }
    core.tenants.create(TestCore.ALICE, "acme", "Acme");
    fails(ProblemCode.UNAUTHENTICATED, () -> alerting.inbox.admit(SENDER, "acme", made.key()));
  }

  @Test
  void refusesTheKeyOfADeletedIntakeAtOnce() {
    WithKey made = alerting.intakes.create(TestCore.ALICE, TENANT, "Grafana");
    alerting.intakes.delete(
        TestCore.ALICE, TENANT, made.intake().value().id(), OptionalLong.empty());

    fails(ProblemCode.UNAUTHENTICATED, () -> alerting.inbox.admit(SENDER, TENANT, made.key()));
  }

  @Test
  void slowsDownWhoGuessesKeysAndNobodyWhoHasOne() {
    WithKey made = alerting.intakes.create(TestCore.ALICE, TENANT, "Grafana");
    for (int i = 0; i < 10; i++) {
      fails(
          ProblemCode.UNAUTHENTICATED,
          () -> alerting.inbox.admit(SENDER, TENANT, Secret.of("musteralert_guess")));
    }
    fails(
        ProblemCode.THROTTLED,
        () -> alerting.inbox.admit(SENDER, TENANT, Secret.of("musteralert_guess")));

    assertThat(alerting.inbox.admit(SENDER, TENANT, made.key())).isNotEmpty();
  }

  @Test
  void storesNoKey() {
    StringBuilder stored = new StringBuilder();
    core.store.tellOfCommits((changes, before) -> changes.forEach(stored::append));
    WithKey made = alerting.intakes.create(TestCore.ALICE, TENANT, "Grafana");

    assertThat(stored.toString()).doesNotContain(made.key().reveal());
    assertThat(made.toString()).doesNotContain(made.key().reveal());
    assertThat(core.events(TENANT).get(0).action()).isEqualTo("alert-intake.created");
  }

  @Test
  void answersOnceWhatWasSentIsStored() {
    group("firing", "first", "0");
    int before = core.store.commits();
    alerting.inbox.receive(
        SENDER,
        TENANT,
        intake,
        TestAlerts.content(AlertFormat.ALERTMANAGER, message("firing", "k", "a", "b")));

    assertThat(core.store.commits() - before).isEqualTo(1);
    core.taskWork.runDue();
    assertThat(alerts()).hasSize(3);
    assertThat(alerting.intakes.find(TENANT, intake).orElseThrow().value().lastReceivedAt())
        .contains(core.clock.instant());
  }

  @Test
  void routesWhatComesInARowInOneRun() {
    group("firing", "first", "0");
    for (int i = 0; i < 10; i++) {
      alerting.inbox.receive(
          SENDER,
          TENANT,
          intake,
          TestAlerts.content(AlertFormat.ALERTMANAGER, message("firing", "k", "a" + i)));
    }
    int before = core.store.commits();
    core.taskWork.runDue();

    assertThat(core.store.commits() - before).as("claim, work twice, end").isEqualTo(4);
    assertThat(alerts()).hasSize(11);
  }

  private AlertInbox inbox(Most most) {
    return new AlertInbox(
        alerting.intakes,
        alerting.formats,
        core.storage,
        core.changes,
        core.queue,
        new CountedMetrics(),
        core.clock,
        most);
  }

  @Test
  void asksSendersToComeBackWhereTooManyWait() {
    AlertInbox small = inbox(new Most(2, Long.MAX_VALUE));
    String json = "{\"title\":\"A\"}";
    small.receive(SENDER, TENANT, intake, TestAlerts.content(AlertFormat.JSON, json));
    small.receive(SENDER, TENANT, intake, TestAlerts.content(AlertFormat.JSON, json));

    assertThatThrownBy(
            () -> small.receive(SENDER, TENANT, intake, TestAlerts.content(AlertFormat.JSON, json)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ProblemCode.UNAVAILABLE);
              assertThat(e.retryAfter()).isPresent();
            });
    core.taskWork.runDue();
    core.clock.advance(java.time.Duration.ofSeconds(2));
    assertThat(
            small
                .receive(SENDER, TENANT, intake, TestAlerts.content(AlertFormat.JSON, json))
                .alerts())
        .isEqualTo(1);
  }

  @Test
  void asksSendersToComeBackWhereWhatWaitsIsLarge() {
    AlertInbox small = inbox(new Most(1000, 100_000));
    // thirty such alerts are one piece, and that is far from the bound of their number
    String large =
        IntStream.range(0, 30)
            .mapToObj(i -> "{'title':'A%d','summary':'%s'}".formatted(i, "\u8d85".repeat(1900)))
            .collect(Collectors.joining(",", "[", "]"))
            .replace('\'', '"');
    small.receive(SENDER, TENANT, intake, TestAlerts.content(AlertFormat.JSON, large));

    fails(
        ProblemCode.UNAVAILABLE,
        () -> small.receive(SENDER, TENANT, intake, TestAlerts.content(AlertFormat.JSON, large)));
    AlertInbox otherNode = inbox(new Most(1000, 100_000));
    fails(
        ProblemCode.UNAVAILABLE,
        () ->
            otherNode.receive(SENDER, TENANT, intake, TestAlerts.content(AlertFormat.JSON, large)));
    core.taskWork.runDue();
    core.clock.advance(java.time.Duration.ofSeconds(2));
    assertThat(
            small
                .receive(SENDER, TENANT, intake, TestAlerts.content(AlertFormat.JSON, large))
                .alerts())
        .isEqualTo(30);
  }

  @Test
  void storesNothingOfWhatItRefuses() {
    int before = core.store.commits();
    fails(
        ProblemCode.MALFORMED,
        () ->
            alerting.inbox.receive(
                SENDER,
                TENANT,
                intake,
                TestAlerts.content(AlertFormat.JSON, "[{\"title\":\"A\"},{}]")));
    assertThat(core.store.commits()).isEqualTo(before);
  }

  @Test
  void whatComesWhileItsLaneIsRoutedIsRoutedToo() {
    alerting.inbox.receive(
        SENDER, TENANT, intake, TestAlerts.content(AlertFormat.JSON, "{\"title\":\"A\"}"));
    // the next commit claims the task, the one after it routes
    core.store.beforeNextCommit(
        () ->
            core.store.beforeNextCommit(
                () ->
                    alerting.inbox.receive(
                        SENDER,
                        TENANT,
                        intake,
                        TestAlerts.content(
                            AlertFormat.JSON, "{\"title\":\"A\",\"alertKey\":\"b\"}"))));

    core.taskWork.runDue();

    assertThat(alerts()).hasSize(2);
  }
}
