package dev.muster.core.webhook;

import dev.muster.core.digest.Sha256;
import dev.muster.core.task.TaskType;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.core.task.TaskType.Retry;
import dev.muster.spi.platform.Webhooks;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What a webhook event says of a person, as a task's payload.
 *
 * @param kind what happened
 * @param platform from where
 * @param identity the id of the identity that it is about
 * @param platformUserId the person's id there; with {@code RENAMED} the new one
 * @param newIdentity with {@code RENAMED}, the id of the identity from now on
 * @param at when it happened
 */
record WebhookEventTask(
    Kind kind,
    String platform,
    String identity,
    String platformUserId,
    Optional<String> newIdentity,
    Instant at) {
  /** Longer than an event may be old by either clock, so that none counts twice. */
  private static final Duration REMEMBERED = Webhooks.MAX_AGE.multipliedBy(4);

  /**
   * Events that need nobody's answer. Nobody who left stays signed in because a platform hangs, or
   * because there is much to be tidied up. The types' names are stored and in the API, and stay.
   */
  static final TaskType<WebhookEventTask> APPLIED =
      TaskType.of("platform-event", WebhookEventTask.class, Pace.PROMPT, Retry.ALWAYS)
          .remembering(REMEMBERED);

  /** Events after which the platform's address book is asked. */
  static final TaskType<WebhookEventTask> LOOKED_UP =
      TaskType.of("platform-event-lookup", WebhookEventTask.class, Pace.REMOTE, Retry.PATIENT)
          .remembering(REMEMBERED);

  /** What happened. */
  enum Kind {
    LEFT,
    CHANGED,
    RENAMED
  }

  TaskType<WebhookEventTask> type() {
    return kind == Kind.CHANGED ? LOOKED_UP : APPLIED;
  }

  /** The task's id: one for each of the platform's events. */
  static String id(String tenant, String platform, String eventId) {
    String text = String.join("\n", List.of(tenant, platform, eventId));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(text));
  }
}
