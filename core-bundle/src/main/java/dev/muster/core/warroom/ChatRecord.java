package dev.muster.core.warroom;

import dev.muster.api.warroom.WarRoom.ChatState;
import dev.muster.api.warroom.WarRoom.Problem;
import dev.muster.core.digest.Sha256;
import dev.muster.core.store.Schema;
import dev.muster.spi.chat.GroupChatRef;
import dev.muster.spi.storage.IndexEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The chat of a room on one platform: what is known of it, and what was done.
 *
 * @param room the room's id
 * @param platform the platform's id
 * @param roomTitle what an administrator sees of the room who would unbind the app
 * @param state how it stands
 * @param openings how often it was begun to open one, so that each has a key of its own
 * @param attempt with whom it is being opened; stored before the platform is asked
 * @param ref which chat it is, once it is open
 * @param done what was done in it
 * @param invitations the room's, up to which people were invited
 * @param again whether those are to be invited again with whom it failed
 * @param problem what is wrong with it
 * @param ended what became of it with the room
 */
record ChatRecord(
    String room,
    String platform,
    String roomTitle,
    ChatState state,
    int openings,
    Optional<Attempt> attempt,
    Optional<GroupChatRef> ref,
    Doings done,
    long invitations,
    boolean again,
    Optional<Problem> problem,
    Optional<Ended> ended) {
  /** The index by which webhook events find their chat. */
  static final String BY_CHAT = "chat";

  /** The index of the chats of open rooms, by platform. */
  static final String IN_USE = "in-use";

  static final Schema<ChatRecord> SCHEMA =
      Schema.of("war-room-chat", ChatRecord.class, ChatRecord::indexes);

  /**
   * With whom a chat is being opened: the same again with the same key, because a platform's key
   * may go with its owner.
   *
   * @param number which opening it is
   * @param owner the owner, by the id at the platform
   * @param members who is in it from the start
   * @param unknownSince when the platform was first asked without saying what became of it
   * @param title by which title it was asked for then
   */
  record Attempt(
      int number,
      Optional<String> owner,
      List<String> members,
      Optional<Instant> unknownSince,
      Optional<String> title) {
    Attempt {
      members = List.copyOf(members);
    }

    /** One of which the platform was not asked yet. */
    static Attempt of(int number, Optional<String> owner, List<String> members) {
      return new Attempt(number, owner, members, Optional.empty(), Optional.empty());
    }

    /** The platform is asked. */
    Attempt asked(Instant at, String by) {
      return new Attempt(number, owner, members, Optional.of(at), Optional.of(by));
    }

    /** Surely nothing came of it. */
    Attempt unasked() {
      return of(number, owner, members);
    }
  }

  /** Whether a chat is to be handed to who leads the room; the names are stored. */
  enum Handing {
    /** It is as it is to be. */
    NO,
    /** It is to be handed over. */
    WANTED,
    /** It could not be yet, because the person is not in the chat. */
    NOT_JOINED
  }

  static ChatRecord opening(String room, String platform, String roomTitle) {
    return new ChatRecord(
        room,
        platform,
        roomTitle,
        ChatState.OPENING,
        0,
        Optional.empty(),
        Optional.empty(),
        Doings.NOTHING,
        0,
        false,
        Optional.empty(),
        Optional.empty());
  }

  static String id(String room, String platform) {
    return room + "." + platform;
  }

  String id() {
    return id(room, platform);
  }

  /** The key of an attempt: the same for the same one, on whichever node. */
  String key(String tenant, Attempt of) {
    byte[] digest =
        Sha256.of(Schema.join("war-room", tenant, room, platform, Integer.toString(of.number())));
    return HexFormat.of().formatHex(digest, 0, 16);
  }

  /** Where the app's chat of an id is found. */
  static String byChat(String platform, String chatId) {
    return Schema.join(platform, chatId);
  }

  private List<IndexEntry> indexes() {
    List<IndexEntry> entries = new ArrayList<>(2);
    ref.ifPresent(it -> entries.add(IndexEntry.of(BY_CHAT, byChat(platform, it.chatId()))));
    if (!hasEnded()) {
      entries.add(IndexEntry.of(IN_USE, platform));
    }
    return entries;
  }

  /** Whether all was done with it that was to be done with its room, or was given up. */
  boolean hasEnded() {
    return ended.filter(Ended::complete).isPresent();
  }

  /** Whether a chat stands, as far as we know. */
  boolean stands() {
    return state == ChatState.OPEN && ref.isPresent();
  }

  ChatRecord trying(Attempt next) {
    return change(state, Math.max(openings, next.number()), Optional.of(next), ref, done, problem);
  }

  /** It stands; no platform tells of the title with which a chat is opened. */
  ChatRecord opened(GroupChatRef chat, GivenTitle title) {
    return change(
        ChatState.OPEN,
        openings,
        Optional.empty(),
        Optional.of(chat),
        Doings.NOTHING.titled(title.wasTold()).handing(done.handing()),
        Optional.empty());
  }

  /** It cannot be opened as things are. */
  ChatRecord failed(Problem why) {
    return change(ChatState.FAILED, openings, attempt, ref, done, Optional.of(why));
  }

  /** It does not stand any more. */
  ChatRecord gone(Problem why) {
    return change(ChatState.CLOSED, openings, Optional.empty(), ref, done, Optional.of(why));
  }

  /** Something is wrong with it, and it goes on. */
  ChatRecord troubled(Optional<Problem> why) {
    return change(state, openings, attempt, ref, done, why);
  }

  /** It is to be handed to who leads the room, or the person may be in it now. */
  ChatRecord handing(Handing now) {
    return did(done.handing(now));
  }

  ChatRecord did(Doings what) {
    return change(state, openings, attempt, ref, what, problem);
  }

  ChatRecord invited(long upTo) {
    return new ChatRecord(
        room, platform, roomTitle, state, openings, attempt, ref, done, upTo, false, problem,
        ended);
  }

  /** Those with whom it failed are to be invited again. */
  ChatRecord invitingAgain() {
    return new ChatRecord(
        room, platform, roomTitle, state, openings, attempt, ref, done, 0, true, problem, ended);
  }

  /** It is to be opened, by another key where the last one is not to be relied on. */
  ChatRecord openingAgain(boolean anew) {
    ChatRecord again =
        change(
            ChatState.OPENING,
            openings,
            anew ? Optional.empty() : attempt,
            Optional.empty(),
            Doings.NOTHING,
            Optional.empty());
    // whoever was in the last one is to be in this one
    return again.ending(Optional.empty()).invited(0);
  }

  ChatRecord ending(Optional<Ended> how) {
    return new ChatRecord(
        room,
        platform,
        roomTitle,
        state,
        openings,
        attempt,
        ref,
        done,
        invitations,
        again,
        problem,
        how);
  }

  ChatRecord state(ChatState now) {
    return change(now, openings, attempt, ref, done, problem);
  }

  ChatRecord of(String title) {
    return new ChatRecord(
        room,
        platform,
        title,
        state,
        openings,
        attempt,
        ref,
        done,
        invitations,
        again,
        problem,
        ended);
  }

  private ChatRecord change(
      ChatState now,
      int number,
      Optional<Attempt> trying,
      Optional<GroupChatRef> chat,
      Doings what,
      Optional<Problem> why) {
    return new ChatRecord(
        room, platform, roomTitle, now, number, trying, chat, what, invitations, again, why, ended);
  }
}
