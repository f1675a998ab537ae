package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.core.platform.Together;
import dev.muster.core.task.TaskHandler.Result;
import dev.muster.core.task.TaskHandler.Run;
import dev.muster.spi.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Chats that search at the same time, as in a storm of alerts. */
class WarRoomSearchTurnsTest extends WarRoomFixture {
  private WarRoom unwaited(String platform, int people) {
    return unwaited()
        .open(
            ALICE,
            TENANT,
            about("Checkout is down", List.of(platform), mails(people)),
            Optional.empty())
        .room()
        .value();
  }

  private Runnable turn(String platform) {
    return searches.turn(TENANT, platform, Duration.ZERO).orElseThrow();
  }

  /** Otherwise each would use up one of the few searches that may find nobody. */
  @Test
  void askOnceForThoseWhomNoneOfThemFinds() throws Exception {
    WarRoom one = unwaited("wing", 2);
    WarRoom other = unwaited("wing", 2);
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

  @Test
  void comeAgainWhereOthersSearchForLongerThanARunLasts() {
    WarRoom room = unwaited("wing", 2);
    Runnable end = turn("wing");

    Result result =
        lane()
            .run(
                new Run<>(
                    "t",
                    TENANT,
                    new ChatLane.Of(room.id(), "wing"),
                    core.clock.instant(),
                    0,
                    Deadline.in(Duration.ofMillis(12_300))));

    assertThat(result).isInstanceOf(Result.Unfinished.class);
    assertThat(wing.count("emails")).isZero();

    end.run();
    work();

    assertThat(outcome(room.id(), 0, "wing")).isEqualTo(Outcome.NOT_FOUND);
    assertThat(searches.places()).isZero();
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
}
