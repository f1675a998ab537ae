package dev.muster.spi.hook;

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
   * A room was opened or closed, or is another one now.
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

  /** What happens to war rooms. */
  enum WarRoomChange {
    /** It was opened. */
    OPENED(EventAction.WAR_ROOM_OPENED),
    /** What is said of it has changed, or how far the problem is. */
    CHANGED(EventAction.WAR_ROOM_CHANGED),
    /** It was closed. */
    CLOSED(EventAction.WAR_ROOM_CLOSED),
    /** It was opened again. */
    REOPENED(EventAction.WAR_ROOM_REOPENED);

    private final EventAction action;

    WarRoomChange(EventAction action) {
      this.action = action;
    }
  }
}
