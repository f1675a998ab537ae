package dev.muster.api.warroom;

import dev.muster.api.warroom.WarRooms.Delivery;
import dev.muster.spi.Text;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A war room: a problem, and one chat about it on each of its platforms.
 *
 * @param id opaque
 * @param facts what it is about
 * @param status how far the problem is
 * @param template the id of the template that it opens with; empty for the tenant's default one,
 *     {@link WarRoomTemplate#DEFAULT}
 * @param owner who leads it
 * @param ownerName what they are called, where it is known
 * @param recorder who writes down what happens
 * @param rotas rotas whose people on duty are invited, and change with the duty
 * @param chats its chats, one per platform, in the order of {@link NewWarRoom#platforms}
 * @param times when what happened
 * @param openedBy who opened it, as the actor of an audit event
 * @param closing how it was closed; empty while it is not
 * @param planned how it is to be closed later; empty if it is not
 * @param origin of which problem it is, where alerts opened it
 */
public record WarRoom(
    String id,
    NewWarRoom.Facts facts,
    Status status,
    Optional<String> template,
    Optional<PersonRef> owner,
    Optional<String> ownerName,
    Optional<PersonRef> recorder,
    List<String> rotas,
    List<Chat> chats,
    Times times,
    String openedBy,
    Optional<Closing> closing,
    Optional<Planned> planned,
    Optional<NewWarRoom.Origin> origin) {
  /** Copies. */
  public WarRoom {
    rotas = List.copyOf(rotas);
    chats = List.copyOf(chats);
  }

  /** How far a problem is. */
  public enum Status {
    /** Nobody has looked into it yet. */
    STARTED,
    /** Somebody looks into it. */
    DIAGNOSING,
    /** It is over, and the room still open. */
    RECOVERED,
    /** The room is closed. */
    CLOSED
  }

  /**
   * When what happened.
   *
   * @param openedAt when the room was opened
   * @param acknowledgedAt when somebody first looked into it; empty if nobody did, also where it
   *     was over by itself
   * @param recoveredAt when it was over last; empty where it is not
   * @param closedAt when the room was closed; empty while it is open
   */
  public record Times(
      Instant openedAt,
      Optional<Instant> acknowledgedAt,
      Optional<Instant> recoveredAt,
      Optional<Instant> closedAt) {}

  /**
   * The chat of a room on one platform.
   *
   * @param platform the platform's id
   * @param state how it stands
   * @param chatId its id at the platform, once it is open
   * @param joinLink by which people join it themselves, where the platform has such links
   * @param problem what is wrong with it; empty if nothing
   */
  public record Chat(
      String platform,
      ChatState state,
      Optional<String> chatId,
      Optional<URI> joinLink,
      Optional<Problem> problem) {}

  /** How a chat stands. */
  public enum ChatState {
    /** It is being opened. */
    OPENING,
    /** People can write in it. */
    OPEN,
    /** It could not be opened. */
    FAILED,
    /** It was closed with the room, or does not stand any more. */
    CLOSED
  }

  /**
   * What is wrong.
   *
   * @param code kebab-case, stable
   * @param message a sentence that says what to do
   * @param platformCode the platform's own code, where it gave one
   */
  public record Problem(String code, Text message, Optional<String> platformCode) {}

  /**
   * Somebody who was invited.
   *
   * @param id opaque; unique in the room
   * @param ref by what
   * @param name what they are called, where somebody said so
   * @param role what they do there
   * @param invitedAt when
   * @param results what became of it, one per platform where it means somebody
   */
  public record Member(
      String id,
      PersonRef ref,
      Optional<String> name,
      Role role,
      Instant invitedAt,
      List<Result> results) {
    /** Copies. */
    public Member {
      results = List.copyOf(results);
    }
  }

  /** What somebody does in a room. */
  public enum Role {
    /** Leads it. */
    OWNER,
    /** Writes down what happens. */
    RECORDER,
    /** Works on the problem. */
    MEMBER
  }

  /**
   * What became of somebody's invitation on one platform.
   *
   * @param platform the platform's id
   * @param outcome what became of it
   * @param triedBy by what the person was looked for there: {@code identity}, {@code email}, {@code
   *     mobile}, {@code id}, {@code department}; empty before anybody looked
   * @param detail more of it, where there is more to say
   * @param platformCode the platform's own code, where it gave one for this person
   * @param userId who it turned out to be, by the id there; empty before that is known. Two members
   *     of which it is the same are one person, who was invited in two ways
   */
  public record Result(
      String platform,
      Outcome outcome,
      Optional<String> triedBy,
      Optional<Text> detail,
      Optional<String> platformCode,
      Optional<String> userId) {}

  /** What became of an invitation. */
  public enum Outcome {
    /** Is in the chat. */
    JOINED,
    /** The platform has nobody of that. */
    NOT_FOUND,
    /** The app may not see the person. */
    NOT_VISIBLE,
    /** The person has left the company. */
    LEFT_COMPANY,
    /** It goes on, or somebody has to agree first. */
    PENDING,
    /** It did not work for another reason. */
    FAILED,
    /** Was in the chat and was removed. */
    REMOVED
  }

  /**
   * How a room was closed.
   *
   * @param policy what was to become of its chats, but for those of which {@code chats} say
   *     otherwise
   * @param reason why, in words
   * @param by who closed it, as the actor of an audit event
   * @param chats what each platform really did
   */
  public record Closing(Policy policy, Optional<String> reason, String by, List<ClosedChat> chats) {
    /** Copies. */
    public Closing {
      chats = List.copyOf(chats);
    }
  }

  /**
   * How a room is to be closed later.
   *
   * @param at when
   * @param how what is to become of its chats
   * @param by who said so, as the actor of an audit event
   */
  public record Planned(Instant at, NewClosing how, String by) {}

  /** What is to become of the chats of a room that is closed. */
  public enum Policy {
    /** They stay as they are. */
    KEEP,
    /** They are renamed, and nobody can write in them where the platform has that. */
    ARCHIVE,
    /** They are dissolved where the platform can do that, and archived elsewhere. */
    DISSOLVE
  }

  /**
   * What a platform did with a chat.
   *
   * @param platform the platform's id
   * @param policy what was to become of it
   * @param done what the platform did until now
   * @param complete whether that is all; it goes on else
   * @param detail more of it, such as what the platform cannot do
   * @param farewell what became of the farewell; empty if there was none, or after 30 days
   */
  public record ClosedChat(
      String platform,
      Policy policy,
      Done done,
      boolean complete,
      Optional<Text> detail,
      Optional<Delivery> farewell) {}

  /** What a platform did with a chat of a room that was closed. */
  public enum Done {
    /** It stays as it was. */
    KEPT,
    /** It was renamed. */
    RENAMED,
    /** It was renamed, and nobody can write in it. */
    ARCHIVED,
    /** It could not be renamed, and nobody can write in it. */
    MUTED,
    /** It is gone. */
    DISSOLVED
  }
}
