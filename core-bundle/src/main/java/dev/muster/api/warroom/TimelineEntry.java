package dev.muster.api.warroom;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something that happened in a room.
 *
 * @param id opaque; unique in the room
 * @param at when
 * @param kind in kebab case, stable; one of {@link #KINDS}
 * @param actor who did it, as the actor of an audit event
 * @param platform on which platform, where it is about one
 * @param text what was said, as it was said
 * @param detail more of it, by name
 */
public record TimelineEntry(
    String id,
    Instant at,
    String kind,
    String actor,
    Optional<String> platform,
    Optional<String> text,
    Map<String, String> detail) {
  /** The kinds that there are; more may be added. */
  public static final Set<String> KINDS =
      Set.of(
          "opened",
          "changed",
          "members-invited",
          "member-removed",
          "duty-changed",
          "duty-unknown",
          "status-changed",
          "message",
          "message-not-sent",
          "notice",
          "retried",
          "closed",
          "farewell",
          "close-planned",
          "close-called-off",
          "reopened",
          "chat-opened",
          "chat-failed",
          "chat-closed",
          "chat-gone",
          "chat-renamed",
          "chat-owner-changed",
          "chat-owner-kept",
          "chat-members-changed",
          "chat-message");

  /** The problems that the detail {@code problem} names; more may be added. */
  public static final Set<String> PROBLEMS =
      Set.of(
          "credential-refused",
          "credential-blocked",
          "token-invalid",
          "address-not-allowed",
          "not-permitted",
          "throttled",
          "unavailable",
          "platform-unavailable",
          "timeout",
          "unexpected-answer",
          "rejected",
          "not-found",
          "not-bound",
          "no-address-book",
          "no-group-chats",
          "too-few-people",
          "too-large",
          "address-book-slow",
          "opening-unknown",
          "chat-gone",
          "not-supported",
          "not-joined",
          "too-late",
          "delivery-unknown");

  /** Copies. */
  public TimelineEntry {
    detail = Map.copyOf(detail);
  }
}
