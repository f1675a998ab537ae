package dev.muster.spi.platform;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Something that happened at the platform, as a webhook request tells it.
 *
 * <p>Its id makes it different from every other event of the bound app, in at most 200 characters:
 * a request that comes twice tells the same ids.
 */
@ProviderType
public sealed interface WebhookEvent {
  /**
   * Somebody left the company, was switched off, or can no longer be seen by the app.
   *
   * @param id what makes the event different from every other
   * @param at when it happened, as the platform says
   * @param userId who
   * @return the event
   */
  static UserLeft userLeft(String id, Instant at, String userId) {
    return new WebhookRecords.UserLeftRecord(id, at, userId);
  }

  /**
   * Somebody came, came back, or changed. The core asks the {@link Directory} what they are now
   * where that matters, so that this need not be known.
   *
   * @param id what makes the event different from every other
   * @param at when it happened, as the platform says
   * @param userId who
   * @return the event
   */
  static UserChanged userChanged(String id, Instant at, String userId) {
    return new WebhookRecords.UserChangedRecord(id, at, userId);
  }

  /**
   * Somebody's id is another from now on.
   *
   * @param id what makes the event different from every other
   * @param at when it happened, as the platform says
   * @param userId the id until now
   * @param newUserId the id from now on
   * @return the event
   */
  static UserRenamed userRenamed(String id, Instant at, String userId, String newUserId) {
    return new WebhookRecords.UserRenamedRecord(id, at, userId, newUserId);
  }

  /**
   * A department came, went or changed.
   *
   * @param id what makes the event different from every other
   * @param at when it happened, as the platform says
   * @param departmentId which
   * @return the event
   */
  static DepartmentChanged departmentChanged(String id, Instant at, String departmentId) {
    return new WebhookRecords.DepartmentChangedRecord(id, at, departmentId);
  }

  /**
   * Somebody said something that is no text in a chat that the app is in.
   *
   * @param id what makes the event different from every other
   * @param at when it happened, as the platform says
   * @param chatId where
   * @param userId who
   * @return the event
   */
  static ChatMessage chatMessage(String id, Instant at, String chatId, String userId) {
    return new WebhookRecords.ChatMessageRecord(id, at, chatId, userId, Optional.empty());
  }

  /**
   * People came into a chat that the app is in, or left it, by whoever did that.
   *
   * @param id what makes the event different from every other
   * @param at when it happened, as the platform says
   * @param chatId which chat
   * @param joined who came
   * @param left who left
   * @return the event
   */
  static ChatMembersChanged chatMembersChanged(
      String id, Instant at, String chatId, List<String> joined, List<String> left) {
    return new WebhookRecords.ChatMembersChangedRecord(id, at, chatId, joined, left);
  }

  /**
   * A chat that the app is in has another title.
   *
   * @param id what makes the event different from every other
   * @param at when it happened, as the platform says
   * @param chatId which chat
   * @param title the title from now on
   * @return the event
   */
  static ChatRenamed chatRenamed(String id, Instant at, String chatId, String title) {
    return new WebhookRecords.ChatRenamedRecord(id, at, chatId, title);
  }

  /**
   * A chat that the app was in does not stand any more.
   *
   * @param id what makes the event different from every other
   * @param at when it happened, as the platform says
   * @param chatId which chat
   * @return the event
   */
  static ChatDissolved chatDissolved(String id, Instant at, String chatId) {
    return new WebhookRecords.ChatDissolvedRecord(id, at, chatId);
  }

  /** {@return what makes the event different from every other of the bound app} */
  String id();

  /** {@return when it happened, as the platform says} */
  Instant at();

  /** Somebody left the company, was switched off, or can no longer be seen by the app. */
  @ProviderType
  sealed interface UserLeft extends WebhookEvent permits WebhookRecords.UserLeftRecord {
    /** {@return who} */
    String userId();
  }

  /** Somebody came, came back, or changed. */
  @ProviderType
  sealed interface UserChanged extends WebhookEvent permits WebhookRecords.UserChangedRecord {
    /** {@return who} */
    String userId();
  }

  /** Somebody's id is another from now on. */
  @ProviderType
  sealed interface UserRenamed extends WebhookEvent permits WebhookRecords.UserRenamedRecord {
    /** {@return the id until now} */
    String userId();

    /** {@return the id from now on} */
    String newUserId();
  }

  /** A department came, went or changed. */
  @ProviderType
  sealed interface DepartmentChanged extends WebhookEvent
      permits WebhookRecords.DepartmentChangedRecord {
    /** {@return which} */
    String departmentId();
  }

  /** Somebody said something in a chat that the app is in. */
  @ProviderType
  sealed interface ChatMessage extends WebhookEvent permits WebhookRecords.ChatMessageRecord {
    /** {@return where} */
    String chatId();

    /** {@return who} */
    String userId();

    /** {@return what, where it is text} */
    Optional<String> text();

    /**
     * The same with a text.
     *
     * @param text what was said, where it is text
     * @return a changed copy
     */
    ChatMessage withText(Optional<String> text);
  }

  /** People came into a chat, or left it. */
  @ProviderType
  sealed interface ChatMembersChanged extends WebhookEvent
      permits WebhookRecords.ChatMembersChangedRecord {
    /** {@return which chat} */
    String chatId();

    /** {@return who came} */
    List<String> joined();

    /** {@return who left} */
    List<String> left();
  }

  /** A chat has another title. */
  @ProviderType
  sealed interface ChatRenamed extends WebhookEvent permits WebhookRecords.ChatRenamedRecord {
    /** {@return which chat} */
    String chatId();

    /** {@return the title from now on} */
    String title();
  }

  /** A chat does not stand any more. */
  @ProviderType
  sealed interface ChatDissolved extends WebhookEvent permits WebhookRecords.ChatDissolvedRecord {
    /** {@return which chat} */
    String chatId();
  }
}
