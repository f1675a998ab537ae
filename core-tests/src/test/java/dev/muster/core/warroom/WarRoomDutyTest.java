package dev.muster.core.warroom;

import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.Caller;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Tasks.Task;
import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.Rota;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.Policy;
import dev.muster.api.warroom.WarRooms;
import dev.muster.core.rota.Duty;
import dev.muster.core.task.TaskHandler.Result;
import dev.muster.core.task.TaskHandler.Run;
import dev.muster.spi.Deadline;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A room and the rotas whose people are in it. */
class WarRoomDutyTest extends WarRoomFixture {
  @Test
  void followsARotaThatIsChanged() {
    know(4);
    String rota = rota(mails(4).get(2));
    var unused = open(List.of(rota));
    work();
    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-1", "wing-2");

    core.rotas.change(
        ALICE, TENANT, rota, present -> always(mails(4).get(3)), OptionalLong.empty());
    core.clock.advance(Duration.ofMinutes(11));
    work();
    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-1", "wing-3");
  }

  /** Not only when the rotas are looked at again; and a task may run up to a second early. */
  @Test
  void handsOverAsTheDutyChanges() {
    know(4);
    shifts.addAll(mails(4).subList(2, 4));
    var unused = open(List.of("shop"));
    for (int minute = 1; minute < 60; minute++) {
      core.clock.advance(Duration.ofMinutes(1));
      work();
    }
    assertThat(wing.only().members).contains("wing-2").doesNotContain("wing-3");

    core.clock.advance(Duration.ofMillis(59_500));
    work();
    assertThat(wing.only().members).contains("wing-3").doesNotContain("wing-2");
  }

  @Test
  void looksEachTenMinutes() {
    know(2);
    var unused = open(List.of(rota(mails(2).get(1))));

    assertThat(betweenLooks()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void leavesARoomAloneThatIsClosed() {
    know(4);
    shifts.addAll(mails(4).subList(2, 4));
    WarRoom room = open(List.of("shop"));
    work();
    assertThat(wing.only().members).contains("wing-2");
    var unused = rooms.close(ALICE, TENANT, room.id(), closing(Policy.KEEP, false));
    work();

    core.clock.advance(Duration.ofHours(1));
    work();
    assertThat(wing.only().members).contains("wing-2").doesNotContain("wing-3");
    assertThat(kinds(room.id())).filteredOn("duty-changed"::equals).hasSize(1);
    assertThat(looks()).isEmpty();
  }

  /** Each time it would else begin to look at the rotas once more, for ever. */
  @Test
  void looksOnceAtARoomHoweverOftenThatIsOpenedAgain() {
    know(2);
    WarRoom room = open(List.of(rota(mails(2).get(1))));
    for (int i = 0; i < 5; i++) {
      core.clock.advance(Duration.ofSeconds(30));
      var unused = rooms.close(ALICE, TENANT, room.id(), closing(Policy.KEEP, false));
      var unusedToo = rooms.reopen(ALICE, TENANT, room.id(), Optional.empty());
      work();
    }
    assertThat(looks()).hasSize(1);

    core.clock.advance(Duration.ofMinutes(11));
    work();
    assertThat(looks()).hasSize(1);
  }

  @Test
  void looksAgainSoonWhereThereWasNoTimeToFindOutWhenTheDutyChanges() {
    know(2);
    PersonRef who = mails(2).get(1);
    WarRoom room = open(List.of(rota(who), rota(who), rota(who)));
    List<String> asked = new ArrayList<>();
    Duty slow =
        new Duty() {
          @Override
          public boolean exists(String tenant, String rota) {
            return true;
          }

          @Override
          public List<PersonRef> onDuty(String tenant, String rota, Instant at) {
            return List.of();
          }

          @Override
          public Optional<Instant> nextChange(
              String tenant, String rota, Instant after, Instant until) {
            asked.add(rota);
            return Optional.empty();
          }

          @Override
          public Optional<Sourced> sourced(String tenant, String rota) {
            return Optional.empty();
          }

          @Override
          public void ask(String tenant, String rota, Deadline deadline) {}
        };
    Instant now = core.clock.instant();
    Result result =
        new DutyChanges(core.storage, core.accounts, core.queue, slow, core.clock)
            .run(
                new Run<>(
                    "t",
                    TENANT,
                    new DutyChanges.Of(room.id(), false),
                    now,
                    0,
                    Deadline.in(Duration.ZERO)));
    assertThat(result)
        .isInstanceOfSatisfying(
            Result.Done.class, done -> core.changes.run(Caller.SYSTEM, TENANT, done.effect()));

    assertThat(asked).isEmpty();
    assertThat(looks())
        .anySatisfy(look -> assertThat(look.dueAt().orElseThrow()).isBefore(now.plusSeconds(62)));
  }

  @Test
  void isNotOpenedWithARotaOrATemplateThatIsNotThere() {
    NewWarRoom bare = about("Checkout is down", List.of("wing"), mails(2));
    NewWarRoom wrong =
        new NewWarRoom(
            bare.facts(),
            bare.platforms(),
            Optional.of("nix"),
            bare.owner(),
            bare.recorder(),
            bare.members(),
            List.of(rota(mails(2).get(1)), "nix"));

    assertThatThrownBy(() -> rooms.open(ALICE, TENANT, wrong, Optional.empty()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.errors())
                    .extracting(error -> error.field())
                    .containsExactly("rotas", "template"));
    assertThat(rooms.list(TENANT, WarRooms.Filter.ALL, 10, Optional.empty()).items()).isEmpty();
  }

  @Test
  void followsItsRotasWhoeverWantsToDeleteTheLook() {
    open(List.of(rota(mails(2).get(1))));

    assertThat(looks())
        .isNotEmpty()
        .allSatisfy(
            look -> {
              assertThat(look.isDeletable()).isFalse();
              assertProblem(ProblemCode.IN_USE, () -> core.tasks.delete(ALICE, TENANT, look.id()));
            });
  }

  @Test
  void hasTenRotasAtMost() {
    List<String> eleven = IntStream.range(0, 11).mapToObj(i -> "rota-" + i).toList();

    assertThatThrownBy(() -> open(eleven))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.errors().get(0).field()).isEqualTo("rotas"));
    assertThat(rooms.list(TENANT, WarRooms.Filter.ALL, 10, Optional.empty()).items()).isEmpty();
  }

  private List<Task> looks() {
    return core.tasks
        .list(TENANT, Optional.empty(), Optional.of("war-room-duty"), 50, Optional.empty())
        .items();
  }

  private Duration betweenLooks() {
    Instant first = looks().get(0).dueAt().orElseThrow();
    core.clock.advance(Duration.between(core.clock.instant(), first));
    work();
    return Duration.between(first, looks().get(0).dueAt().orElseThrow());
  }

  private WarRoom open(List<String> rotas) {
    NewWarRoom bare = about("Checkout is down", List.of("wing"), mails(2));
    NewWarRoom asked =
        new NewWarRoom(
            bare.facts(),
            bare.platforms(),
            bare.template(),
            bare.owner(),
            bare.recorder(),
            bare.members(),
            rotas);
    WarRoom room = rooms.open(ALICE, TENANT, asked, Optional.empty()).room().value();
    work();
    return room;
  }

  private String rota(PersonRef who) {
    return core.rotas.create(ALICE, TENANT, always(who)).value().id();
  }

  static Rota.Settings always(PersonRef who) {
    Rota.When when =
        new Rota.When.Repeated(
            LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, EnumSet.allOf(DayOfWeek.class));
    return new Rota.Settings(
        "Shop",
        ZoneId.of("Asia/Shanghai"),
        List.of(new Rota.Shift(when, List.of(who))),
        Optional.empty());
  }
}
