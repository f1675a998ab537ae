package dev.muster.spi.hook;

import java.util.Map;

/** Something happened to a war room. */
public sealed interface WarRoomEvent extends DomainEvent {
  /**
   * The room it happened to.
   *
   * @return the room's id
   */
  String room();

  @Override
  default String subject() {
    return Subjects.warRoom(room());
  }

  /**
   * A room was opened, closed or removed, is another one now, or people came, left or were written
   * to. What was written is no part of it.
   *
   * @param room the room's id
   * @param change what happened to it
   */
  record WarRoomChanged(String room, WarRoomChange change) implements WarRoomEvent {
    @Override
    public EventAction action() {
      return change.action;
    }
  }

  /**
   * Somebody looked into a problem for the first time, or it was over.
   *
   * @param room the room's id
   * @param progress which of them
   * @param seconds how long after the room was opened
   */
  record WarRoomProgressed(String room, Progress progress, int seconds) implements WarRoomEvent {
    @Override
    public EventAction action() {
      return progress.action;
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("seconds", Integer.toString(seconds));
    }
  }

  /** How far a problem is. */
  enum Progress {
    /** Somebody looks into it. */
    ACKNOWLEDGED(EventAction.WAR_ROOM_ACKNOWLEDGED),
    /** It is over. */
    RECOVERED(EventAction.WAR_ROOM_RECOVERED);

    private final EventAction action;

    Progress(EventAction action) {
      this.action = action;
    }
  }

  /** What happens to war rooms. */
  enum WarRoomChange {
    /** It was opened. */
    OPENED(EventAction.WAR_ROOM_OPENED),
    /** What is said of it has changed, how far the problem is, or what failed is tried again. */
    CHANGED(EventAction.WAR_ROOM_CHANGED),
    /** People were invited or removed, by somebody or because it is their turn by a rota. */
    MEMBERS(EventAction.WAR_ROOM_MEMBERS_CHANGED),
    /** A message or a notice was sent to its chats. */
    TALK(EventAction.WAR_ROOM_MESSAGE_SENT),
    /** It was closed. */
    CLOSED(EventAction.WAR_ROOM_CLOSED),
    /** It was opened again. */
    REOPENED(EventAction.WAR_ROOM_REOPENED),
    /** It was removed, because it was closed longer ago than rooms are kept. */
    REMOVED(EventAction.WAR_ROOM_REMOVED);

    private final EventAction action;

    WarRoomChange(EventAction action) {
      this.action = action;
    }
  }
}
