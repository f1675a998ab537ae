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
   * Has the room's status say that the problem is over. Nothing if the room is closed or gone.
   *
   * @param tenant the tenant's id
   * @param id the room's id
   * @return whether it did not say so before
   */
  boolean recover(String tenant, String id);

  /**
   * Has the room's status say that the problem is back, which calls off a planned closing. Nothing
   * if the room is closed or gone, or knows of no end.
   *
   * @param tenant the tenant's id
   * @param id the room's id
   * @return whether it did not say so before
   */
  boolean fireAgain(String tenant, String id);

  /**
   * Tells the room's chats that the problem is over or back. Nothing if the room is closed or gone.
   *
   * @param tenant the tenant's id
   * @param id the room's id
   * @param over whether it is over; it is back else
   */
  void tell(String tenant, String id, boolean over);

  /**
   * Raises the severity of a room, and says so in its chats. Nothing if the room is closed or gone,
   * or as bad already: nothing is lowered by itself.
   *
   * @param tenant the tenant's id
   * @param id the room's id
   * @param severity how bad the problem is by now
   * @param again whether it may have been interrupted: the chats are told, though the room is as
   *     bad already
   */
  void raise(String tenant, String id, Severity severity, boolean again);
}
