package dev.muster.core.warroom;

import dev.muster.api.warroom.WarRoom.Problem;
import dev.muster.core.store.Schema;
import dev.muster.spi.storage.IndexEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A message to the chats of a room; its id is the message's key at the platforms.
 *
 * @param room the room's id
 * @param mentions ids of members
 * @param at when it was sent
 * @param deliveries what became of it, by platform
 * @param direct to whom alone it goes; empty if into the chats
 */
record MessageRecord(
    String room,
    String text,
    boolean markdown,
    Optional<String> title,
    List<String> mentions,
    Instant at,
    Map<String, Delivered> deliveries,
    Optional<Direct> direct) {
  /** The index of messages that are still to go out, by room, platform and time. */
  static final String WAITING = "waiting";

  /** The timeline keeps what was said. */
  private static final Duration KEPT = Duration.ofDays(30);

  static final Schema<MessageRecord> SCHEMA =
      new Schema<>(
          "war-room-message",
          MessageRecord.class,
          MessageRecord::indexes,
          it -> Optional.of(it.at().plus(KEPT)));

  /**
   * What became of a message on one platform.
   *
   * @param begunAt when it was begun to be sent
   * @param sent whether the platform took it
   * @param over whether that is all
   * @param problem why not, or that it was cut
   */
  record Delivered(
      Optional<Instant> begunAt, boolean sent, boolean over, Optional<Problem> problem) {
    static final Delivered WAITING =
        new Delivered(Optional.empty(), false, false, Optional.empty());

    Delivered begun(Instant now) {
      return new Delivered(Optional.of(now), sent, over, problem);
    }

    static Delivered sent(Optional<Problem> remark) {
      return new Delivered(Optional.empty(), true, true, remark);
    }

    static Delivered failed(Problem why) {
      return new Delivered(Optional.empty(), false, true, Optional.of(why));
    }
  }

  /**
   * Somebody to whom alone a message goes.
   *
   * @param platform the platform's id
   * @param company the person's company there
   * @param userId the person's id there
   */
  record Direct(String platform, String company, String userId) {}

  /** A message to one person alone. */
  static MessageRecord to(Direct person, String room, String title, String text, Instant at) {
    return new MessageRecord(
        room,
        text,
        false,
        Optional.of(title),
        List.of(),
        at,
        Map.of(person.platform(), Delivered.WAITING),
        Optional.of(person));
  }

  /** A message to all chats of a room. */
  static MessageRecord to(
      List<String> platforms, String room, String text, boolean markdown, Instant at) {
    Map<String, Delivered> deliveries = new TreeMap<>();
    platforms.forEach(it -> deliveries.put(it, Delivered.WAITING));
    return new MessageRecord(
        room, text, markdown, Optional.empty(), List.of(), at, deliveries, Optional.empty());
  }

  MessageRecord mentioning(List<String> members) {
    return new MessageRecord(room, text, markdown, title, members, at, deliveries, direct);
  }

  MessageRecord {
    mentions = List.copyOf(mentions);
    deliveries = Map.copyOf(deliveries);
  }

  MessageRecord with(String platform, Delivered what) {
    Map<String, Delivered> all = new TreeMap<>(deliveries);
    all.put(platform, what);
    return new MessageRecord(room, text, markdown, title, mentions, at, all, direct);
  }

  static String waiting(String room, String platform) {
    return Schema.join(room, platform, "");
  }

  private List<IndexEntry> indexes() {
    return deliveries.entrySet().stream()
        .filter(each -> !each.getValue().over())
        .map(each -> IndexEntry.of(WAITING, waiting(room, each.getKey()) + RoomRecord.sortable(at)))
        .toList();
  }
}
