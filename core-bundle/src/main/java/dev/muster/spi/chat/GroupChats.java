package dev.muster.spi.chat;

import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.platform.ProviderException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Group chats that the bound app opens. Only chats that it opened itself are asked about.
 *
 * <p>The core keeps which chats there are, adds people in pieces that {@link #traits} allow, asks
 * one thing of one chat at a time, and tries again what failed; each method is one piece of work
 * that ends by its deadline. Every one of them fails with {@code NOT_FOUND} if the chat does not
 * stand any more, unless it says otherwise, and with {@code NOT_PERMITTED} where the app lacks a
 * right or a visible range. With {@code TIMEOUT} and {@code UNEXPECTED_ANSWER} it may have been
 * done, with every other code it was surely not: the rule of this package.
 *
 * @implSpec Titles and texts go into no log and no exception. A method of a {@link
 *     GroupChatFeature} that {@link #traits} do not name is never called and throws {@link
 *     UnsupportedOperationException}.
 */
@ConsumerType
public interface GroupChats {
  /**
   * The limits of this binding's chats and what they can do. Pure data, at once, without I/O.
   *
   * @return the traits
   */
  GroupChatTraits traits();

  /**
   * Opens a chat. Called again with the same {@link NewGroupChat#key} within {@link
   * GroupChatTraits#keyLife}, it opens no second one and answers with the first.
   *
   * @param chat what to open, with as many people as {@link GroupChatTraits#leastAtOpening} and
   *     {@link GroupChatTraits#mostAtOpening} say
   * @param deadline by when it ends
   * @return which chat it is
   * @throws ProviderException {@code TIMEOUT} or {@code UNEXPECTED_ANSWER} if it may have been
   *     opened or not; any other code if it was surely not, among them {@code REJECTED} if the
   *     platform refused one of the people or the title
   */
  GroupChatRef open(NewGroupChat chat, Deadline deadline) throws ProviderException;

  /**
   * Finds a chat by the key by which it was opened; a feature, {@link GroupChatFeature#FIND}.
   *
   * @param key the key
   * @param deadline by when it ends
   * @return which chat it is, or empty if none that stands was opened by it
   * @throws ProviderException if the platform failed
   */
  default Optional<GroupChatRef> find(String key, Deadline deadline) throws ProviderException {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads a chat.
   *
   * @param chat which
   * @param deadline by when it ends
   * @return what it is now, or empty if it does not stand any more
   * @throws ProviderException if the platform failed
   */
  Optional<GroupChatState> read(GroupChatRef chat, Deadline deadline) throws ProviderException;

  /**
   * Reads who is in a chat.
   *
   * @param chat which
   * @param after {@link Page#next()} of the page before, or empty for the first
   * @param deadline by when it ends
   * @return people's ids at the platform, each once over all pages; no apps
   * @throws ProviderException if the platform failed
   */
  Page<String> members(GroupChatRef chat, Optional<String> after, Deadline deadline)
      throws ProviderException;

  /**
   * Adds people. Whoever can be added is, whatever becomes of the others, where the platform can do
   * that; where it takes all or nobody, it fails with {@code REJECTED}, and the core asks again
   * with fewer. Of one person there is always a result.
   *
   * @param chat which
   * @param userIds their ids at the platform, up to {@link GroupChatTraits#mostAtOnce}, each once
   * @param deadline by when it ends
   * @return what became of each, in the same order; {@code UNKNOWN} for all if it was sent and not
   *     answered
   * @throws ProviderException if nobody was added; {@code TIMEOUT} or {@code UNEXPECTED_ANSWER} if
   *     that is not known
   */
  List<MemberResult> add(GroupChatRef chat, List<String> userIds, Deadline deadline)
      throws ProviderException;

  /**
   * Removes people, never the owner: the core makes somebody else the owner before, or leaves the
   * owner in. Where the owner is among them all the same, it fails with {@code REJECTED} and nobody
   * is removed, or the owner's result is {@code FAILED}; of the owner alone it is that result.
   *
   * @param chat which
   * @param userIds their ids at the platform, up to {@link GroupChatTraits#mostAtOnce}, each once
   * @param deadline by when it ends
   * @return what became of each, in the same order; {@code UNKNOWN} for all if it was sent and not
   *     answered
   * @throws ProviderException if nobody was removed; {@code TIMEOUT} or {@code UNEXPECTED_ANSWER}
   *     if that is not known
   */
  List<MemberResult> remove(GroupChatRef chat, List<String> userIds, Deadline deadline)
      throws ProviderException;

  /**
   * Changes the title, or the owner where {@link GroupChatFeature#CHANGE_OWNER} is named. Asked
   * again, it is as it was.
   *
   * @param chat which
   * @param change what to change
   * @param deadline by when it ends
   * @throws ProviderException if it was not changed; {@code TIMEOUT} or {@code UNEXPECTED_ANSWER}
   *     if that is not known
   */
  void change(GroupChatRef chat, GroupChatChange change, Deadline deadline)
      throws ProviderException;

  /**
   * Sends a message. One that is too long is cut at the end, between two characters, and says so.
   *
   * @param chat where
   * @param message what
   * @param deadline by when it ends
   * @return what became of it; {@link Posted.Unknown} if it was sent and not answered
   * @throws ProviderException if it was not sent; {@code TIMEOUT} or {@code UNEXPECTED_ANSWER} if
   *     that is not known
   */
  Posted send(GroupChatRef chat, GroupMessage message, Deadline deadline) throws ProviderException;

  /**
   * Pins a message where all see it, in place of the one before; a feature, {@link
   * GroupChatFeature#PIN}. Asked again, it is as it was.
   *
   * @param chat where
   * @param messageId which, see {@link Posted.Sent#messageId}
   * @param deadline by when it ends
   * @throws ProviderException if it was not pinned; {@code TIMEOUT} or {@code UNEXPECTED_ANSWER} if
   *     that is not known
   */
  default void pin(GroupChatRef chat, String messageId, Deadline deadline)
      throws ProviderException {
    throw new UnsupportedOperationException();
  }

  /**
   * Lets nobody but the owner write, or everybody again; a feature, {@link GroupChatFeature#MUTE}.
   * Asked again, it is as it was.
   *
   * @param chat which
   * @param muted whether nobody may write
   * @param deadline by when it ends
   * @throws ProviderException if it is as it was; {@code TIMEOUT} or {@code UNEXPECTED_ANSWER} if
   *     that is not known
   */
  default void mute(GroupChatRef chat, boolean muted, Deadline deadline) throws ProviderException {
    throw new UnsupportedOperationException();
  }

  /**
   * Dissolves a chat; a feature, {@link GroupChatFeature#DISSOLVE}. One that does not stand any
   * more is dissolved already, which is no fault.
   *
   * @param chat which
   * @param deadline by when it ends
   * @throws ProviderException if it stands; {@code TIMEOUT} or {@code UNEXPECTED_ANSWER} if that is
   *     not known
   */
  default void dissolve(GroupChatRef chat, Deadline deadline) throws ProviderException {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads what was said; a feature, {@link GroupChatFeature#READ_HISTORY}.
   *
   * @param chat where
   * @param since from when on
   * @param after {@link Page#next()} of the page before, or empty for the first
   * @param deadline by when it ends
   * @return what was said, oldest first, each once over all pages
   * @throws ProviderException if the platform failed
   */
  default Page<HistoryEntry> history(
      GroupChatRef chat, Instant since, Optional<String> after, Deadline deadline)
      throws ProviderException {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes a link by which people of the company join; a feature, {@link
   * GroupChatFeature#JOIN_LINK}. The core asks once for each chat that it opens and shows the link
   * for as long as the room is open, which may be weeks: it is to last as long as the platform
   * allows. Where that is less than a week, the feature is better left out.
   *
   * @param chat which
   * @param deadline by when it ends
   * @return the link
   * @throws ProviderException if the platform failed
   */
  default URI joinLink(GroupChatRef chat, Deadline deadline) throws ProviderException {
    throw new UnsupportedOperationException();
  }
}
