package dev.muster.core.warroom;

import static dev.muster.core.testing.Problems.assertInvalid;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.api.warroom.WarRoom.Result;
import dev.muster.core.store.Stored;
import dev.muster.core.testing.FakeChats;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Whom a platform was asked for lately, so that it is not asked for the same again. */
class WarRoomRememberedTest extends WarRoomFixture {
  private Result result(WarRoom room, int member) {
    return rooms.members(TENANT, room.id()).get(member).results().get(0);
  }

  @Test
  void asksForWhoeverWasNotFoundOnceADay() {
    know(1);
    WarRoom room = open(List.of("wing"), mails(2));
    assertThat(wing.count("emails")).isOne();
    assertThat(result(room, 1).detail()).contains(FakeChats.HINT);

    rooms.retry(ALICE, TENANT, room.id());
    WarRoom other = open(List.of("wing"), List.of(new PersonRef.Email("P1@corp.example")));

    assertThat(wing.count("emails")).isOne();
    assertThat(result(room, 1).outcome()).isEqualTo(Outcome.NOT_FOUND);
    assertThat(result(room, 1).detail().orElseThrow().en())
        .startsWith("Widen the range. ")
        .contains("within the last day");
    assertThat(result(room, 1).detail().orElseThrow().zhCn()).startsWith("请扩大可见范围。一天内");
    assertThat(result(other, 0).outcome()).isEqualTo(Outcome.NOT_FOUND);

    core.clock.advance(Duration.ofHours(24).plusSeconds(1));
    know(2);
    rooms.retry(ALICE, TENANT, room.id());

    assertThat(wing.count("emails")).isEqualTo(2);
    assertThat(result(room, 1).outcome()).isEqualTo(Outcome.JOINED);
  }

  @Test
  void asksAgainAtOnceForTheMemberWhomSomebodyNames() {
    WarRoom room = open(List.of("wing"), mails(2));
    know(2);
    String first = rooms.members(TENANT, room.id()).get(0).id();

    rooms.retry(ALICE, TENANT, room.id(), List.of(first));

    assertThat(result(room, 0).outcome()).isEqualTo(Outcome.JOINED);
    assertThat(result(room, 1).outcome()).isEqualTo(Outcome.NOT_FOUND);
  }

  @Test
  void asksAgainForTheUserWhomSomebodyNamesByTheirAddress() {
    String user = user("li", "p0@corp.example");
    WarRoom room = open(List.of("wing"), List.of(new PersonRef.OurUser(user)));
    know(1);

    rooms.retry(ALICE, TENANT, room.id(), List.of(rooms.members(TENANT, room.id()).get(0).id()));

    assertThat(result(room, 0).outcome()).isEqualTo(Outcome.JOINED);
  }

  @Test
  void refusesToSearchForMembersWhoAreNotThere() {
    WarRoom room = open(List.of("wing"), mails(1));

    assertInvalid(
        "members", "unknown-value", () -> rooms.retry(ALICE, TENANT, room.id(), List.of("0-nope")));
    assertThat(wing.count("emails")).isOne();
  }

  /** Else nobody could be called for a day after too many searches found nobody. */
  @Test
  void knowsWhoWasFoundWhereThereMayBeNoMoreSearches() {
    know(1);
    WarRoom before = open(List.of("wing"), mails(1));
    assertThat(result(before, 0).outcome()).isEqualTo(Outcome.JOINED);
    wing.misses = 0;
    core.clock.advance(Duration.ofDays(29));

    WarRoom room = open(List.of("wing"), mails(2));

    assertThat(result(room, 0).outcome()).isEqualTo(Outcome.JOINED);
    assertThat(rooms.members(TENANT, room.id()).get(0).name()).contains("N wing-0");
    assertThat(result(room, 1).outcome()).isEqualTo(Outcome.FAILED);

    core.clock.advance(Duration.ofDays(2));
    WarRoom late = open(List.of("wing"), mails(1));
    assertThat(result(late, 0).outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void asksAgainOnceTheAppIsAnother() {
    know(1);
    WarRoom room = open(List.of("wing"), mails(2));
    know(2);
    core.mobileApps.modifyKeys(
        ALICE, TENANT, "wing", Map.of("secret", "another"), OptionalLong.empty());

    rooms.retry(ALICE, TENANT, room.id());

    assertThat(result(room, 1).outcome()).isEqualTo(Outcome.JOINED);
    assertThat(wing.count("emails")).isEqualTo(2);
  }

  @Test
  void asksEachPlatformForItself() {
    know(1);
    wing.people.clear();
    open(List.of("wing"), mails(1));

    WarRoom room = open(List.of("nail"), mails(1));

    assertThat(result(room, 0).outcome()).isEqualTo(Outcome.JOINED);
  }

  @Test
  void remembersNoMoreThanItMayAndNoAddress() {
    for (int from = 0; from < 8_000; from += 2_000) {
      open(List.of("wing"), mails(from + 2_000).subList(from, from + 2_000));
    }

    List<Stored<SearchedRecord>> pieces =
        core.storage
            .repository(SearchedRecord.SCHEMA)
            .query(TENANT, new Query.All(), false, 200, Optional.empty())
            .items();
    assertThat(pieces)
        .hasSize(64)
        .allMatch(it -> it.value().answers().size() <= Bounds.SEARCHED_IN_PIECE)
        .anyMatch(it -> it.value().answers().size() == Bounds.SEARCHED_IN_PIECE);
    assertThat(pieces.toString()).doesNotContain("@corp.example");
  }
}
