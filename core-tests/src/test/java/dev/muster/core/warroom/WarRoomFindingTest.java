package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.Caller;
import dev.muster.api.ProblemException;
import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.Severity;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.Status;
import dev.muster.api.warroom.WarRooms.Filter;
import dev.muster.api.warroom.WarRooms.Settings;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.user.IdentityRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WarRoomFindingTest extends WarRoomFixture {
  @Test
  void listsByStatusSeverityAndApplicationTheNewestFirst() {
    know(2);
    WarRoom first = open(List.of("corp"), mails(2));
    core.clock.advance(Duration.ofSeconds(1));
    WarRoom second = open(List.of("corp"), mails(2));
    rooms.setStatus(ALICE, TENANT, second.id(), Status.DIAGNOSING);

    assertThat(ids(Filter.ALL)).containsExactly(second.id(), first.id());
    assertThat(ids(filter(Status.STARTED, Severity.P1, "shop"))).containsExactly(first.id());
    assertThat(ids(filter(Status.DIAGNOSING, Severity.P1, "shop"))).containsExactly(second.id());
    assertThat(ids(filter(Status.STARTED, Severity.P2, "shop"))).isEmpty();
    assertThat(ids(filter(Status.STARTED, Severity.P1, "sho"))).isEmpty();
    assertThat(ids(new Filter(Optional.empty(), Optional.empty(), Optional.of("shop"))))
        .containsExactly(second.id(), first.id());
  }

  private Filter filter(Status status, Severity severity, String application) {
    return new Filter(Optional.of(status), Optional.of(severity), Optional.of(application));
  }

  private List<String> ids(Filter filter) {
    return rooms.list(TENANT, filter, 50, Optional.empty()).items().stream()
        .map(it -> it.value().id())
        .toList();
  }

  @Test
  void knowsWhenSomebodyLookedIntoItAndWhenItWasOver() {
    know(2);
    WarRoom room = open(List.of("corp"), mails(2));
    core.clock.advance(Duration.ofMinutes(1));
    rooms.setStatus(ALICE, TENANT, room.id(), Status.DIAGNOSING);
    core.clock.advance(Duration.ofMinutes(9));
    WarRoom over = rooms.setStatus(ALICE, TENANT, room.id(), Status.RECOVERED).value();

    assertThat(Duration.between(over.times().openedAt(), over.times().acknowledgedAt().get()))
        .isEqualTo(Duration.ofMinutes(1));
    assertThat(Duration.between(over.times().openedAt(), over.times().recoveredAt().get()))
        .isEqualTo(Duration.ofMinutes(10));
    assertThat(Collections.frequency(kinds(room.id()), "status-changed")).isEqualTo(2);
  }

  /** Else problems that nobody looked into would make it look as if people were quick, or slow. */
  @Test
  void knowsThatNobodyLookedIntoWhatWasOverByItself() {
    know(2);
    WarRoom room = open(List.of("corp"), mails(2));
    core.clock.advance(Duration.ofMinutes(1));
    WarRoom over = rooms.setStatus(Caller.SYSTEM, TENANT, room.id(), Status.RECOVERED).value();
    assertThat(over.times().acknowledgedAt()).isEmpty();
    assertThat(over.times().recoveredAt()).isPresent();

    WarRoom back = rooms.setStatus(Caller.SYSTEM, TENANT, room.id(), Status.STARTED).value();
    assertThat(back.times().acknowledgedAt()).isEmpty();
    assertThat(
            rooms
                .setStatus(ALICE, TENANT, room.id(), Status.RECOVERED)
                .value()
                .times()
                .acknowledgedAt())
        .contains(core.clock.instant());
  }

  @Test
  void findsNobodyByEmailWhereThePlatformHasNoSuchSearch() {
    know(2);
    wing.findsByEmail = false;
    WarRoom room = open(List.of("wing"), mails(2));
    work();

    assertThat(rooms.members(TENANT, room.id()))
        .hasSize(2)
        .allSatisfy(
            member -> {
              WarRoom.Result result = member.results().get(0);
              assertThat(result.outcome()).isEqualTo(WarRoom.Outcome.NOT_FOUND);
              assertThat(result.triedBy()).contains("email");
              assertThat(result.detail().orElseThrow().en()).contains("phone number or ID");
            });
  }

  @Test
  void callsWhoLeadsAsThePlatformDoes() {
    know(3);
    NewWarRoom asked = about("Checkout is down", List.of("corp"), mails(2));
    WarRoom room =
        rooms
            .open(
                ALICE,
                TENANT,
                new NewWarRoom(
                    asked.facts(),
                    asked.platforms(),
                    asked.template(),
                    Optional.of(new PersonRef.Email("p2@corp.example")),
                    Optional.of(new PersonRef.Email("nobody@corp.example")),
                    asked.members(),
                    asked.rotas()),
                Optional.empty())
            .room()
            .value();
    work();

    assertThat(room.owner()).contains(new PersonRef.Email("p2@corp.example"));
    assertThat(corp.only().said.get(0))
        .contains("Owner: N corp-2")
        .contains("Recorder: nobody@corp.example");
    assertThat(now(room.id()).ownerName()).contains("N corp-2");
    assertThat(rooms.list(TENANT, Filter.ALL, 10, Optional.empty()).items())
        .extracting(it -> it.value().ownerName())
        .containsExactly(Optional.of("N corp-2"));
  }

  @Test
  void callsPeopleOfADepartmentAndOurUsersByName() {
    wing.departments.put("7", List.of("wing-7"));
    Instant now = core.clock.instant();
    String user = user("li", "li@corp.example");
    core.storage.commit(
        new UnitOfWork()
            .add(
                core.accounts
                    .identities()
                    .create(
                        TENANT,
                        IdentityRecord.id("wing", "ww1", "wing-8", false),
                        new IdentityRecord(
                            user, "own", "wing", "ww1", "wing-8", List.of(), now, now))));

    WarRoom room =
        open(
            List.of("wing"),
            List.of(
                new PersonRef.Department("wing", "7"),
                new PersonRef.PlatformUser("wing", "wing-8"),
                new PersonRef.PlatformUser("wing", "wing-9")));
    work();

    assertThat(rooms.members(TENANT, room.id()))
        .extracting(WarRoom.Member::name)
        .containsExactly(
            Optional.empty(), Optional.of("li"), Optional.empty(), Optional.of("D wing-7"));
  }

  @Test
  void hasNoNameOfWhomNobodyKnows() {
    know(1);
    WarRoom room = open(List.of("corp"), mails(1));
    rooms.change(
        ALICE,
        TENANT,
        room.id(),
        before ->
            new Settings(
                before.facts(),
                Optional.of(new PersonRef.Email("nobody@corp.example")),
                Optional.empty()),
        OptionalLong.empty());
    work();

    assertThat(now(room.id()).ownerName()).isEmpty();
  }

  @Test
  void hasNoRoomThatIsNotThere() {
    assertThat(rooms.find(TENANT, "nope")).isEmpty();
    assertThat(rooms.find("nobody", "nope")).isEmpty();
    assertThatThrownBy(() -> rooms.timeline(TENANT, "nope", 50, Optional.empty()))
        .isInstanceOf(ProblemException.class);
  }
}
