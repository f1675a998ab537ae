package dev.muster.sandbox.common;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A group chat of the app as its members see it. Immutable; the methods make changed copies.
 *
 * @param id its id
 * @param title what it is called
 * @param owner the person whom it belongs to; empty if it is the app's
 * @param members the ids of the people in it, in the order in which they came
 * @param messages what was said, oldest first; the oldest go first where there are too many
 * @param pinned the id of the message that is pinned
 * @param muted whether nobody but the owner can write
 * @param standing whether it was not dissolved
 */
public record GroupChat(
    String id,
    String title,
    Optional<String> owner,
    List<String> members,
    List<Said> messages,
    Optional<String> pinned,
    boolean muted,
    boolean standing) {
  private static final int MOST_MESSAGES = 500;

  /** Copies. */
  public GroupChat {
    members = List.copyOf(members);
    messages = List.copyOf(messages);
  }

  /**
   * Something that was said.
   *
   * @param id its id
   * @param at when
   * @param text how it is shown
   * @param mentioned the ids of those who were told to be named
   */
  public record Said(String id, Instant at, String text, Set<String> mentioned) {
    /** Copies. */
    public Said {
      mentioned = Set.copyOf(mentioned);
    }
  }

  /**
   * A chat in which nothing was said yet.
   *
   * @param id its id
   * @param title what it is called
   * @param owner the person whom it belongs to; empty if it is the app's
   * @param members the ids of the people in it
   * @return the chat
   */
  public static GroupChat of(
      String id, String title, Optional<String> owner, Collection<String> members) {
    return new GroupChat(
        id, title, owner, List.copyOf(members), List.of(), Optional.empty(), false, true);
  }

  /** Its id as a query carries it: some platforms' ids have plus signs. */
  String idInQuery() {
    return URLEncoder.encode(id, StandardCharsets.UTF_8);
  }

  /** {@return the ids of those who were told to be named in any message} */
  public Set<String> mentioned() {
    return messages.stream()
        .flatMap(said -> said.mentioned().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** {@return the message that is pinned} */
  public Optional<Said> pinnedMessage() {
    return messages.stream().filter(said -> pinned.filter(said.id()::equals).isPresent()).findAny();
  }

  /**
   * The same by another name.
   *
   * @param line what it is called
   * @return a changed copy
   */
  public GroupChat withTitle(String line) {
    return new GroupChat(id, line, owner, members, messages, pinned, muted, standing);
  }

  /**
   * The same of somebody else.
   *
   * @param person whom it belongs to; empty for the app
   * @return a changed copy
   */
  public GroupChat withOwner(Optional<String> person) {
    return new GroupChat(id, title, person, members, messages, pinned, muted, standing);
  }

  /**
   * The same with more people, each once.
   *
   * @param people their ids
   * @return a changed copy
   */
  public GroupChat joinedBy(Collection<String> people) {
    Set<String> all = new LinkedHashSet<>(members);
    all.addAll(people);
    return new GroupChat(id, title, owner, List.copyOf(all), messages, pinned, muted, standing);
  }

  /**
   * The same without some people.
   *
   * @param people their ids
   * @return a changed copy
   */
  public GroupChat leftBy(Collection<String> people) {
    Set<String> rest = new LinkedHashSet<>(members);
    people.forEach(rest::remove);
    return new GroupChat(id, title, owner, List.copyOf(rest), messages, pinned, muted, standing);
  }

  /**
   * The same with one more message.
   *
   * @param said what was said
   * @return a changed copy
   */
  public GroupChat saying(Said said) {
    List<Said> all = new ArrayList<>(messages);
    all.add(said);
    List<Said> kept = all.subList(Math.max(0, all.size() - MOST_MESSAGES), all.size());
    return new GroupChat(id, title, owner, members, kept, pinned, muted, standing);
  }

  /**
   * The same with a message pinned in place of the one before.
   *
   * @param messageId its id; empty for none
   * @return a changed copy
   */
  public GroupChat withPinned(Optional<String> messageId) {
    return new GroupChat(id, title, owner, members, messages, messageId, muted, standing);
  }

  /**
   * The same, where only the owner can write, or everybody.
   *
   * @param silent whether nobody but the owner can write
   * @return a changed copy
   */
  public GroupChat withMuted(boolean silent) {
    return new GroupChat(id, title, owner, members, messages, pinned, silent, standing);
  }

  /** {@return the same, which does not stand any more} */
  public GroupChat dissolved() {
    return new GroupChat(id, title, owner, members, messages, pinned, muted, false);
  }
}
