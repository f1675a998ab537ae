package dev.muster.core.reconcile;

import static dev.muster.core.reconcile.PlayedDirectory.person;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.Schedule;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.IdentitySources;
import dev.muster.api.Reconciliations.Reconciliation;
import dev.muster.api.Reconciliations.State;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskType;
import dev.muster.spi.Deadline;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs that begin by themselves. */
class NightlyReconciliationsTest extends ReconciliationFixture {
  private final NightlyReconciliations nightly =
      new NightlyReconciliations(core.reconciliations, core.sources, core.directory, core.clock);

  @BeforeEach
  void people() {
    linked("a", "b");
    book.with("1", person("a"), person("b"));
    every(Schedule.NIGHTLY);
  }

  private void every(Schedule schedule) {
    set(it -> it.withReconciliation(new IdentitySource.Reconciliation(schedule, false)));
  }

  private void itIs(Instant time) {
    core.clock.advance(Duration.between(core.clock.instant(), time));
    look();
  }

  private void look() {
    look(nightly);
  }

  private void look(NightlyReconciliations node) {
    var unused =
        node.run(
            new TaskHandler.Run<>(
                "t",
                "",
                new TaskType.Nothing(),
                core.clock.instant(),
                0,
                Deadline.in(Duration.ofSeconds(30))));
    core.taskWork.runDue();
  }

  private List<Reconciliation> runs() {
    return core.reconciliations.list(TENANT, SOURCE, 50, Optional.empty()).items();
  }

  private Instant tomorrow(LocalTime time) {
    return ZonedDateTime.ofInstant(core.clock.instant(), ZoneId.systemDefault())
        .plusDays(1)
        .with(time)
        .toInstant();
  }

  /** Its minute of the next night. */
  private Instant begins() {
    core.clock.advance(Duration.between(core.clock.instant(), tomorrow(LocalTime.MIDNIGHT)));
    return nightly.begins(TENANT, SOURCE);
  }

  @Test
  void beginOnceANight() {
    book.without("a");
    Instant first = begins();
    itIs(first.minusSeconds(1));
    assertThat(runs()).isEmpty();
    itIs(first);
    assertThat(runs())
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.state()).isEqualTo(State.DONE);
              assertThat(run.apply()).isTrue();
              assertThat(run.startedBy()).isEqualTo("system");
            });
    assertThat(active("a")).isFalse();
    itIs(first.plusSeconds(600));
    assertThat(runs()).hasSize(1);
    itIs(first.plus(Duration.ofDays(1)));
    assertThat(runs()).hasSize(2);
  }

  @Test
  void doNotBeginByDay() {
    itIs(tomorrow(NightlyReconciliations.LAST));
    itIs(tomorrow(NightlyReconciliations.FIRST).minusSeconds(1));
    assertThat(runs()).isEmpty();
  }

  @Test
  void beginForSourcesThatWantIt() {
    every(Schedule.OFF);
    itIs(begins());
    assertThat(runs()).isEmpty();
    every(Schedule.NIGHTLY);
    set(it -> it.withEnabled(false));
    look();
    assertThat(runs()).isEmpty();
    set(it -> it.withEnabled(true));
    look();
    assertThat(runs()).hasSize(1);
  }

  @Test
  void takeThePlaceOfOneThatWaits() {
    book.without("a");
    String dry = run(false).id();
    itIs(begins());
    assertThat(state(dry)).isEqualTo(State.DISCARDED);
    assertThat(active("a")).isFalse();
  }

  @Test
  void leaveOneThatGoesOnAlone() {
    Instant first = begins();
    core.clock.advance(Duration.between(core.clock.instant(), first.minusSeconds(1)));
    String id = core.reconciliations.start(ALICE, TENANT, SOURCE, false);
    core.clock.advance(Duration.ofSeconds(2));
    look();
    assertThat(runs()).extracting(Reconciliation::id).containsExactly(id);
  }

  @Test
  void areSpreadOverTheNight() {
    var minutes =
        IntStream.range(0, 500)
            .mapToObj(i -> nightly.begins("tenant-" + i, SOURCE))
            .collect(Collectors.toSet());
    assertThat(minutes).hasSizeGreaterThan(100);
    assertThat(minutes)
        .allMatch(
            at -> {
              LocalTime time = at.atZone(ZoneId.systemDefault()).toLocalTime();
              return !time.isBefore(NightlyReconciliations.FIRST)
                  && time.isBefore(NightlyReconciliations.LAST);
            });
  }

  @Test
  void ofASourceStoredByAnEarlierVersionIsOff() {
    Settings plain =
        new Settings(
            "x",
            Set.of(),
            Map.of(),
            false,
            IdentitySource.Association.OFF,
            true,
            0,
            IdentitySource.AdmissionRule.EVERYBODY,
            null,
            false);
    assertThat(plain.reconciliation()).isEqualTo(IdentitySource.Reconciliation.OFF);
  }

  @Test
  void beginForOthersWhereATenantFails() {
    Instant begins = begins();
    core.clock.advance(Duration.between(core.clock.instant(), begins));
    core.tenants.create(ALICE, "another", "x");
    IdentitySources failing =
        (IdentitySources)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {IdentitySources.class},
                (proxy, method, args) -> {
                  if (!args[0].equals(TENANT)) {
                    throw new IllegalStateException("played");
                  }
                  return method.invoke(core.sources, args);
                });

    assertThat(core.directory.ids()).hasSizeGreaterThan(1);
    look(new NightlyReconciliations(core.reconciliations, failing, core.directory, core.clock));

    assertThat(runs()).hasSize(1);
  }
}
