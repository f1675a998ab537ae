package dev.muster.api.warroom;

import dev.muster.api.Caller;
import dev.muster.api.ProblemException;
import dev.muster.api.Versioned;
import dev.muster.api.warroom.WarRoom.Closing;
import dev.muster.api.warroom.WarRoom.Member;
import dev.muster.api.warroom.WarRoom.Problem;
import dev.muster.api.warroom.WarRoom.Status;
import dev.muster.spi.Page;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/**
 * War rooms. What is to happen in their chats is stored at once and done in the background, in one
 * order per chat; calls wait some seconds for it.
 */
@ProviderType
public interface WarRooms {
  /** The most people that one call invites. */
  int MOST_INVITED = 2_000;

  /**
   * Opens a room. Waits up to 5 s for its chats; the rest goes on.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param room what to open
   * @param idempotencyKey 1 to 255 characters: the same key and room open one room
   * @return the room
   * @throws ProblemException {@code NOT_FOUND} (tenant), {@code INVALID_VALUE}, also for a key that
   *     opened another room
   */
  Opened open(Caller caller, String tenant, NewWarRoom room, Optional<String> idempotencyKey);

  /**
   * Finds a room.
   *
   * @param tenant the tenant's id
   * @param id the room's id, however odd
   * @return the room, or empty if there is none
   */
  Optional<Versioned<WarRoom>> find(String tenant, String id);

  /**
   * Lists rooms, the newest first.
   *
   * @param tenant the tenant's id
   * @param filter which of them
   * @param limit 1 to 200
   * @param after {@link Page#next()} of the page before, or empty
   * @return a page
   * @throws ProblemException {@code INVALID_VALUE}
   */
  Page<Versioned<WarRoom>> list(String tenant, Filter filter, int limit, Optional<String> after);

  /**
   * Lists who was invited to a room, in the order in which they were, without those who are removed
   * from every chat.
   *
   * @param tenant the tenant's id
   * @param id the room's id
   * @return all of them
   * @throws ProblemException {@code NOT_FOUND}
   */
  List<Member> members(String tenant, String id);

  /**
   * Changes what is said of a room. A new owner or recorder is invited; a new owner also owns the
   * chats, where the platform can do that and the person is in them. The timeline says what came of
   * it.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the room's id
   * @param change makes the new settings of the present ones; may be asked more than once
   * @param expected the version that was read, where that matters
   * @return the room
   * @throws ProblemException {@code NOT_FOUND}, {@code STALE}, {@code INVALID_VALUE}, {@code
   *     IN_USE} if it is closed
   */
  Versioned<WarRoom> change(
      Caller caller,
      String tenant,
      String id,
      UnaryOperator<Settings> change,
      OptionalLong expected);

  /**
   * Invites people. Waits up to 5 s for them; the rest goes on.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the room's id
   * @param people by what, 1 to {@link #MOST_INVITED}; who is invited by the same already stays
   * @return each with what became of it, in the same order
   * @throws ProblemException {@code NOT_FOUND}, {@code INVALID_VALUE}, {@code IN_USE} if it is
   *     closed
   */
  List<Member> invite(Caller caller, String tenant, String id, List<PersonRef> people);

  /**
   * Removes somebody; with a department those who came by it, but for who leads, records, is on
   * duty or was invited by name as well. Waits up to 5 s; the rest goes on.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the room's id
   * @param member the member's id
   * @return the member, with what became of it
   * @throws ProblemException {@code NOT_FOUND}, {@code IN_USE} if the room is closed
   */
  Member remove(Caller caller, String tenant, String id, String member);

  /**
   * Sends a message to every chat of a room. Waits up to 10 s; what has not gone out a few minutes
   * later is given up.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the room's id
   * @param message what
   * @return what became of it, one per platform
   * @throws ProblemException {@code NOT_FOUND}, {@code INVALID_VALUE}, {@code IN_USE} if the room
   *     is closed
   */
  List<Delivery> send(Caller caller, String tenant, String id, NewMessage message);

  /**
   * Sends a notice, written by the room's template, as {@link #send}. People who are no members get
   * what is new in it as a message to them alone.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the room's id
   * @param notice what
   * @return what became of it
   * @throws ProblemException as {@link #send}; {@code INVALID_VALUE} also where somebody cannot be
   *     reached
   */
  Noticed notice(Caller caller, String tenant, String id, NewNotice notice);

  /**
   * Says how far the problem is. The same again changes nothing. Where one that was over is there
   * again, a closing that is to come is called off.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the room's id
   * @param status any but {@code CLOSED}
   * @return the room
   * @throws ProblemException {@code NOT_FOUND}, {@code INVALID_VALUE}, {@code IN_USE} if it is
   *     closed
   */
  Versioned<WarRoom> setStatus(Caller caller, String tenant, String id, Status status);

  /**
   * Closes a room, in whatever status. Waits up to 10 s for its chats; the rest goes on.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the room's id
   * @param how what is to become of its chats
   * @return what each platform did until now
   * @throws ProblemException {@code NOT_FOUND}, {@code IN_USE} if it is closed, {@code
   *     HISTORY_WOULD_BE_LOST}, {@code INVALID_VALUE}
   */
  Closing close(Caller caller, String tenant, String id, NewClosing how);

  /**
   * Schedules the closing of a room, in place of one scheduled before, and posts that to its chats.
   * Until then it is as every other; what may become of its chats is asked at once.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the room's id
   * @param how what is to become of its chats
   * @param delay 1 s to 24 h
   * @return the room
   * @throws ProblemException as {@link #close}
   */
  Versioned<WarRoom> closeLater(
      Caller caller, String tenant, String id, NewClosing how, Duration delay);

  /**
   * Cancels the scheduled closing of a room, and posts that to its chats.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the room's id
   * @throws ProblemException {@code NOT_FOUND}, also if it is not to be closed, {@code IN_USE} if
   *     it is closed
   */
  void callOff(Caller caller, String tenant, String id);

  /**
   * Opens a closed room again: chats that stand are as before, others are opened anew.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the room's id
   * @param reason why, in words
   * @return the room
   * @throws ProblemException {@code NOT_FOUND}, {@code IN_USE} if it is not closed, {@code
   *     INVALID_VALUE}
   */
  Versioned<WarRoom> reopen(Caller caller, String tenant, String id, Optional<String> reason);

  /**
   * Tries again what failed, and only that. Waits up to 5 s; the rest goes on. A platform that
   * found nobody of an address is not asked for it again within a day.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the room's id
   * @return the room
   * @throws ProblemException {@code NOT_FOUND}, {@code IN_USE} if it is closed
   */
  default Versioned<WarRoom> retry(Caller caller, String tenant, String id) {
    return retry(caller, tenant, id, List.of());
  }

  /**
   * The same, where the platforms are asked again for some members in any case.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the room's id
   * @param members ids of members, 100 at most
   * @return the room
   * @throws ProblemException {@code NOT_FOUND}, {@code IN_USE} if it is closed, {@code
   *     INVALID_VALUE} for members that are not there, or too many
   */
  Versioned<WarRoom> retry(Caller caller, String tenant, String id, List<String> members);

  /**
   * Tells what the group chats of a bound app can do. Asks no platform.
   *
   * @param tenant the tenant's id
   * @param platform the platform's id
   * @return the limits and features, or empty if the app has no group chats, none is bound, or the
   *     platform's bundle is not there
   */
  Optional<ChatLimits> chatLimits(String tenant, String platform);

  /**
   * Lists what happened in a room, in the order in which it was recorded: what is added comes
   * behind what is there, though it may have happened before.
   *
   * @param tenant the tenant's id
   * @param id the room's id
   * @param limit 1 to 200
   * @param after {@link Page#next()} of the page before, or empty
   * @return a page
   * @throws ProblemException {@code NOT_FOUND}, {@code INVALID_VALUE}
   */
  Page<TimelineEntry> timeline(String tenant, String id, int limit, Optional<String> after);

  /**
   * A room that was asked for.
   *
   * @param room the room
   * @param replayed whether the same call opened it before
   */
  record Opened(Versioned<WarRoom> room, boolean replayed) {}

  /**
   * Which rooms; those that all of it fits.
   *
   * @param status of which status
   * @param severity of which severity
   * @param application which affect an application
   */
  record Filter(
      Optional<Status> status, Optional<Severity> severity, Optional<String> application) {
    /** All. */
    public static final Filter ALL =
        new Filter(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * What can be changed of a room.
   *
   * @param facts what it is about
   * @param owner who leads it
   * @param recorder who writes down what happens
   */
  record Settings(
      NewWarRoom.Facts facts, Optional<PersonRef> owner, Optional<PersonRef> recorder) {}

  /**
   * What became of a notice.
   *
   * @param chats one per platform
   * @param people one for each who is no member
   */
  record Noticed(List<Delivery> chats, List<PersonDelivery> people) {
    /** Copies. */
    public Noticed {
      chats = List.copyOf(chats);
      people = List.copyOf(people);
    }
  }

  /**
   * What became of a message to one person.
   *
   * @param ref by what the person was named
   * @param delivery what became of it, and on which platform
   */
  record PersonDelivery(PersonRef ref, Delivery delivery) {}

  /**
   * What became of a message on one platform.
   *
   * @param platform the platform's id
   * @param state how far it is
   * @param problem why it was not sent, or that it was cut; empty if there is nothing to say
   */
  record Delivery(String platform, DeliveryState state, Optional<Problem> problem) {
    /** Whether the platform took it. */
    public boolean sent() {
      return state == DeliveryState.SENT;
    }
  }

  /** How far a message is. */
  enum DeliveryState {
    /** The platform took it. */
    SENT,
    /** It is still being sent, for some minutes: nobody needs to send it again. */
    WAITING,
    /** The platform did not take it, and it is not sent any more. */
    NOT_SENT,
    /** The platform did not say whether it took it, and it is not sent again. */
    UNKNOWN
  }
}
