package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.ChatState;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.api.warroom.WarRoom.Problem;
import dev.muster.api.warroom.WarRoom.Result;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of people for whom a platform can search only so often, or so many in a call. */
class WarRoomSearchTest extends WarRoomFixture {
  private Stream<Outcome> outcomes(WarRoom room, int count) {
    return IntStream.range(0, count).mapToObj(i -> outcome(room.id(), i, "wing"));
  }

  @Test
  void opensForWhoWasFoundWhereThereMayBeNoMoreSearchesInVain() {
    know(2);
    wing.misses = 3;

    WarRoom room = open(List.of("wing"), mails(8));

    assertThat(chat(room, "wing").state()).isEqualTo(ChatState.OPEN);
    assertThat(chat(room, "wing").problem()).isEmpty();
    assertThat(wing.only().members).containsExactly("wing-0", "wing-1");
    assertThat(outcomes(room, 2)).containsOnly(Outcome.JOINED);
    assertThat(outcomes(room, 5).skip(2)).containsOnly(Outcome.NOT_FOUND);
    assertThat(rooms.members(TENANT, room.id()).subList(5, 8))
        .extracting(it -> it.results().get(0))
        .allMatch(it -> it.outcome() == Outcome.FAILED)
        .extracting(Result::detail)
        .allMatch(it -> it.orElseThrow().en().contains("no more of them for a day"));
  }

  @Test
  void searchesAgainForThemWhenAskedTo() {
    know(2);
    wing.misses = 0;
    WarRoom room = open(List.of("wing"), mails(3));
    assertThat(outcomes(room, 3)).containsOnly(Outcome.FAILED);

    wing.misses = 20;
    rooms.retry(ALICE, TENANT, room.id());

    assertThat(outcomes(room, 3))
        .containsExactly(Outcome.JOINED, Outcome.JOINED, Outcome.NOT_FOUND);
  }

  /** Such a chat has to have people before there is one. */
  @Test
  void opensAChatForWhichNobodyCouldBeSearchedWhenAskedTo() {
    know(2);
    corp.misses = 0;
    WarRoom room = open(List.of("corp"), mails(2));
    Problem problem = chat(room, "corp").problem().orElseThrow();
    assertThat(problem.code()).isEqualTo("too-few-people");
    assertThat(problem.message().en()).as("why").contains("no more of them for a day");
    assertThat(problem.message().zhCn()).contains("一天内不再查找");

    corp.misses = 20;
    rooms.retry(ALICE, TENANT, room.id());

    assertThat(chat(now(room.id()), "corp").state()).isEqualTo(ChatState.OPEN);
    assertThat(corp.only().members).hasSize(2);
  }

  /** Searches that tell of some are no fault, and nothing waits as after one. */
  @Test
  void goesOnAtOnceWithThoseForWhomTheTimeOfACallWasTooShort() {
    know(10);
    wing.searchesInTime = 3;

    WarRoom room = open(List.of("wing"), mails(10));

    assertThat(outcomes(room, 10)).containsOnly(Outcome.JOINED);
    assertThat(wing.count("emails")).isEqualTo(4);
  }

  @Test
  void triesAgainLaterWhereThePlatformSaysNothingAtAll() {
    know(2);
    wing.searchesInTime = 0;
    WarRoom room = open(List.of("wing"), mails(2));
    assertThat(chat(room, "wing").problem().orElseThrow().code()).isEqualTo("unavailable");
    assertThat(outcomes(room, 2)).containsOnly(Outcome.PENDING);

    wing.searchesInTime = 10;
    workLater();

    assertThat(chat(now(room.id()), "wing").state()).isEqualTo(ChatState.OPEN);
    assertThat(outcomes(room, 2)).containsOnly(Outcome.JOINED);
  }
}
