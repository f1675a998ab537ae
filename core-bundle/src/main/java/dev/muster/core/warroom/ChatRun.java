package dev.muster.core.warroom;

import dev.muster.api.Caller;
import dev.muster.api.warroom.WarRoom.Problem;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.change.Changes;
import dev.muster.core.store.Stored;
import dev.muster.spi.Deadline;
import dev.muster.spi.chat.GroupChatFeature;
import dev.muster.spi.chat.GroupChatRef;
import dev.muster.spi.chat.GroupChatTraits;
import dev.muster.spi.chat.GroupChats;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A run of a chat's lane at one point: what is stored, and what can be done about it. */
final class ChatRun {
  /** Left of a run when nothing more is begun that calls somebody. */
  private static final Duration LATE = Duration.ofSeconds(12);

  final String tenant;
  final String id;
  final String platform;
  final RoomRecord room;
  final ChatRecord chat;
  final GroupChatTraits traits;
  final RoomStore store;
  final Parts parts;

  /** What all runs have in common. */
  record Parts(Changes changes, ChatCalls calls, RoomStore store, InstantSource clock) {}

  /** Which chat, as it is stored. */
  record Of(String tenant, String id, RoomRecord room, ChatRecord chat) {}

  ChatRun(Parts parts, Of of, GroupChatTraits traits) {
    this.parts = parts;
    this.store = parts.store();
    this.tenant = of.tenant();
    this.id = of.id();
    this.room = of.room();
    this.chat = of.chat();
    this.platform = of.chat().platform();
    this.traits = traits;
  }

  boolean has(GroupChatFeature feature) {
    return traits.has(feature);
  }

  GroupChatRef ref() {
    return chat.ref().orElseThrow();
  }

  Instant now() {
    return parts.clock().instant();
  }

  <T> T ask(ChatCalls.Question<GroupChats, T> question) throws Fault {
    return parts.calls().ask(tenant, platform, question);
  }

  ChatCalls calls() {
    return parts.calls();
  }

  Invitations invitations() {
    return new Invitations(store, parts.clock());
  }

  Ledger ledger() {
    return new Ledger(store, tenant, id, room, platform);
  }

  /** Changes the chat as it is stored. */
  void change(UnaryOperator<ChatRecord> change) {
    commit(work -> store.change(work, tenant, id, platform, change));
  }

  void change(ChangeSet work, UnaryOperator<ChatRecord> change) {
    store.change(work, tenant, id, platform, change);
  }

  /** Changes the chat of a closed room, unless that was opened again meanwhile. */
  void ending(UnaryOperator<ChatRecord> change) {
    commit(work -> ending(work, change));
  }

  void ending(ChangeSet work, UnaryOperator<ChatRecord> change) {
    Stored<RoomRecord> now = store.require(tenant, id);
    if (!now.value().end().equals(room.end())) {
      throw new Overtaken();
    }
    work.add(store.rooms.require(now));
    change(work, change);
  }

  void commit(Consumer<ChangeSet> attempt) {
    parts.changes().run(Caller.SYSTEM, tenant, attempt);
  }

  /** Stores what a ledger has come to. */
  void store(Ledger ledger) {
    store(ledger, work -> {});
  }

  /** The same with more in one commit, which may still write to the ledger. */
  void store(Ledger ledger, Consumer<ChangeSet> more) {
    parts
        .changes()
        .make(
            Caller.SYSTEM,
            tenant,
            work -> {
              more.accept(work);
              ledger.store(work);
              return () -> {
                ledger.stored(work);
                return true;
              };
            });
  }

  void record(ChangeSet work, String kind, Map<String, String> detail) {
    store.record(
        work,
        tenant,
        new TimelineRecord(
            id,
            now(),
            kind,
            Caller.SYSTEM.actor(),
            Optional.of(platform),
            Optional.empty(),
            detail));
  }

  void failed(Problem why) {
    commit(work -> failed(work, why));
  }

  private void failed(ChangeSet work, Problem why) {
    change(work, it -> it.failed(why));
    record(work, "chat-failed", Map.of("problem", why.code()));
  }

  /**
   * A chat fails for those who were invited, unless others were meanwhile: whoever invited them
   * found no chat that had failed.
   */
  void failedForInvited(Problem why) {
    commit(
        work -> {
          Stored<RoomRecord> now = store.require(tenant, id);
          if (now.value().invitations() != room.invitations()) {
            throw new Overtaken();
          }
          work.add(store.rooms.require(now));
          failed(work, why);
        });
  }

  /** Something that is no reason to stop is wrong. */
  void troubled(UnaryOperator<ChatRecord> change, Fault fault) {
    change(it -> change.apply(it).troubled(Optional.of(fault.problem())));
  }

  static boolean isLate(Deadline deadline) {
    return deadline.left().compareTo(LATE) < 0;
  }

  /** How long a run can wait for others without being late then; zero if not at all. */
  static Duration timeToWait(Deadline deadline, Duration most) {
    Duration left = deadline.left().minus(LATE);
    if (left.isNegative()) {
      return Duration.ZERO;
    }
    return left.compareTo(most) < 0 ? left : most;
  }
}
