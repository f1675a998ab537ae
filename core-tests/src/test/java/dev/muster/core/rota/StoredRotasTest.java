package dev.muster.core.rota;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Versioned;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.PersonRef.Department;
import dev.muster.api.warroom.PersonRef.Email;
import dev.muster.api.warroom.PersonRef.Mobile;
import dev.muster.api.warroom.PersonRef.OurUser;
import dev.muster.api.warroom.PersonRef.PlatformUser;
import dev.muster.api.warroom.Rota;
import dev.muster.api.warroom.Rota.Rotation;
import dev.muster.api.warroom.Rota.Settings;
import dev.muster.api.warroom.Rota.Shift;
import dev.muster.api.warroom.Rota.Turn;
import dev.muster.api.warroom.Rota.When.Once;
import dev.muster.api.warroom.Rota.When.Repeated;
import dev.muster.api.warroom.Rotas.Next;
import dev.muster.core.testing.TestCore;
import dev.muster.core.testing.TestUsers;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class StoredRotasTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final Rota.When ALWAYS =
      new Repeated(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, EnumSet.allOf(DayOfWeek.class));

  private final TestCore core = new TestCore();
  private final StoredRotas rotas = core.rotas;

  StoredRotasTest() {
    core.directory.require(TENANT);
    TestUsers.add(core, TENANT, IntStream.range(0, 100).mapToObj(i -> "u" + i).toList());
  }

  private static Settings shifts(Shift... shifts) {
    return new Settings("Duty", SHANGHAI, List.of(shifts), Optional.empty());
  }

  private static Settings rotation(List<List<PersonRef>> groups) {
    return new Settings(
        "Duty",
        SHANGHAI,
        List.of(),
        Optional.of(
            new Rotation(LocalDate.of(2026, 11, 22), Turn.WEEK, LocalTime.of(9, 0), groups)));
  }

  private static List<PersonRef> people(int number) {
    return IntStream.range(0, number).<PersonRef>mapToObj(i -> new OurUser("u" + i)).toList();
  }

  private static void assertFaults(ThrowingCallable call, String... fields) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ProblemCode.INVALID_VALUE);
              assertThat(e.errors())
                  .extracting(error -> error.field() + " " + error.code())
                  .containsExactly(fields);
            });
  }

  private void assertRefused(Settings settings, String... fields) {
    assertFaults(() -> rotas.create(ALICE, TENANT, settings), fields);
    assertThat(rotas.list(TENANT, 10, Optional.empty()).items()).isEmpty();
  }

  @Test
  void areTwoHundredOfATenantAtMost() {
    Settings settings = rotation(List.of(people(1)));
    for (int i = 0; i < 200; i++) {
      rotas.create(ALICE, TENANT, settings);
    }

    assertFaults(() -> rotas.create(ALICE, TENANT, settings), " too-many");
  }

  @Test
  void isStoredAsItWasEntered() {
    List<PersonRef> everyKind =
        List.of(
            new OurUser("u1"),
            new Email("li@corp.example"),
            new Mobile("+8613800000000"),
            new PlatformUser("lark", "ou_1"),
            new Department("wechatwork", "7"));
    Settings settings =
        shifts(
            new Shift(
                new Repeated(LocalTime.of(20, 0), LocalTime.of(8, 30), Set.of(DayOfWeek.SUNDAY)),
                everyKind),
            new Shift(
                new Once(
                    Instant.parse("2026-12-24T00:00:00Z"), Instant.parse("2026-12-26T00:00:00Z")),
                List.of()));

    Versioned<Rota> made = rotas.create(ALICE, TENANT, settings);
    assertThat(made.value().settings()).isEqualTo(settings);
    assertThat(rotas.find(TENANT, made.value().id())).contains(made);
    Versioned<Rota> turned =
        rotas.change(
            ALICE,
            TENANT,
            made.value().id(),
            present -> rotation(List.of(everyKind, List.of())),
            OptionalLong.of(made.version()));
    assertThat(rotas.list(TENANT, 10, Optional.empty()).items()).containsExactly(turned);
    assertThat(turned.value().settings()).isEqualTo(rotation(List.of(everyKind, List.of())));
    assertThat(turned.value().createdAt()).isEqualTo(made.value().createdAt());
  }

  @Test
  void cleansPeopleAndNamesEachOnce() {
    Versioned<Rota> made =
        rotas.create(
            ALICE,
            TENANT,
            shifts(
                new Shift(
                    ALWAYS,
                    List.of(
                        new Mobile("+86 138-0000-0000"),
                        new Mobile("+8613800000000"),
                        new Email(" li@CORP.example "),
                        new OurUser(" u1 ")))));
    assertThat(made.value().settings().shifts().get(0).members())
        .containsExactly(
            new Mobile("+8613800000000"), new Email("li@corp.example"), new OurUser("u1"));
  }

  @Test
  void recordsWhoChangedIt() {
    String id = rotas.create(ALICE, TENANT, shifts(new Shift(ALWAYS, List.of()))).value().id();
    rotas.change(ALICE, TENANT, id, present -> present, OptionalLong.empty());
    rotas.delete(ALICE, TENANT, id, OptionalLong.empty());

    assertThat(core.events(TENANT))
        .extracting(event -> event.action() + " " + event.subject() + " " + event.actor())
        .startsWith(
            "rota.deleted rota:" + id + " admin:alice",
            "rota.changed rota:" + id + " admin:alice",
            "rota.created rota:" + id + " admin:alice");
    assertThat(rotas.find(TENANT, id)).isEmpty();
  }

  @Test
  void refusesWhatHasNeitherShiftsNorARotationOrBoth() {
    assertRefused(shifts(), "shifts choice");
    Settings both = rotation(List.of(List.of()));
    assertRefused(
        new Settings("Duty", SHANGHAI, List.of(new Shift(ALWAYS, List.of())), both.rotation()),
        "shifts choice");
  }

  @Test
  void refusesWhatIsOutOfBoundsAndSaysWhere() {
    Instant time = Instant.parse("2026-12-24T00:00:00Z");
    assertRefused(
        new Settings(
            " ",
            SHANGHAI,
            List.of(
                new Shift(new Once(time, time), List.of(new Email("li"), new Mobile("138"))),
                new Shift(
                    new Repeated(LocalTime.NOON, LocalTime.NOON, Set.of()),
                    List.of(
                        new PlatformUser("La rk", "ou_1"),
                        new Department("lark", ""),
                        new OurUser("x".repeat(201)))),
                new Shift(new Once(Instant.MIN, Instant.MAX), List.of())),
            Optional.empty()),
        "displayName length",
        "shifts.0.end order",
        "shifts.0.members.0.email format",
        "shifts.0.members.1.mobile format",
        "shifts.1.days required",
        "shifts.1.members.0.platform format",
        "shifts.1.members.1.department length",
        "shifts.1.members.2.user length",
        "shifts.2.start out-of-range",
        "shifts.2.end out-of-range");
    assertRefused(rotation(List.of()), "rotation.groups length");
  }

  @Test
  void refusesMoreThanADocumentHolds() {
    Shift one = new Shift(ALWAYS, List.of());
    assertRefused(shifts(Collections.nCopies(101, one).toArray(new Shift[0])), "shifts too-many");
    assertRefused(shifts(new Shift(ALWAYS, people(101))), "shifts.0.members too-many");
    assertRefused(rotation(Collections.nCopies(101, List.of())), "rotation.groups length");
    assertRefused(rotation(Collections.nCopies(11, people(100))), "rotation.groups too-many");
    rotas.create(ALICE, TENANT, rotation(Collections.nCopies(10, people(100))));
  }

  private static Settings naming(String... users) {
    return shifts(
        new Shift(ALWAYS, Stream.of(users).<PersonRef>map(OurUser::new).toList()),
        new Shift(ALWAYS, List.of(new OurUser("u1"))));
  }

  @Test
  void refusesUsersWhoAreNotThere() {
    String field = "shifts.0.members.1.user unknown-value";
    assertRefused(naming("u1", "zip"), field);
    assertRefused(
        rotation(List.of(people(1), List.of(new OurUser("zip")))),
        "rotation.groups.1.members.0.user unknown-value");
    assertFaults(
        () -> rotas.preview(TENANT, naming("u1", "zip"), Optional.empty(), Optional.empty()),
        field);
    String id = rotas.create(ALICE, TENANT, naming("u1")).value().id();
    assertFaults(
        () -> rotas.change(ALICE, TENANT, id, present -> naming("u1", "zip"), OptionalLong.empty()),
        field);
    core.tenants.create(ALICE, "other", "Other");
    assertFaults(
        () -> rotas.create(ALICE, "other", naming("u1")),
        "shifts.0.members.0.user unknown-value",
        "shifts.1.members.0.user unknown-value");
  }

  @Test
  void goesOnNamingUsersWhoWereDeletedUntilItNamesThemNoMore() {
    String id = rotas.create(ALICE, TENANT, naming("u1", "u2")).value().id();
    TestUsers.delete(core, TENANT, "u2");

    for (Settings others : List.of(naming("u2", "u3"), naming("u3"))) {
      assertThat(
              rotas
                  .previewChange(TENANT, id, others, Optional.empty(), Optional.empty())
                  .stretches())
          .hasSize(1);
      rotas.change(ALICE, TENANT, id, present -> others, OptionalLong.empty());
    }
    assertFaults(
        () -> rotas.change(ALICE, TENANT, id, present -> naming("u2"), OptionalLong.empty()),
        "shifts.0.members.0.user unknown-value");
    assertFaults(
        () -> rotas.previewChange(TENANT, id, naming("u2"), Optional.empty(), Optional.empty()),
        "shifts.0.members.0.user unknown-value");
    assertThatThrownBy(
            () ->
                rotas.previewChange(
                    TENANT, "none", naming("u1"), Optional.empty(), Optional.empty()))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.NOT_FOUND));
  }

  @Test
  void refusesAChangeOfWhatHasChangedAndOfWhatIsNotThere() {
    Versioned<Rota> made = rotas.create(ALICE, TENANT, shifts(new Shift(ALWAYS, List.of())));
    String id = made.value().id();
    rotas.change(ALICE, TENANT, id, present -> present, OptionalLong.empty());

    for (ThrowingCallable stale :
        List.<ThrowingCallable>of(
            () ->
                rotas.change(
                    ALICE, TENANT, id, present -> present, OptionalLong.of(made.version())),
            () -> rotas.delete(ALICE, TENANT, id, OptionalLong.of(made.version())))) {
      assertThatThrownBy(stale)
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.STALE));
    }
    assertThatThrownBy(() -> rotas.delete(ALICE, TENANT, "none", OptionalLong.empty()))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.NOT_FOUND));
  }

  @Test
  void previewIsThePlanOfARotaThatIsNotStored() {
    Settings settings = shifts(new Shift(ALWAYS, List.of(new Email(" li@CORP.example "))));

    assertThat(rotas.preview(TENANT, settings, Optional.empty(), Optional.empty()).stretches())
        .singleElement()
        .satisfies(
            stretch -> assertThat(stretch.members()).containsExactly(new Email("li@corp.example")));
    assertThat(rotas.list(TENANT, 10, Optional.empty()).items()).isEmpty();
    assertFaults(
        () -> rotas.preview(TENANT, shifts(), Optional.empty(), Optional.empty()), "shifts choice");
    assertThatThrownBy(() -> rotas.preview("none", settings, Optional.empty(), Optional.empty()))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.NOT_FOUND));
  }

  @Test
  void presentIsWhoIsOnDutyNowAndWhoFollows() {
    Instant now = core.clock.instant();
    Instant soon = now.plus(Duration.ofHours(1));
    Rota rota =
        rotas
            .create(
                ALICE,
                TENANT,
                shifts(
                    new Shift(new Once(now, soon), people(2)),
                    new Shift(new Once(now, soon.plus(Duration.ofHours(1))), people(1))))
            .value();

    assertThat(rotas.present(TENANT, rota).members()).isEqualTo(people(2));
    assertThat(rotas.present(TENANT, rota).next()).contains(new Next(soon, people(1)));
    Rota always = rotas.create(ALICE, TENANT, shifts(new Shift(ALWAYS, people(1)))).value();
    assertThat(rotas.present(TENANT, always).next()).isEmpty();
  }

  @Test
  void planBeginsNowAndLastsAWeek() {
    String id = rotas.create(ALICE, TENANT, shifts(new Shift(ALWAYS, people(1)))).value().id();

    Instant now = core.clock.instant();
    assertThat(rotas.plan(TENANT, id, Optional.empty(), Optional.empty()).stretches())
        .singleElement()
        .satisfies(
            stretch -> {
              assertThat(stretch.start()).isEqualTo(now);
              assertThat(stretch.end()).isEqualTo(now.plus(Duration.ofDays(7)));
              assertThat(stretch.members()).isEqualTo(people(1));
            });
    Optional<Instant> early = Optional.of(now);
    assertFaults(() -> rotas.plan(TENANT, id, early, early), "to order");
    assertFaults(
        () -> rotas.plan(TENANT, id, early, early.map(it -> it.plus(Duration.ofDays(93)))),
        "to out-of-range");
    assertFaults(
        () -> rotas.plan(TENANT, id, Optional.of(Instant.MIN), early), "from out-of-range");
    assertFaults(
        () -> rotas.plan(TENANT, id, Optional.of(Instant.MAX), Optional.empty()),
        "from out-of-range");
  }

  @Test
  void whoAsksForADutyThatIsNotThereFindsNobody() {
    Instant now = core.clock.instant();
    assertThat(rotas.onDuty(TENANT, "none", now)).isEmpty();
    assertThat(rotas.nextChange(TENANT, "none", now, Instant.MAX)).isEmpty();
    assertThat(rotas.onDuty("nowhere", "none", now)).isEmpty();
  }

  @Test
  void dutyIsReadFromWhatIsStored() {
    String id = rotas.create(ALICE, TENANT, rotation(List.of(people(1), people(2)))).value().id();

    // 2026-11-22T09:00 in Shanghai was ten hours ago
    assertThat(rotas.onDuty(TENANT, id, core.clock.instant())).isEqualTo(people(1));
    Instant next = rotas.nextChange(TENANT, id, core.clock.instant(), Instant.MAX).orElseThrow();
    assertThat(next).isEqualTo(Instant.parse("2026-11-29T01:00:00Z"));
    assertThat(rotas.onDuty(TENANT, id, next)).isEqualTo(people(2));
  }
}
