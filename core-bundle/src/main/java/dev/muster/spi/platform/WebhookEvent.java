package dev.muster.spi.platform;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Something that happened at the platform, as a webhook request tells it. */
@ProviderType
public sealed interface WebhookEvent {
  /**
   * What makes this event different from every other of the bound app: a request that comes twice
   * tells the same ids.
   *
   * @return at most 200 characters
   */
  String id();

  /**
   * When it happened, as the platform says.
   *
   * @return the time
   */
  Instant at();

  /**
   * Somebody left the company, was switched off, or can no longer be seen by the app.
   *
   * @param id see {@link WebhookEvent#id()}
   * @param at see {@link WebhookEvent#at()}
   * @param userId who
   */
  record UserLeft(String id, Instant at, String userId) implements WebhookEvent {}

  /**
   * Somebody came, came back, or changed. The core asks the {@link Directory} what they are now
   * where that matters, so that this need not be known.
   *
   * @param id see {@link WebhookEvent#id()}
   * @param at see {@link WebhookEvent#at()}
   * @param userId who
   */
  record UserChanged(String id, Instant at, String userId) implements WebhookEvent {}

  /**
   * Somebody's id is another from now on.
   *
   * @param id see {@link WebhookEvent#id()}
   * @param at see {@link WebhookEvent#at()}
   * @param userId the id until now
   * @param newUserId the id from now on
   */
  record UserRenamed(String id, Instant at, String userId, String newUserId)
      implements WebhookEvent {}

  /**
   * A department came, went or changed.
   *
   * @param id see {@link WebhookEvent#id()}
   * @param at see {@link WebhookEvent#at()}
   * @param departmentId which
   */
  record DepartmentChanged(String id, Instant at, String departmentId) implements WebhookEvent {}

  /**
   * Somebody said something in a chat that the app is in.
   *
   * @param id see {@link WebhookEvent#id()}
   * @param at see {@link WebhookEvent#at()}
   * @param chatId where
   * @param userId who
   * @param text what, where it is text
   */
  record ChatMessage(String id, Instant at, String chatId, String userId, Optional<String> text)
      implements WebhookEvent {}
}
