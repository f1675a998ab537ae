package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.core.background.ProcessorShare;
import dev.muster.core.platform.Together;
import dev.muster.core.task.TaskHandler.Result;
import dev.muster.core.task.TaskHandler.Run;
import dev.muster.spi.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Chats that search at the same time, as in a storm of alerts. */
class WarRoomSearchTurnsTest extends WarRoomFixture {
  private WarRoom unwaited(String platform, List<PersonRef> people) {
    return unwaited()
        .open(ALICE, TENANT, about("Checkout is down", List.of(platform), people), Optional.empty())
        .room()
        .value();
  }

  private Runnable turn(String platform) {
    return searches.turn(TENANT, platform, Duration.ZERO).orElseThrow();
  }

  /** Otherwise each would use up one of the few searches that may find nobody. */
  @Test
  void askOnceForThoseWhomNoneOfThemFinds() throws Exception {
    WarRoom one = unwaited("wing", mails(2));
    WarRoom other = unwaited("wing", mails(2));
    CompletableFuture<Void> beside = new CompletableFuture<>();
    wing.during(
        "emails",
        () -> {
          new Thread(
                  () -> {
                    try {
                      work();
                      beside.complete(null);
                    } catch (RuntimeException | Error e) {
                      beside.completeExceptionally(e);
                    }
                  })
              .start();
          Together.until(() -> searches.isAwaited(TENANT, "wing") || wing.count("emails") > 1);
        });

    work();
    beside.get(20, TimeUnit.SECONDS);
    work();

    assertThat(wing.count("emails")).isOne();
    for (WarRoom room : List.of(one, other)) {
      assertThat(outcome(room.id(), 0, "wing")).isEqualTo(Outcome.NOT_FOUND);
      assertThat(outcome(room.id(), 1, "wing")).isEqualTo(Outcome.NOT_FOUND);
    }
    assertThat(searches.places()).isZero();
  }

  private Result run(WarRoom room, Duration time) {
    return lane()
        .run(
            new Run<>(
                "t",
                TENANT,
                new ChatLane.Of(room.id(), "wing"),
                core.clock.instant(),
                0,
                Deadline.in(time)));
  }

  @Test
  void haveOneTurnForAddressesAndNumbers() {
    WarRoom room =
        unwaited(
            "wing",
            List.of(
                new PersonRef.Email("p0@corp.example"), new PersonRef.Mobile("+8613800138000")));

    var unused = run(room, Duration.ofMinutes(1));

    assertThat(outcome(room.id(), 0, "wing")).isEqualTo(Outcome.NOT_FOUND);
    assertThat(outcome(room.id(), 1, "wing")).isEqualTo(Outcome.NOT_FOUND);
  }

  @Test
  void endWithTheThreadThatWaits() {
    Runnable end = turn("wing");
    Thread.currentThread().interrupt();

    assertThat(searches.turn(TENANT, "wing", Duration.ofSeconds(20))).isEmpty();
    assertThat(Thread.interrupted()).isTrue();
    end.run();
    assertThat(searches.places()).isZero();
  }

  @Test
  void comeAgainWhereOthersSearchForLongerThanARunLasts() {
    WarRoom room = unwaited("wing", mails(2));
    Runnable end = turn("wing");

    long began = System.nanoTime();
    assertThat(run(room, Duration.ofMillis(12_300))).isInstanceOf(Result.Unfinished.class);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Bounds.SEARCH_TURN);
    assertThat(wing.count("emails")).isZero();

    end.run();
    work();

    assertThat(outcome(room.id(), 0, "wing")).isEqualTo(Outcome.NOT_FOUND);
    assertThat(searches.places()).isZero();
  }

  @Test
  void rememberWhatAnAppSaidThatWasChangedWhileTheyWaited() throws InterruptedException {
    WarRoom room = unwaited("wing", mails(2));
    Runnable end = turn("wing");
    Thread waiting = new Thread(this::work);
    waiting.start();
    Together.until(() -> searches.isAwaited(TENANT, "wing"));
    core.mobileApps.modifyKeys(
        ALICE, TENANT, "wing", Map.of("secret", "another"), OptionalLong.empty());
    end.run();
    waiting.join();
    assertThat(outcome(room.id(), 0, "wing")).isEqualTo(Outcome.NOT_FOUND);

    var unused = open(List.of("wing"), mails(2));

    assertThat(wing.count("emails")).isOne();
  }

  @Test
  void waitForNobodyAtAnotherPlatformOrWhereNobodyIsSearchedFor() {
    know(2);
    wing.people.clear();
    WarRoom before = open(List.of("wing"), mails(2));
    Runnable end = turn("wing");

    WarRoom elsewhere = open(List.of("nail"), mails(2));
    WarRoom remembered = open(List.of("wing"), mails(2));

    assertThat(outcome(elsewhere.id(), 0, "nail")).isEqualTo(Outcome.JOINED);
    assertThat(outcome(before.id(), 0, "wing")).isEqualTo(Outcome.NOT_FOUND);
    assertThat(outcome(remembered.id(), 0, "wing")).isEqualTo(Outcome.NOT_FOUND);
    end.run();
  }

  @Test
  void haveTurnsOfTheirOwnInEachTenant() {
    Runnable end = turn("wing");

    assertThat(searches.turn(TENANT, "wing", Duration.ZERO)).isEmpty();
    Runnable others = searches.turn("umbrella", "wing", Duration.ZERO).orElseThrow();

    end.run();
    others.run();
    assertThat(searches.places()).isZero();
  }

  @Test
  void goOnOneAfterAnother() throws InterruptedException {
    Runnable end = turn("wing");
    List<Optional<Runnable>> next = new ArrayList<>();
    Thread waiting =
        new Thread(() -> next.add(searches.turn(TENANT, "wing", Duration.ofSeconds(20))));
    waiting.start();
    Together.until(() -> searches.isAwaited(TENANT, "wing"));

    end.run();
    waiting.join();

    assertThat(searches.turn(TENANT, "wing", Duration.ZERO)).as("while the next has it").isEmpty();
    next.get(0).orElseThrow().run();
    assertThat(searches.places()).isZero();
  }

  /** Whoever waits computes nothing. */
  @Test
  void leaveThePlaceOfThoseWhoComputeToOthersWhileTheyWait() throws InterruptedException {
    ProcessorShare share = new ProcessorShare();
    Runnable end = turn("wing");
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < Math.max(1, Runtime.getRuntime().availableProcessors() / 2); i++) {
      Thread thread =
          new Thread(
              () ->
                  share.run(
                      () ->
                          searches
                              .turn(TENANT, "wing", Duration.ofSeconds(20))
                              .ifPresent(Runnable::run)));
      waiting.add(thread);
      thread.start();
      Together.until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    }
    long began = System.nanoTime();

    share.run(() -> {});

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    end.run();
    for (Thread thread : waiting) {
      thread.join();
    }
    assertThat(searches.places()).isZero();
  }
}
