package dev.muster.core.rota;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.ProblemException;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.Rota;
import dev.muster.api.warroom.Rota.Reading;
import dev.muster.api.warroom.Rota.Settings;
import dev.muster.api.warroom.Rota.Source;
import dev.muster.api.warroom.Rotas.Plan;
import dev.muster.api.warroom.Rotas.Present;
import dev.muster.core.testing.FakeRotaSource;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.rota.DutyPerson;
import dev.muster.spi.rota.DutyPlan;
import dev.muster.spi.rota.DutyRequest;
import dev.muster.spi.rota.RotaSource;
import dev.muster.spi.storage.Query;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Rotas whose duty another system knows, and that system. */
abstract class SourcedRotasFixture {
  static final PersonRef LI = new PersonRef.Email("li@corp.example");
  static final PersonRef WANG = new PersonRef.Mobile("+8613800000000");
  static final DutyPerson SAYS_LI = DutyPerson.email("li@corp.example");
  static final DutyPerson SAYS_WANG = DutyPerson.mobile("+86 138-0000-0000");

  final TestCore core = new TestCore();
  final StoredRotas rotas = core.rotas;
  final FakeRotaSource pager = new FakeRotaSource();
  final Instant now = core.clock.instant();

  SourcedRotasFixture() {
    core.directory.require(TENANT);
    core.rotaSources.add(pager, 0);
    pager.says("db", SAYS_LI);
  }

  static Settings sourced(String id, String schedule) {
    return new Settings(
        "Database",
        ZoneId.of("Asia/Shanghai"),
        List.of(),
        Optional.empty(),
        Optional.of(new Source(id, schedule)));
  }

  static Settings always(PersonRef who) {
    Rota.When when =
        new Rota.When.Repeated(
            LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, EnumSet.allOf(DayOfWeek.class));
    return new Settings(
        "Database",
        ZoneId.of("Asia/Shanghai"),
        List.of(new Rota.Shift(when, List.of(who))),
        Optional.empty());
  }

  String create(String schedule) {
    String id = rotas.create(ALICE, TENANT, sourced(FakeRotaSource.ID, schedule)).value().id();
    core.taskWork.runDue();
    return id;
  }

  void later(Duration time) {
    core.clock.advance(time);
    core.taskWork.runDue();
  }

  List<PersonRef> onDuty(String rota) {
    return rotas.onDuty(TENANT, rota, core.clock.instant());
  }

  Present present(String rota) {
    return rotas.present(TENANT, rotas.find(TENANT, rota).orElseThrow().value());
  }

  Reading reading(String rota) {
    return present(rota).reading().orElseThrow();
  }

  static void refused(Runnable call, String field, String code) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.errors())
                    .extracting(error -> error.field() + " " + error.code())
                    .containsExactly(field + " " + code));
  }

  static <T> Optional<T> none() {
    return Optional.empty();
  }

  /** While it is asked somebody gives the rota shifts. */
  final class Turncoat implements RotaSource {
    final String rota;

    Turncoat(String rota) {
      this.rota = rota;
    }

    @Override
    public String id() {
      return "turncoat";
    }

    @Override
    public DutyPlan read(DutyRequest request) {
      rotas.change(ALICE, TENANT, rota, it -> always(WANG), OptionalLong.empty());
      return DutyPlan.of(List.of());
    }
  }

  Plan plan(String id, Duration from, Duration to) {
    Instant at = core.clock.instant();
    return rotas.plan(TENANT, id, Optional.of(at.plus(from)), Optional.of(at.plus(to)));
  }

  static Query.Condition all() {
    return new Query.All();
  }
}
