package dev.muster.spi;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Group chats that the bound app opens and looks after. What goes right for some people and wrong
 * for others is told person by person; an exception means that nothing happened, or that nothing is
 * known of what happened.
 */
@ConsumerType
public interface GroupChats {
  /**
   * Opens a chat. The same key gives the same chat: a second call finds the chat that the first one
   * opened, also when its answer was lost.
   *
   * @param request what to open
   * @param deadline by when it ends
   * @return the chat
   * @throws ProviderException if there is no chat
   */
  Opened create(CreateRequest request, Deadline deadline) throws ProviderException;

  /**
   * Brings people in. People who are in already are {@link Outcome#JOINED}.
   *
   * @param chatId the chat
   * @param userIds whom, 1 to {@link GroupChatTraits#membersPerCall}
   * @param deadline by when it ends
   * @return a result per person, in the order given
   * @throws ProviderException if nobody was brought in
   */
  List<MemberResult> addMembers(String chatId, List<String> userIds, Deadline deadline)
      throws ProviderException;

  /**
   * Takes people out. People who are not in are {@link Outcome#REMOVED}.
   *
   * @param chatId the chat
   * @param userIds whom, 1 to {@link GroupChatTraits#membersPerCall}
   * @param deadline by when it ends
   * @return a result per person, in the order given
   * @throws ProviderException if nobody was taken out
   */
  List<MemberResult> removeMembers(String chatId, List<String> userIds, Deadline deadline)
      throws ProviderException;

  /**
   * Says something into the chat.
   *
   * @param chatId the chat
   * @param message what
   * @param deadline by when it ends
   * @return the message's id, where the platform gives one
   * @throws ProviderException if it was not sent; after {@code TIMEOUT} it may have been
   */
  Optional<String> send(String chatId, Message message, Deadline deadline) throws ProviderException;

  /**
   * Gives the chat another name.
   *
   * @param chatId the chat
   * @param name the name; cut by the caller to {@link GroupChatTraits#maxNameCharacters}
   * @param deadline by when it ends
   * @throws ProviderException if it was not renamed
   */
  void rename(String chatId, String name, Deadline deadline) throws ProviderException;

  /**
   * Ends the chat as far as the platform allows, and says how far that was.
   *
   * @param chatId the chat
   * @param policy what is wished
   * @param closedName the name that a chat gets which cannot be ended
   * @param deadline by when it ends
   * @return what was really done
   * @throws ProviderException if nothing was done
   */
  Closed close(String chatId, ClosePolicy policy, String closedName, Deadline deadline)
      throws ProviderException;

  /**
   * A chat to be opened.
   *
   * @param idempotencyKey 32 hexadecimal digits in lower case, the same for the same chat
   * @param name its name; cut by the caller to {@link GroupChatTraits#maxNameCharacters}
   * @param ownerId who owns it, at the platform
   * @param memberIds who is in it, the owner among them
   */
  record CreateRequest(String idempotencyKey, String name, String ownerId, List<String> memberIds) {
    /** Copies. */
    public CreateRequest {
      memberIds = List.copyOf(memberIds);
    }
  }

  /**
   * A chat that stands.
   *
   * @param chatId its id at the platform
   * @param joinUrl a link to join by, where the platform has one
   * @param members a result per person asked for
   */
  record Opened(String chatId, Optional<URI> joinUrl, List<MemberResult> members) {
    /** Copies. */
    public Opened {
      members = List.copyOf(members);
    }
  }

  /**
   * What became of one person.
   *
   * @param userId the person
   * @param outcome what became of them
   * @param platformCode the platform's own code, where it gave one
   */
  record MemberResult(String userId, Outcome outcome, Optional<String> platformCode) {}

  /** What became of one person. */
  enum Outcome {
    /** Is in the chat. */
    JOINED,
    /** Is not in the chat any more. */
    REMOVED,
    /** Was invited and has yet to agree. */
    PENDING,
    /** The platform does not know them. */
    NOT_FOUND,
    /** Outside what the app may see. */
    NOT_VISIBLE,
    /** Left the company. */
    LEFT_COMPANY,
    /** The platform refused for another reason. */
    FAILED
  }

  /**
   * Something to say.
   *
   * @param text plain text or Markdown of the kind that all platforms show: bold, links, lists,
   *     quotes; at most {@link GroupChatTraits#maxTextBytes}, cut by the caller
   * @param markdown whether it is Markdown
   * @param mentionUserIds whom to call; a platform that cannot leaves it out
   */
  record Message(String text, boolean markdown, List<String> mentionUserIds) {
    /** Copies. */
    public Message {
      mentionUserIds = List.copyOf(mentionUserIds);
    }
  }

  /** What is wished at the end of a chat. */
  enum ClosePolicy {
    /** Leave it as it is. */
    KEEP,
    /** Leave it readable and mark it as closed. */
    ARCHIVE,
    /** End it for everybody. */
    DISSOLVE
  }

  /**
   * What was really done at the end of a chat.
   *
   * @param done what
   * @param detail why it is less than was wished, for people
   */
  record Closed(Done done, Optional<Text> detail) {}

  /** What was really done at the end of a chat. */
  enum Done {
    /** Nothing. */
    KEPT,
    /** It has another name. */
    RENAMED,
    /** It can be read, but not written. */
    ARCHIVED,
    /** It is gone. */
    DISSOLVED
  }
}
