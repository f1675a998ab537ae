package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.IdentitySource;
import dev.muster.api.User;
import dev.muster.api.warroom.NewClosing;
import dev.muster.api.warroom.NewMessage;
import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.Severity;
import dev.muster.api.warroom.TimelineEntry;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.Chat;
import dev.muster.api.warroom.WarRoom.ClosedChat;
import dev.muster.api.warroom.WarRoom.Closing;
import dev.muster.api.warroom.WarRoom.Member;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.api.warroom.WarRoom.Policy;
import dev.muster.api.warroom.WarRooms;
import dev.muster.core.rota.Duty;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.testing.FakeChats;
import dev.muster.core.testing.SteeredStore;
import dev.muster.core.testing.TestCore;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.Deadline;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.chat.GroupChatFeature;
import dev.muster.spi.chat.GroupChatTraits;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** War rooms on platforms that a test makes up: like the three, each in its own way. */
abstract class WarRoomFixture {
  static final Instant BEGAN = Instant.parse("2026-11-22T11:00:00Z");

  /** Two people at least, all who are there at once, a key for ever. */
  final FakeChats corp =
      new FakeChats(
          "corp",
          GroupChatTraits.of(2000, 2000, 50, 2048)
              .withOpening(2, 2000)
              .withOwnerRequired()
              .withKeyLife(Optional.empty()));

  /** An owner, 50 at once, a key for ten hours that goes with its owner, finds none. */
  final FakeChats wing =
      new FakeChats(
          "wing",
          GroupChatTraits.of(5000, 50, 60, 30_000)
              .withOpening(0, 50)
              .withKeyLife(Optional.of(Duration.ofHours(10)))
              .withFeatures(
                  EnumSet.complementOf(
                      EnumSet.of(GroupChatFeature.HISTORY_SURVIVES, GroupChatFeature.FIND))));

  /** 999 at once, its keys mean nothing, and it finds chats. */
  final FakeChats nail =
      new FakeChats(
          "nail",
          GroupChatTraits.of(1000, 999, 30, 15_000)
              .withOpening(1, 1000)
              .withOwnerRequired()
              .withKeyLife(Optional.of(Duration.ZERO))
              .withFeatures(EnumSet.of(GroupChatFeature.FIND, GroupChatFeature.DISSOLVE)));

  final TestCore core = new TestCore();
  final SearchMemory searches = new SearchMemory(core.digests);
  WarRooms rooms = start();

  /** Who is on duty by the rota {@code shop}, by the hour since a test began. */
  final List<PersonRef> shifts = new ArrayList<>();

  /** A shift an hour. */
  class Shifts implements Duty {
    @Override
    public boolean exists(String tenant, String rota) {
      return rota.equals("shop") || core.rotas.exists(tenant, rota);
    }

    @Override
    public List<PersonRef> onDuty(String tenant, String rota, Instant at) {
      if (!rota.equals("shop")) {
        return core.rotas.onDuty(tenant, rota, at);
      }
      int hour = (int) Duration.between(BEGAN, at).toHours();
      return hour < shifts.size() ? List.of(shifts.get(hour)) : List.of();
    }

    @Override
    public Optional<Instant> nextChange(String tenant, String rota, Instant after, Instant until) {
      long hour = Duration.between(BEGAN, after).toHours() + 1;
      return rota.equals("shop") && hour <= shifts.size()
          ? Optional.of(BEGAN.plus(Duration.ofHours(hour))).filter(until::isAfter)
          : rota.equals("shop")
              ? Optional.empty()
              : core.rotas.nextChange(tenant, rota, after, until);
    }

    @Override
    public Optional<Sourced> sourced(String tenant, String rota) {
      return core.rotas.sourced(tenant, rota);
    }

    @Override
    public void ask(String tenant, String rota, Deadline deadline) {
      core.rotas.ask(tenant, rota, deadline);
    }
  }

  /** Waits by doing the work itself, where the node has not died. */
  final class Working extends Waiting {
    @Override
    public void until(Duration most, BooleanSupplier isOver) {
      if (!isOver.getAsBoolean()) {
        work();
      }
    }
  }

  @BeforeEach
  void bind() {
    for (FakeChats each : List.of(corp, wing, nail)) {
      core.offer(each);
      core.mobileApps.bind(
          ALICE, TENANT, each.descriptor().id(), Map.of("corpId", "ww1", "secret", "s"));
    }
  }

  /** Reports and the console have words for all that is recorded. */
  @AfterEach
  void recordedKnownKindsAndProblems() {
    core.store.revive();
    List<TimelineRecord> recorded =
        core
            .storage
            .repository(TimelineRecord.SCHEMA)
            .page(TENANT, new Query.All(), false, 200, Optional.empty())
            .items()
            .stream()
            .map(Stored::value)
            .toList();
    assertThat(recorded).extracting(TimelineRecord::kind).isSubsetOf(TimelineEntry.KINDS);
    assertThat(recorded)
        .flatExtracting(it -> Optional.ofNullable(it.detail().get("problem")).stream().toList())
        .isSubsetOf(TimelineEntry.PROBLEMS);
  }

  /** This node, or another after it was killed: nothing but the store is left. */
  WarRooms start() {
    core.taskWork.add(lane());
    core.taskWork.add(
        new DutyChanges(core.storage, core.accounts, core.queue, new Shifts(), core.clock));
    core.taskWork.add(
        new DutyAsking(core.storage, core.accounts, core.queue, new Shifts(), core.clock));
    core.taskWork.add(new DueClosings(core.storage, core.accounts, core.queue, core.clock));
    core.taskWork.add(new ChatEvents(core.storage, core.accounts, core.queue, core.clock));
    return rooms(new Working());
  }

  ChatLane lane() {
    return new ChatLane(
        core.storage,
        core.changes,
        core.queue,
        core.accounts,
        core.platforms,
        new ChatCalls(core.credentials, core.connections),
        searches,
        core.templates,
        core.settings,
        core.clock);
  }

  /** Rooms of whom nobody waits for what they do. */
  WarRooms unwaited() {
    return rooms(
        new Waiting() {
          @Override
          public void until(Duration most, BooleanSupplier isOver) {}
        });
  }

  private WarRooms rooms(Waiting waiting) {
    return new StoredWarRooms(
        core.storage,
        core.changes,
        core.directory,
        core.queue,
        core.accounts,
        core.platforms,
        new ChatCalls(core.credentials, core.connections),
        searches,
        core.templates,
        new Shifts(),
        core.settings,
        waiting,
        core.clock);
  }

  void work() {
    core.taskWork.runDue();
  }

  /** As much time as it takes for whatever is tried again. */
  void workLater() {
    for (int i = 0; i < 12; i++) {
      core.clock.advance(Duration.ofSeconds(130));
      work();
    }
  }

  /** After a crash another node takes over. */
  void takeOver() {
    core.store.revive();
    core.clock.advance(Duration.ofMinutes(2));
    rooms = start();
    work();
    core.clock.advance(Duration.ofMinutes(3));
    work();
  }

  boolean dies(Runnable work) {
    try {
      work.run();
      return false;
    } catch (SteeredStore.Died e) {
      return true;
    }
  }

  /** A user of ours with a verified address. */
  String user(String name, String email) {
    User.Profile profile =
        new User.Profile(
            name,
            Optional.empty(),
            Optional.empty(),
            Optional.of(email),
            true,
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    core.storage.commit(
        new UnitOfWork()
            .add(
                core.accounts
                    .users()
                    .create(TENANT, name, UserRecord.of(profile, core.clock.instant()))));
    return name;
  }

  /** An identity source of wing, of the bound app or another. */
  void source(String id, String company) {
    core.sources.create(
        ALICE,
        TENANT,
        id,
        "wing",
        IdentitySource.Settings.of(id, Set.of(SignInMethod.BROWSER))
            .withFields(Map.of("corpId", company, "secret", "s")));
  }

  /** A user's account at wing. */
  void link(String user, String source, String account) {
    Instant now = core.clock.instant();
    core.storage.commit(
        new UnitOfWork()
            .add(
                core.accounts
                    .identities()
                    .create(
                        TENANT,
                        account,
                        new IdentityRecord(
                            user, source, "wing", source, account, List.of(), now, now))));
  }

  static List<PersonRef> mails(int count) {
    return IntStream.range(0, count)
        .<PersonRef>mapToObj(i -> new PersonRef.Email("p" + i + "@corp.example"))
        .toList();
  }

  /** Everybody is known everywhere. */
  void know(int count) {
    for (FakeChats each : List.of(corp, wing, nail)) {
      IntStream.range(0, count)
          .forEach(
              i -> each.people.put("p" + i + "@corp.example", each.descriptor().id() + "-" + i));
    }
  }

  static NewWarRoom about(String title, List<String> platforms, List<PersonRef> members) {
    return new NewWarRoom(
        new NewWarRoom.Facts(
            title, Severity.P1, Optional.of("Since nine."), List.of("shop"), List.of("cn-north")),
        platforms,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        members,
        List.of());
  }

  /** The same with rotas that say who comes in besides. */
  static NewWarRoom withRotas(NewWarRoom room, String... rotas) {
    return new NewWarRoom(
        room.facts(),
        room.platforms(),
        room.template(),
        room.owner(),
        room.recorder(),
        room.members(),
        List.of(rotas));
  }

  WarRoom open(List<String> platforms, List<PersonRef> members) {
    return rooms
        .open(ALICE, TENANT, about("Checkout is down", platforms, members), Optional.empty())
        .room()
        .value();
  }

  WarRoom now(String id) {
    return rooms.find(TENANT, id).orElseThrow().value();
  }

  static Chat chat(WarRoom room, String platform) {
    return room.chats().stream()
        .filter(it -> it.platform().equals(platform))
        .findFirst()
        .orElseThrow();
  }

  Outcome outcome(String id, int member, String platform) {
    return outcome(rooms.members(TENANT, id).get(member), platform);
  }

  static Outcome outcome(Member member, String platform) {
    return member.results().stream()
        .filter(it -> it.platform().equals(platform))
        .findFirst()
        .orElseThrow()
        .outcome();
  }

  static final List<String> ALL = List.of("corp", "wing", "nail");

  static NewMessage said(String text) {
    return new NewMessage(text, false, List.of());
  }

  static NewClosing closing(Policy policy, boolean force) {
    return new NewClosing(policy, Optional.of("It is over."), force);
  }

  List<String> kinds(String id) {
    return rooms.timeline(TENANT, id, 200, Optional.empty()).items().stream()
        .map(TimelineEntry::kind)
        .toList();
  }

  static ClosedChat only(Closing closed) {
    assertThat(closed.chats()).hasSize(1);
    return closed.chats().get(0);
  }

  List<Map<String, String>> closings(WarRoom room) {
    return rooms.timeline(TENANT, room.id(), 200, Optional.empty()).items().stream()
        .filter(it -> it.kind().equals("chat-closed"))
        .map(TimelineEntry::detail)
        .toList();
  }
}
