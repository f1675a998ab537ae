package dev.muster.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.WebhookEvents.Answer;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.platform.TestPlatforms;
import dev.muster.core.platform.registry.ProviderRegistry;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.core.testing.Logged;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.platform.Directory.Status;
import dev.muster.spi.platform.WebhookEvent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WebhookIntakeTest extends WebhookIntakeFixture {
  private Optional<Answer> sendToOther(WebhookEvent... events) {
    return sendTo(OTHER, events);
  }

  @Nested
  class Answering {
    @Test
    void answersWhatTheProviderSays() {
      assertThat(send())
          .map(answer -> new String(answer.body(), StandardCharsets.UTF_8))
          .contains("success");
    }

    @Test
    void refusesAlikeWhateverIsWrong() {
      assertThat(receive(TENANT, FakePlatform.ID, Map.of())).isEmpty();
      assertThat(receive(TENANT, "other", Map.of("signed", "1"))).isEmpty();
      assertThat(receive("nobody", FakePlatform.ID, Map.of("signed", "1"))).isEmpty();
      assertThat(receive("../\u0000", "\u0000", Map.of())).isEmpty();
    }

    @Test
    void saysSoInTheLogNoMoreThanSixtyTimesAMinuteForATenantAndPlatform() {
      assertThat(linesOf(() -> refuse(TENANT, 200))).isEqualTo(WebhookIntake.LINES_PER_MINUTE);
      assertThat(linesOf(() -> refuse(OTHER, 5))).isEqualTo(5);
      assertThat(linesOf(() -> refuse(TENANT, 5))).isZero();
      assertThat(metrics.lines().stream().filter(it -> it.contains("refused"))).hasSize(210);

      core.clock.advance(Duration.ofMinutes(1));
      assertThat(linesOf(() -> refuse(TENANT, 5))).isEqualTo(5);
    }

    private void refuse(String tenant, int times) {
      for (int i = 0; i < times; i++) {
        assertThat(receive(tenant, FakePlatform.ID, Map.of())).isEmpty();
      }
    }

    private long linesOf(Runnable work) {
      return Logged.by(work).lines().filter(it -> it.contains("is refused: unsigned")).count();
    }

    @Test
    void storesBeforeItAnswersAndWorksAfterwards() {
      send(WebhookEvent.userLeft("e1", now(), "li"));
      assertThat(user().active()).isTrue();
      restart();
      workOff();
      assertThat(user().active()).isFalse();
    }
  }

  private WebhookEvent changed(String id) {
    return WebhookEvent.userChanged(id, now(), "li");
  }

  private void assertFull(WebhookEvent event) {
    assertThatThrownBy(() -> send(event))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.UNAVAILABLE));
  }

  @Test
  void saysToSendAgainWhereTooManyOfATenantWaitAlsoIfForLater() {
    send(changed("e1"), changed("e2"), changed("e3"));
    workOff();
    assertFull(changed("e4"));

    assertThat(send(WebhookEvent.userLeft("e5", now(), "li")))
        .as("of those who left few wait")
        .isPresent();
    assertThat(sendToOther(changed("e6"))).as("another tenant").isPresent();
    stands(Status.ACTIVE);
    core.clock.advance(Duration.ofSeconds(10));
    workOff();
    assertThat(send(changed("e7"))).isPresent();
  }

  @Test
  void saysToSendAgainWhereTooManyOfAKindWaitInAll() {
    send(changed("e1"), changed("e2"), changed("e3"));
    sendToOther(changed("e1"), changed("e2"), changed("e3"));
    core.tenants.create(TestCore.ALICE, "third", "x");
    core.clock.advance(Duration.ofSeconds(2));
    assertThatThrownBy(() -> sendTo("third", changed("e4"))).isInstanceOf(ProblemException.class);

    stands(Status.ACTIVE);
    workOff();
    assertThat(send(changed("e4"))).isPresent();
  }

  @Test
  void letsTenantsTakeTurns() {
    sendToOther(
        IntStream.range(0, 60)
            .mapToObj(i -> WebhookEvent.userRenamed("e" + i, now(), "wu", "x" + i))
            .toArray(WebhookEvent[]::new));
    send(WebhookEvent.userLeft("e1", now(), "li"));
    for (String lane : core.taskWork.dueLanes(Pace.PROMPT)) {
      core.taskWork.turn(Pace.PROMPT, lane);
    }
    assertThat(user().active()).isFalse();
    assertThat(core.queue.hasRoom(WebhookEventTask.APPLIED, OTHER))
        .as("40 of them still wait")
        .isFalse();
  }

  @Test
  void forgetsWhatADeletedTenantWasTold() {
    send(changed("e1"));
    sendToOther(changed("e1"), WebhookEvent.userLeft("e2", now(), "li"));
    core.tenants.delete(TestCore.ALICE, OTHER, OptionalLong.empty());
    workOff();
    assertThat(core.queue.isKnown(WebhookEventTask.id(OTHER, FakePlatform.ID, "e1"))).isFalse();
    assertThat(core.queue.isKnown(WebhookEventTask.id(OTHER, FakePlatform.ID, "e2"))).isFalse();
    assertThat(core.queue.isKnown(WebhookEventTask.id(TENANT, FakePlatform.ID, "e1"))).isTrue();
  }

  @Test
  void takesNothingInForATenantThatHasGone() {
    core.tenants.delete(TestCore.ALICE, OTHER, OptionalLong.empty());
    assertThatThrownBy(() -> sendToOther(changed("e1"))).isInstanceOf(ProblemException.class);
    assertThat(core.queue.isKnown(WebhookEventTask.id(OTHER, FakePlatform.ID, "e1"))).isFalse();
  }

  @Test
  void saysToSendAgainWhereThePlatformIsAbsent() {
    ProviderRegistry nobody = new ProviderRegistry(new CountedMetrics());
    connections = TestPlatforms.connections(nobody, metrics, Clock.systemUTC());
    restart();
    assertThatThrownBy(() -> send(WebhookEvent.userLeft("e1", now(), "li")))
        .isInstanceOf(ProblemException.class);
  }
}
