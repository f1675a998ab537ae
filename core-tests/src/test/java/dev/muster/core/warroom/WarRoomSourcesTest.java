package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.Rota;
import dev.muster.api.warroom.TimelineEntry;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRooms;
import dev.muster.core.task.TaskType;
import dev.muster.core.testing.FakeRotaSource;
import dev.muster.spi.Deadline;
import dev.muster.spi.rota.DutyPerson;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A room whose people on duty another system knows. */
class WarRoomSourcesTest extends WarRoomFixture {
  private static final String UNKNOWN = "duty-unknown";

  private final FakeRotaSource pager = new FakeRotaSource();

  private static DutyPerson mail(int person) {
    return DutyPerson.email("p" + person + "@corp.example");
  }

  private String rota() {
    know(5);
    core.rotaSources.add(pager, 0);
    pager.says("db", mail(2));
    String id = core.rotas.create(ALICE, TENANT, sourced(FakeRotaSource.ID, "db")).value().id();
    work();
    return id;
  }

  private static Rota.Settings sourced(String source, String schedule) {
    return new Rota.Settings(
        "Database",
        ZoneId.of("UTC"),
        List.of(),
        Optional.empty(),
        Optional.of(new Rota.Source(source, schedule)));
  }

  private WarRoom open(String... rotas) {
    NewWarRoom bare = about("Checkout is down", List.of("wing"), mails(2));
    NewWarRoom asked = withRotas(bare, rotas);
    WarRoom room = rooms.open(ALICE, TENANT, asked, Optional.empty()).room().value();
    work();
    return room;
  }

  private void later(int minutes) {
    for (int i = 0; i < minutes; i++) {
      core.clock.advance(Duration.ofMinutes(1));
      work();
    }
  }

  /** Until the source may be asked again and is not read by itself: when that is depends on ids. */
  private void laterThanReading() {
    int before = pager.asked.size();
    while (pager.asked.size() == before) {
      later(1);
    }
    core.clock.advance(Duration.ofMinutes(2));
  }

  private void fail() {
    pager.failure = Optional.of(new IllegalStateException("down"));
  }

  private List<Map<String, String>> unknown(WarRoom room) {
    return rooms.timeline(TENANT, room.id(), 200, Optional.empty()).items().stream()
        .filter(it -> it.kind().equals(UNKNOWN))
        .map(TimelineEntry::detail)
        .toList();
  }

  private void assertInvited(String... accounts) {
    assertThat(wing.only().members).containsExactlyInAnyOrder(accounts);
  }

  @Test
  void takesInWhoIsOnDutyAsItIsOpened() {
    String rota = rota();
    // since it was read somebody stepped in
    core.clock.advance(Duration.ofMinutes(2));
    pager.says("db", mail(3));
    WarRoom room = open(rota);

    assertInvited("wing-0", "wing-1", "wing-3");
    assertThat(unknown(room)).isEmpty();
  }

  @Test
  void followsWhomTheSourceNames() {
    WarRoom room = open(rota());
    assertInvited("wing-0", "wing-1", "wing-2");
    pager.says("db", mail(3));
    later(12);
    assertInvited("wing-0", "wing-1", "wing-3");
    assertThat(kinds(room.id())).filteredOn("duty-changed"::equals).hasSize(2);
  }

  @Test
  void handsOverAtTheTimeThatTheSourceSaid() {
    String rota = rota();
    pager.saysHourly("db", core.clock.instant(), mail(2), mail(3));
    core.clock.advance(Duration.ofMinutes(1));
    var unused = open(rota);
    assertInvited("wing-0", "wing-1", "wing-2");
    fail();
    core.clock.advance(Duration.ofMinutes(59));
    work();
    assertInvited("wing-0", "wing-1", "wing-3");
  }

  @Test
  void isOpenedWithThoseWhoWereKnownWhileTheSourceFails() {
    String rota = rota();
    var answered = core.clock.instant();
    fail();
    core.clock.advance(Duration.ofMinutes(2));
    WarRoom room = open(rota);

    assertInvited("wing-0", "wing-1", "wing-2");
    assertThat(unknown(room))
        .containsExactly(
            Map.of(
                "rota",
                "Database",
                "source",
                FakeRotaSource.ID,
                "since",
                core.clock.instant().toString(),
                "answeredAt",
                answered.toString()));
    later(30);
    assertInvited("wing-0", "wing-1", "wing-2");
    assertThat(unknown(room)).as("said once").hasSize(1);

    pager.failure = Optional.empty();
    later(10);
    fail();
    later(15);
    assertThat(unknown(room)).as("and when it fails anew").hasSize(2);
  }

  @Test
  void isOpenedOnceTheBundleOfTheSourceHasGone() {
    String rota = rota();
    core.rotaSources.remove(FakeRotaSource.ID);
    later(6);
    WarRoom room = open(rota);

    assertInvited("wing-0", "wing-1", "wing-2");
    assertThat(unknown(room)).hasSize(1);
  }

  @Test
  void isOpenedWithASourceThatNeverAnswered() {
    know(5);
    core.rotaSources.add(pager, 0);
    String rota =
        core.rotas.create(ALICE, TENANT, sourced(FakeRotaSource.ID, "nothing")).value().id();
    WarRoom room = open(rota);

    assertInvited("wing-0", "wing-1");
    assertThat(unknown(room))
        .singleElement()
        .satisfies(detail -> assertThat(detail).doesNotContainKey("answeredAt"));
  }

  /** Between one source and the next it is not known that nobody is on duty. */
  @Test
  void keepsThoseOnDutyUntilAnotherSourceSaysWhoIs() {
    String rota = rota();
    WarRoom room = open(rota);
    fail();
    core.rotas.change(
        ALICE, TENANT, rota, it -> sourced(FakeRotaSource.ID, "web"), OptionalLong.empty());
    later(15);
    assertInvited("wing-0", "wing-1", "wing-2");

    pager.failure = Optional.empty();
    pager.says("web", mail(4));
    later(15);
    assertInvited("wing-0", "wing-1", "wing-4");
    assertThat(unknown(room)).hasSize(1);
  }

  /** That another rota names them meanwhile says nothing of the one that is not known. */
  @Test
  void keepsThoseOnDutyOfASourceThatIsNotKnownWhenAnotherDutyOfTheirsEnds() {
    String rota = rota();
    List<PersonRef> known = mails(5);
    shifts.addAll(List.of(known.get(4), known.get(2), known.get(3)));
    var unused = open(rota, "shop");
    fail();
    core.rotas.change(
        ALICE, TENANT, rota, it -> sourced(FakeRotaSource.ID, "web"), OptionalLong.empty());
    later(65);
    assertInvited("wing-0", "wing-1", "wing-2");
    later(60);
    assertInvited("wing-0", "wing-1", "wing-2", "wing-3");

    pager.failure = Optional.empty();
    pager.says("web", mail(4));
    later(15);
    assertInvited("wing-0", "wing-1", "wing-3", "wing-4");
  }

  private Instant nextLook() {
    return core.tasks
        .list(TENANT, Optional.empty(), Optional.of("war-room-duty"), 50, Optional.empty())
        .items()
        .get(0)
        .dueAt()
        .orElseThrow();
  }

  /** As often as the source is read. */
  @Test
  void looksEachFiveMinutes() {
    var unused = open(rota());
    Instant first = nextLook();
    core.clock.advance(Duration.between(core.clock.instant(), first));
    work();

    assertThat(Duration.between(first, nextLook())).isEqualTo(Duration.ofMinutes(5));
  }

  /** Whichever of their rotas the room names first. */
  @Test
  void keepsThoseWhoAreOnDutyByShiftsTooUntilTheirSourceIsKnown() {
    String rota = rota();
    List<PersonRef> known = mails(5);
    shifts.addAll(List.of(known.get(2), known.get(3)));
    var unused = open("shop", rota);
    fail();
    core.rotas.change(
        ALICE, TENANT, rota, it -> sourced(FakeRotaSource.ID, "web"), OptionalLong.empty());
    later(65);
    assertInvited("wing-0", "wing-1", "wing-2", "wing-3");
  }

  /** No commit of a room waits for somebody else's service. */
  @Test
  void asksOutsideOfItsCommits() {
    String rota = rota();
    core.clock.advance(Duration.ofMinutes(2));
    WarRooms unwaited = unwaited();
    int before = pager.asked.size();
    NewWarRoom bare = about("Checkout is down", List.of("wing"), mails(2));
    var unused = unwaited.open(ALICE, TENANT, withRotas(bare, rota), Optional.empty());
    assertThat(pager.asked).hasSize(before);
    work();
    assertThat(pager.asked).hasSizeGreaterThan(before);
    assertThat(DutyAsking.TYPE.pace()).isEqualTo(TaskType.Pace.SOURCE);
  }

  /** Of a source that hangs no more is known than that it has not answered yet. */
  @Test
  void invitesWhomOneSourceNamesWhileAnotherHangs() {
    String hangs = rota();
    FakeRotaSource phone = new FakeRotaSource("phone");
    core.rotaSources.add(phone, 0);
    phone.says("web", mail(3));
    String answers = core.rotas.create(ALICE, TENANT, sourced("phone", "web")).value().id();
    work();
    laterThanReading();
    phone.says("web", mail(4));
    List<Set<String>> inChat = new ArrayList<>();
    core.taskWork.add(
        new DutyAsking(
            core.storage,
            core.accounts,
            core.queue,
            new Shifts() {
              @Override
              public void ask(String tenant, String rota, Deadline deadline) {
                if (rota.equals(hangs)) {
                  // what others do until it is back
                  work();
                  inChat.add(Set.copyOf(wing.only().members));
                  fail();
                }
                super.ask(tenant, rota, deadline);
              }
            },
            core.clock));
    WarRoom room = open(hangs, answers);

    assertThat(inChat).containsExactly(Set.of("wing-0", "wing-1", "wing-2", "wing-4"));
    assertInvited("wing-0", "wing-1", "wing-2", "wing-4");
    assertThat(unknown(room)).as("the one that failed late").hasSize(1);
  }

  /** However many rooms are opened at once. */
  @Test
  void takesOneThreadOfASourceThatHangs() {
    String rota = rota();
    core.clock.advance(Duration.ofMinutes(2));
    WarRooms unwaited = unwaited();
    NewWarRoom bare = about("Checkout is down", List.of("wing"), mails(2));
    for (int i = 0; i < 3; i++) {
      var unused = unwaited.open(ALICE, TENANT, withRotas(bare, rota), Optional.empty());
    }
    List<Integer> running = new ArrayList<>();
    AtomicInteger asking = new AtomicInteger();
    core.taskWork.add(
        new DutyAsking(
            core.storage,
            core.accounts,
            core.queue,
            new Shifts() {
              @Override
              public void ask(String tenant, String of, Deadline deadline) {
                running.add(asking.incrementAndGet());
                // what others do until it is back
                work();
                asking.decrementAndGet();
              }
            },
            core.clock));
    work();

    assertThat(running).containsExactly(1, 1, 1);
  }

  @Test
  void asksTheSourcesOfAllItsRotas() {
    know(20);
    core.rotaSources.add(pager, 0);
    List<String> rotas = new ArrayList<>();
    for (int i = 0; i < Bounds.ROTAS; i++) {
      rotas.add(core.rotas.create(ALICE, TENANT, sourced(FakeRotaSource.ID, "r" + i)).value().id());
    }
    work();
    core.clock.advance(Duration.ofMinutes(2));
    for (int i = 0; i < Bounds.ROTAS; i++) {
      pager.says("r" + i, mail(2 + i));
    }
    WarRoom room = open(rotas.toArray(String[]::new));

    assertThat(wing.only().members).hasSize(2 + Bounds.ROTAS);
    assertThat(unknown(room)).isEmpty();
  }
}
