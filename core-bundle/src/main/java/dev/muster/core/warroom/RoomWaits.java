package dev.muster.core.warroom;

import dev.muster.api.Caller;
import dev.muster.core.store.Stored;
import dev.muster.core.warroom.MessageRecord.Delivered;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** How long callers wait for what the lanes of a room do. */
final class RoomWaits {
  private static final Duration PEOPLE = Duration.ofSeconds(5);
  private static final Duration LONG = Duration.ofSeconds(10);

  private final RoomStore store;
  private final Waiting waiting;

  RoomWaits(RoomStore store, Waiting waiting) {
    this.store = store;
    this.waiting = waiting;
  }

  /** Until everybody was invited to every chat that can be opened, where somebody waits for it. */
  void forPeople(Caller caller, String tenant, String id) {
    if (!caller.equals(Caller.SYSTEM)) {
      forPeople(tenant, id);
    }
  }

  /** Until everybody was invited to every chat that can be opened. */
  void forPeople(String tenant, String id) {
    waiting.until(
        PEOPLE,
        () ->
            store
                .rooms
                .find(tenant, id)
                .map(Stored::value)
                .filter(
                    room ->
                        store.chats(tenant, id, room).stream()
                            .anyMatch(chat -> isBusy(room, chat.value())))
                .isEmpty());
  }

  private static boolean isBusy(RoomRecord room, ChatRecord chat) {
    return switch (chat.state()) {
      case OPENING -> true;
      case OPEN -> chat.invitations() != room.invitations() || chat.again() || chat.done().muted();
      case FAILED, CLOSED -> false;
    };
  }

  /**
   * Until messages have gone out everywhere, or it is known that they cannot, where somebody waits
   * for it: what the product does by itself would hold a thread that platforms need.
   */
  void forMessages(Caller caller, String tenant, Collection<String> messages) {
    if (caller.equals(Caller.SYSTEM)) {
      return;
    }
    waiting.until(LONG, () -> messages.stream().allMatch(it -> isOver(tenant, it)));
  }

  private boolean isOver(String tenant, String message) {
    return store
        .messages
        .find(tenant, message)
        .filter(it -> !it.value().deliveries().values().stream().allMatch(Delivered::over))
        .isEmpty();
  }

  /** Until every chat of a closed room is what it is to be. */
  void forEnds(String tenant, String id) {
    waiting.until(
        LONG,
        () ->
            store
                .rooms
                .find(tenant, id)
                .map(Stored::value)
                .filter(
                    room ->
                        store.chats(tenant, id, room).stream()
                            .anyMatch(chat -> isEnding(chat.value())))
                .isEmpty());
  }

  private static boolean isEnding(ChatRecord chat) {
    return Optional.of(chat).flatMap(ChatRecord::ended).filter(Ended::complete).isEmpty();
  }
}
