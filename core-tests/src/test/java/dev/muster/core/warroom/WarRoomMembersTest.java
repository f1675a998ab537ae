package dev.muster.core.warroom;

import static dev.muster.core.testing.Problems.assertInvalid;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.ProblemException;
import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.Member;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.api.warroom.WarRooms.Settings;
import dev.muster.core.store.UnitOfWork;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who stays in a room and who goes, by whom and by what they were invited. */
class WarRoomMembersTest extends WarRoomFixture {
  private static final PersonRef SHOP = new PersonRef.Department("wing", "7");
  private static final PersonRef SEVEN = new PersonRef.PlatformUser("wing", "wing-7");
  private static final PersonRef EIGHTY_THOUSAND = new PersonRef.PlatformUser("wing", "wing-80000");
  private static final PersonRef EIGHT = new PersonRef.PlatformUser("wing", "wing-8");

  @Test
  void saysWhoSomebodyTurnedOutToBe() {
    know(2);
    wing.departments.put("7", List.of("wing-1"));
    List<PersonRef> two = mails(2);
    WarRoom room = open(List.of("wing"), List.of(two.get(0), two.get(1), SHOP));

    assertThat(rooms.members(TENANT, room.id()))
        .extracting(it -> it.results().get(0).userId().orElse(""))
        .as("two members who are one person, and a department that is nobody")
        .containsExactly("wing-0", "wing-1", "", "wing-1");
  }

  @Test
  void callsAUserWhomNoPlatformFoundByTheNameThatWeKnow() {
    String id = user("li.lei", "nowhere@corp.example");
    PersonRef user = new PersonRef.OurUser(id);
    WarRoom room = open(List.of("wing"), List.of(user));
    rooms.change(
        ALICE,
        TENANT,
        room.id(),
        it -> new Settings(it.facts(), Optional.of(user), Optional.of(user)),
        OptionalLong.empty());

    String called = core.users.find(TENANT, id).orElseThrow().value().profile().username();
    assertThat(rooms.members(TENANT, room.id()).get(0).name()).contains(called);
    assertThat(rooms.find(TENANT, room.id()).orElseThrow().value().ownerName()).contains(called);
    assertThat(rooms.timeline(TENANT, room.id(), 50, Optional.empty()).items())
        .filteredOn(it -> it.kind().equals("changed"))
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.detail())
                    .containsEntry("ownerName", called)
                    .containsEntry("recorderName", called));
  }

  @Test
  void removesWithADepartmentThePeopleWhoCameByIt() {
    know(1);
    wing.departments.put("7", List.of("wing-7", "wing-8"));
    WarRoom room = open(List.of("wing"), List.of(mails(1).get(0), SHOP));
    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-7", "wing-8");

    remove(room, SHOP);

    assertThat(wing.only().members).containsExactly("wing-0");
    assertThat(rooms.members(TENANT, room.id())).hasSize(1);
  }

  @Test
  void takesADepartmentBackWithItsPeopleAndWhoCameToItMeanwhile() {
    know(1);
    wing.departments.put("7", List.of("wing-7"));
    WarRoom room = open(List.of("wing"), List.of(mails(1).get(0), SHOP));
    remove(room, SHOP);
    wing.departments.put("7", List.of("wing-7", "wing-8"));

    invite(room, SHOP);

    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-7", "wing-8");
  }

  @Test
  void keepsWhoWasInvitedByHandWhenTheirDepartmentGoes() {
    wing.departments.put("7", List.of("wing-7", "wing-8", "wing-9"));
    WarRoom room = open(List.of("wing"), List.of(SEVEN, SHOP));
    invite(room, EIGHT);

    remove(room, SHOP);

    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-7", "wing-8");
  }

  @Test
  void keepsWhoLeadsTheRoomWhenTheirDepartmentGoes() {
    know(1);
    wing.departments.put("7", List.of("wing-7", "wing-8"));
    WarRoom room = open(List.of("wing"), List.of(mails(1).get(0), SHOP));
    rooms.change(
        ALICE,
        TENANT,
        room.id(),
        it -> new Settings(it.facts(), Optional.of(SEVEN), it.recorder()),
        OptionalLong.empty());
    work();

    remove(room, SHOP);

    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-7");
  }

  @Test
  void takesADepartmentOnDutyOutWithItsPeopleWhenTheDutyEnds() {
    know(1);
    wing.departments.put("7", List.of("wing-7"));
    shifts.add(SHOP);
    WarRoom room = onDuty();
    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-7");

    nextShift();

    assertThat(wing.only().members).containsExactly("wing-0");
    assertThat(rooms.members(TENANT, room.id())).hasSize(1);
  }

  @Test
  void keepsWhoIsInvitedByHandAfterTheirDuty() {
    know(2);
    shifts.addAll(List.of(SEVEN, EIGHT));
    WarRoom room = onDuty();
    nextShift();
    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-8");

    invite(room, SEVEN);
    lookAgain();

    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-7", "wing-8");
  }

  @Test
  void keepsWhoIsInvitedByHandDuringTheirDuty() {
    know(1);
    shifts.add(SEVEN);
    WarRoom room = onDuty();
    invite(room, SEVEN);

    nextShift();

    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-7");
  }

  @Test
  void keepsOutWhoIsRemovedDuringTheirDutyUntilTheNextOne() {
    know(1);
    shifts.addAll(List.of(SEVEN, EIGHT, SEVEN));
    WarRoom room = onDuty();
    remove(room, SEVEN);
    lookAgain();
    assertThat(wing.only().members).containsExactly("wing-0");

    nextShift();
    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-8");
    nextShift();
    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-7");
  }

  @Test
  void keepsOutWhoWasInvitedByHandTooAndIsRemovedDuringTheirDuty() {
    know(1);
    shifts.add(SEVEN);
    WarRoom room = onDuty();
    invite(room, SEVEN);
    remove(room, SEVEN);
    lookAgain();

    assertThat(wing.only().members).containsExactly("wing-0");
  }

  @Test
  void bringsInForTheirDutyWhoWasRemovedBefore() {
    know(1);
    shifts.addAll(List.of(EIGHT, SEVEN));
    WarRoom room = onDuty();
    invite(room, SEVEN);
    remove(room, SEVEN);

    nextShift();
    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-7");
    nextShift();
    assertThat(wing.only().members).containsExactly("wing-0");
  }

  @Test
  void keepsWhoIsOnDutyWhenTheirDepartmentGoes() {
    know(1);
    wing.departments.put("7", List.of("wing-7", "wing-8"));
    WarRoom room = onDuty();
    invite(room, SHOP);
    shifts.addAll(List.of(SEVEN, SEVEN));
    lookAgain();

    remove(room, SHOP);
    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-7");
    nextShift();
    nextShift();
    assertThat(wing.only().members).containsExactly("wing-0");
  }

  @Test
  void handsAChatToSomebodyElseBeforeItsOwnerIsRemoved() {
    know(3);
    WarRoom room = open(List.of("wing"), mails(3));
    wing.only().owner = Optional.of("wing-1");

    remove(room, mails(3).get(1));

    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-2");
    assertThat(wing.only().owner).contains("wing-0");
  }

  @Test
  void removesTheOthersWhereThePlatformRefusesOne() {
    know(6);
    WarRoom room = open(List.of("wing"), mails(6));
    wing.rejected.add("wing-3");
    mails(6).subList(1, 6).forEach(it -> unwaited().remove(ALICE, TENANT, room.id(), id(room, it)));
    work();

    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-3");
  }

  @Test
  void showsWhoCouldNotBeRemovedUntilTheyAre() {
    know(2);
    WarRoom room = open(List.of("wing"), mails(2));
    wing.failNext("remove", Code.NOT_PERMITTED);
    remove(room, mails(2).get(1));

    assertThat(outcome(room.id(), 1, "wing")).isEqualTo(Outcome.FAILED);

    rooms.retry(ALICE, TENANT, room.id());
    assertThat(wing.only().members).containsExactly("wing-0");
    assertThat(rooms.members(TENANT, room.id())).hasSize(1);
  }

  @Test
  void removesWhoCouldNotBeRemovedWhenAskedAgain() {
    know(2);
    WarRoom room = open(List.of("wing"), mails(2));
    wing.failNext("remove", Code.NOT_PERMITTED);
    remove(room, mails(2).get(1));

    Member gone = remove(room, mails(2).get(1));

    assertThat(outcome(gone, "wing")).isEqualTo(Outcome.REMOVED);
    assertThat(wing.only().members).containsExactly("wing-0");
  }

  @Test
  void forgetsWhoIsRemovedWhereThereIsNoChat() {
    know(1);
    wing.failAlways("open", Code.NOT_PERMITTED);
    WarRoom room = open(List.of("wing"), mails(1));

    remove(room, mails(1).get(0));

    assertThat(rooms.members(TENANT, room.id())).isEmpty();
  }

  @Test
  void saysHowManyOfADepartmentAreLeftOutAndTakesThemOnceThereIsRoom() {
    wing.departments.put("7", List.of("wing-1", "wing-x", "wing-y", "wing-z"));
    WarRoom room = open(List.of("wing"), numbers(0, 2000));
    invite(room, numbers(2000, 4000));
    invite(room, numbers(4000, 4998));
    invite(room, SHOP);

    WarRoom.Result full = result(room, SHOP);
    assertThat(full.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(full.detail().orElseThrow().en())
        .isEqualTo("The war room is full: 2 of its 4 people were left out.");
    assertThat(wing.only().members).contains("wing-x").doesNotContain("wing-y", "wing-z");
    assertThatThrownBy(() -> invite(room, EIGHTY_THOUSAND))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.errors().get(0).code()).isEqualTo("too-many"));

    remove(room, numbers(0, 1).get(0));
    remove(room, numbers(2, 3).get(0));
    rooms.retry(ALICE, TENANT, room.id());
    assertThat(result(room, SHOP).outcome()).isEqualTo(Outcome.JOINED);
    assertThat(wing.only().members).contains("wing-y", "wing-z");
  }

  @Test
  void saysWhatIsMissingWhereNobodyIsNamed() {
    know(1);
    WarRoom room = open(List.of("wing"), mails(1));

    assertThatThrownBy(() -> invite(room, List.of()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.errors().get(0).field()).isEqualTo("members");
              assertThat(e.errors().get(0).code()).isEqualTo("required");
            });
  }

  private static List<PersonRef> numbers(int from, int to) {
    return IntStream.range(from, to)
        .<PersonRef>mapToObj(i -> new PersonRef.PlatformUser("wing", "wing-" + i))
        .toList();
  }

  private WarRoom.Result result(WarRoom room, PersonRef who) {
    return rooms.members(TENANT, room.id()).stream()
        .filter(it -> it.ref().equals(who))
        .findFirst()
        .orElseThrow()
        .results()
        .get(0);
  }

  private WarRoom onDuty() {
    NewWarRoom bare = about("Checkout is down", List.of("wing"), mails(1));
    NewWarRoom asked = withRotas(bare, "shop");
    WarRoom room = rooms.open(ALICE, TENANT, asked, Optional.empty()).room().value();
    work();
    return room;
  }

  private void nextShift() {
    core.clock.advance(Duration.ofHours(1));
    work();
  }

  /** The rota is looked at once more, within the same shift. */
  private void lookAgain() {
    core.clock.advance(Duration.ofMinutes(11));
    work();
  }

  private void invite(WarRoom room, PersonRef who) {
    invite(room, List.of(who));
  }

  private void invite(WarRoom room, List<PersonRef> who) {
    var unused = rooms.invite(ALICE, TENANT, room.id(), who);
  }

  private Member remove(WarRoom room, PersonRef who) {
    return rooms.remove(ALICE, TENANT, room.id(), id(room, who));
  }

  private String id(WarRoom room, PersonRef who) {
    return rooms.members(TENANT, room.id()).stream()
        .filter(it -> it.ref().equals(who))
        .findFirst()
        .orElseThrow()
        .id();
  }

  /** Else whoever mistyped an id learns only that nobody was found. */
  @Test
  void refusesUsersWhoAreNotThere() {
    know(1);
    PersonRef nobody = new PersonRef.OurUser("nope");
    assertInvalid(
        "members.1.user",
        "unknown-value",
        () -> open(List.of("wing"), List.of(mails(1).get(0), nobody)));
    assertThat(wing.chats).isEmpty();
    WarRoom room = open(List.of("wing"), mails(1));
    assertInvalid(
        "members.0.user",
        "unknown-value",
        () -> rooms.invite(ALICE, TENANT, room.id(), List.of(nobody)));
    assertInvalid("owner.user", "unknown-value", () -> lead(room, nobody));
    assertThat(now(room.id()).owner()).isEmpty();
  }

  @Test
  void isChangedThoughWhoLeadsItIsNoUserAnyMore() {
    user("li", "p0@corp.example");
    WarRoom room = open(List.of("wing"), mails(1));
    PersonRef li = new PersonRef.OurUser("li");
    lead(room, li);
    core.storage.commit(new UnitOfWork().add(core.accounts.users().delete(TENANT, "li")));

    rooms.change(
        ALICE,
        TENANT,
        room.id(),
        it -> new Settings(it.facts(), it.owner(), Optional.of(mails(1).get(0))),
        OptionalLong.empty());

    assertThat(now(room.id()).owner()).contains(li);
  }

  private void lead(WarRoom room, PersonRef owner) {
    rooms.change(
        ALICE,
        TENANT,
        room.id(),
        it -> new Settings(it.facts(), Optional.of(owner), it.recorder()),
        OptionalLong.empty());
  }
}
