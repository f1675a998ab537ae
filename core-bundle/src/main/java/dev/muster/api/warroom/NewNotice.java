package dev.muster.api.warroom;

import java.util.List;
import java.util.Optional;

/**
 * A notice.
 *
 * @param kind of which kind
 * @param text what is new, up to 10 000 characters
 * @param to ids of members who are notified that they are mentioned, where the platform can
 * @param people others by what they are known: who is a member is mentioned as well, and who is not
 *     gets a message alone, up to 50 people
 */
public record NewNotice(
    NoticeKind kind, Optional<String> text, List<String> to, List<PersonRef> people) {
  /** Copies. */
  public NewNotice {
    to = List.copyOf(to);
    people = List.copyOf(people);
  }

  /**
   * One for the chats, and for members in them.
   *
   * @param kind of which kind
   * @param text what is new, up to 10 000 characters
   * @param to ids of members
   */
  public NewNotice(NoticeKind kind, Optional<String> text, List<String> to) {
    this(kind, text, to, List.of());
  }
}
