package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Caller;
import dev.muster.api.Tasks.Task;
import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.ChatState;
import dev.muster.api.warroom.WarRoom.ClosedChat;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.api.warroom.WarRoom.Policy;
import dev.muster.core.platform.TestPlatforms;
import dev.muster.core.task.TaskHandler.Result;
import dev.muster.core.task.TaskHandler.Run;
import dev.muster.spi.Deadline;
import dev.muster.spi.chat.MemberResult;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What others do while a chat's lane is at it, and what a lane does that does not get on. */
class WarRoomRacesTest extends WarRoomFixture {
  private List<Task> tasks() {
    return core.tasks
        .list(TENANT, Optional.empty(), Optional.of("war-room-chat"), 50, Optional.empty())
        .items();
  }

  @Test
  void leavesARoomAloneThatWasOpenedAgainWhileItsChatWasBeingClosed() {
    know(2);
    WarRoom room = open(List.of("wing"), mails(2));
    wing.during(
        "mute",
        () -> {
          var unused = unwaited().reopen(ALICE, TENANT, room.id(), Optional.empty());
        });

    var unused = unwaited().close(ALICE, TENANT, room.id(), closing(Policy.ARCHIVE, false));
    work();

    assertThat(chat(now(room.id()), "wing").state()).isEqualTo(ChatState.OPEN);
    assertThat(wing.only().muted).isFalse();
    assertThat(wing.only().title).doesNotStartWith("[closed]");
    assertThat(kinds(room.id())).doesNotContain("chat-closed");
  }

  private WarRoom unwaited(NewWarRoom asked) {
    return unwaited().open(ALICE, TENANT, asked, Optional.empty()).room().value();
  }

  /** Whoever invites finds no chat that has failed yet. */
  @Test
  void opensAChatForWhichOthersWereInvitedWhileTheFirstWereTooFew() {
    know(2);
    WarRoom room = unwaited(about("Checkout is down", List.of("corp"), mails(1)));
    corp.during(
        "emails",
        () -> {
          var unused = unwaited().invite(ALICE, TENANT, room.id(), mails(2));
        });

    work();

    assertThat(chat(now(room.id()), "corp").state()).isEqualTo(ChatState.OPEN);
    assertThat(corp.only().members).containsExactlyInAnyOrder("corp-0", "corp-1");
    assertThat(kinds(room.id())).doesNotContain("chat-failed");
  }

  @Test
  void opensAChatForWhichSomebodyCameOnDutyWhileTheFirstWereTooFew() {
    know(2);
    shifts.add(mails(2).get(1));
    NewWarRoom bare = about("Checkout is down", List.of("corp"), mails(1));
    WarRoom room = unwaited(withRotas(bare, "shop"));
    corp.during("emails", () -> follow(room));

    assertThat(run(room, "corp", Deadline.in(Duration.ofMinutes(1))))
        .isInstanceOf(Result.Unfinished.class);
    work();

    assertThat(chat(now(room.id()), "corp").state()).isEqualTo(ChatState.OPEN);
    assertThat(corp.only().members).containsExactlyInAnyOrder("corp-0", "corp-1");
    assertThat(kinds(room.id())).doesNotContain("chat-failed");
  }

  private void follow(WarRoom room) {
    Result result =
        new DutyChanges(core.storage, core.accounts, core.queue, new Shifts(), core.clock)
            .run(
                new Run<>(
                    "d",
                    TENANT,
                    new DutyChanges.Of(room.id(), false),
                    core.clock.instant(),
                    0,
                    Deadline.in(Duration.ofMinutes(1))));
    core.changes.run(Caller.SYSTEM, TENANT, ((Result.Done) result).effect());
  }

  @Test
  void waitsAsOneTaskForAPlatformHoweverOftenItIsWoken() {
    know(2);
    WarRoom room = open(List.of("corp"), mails(2));
    corp.failAlways("send", Code.UNAVAILABLE);

    for (int i = 0; i < 5; i++) {
      var unused = rooms.send(ALICE, TENANT, room.id(), said("x" + i));
    }

    assertThat(tasks()).hasSize(1);
    corp.works();
    workLater();
    assertThat(tasks()).isEmpty();
  }

  @Test
  void givesUpAClosedRoomsChatAfterADayWhereThePluginIsGone() {
    know(2);
    WarRoom room = open(List.of("nail"), mails(2));
    TestPlatforms.remove(core.registry, core.platforms.all.size());

    var unused = unwaited().close(ALICE, TENANT, room.id(), closing(Policy.KEEP, false));
    work();
    assertThat(now(room.id()).closing().orElseThrow().chats()).noneMatch(ClosedChat::complete);
    core.clock.advance(Duration.ofHours(23));
    work();
    assertThat(tasks()).hasSize(1);
    core.clock.advance(Duration.ofHours(2));
    work();

    assertThat(now(room.id()).closing().orElseThrow().chats()).allMatch(ClosedChat::complete);
    assertThat(tasks()).isEmpty();
  }

  @Test
  void triesAgainWhoeverCouldNotBeAddedThoughThatWasAskedForWhileOthersWereAdded() {
    know(3);
    WarRoom room = open(List.of("wing"), mails(1));
    wing.outcomes.put("wing-1", MemberResult.Outcome.FAILED);
    wing.during(
        "add",
        () -> {
          wing.outcomes.clear();
          var unused = unwaited().retry(ALICE, TENANT, room.id());
        });

    var unused = unwaited().invite(ALICE, TENANT, room.id(), mails(3));
    work();

    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-1", "wing-2");
    assertThat(outcome(room.id(), 1, "wing")).isEqualTo(Outcome.JOINED);
  }

  /** A platform that refuses whole batches, slowly: each half would be another call. */
  @Test
  void addsNobodyMoreOnceTheTimeOfARunIsOver() {
    know(20);
    WarRoom room = open(List.of("wing"), mails(1));
    wing.rejected.add("wing-7");
    var unused = unwaited().invite(ALICE, TENANT, room.id(), mails(20));

    assertThat(lateWith("add", room)).isInstanceOf(Result.Unfinished.class);
    assertThat(wing.count("add")).isEqualTo(1);
    work();
    assertThat(wing.only().members).hasSize(19);
  }

  /** Nobody else would come in for as long as it is tried. */
  @Test
  void givesUpADepartmentForWhichNoRunHasTheTime() {
    know(2);
    wing.departments.put("d1", List.of("wing-9"));
    WarRoom room = open(List.of("wing"), mails(2));
    var invited =
        unwaited()
            .invite(ALICE, TENANT, room.id(), List.of(new PersonRef.Department("wing", "d1")));

    for (int i = 0; i < 3; i++) {
      var unused = run(room, Deadline.in(Duration.ofSeconds(7)));
    }
    work();

    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-1");
    assertThat(outcome(room.id(), 2, "wing")).isEqualTo(Outcome.FAILED);
    rooms.retry(ALICE, TENANT, room.id());
    assertThat(wing.only().members).contains("wing-9");
  }

  @Test
  void looksForNobodyMoreOnceTheTimeOfARunIsOver() {
    int many = 600;
    know(many);
    WarRoom room =
        unwaited()
            .open(
                ALICE,
                TENANT,
                about("Checkout is down", List.of("wing"), mails(many)),
                Optional.empty())
            .room()
            .value();

    assertThat(lateWith("emails", room)).isInstanceOf(Result.Unfinished.class);
    assertThat(wing.count("emails")).isEqualTo(1);
    work();
    assertThat(wing.only().members).hasSize(many);
    assertThat(wing.count("emails")).isEqualTo(2);
  }

  @Test
  void removesNobodyMoreOnceTheTimeOfARunIsOver() {
    know(130);
    WarRoom room = open(List.of("wing"), mails(130));
    rooms.members(TENANT, room.id()).stream()
        .skip(10)
        .forEach(member -> unwaited().remove(ALICE, TENANT, room.id(), member.id()));

    assertThat(lateWith("remove", room)).isInstanceOf(Result.Unfinished.class);
    assertThat(wing.count("remove")).isEqualTo(1);
    work();
    assertThat(wing.only().members).hasSize(10);
  }

  @Test
  void readsNoMoreOfWhoIsInOnceTheTimeOfARunIsOver() {
    know(20);
    WarRoom room = open(List.of("wing"), mails(10));
    wing.membersPage = 1;
    wing.outcomes.put("wing-11", MemberResult.Outcome.UNKNOWN);
    var unused = unwaited().invite(ALICE, TENANT, room.id(), mails(20));

    assertThat(lateWith("members", room)).isInstanceOf(Result.Unfinished.class);
    assertThat(wing.count("members")).isEqualTo(1);
  }

  /**
   * A run that is late by its first call of a name, however slow the machine is that it runs on.
   */
  private Result lateWith(String call, WarRoom room) {
    Duration time = Duration.ofMillis(500);
    while (true) {
      Deadline deadline = Deadline.in(Duration.ofSeconds(12).plus(time));
      wing.during(
          call,
          () -> {
            while (!ChatRun.isLate(deadline)) {
              Thread.onSpinWait();
            }
          });
      Result result = run(room, deadline);
      if (wing.count(call) > 0) {
        return result;
      }
      time = time.multipliedBy(2);
    }
  }

  private Result run(WarRoom room, Deadline deadline) {
    return run(room, "wing", deadline);
  }

  private Result run(WarRoom room, String platform, Deadline deadline) {
    return lane()
        .run(
            new Run<>(
                "t",
                TENANT,
                new ChatLane.Of(room.id(), platform),
                core.clock.instant(),
                0,
                deadline));
  }
}
