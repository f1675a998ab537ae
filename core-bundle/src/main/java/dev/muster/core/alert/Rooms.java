package dev.muster.core.alert;

import dev.muster.api.Caller;
import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.Severity;

/** What alerts have to do with war rooms. */
public interface Rooms {
  /**
   * Opens a room, or finds the one that the same key opened. Returns once the room is stored.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param room what to open
   * @param key the same for the same problem and opening
   * @return the room's id
   * @throws dev.muster.api.ProblemException {@code NOT_FOUND}, {@code INVALID_VALUE}
   */
  String open(Caller caller, String tenant, NewWarRoom room, String key);

  /**
   * Whether a room is there and not closed.
   *
   * @param tenant the tenant's id
   * @param id the room's id
   */
  boolean isOpen(String tenant, String id);

  /**
   * Says that the problem is over, in the room's status and its chats. Nothing if the room is
   * closed or gone, or says so already.
   *
   * @param tenant the tenant's id
   * @param id the room's id
   * @param again whether it may have been interrupted: the chats are told, though the status says
   *     so already
   */
  void recover(String tenant, String id, boolean again);

  /**
   * Says that the problem is back. Nothing if the room is closed or gone, or knows of no end.
   *
   * @param tenant the tenant's id
   * @param id the room's id
   * @param again as for {@link #recover}
   */
  void fireAgain(String tenant, String id, boolean again);

  /**
   * Raises the severity of a room, and says so in its chats. Nothing if the room is closed or gone,
   * or as bad already: nothing is lowered by itself.
   *
   * @param tenant the tenant's id
   * @param id the room's id
   * @param severity how bad the problem is by now
   * @param again as for {@link #recover}
   */
  void raise(String tenant, String id, Severity severity, boolean again);
}
