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
import dev.muster.core.testing.TestCore;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.spi.storage.Query;
import dev.muster.spi.storage.StorageException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Whom a platform lately did not find, so that it is not asked for the same again. */
class WarRoomRememberedTest extends WarRoomFixture {
  private Result result(WarRoom room, int member) {
    return rooms.members(TENANT, room.id()).get(member).results().get(0);
  }

  private List<Stored<SearchedRecord>> pieces() {
    return core.storage
        .repository(SearchedRecord.SCHEMA)
        .query(TENANT, new Query.All(), false, 200, Optional.empty())
        .items();
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
  void remembersThatTheAppDoesNotSeeSomebody() {
    wing.hidden.add("p0@corp.example");
    WarRoom room = open(List.of("wing"), mails(1));
    assertThat(result(room, 0).outcome()).isEqualTo(Outcome.NOT_VISIBLE);

    WarRoom other = open(List.of("wing"), mails(1));

    assertThat(result(other, 0).outcome()).isEqualTo(Outcome.NOT_VISIBLE);
    assertThat(wing.count("emails")).isOne();
  }

  /** Though what is said of many is stored in one piece. */
  @Test
  void remembersEachForADay() {
    open(List.of("wing"), mails(200));
    core.clock.advance(Duration.ofHours(12));
    open(List.of("wing"), mails(400).subList(200, 400));
    core.clock.advance(Duration.ofHours(12).plusSeconds(1));

    assertThat(
            pieces().stream()
                .map(Stored::value)
                .mapToInt(it -> it.counting(it.stamp(), core.clock.instant()).size())
                .sum())
        .isEqualTo(200);
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
    assertThat(pieces()).isEmpty();
  }

  /** What is said of several is stored in one piece. */
  @Test
  void forgetsNobodyButTheMembersWhomSomebodyNames() {
    WarRoom room = open(List.of("wing"), mails(200));

    unwaited()
        .retry(ALICE, TENANT, room.id(), List.of(rooms.members(TENANT, room.id()).get(0).id()));

    assertThat(pieces().stream().mapToInt(it -> it.value().answers().size()).sum()).isEqualTo(199);
  }

  @Test
  void refusesToSearchForMembersWhoAreNotThere() {
    WarRoom room = open(List.of("wing"), mails(1));

    assertInvalid(
        "members", "unknown-value", () -> rooms.retry(ALICE, TENANT, room.id(), List.of("0-nope")));
    assertThat(wing.count("emails")).isOne();
  }

  /** An address may be somebody else's by now, and who had it may have left. */
  @Test
  void asksAnewForWhoeverWasFound() {
    know(1);
    open(List.of("wing"), mails(1));
    assertThat(pieces()).isEmpty();
    wing.people.put("p0@corp.example", "wing-9");

    open(List.of("wing"), mails(1));

    assertThat(wing.count("emails")).isEqualTo(2);
    assertThat(wing.chats.get(0).members).containsExactly("wing-0");
    assertThat(wing.chats.get(1).members).containsExactly("wing-9");
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
      core.clock.advance(Duration.ofSeconds(1));
      open(List.of("wing"), mails(from + 2_000).subList(from, from + 2_000));
    }
    Instant last = core.clock.instant().plus(Bounds.UNFOUND_REMEMBERED);

    List<Stored<SearchedRecord>> pieces = pieces();
    assertThat(pieces)
        .hasSize(64)
        .allMatch(it -> it.value().answers().size() <= Bounds.SEARCHED_IN_PIECE)
        .anyMatch(it -> it.value().answers().size() == Bounds.SEARCHED_IN_PIECE);
    assertThat(pieces)
        .flatExtracting(it -> it.value().answers().values())
        .filteredOn(it -> it.until().equals(last))
        .as("those who were searched for last")
        .hasSize(2_000);
    assertThat(pieces.toString()).doesNotContain("@corp.example");
  }

  @Test
  void remembersNothingOfAnAppThatIsChangedWhileItIsAsked() {
    wing.during(
        "emails",
        () ->
            core.mobileApps.modifyKeys(
                ALICE, TENANT, "wing", Map.of("secret", "another"), OptionalLong.empty()));

    WarRoom room = open(List.of("wing"), mails(2));

    assertThat(result(room, 0).outcome()).isEqualTo(Outcome.NOT_FOUND);
    assertThat(pieces()).isEmpty();
  }

  /** The room shows what the platform answered, not that nothing was stored of it. */
  @Test
  void tellsOfThePlatformsFaultWhereItCannotStoreWhomThatDidNotFind() {
    wing.during(
        "emails",
        () ->
            core.store.beforeNextCommit(
                () -> {
                  throw new StorageException("away", true, new IOException("away"));
                }));
    wing.failNext("mobiles", Code.UNAVAILABLE);

    WarRoom room =
        open(
            List.of("wing"),
            List.of(
                new PersonRef.Email("p0@corp.example"), new PersonRef.Mobile("+8613800138000")));

    assertThat(chat(room, "wing").problem().orElseThrow().code()).isEqualTo("unavailable");
    assertThat(result(room, 0).outcome()).isEqualTo(Outcome.NOT_FOUND);
    assertThat(pieces()).isEmpty();
    assertThat(searches.places()).as("turns that did not end").isZero();
  }

  @Test
  void forgetsWhomAnAppDidNotFindOnceItIsUnbound() {
    open(List.of("wing"), mails(20));
    open(List.of("nail"), mails(20));
    assertThat(pieces()).extracting(it -> it.value().platform()).contains("wing", "nail");

    core.mobileApps.unbind(ALICE, TENANT, "wing", true, OptionalLong.empty());

    assertThat(pieces()).extracting(it -> it.value().platform()).containsOnly("nail");
  }

  /** Whoever reads the storage cannot try addresses, nor see who is known in two places. */
  @Test
  void writesAnAddressByAKeyAndDifferentlyInEachPlace() {
    String digest = searches.digest(TENANT, "wing", "p0@corp.example");

    assertThat(searches.digest(TENANT, "wing", "P0@Corp.example")).isEqualTo(digest);
    assertThat(
            List.of(
                searches.digest(TENANT, "nail", "p0@corp.example"),
                searches.digest("umbrella", "wing", "p0@corp.example"),
                new SearchMemory(new TestCore().digests).digest(TENANT, "wing", "p0@corp.example")))
        .doesNotContain(digest);
  }
}
