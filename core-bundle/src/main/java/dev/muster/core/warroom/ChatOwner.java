package dev.muster.core.warroom;

import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.core.warroom.ChatRecord.Handing;
import dev.muster.core.warroom.LedgerRecord.Entry;
import dev.muster.core.warroom.PeopleRecord.Person;
import dev.muster.spi.chat.GroupChatChange;
import dev.muster.spi.chat.GroupChatFeature;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Hands a chat to who leads the room from now on, where the platform can do that and the person is
 * in the chat. The timeline says what came of it.
 */
final class ChatOwner {
  private ChatOwner() {}

  /** Does so once everybody was invited; true if there was something to do. */
  static boolean step(ChatRun run) throws Fault {
    if (run.chat.done().handing() != Handing.WANTED) {
      return false;
    }
    Ledger ledger = run.ledger();
    Optional<Person> leads =
        run.room
            .owner()
            .flatMap(
                owner ->
                    ledger.people().stream()
                        .filter(it -> it.ref().equals(owner) && !it.removed())
                        .findFirst());
    if (run.room.owner().isEmpty()) {
      run.change(it -> it.handing(Handing.NO));
      return true;
    }
    if (!run.has(GroupChatFeature.CHANGE_OWNER)) {
      kept(run, leads, Handing.NO, "not-supported");
      return true;
    }
    Optional<String> userId =
        leads
            .flatMap(ledger::of)
            .filter(entry -> entry.outcome() == Outcome.JOINED)
            .flatMap(Entry::userId);
    if (userId.isEmpty()) {
      kept(run, leads, Handing.NOT_JOINED, "not-joined");
      return true;
    }
    GroupChatChange change = GroupChatChange.owner(userId.get());
    try {
      run.ask(
          (chats, deadline) -> {
            chats.change(run.ref(), change, deadline);
            return true;
          });
    } catch (Fault e) {
      if (e.retryable() || e.gone()) {
        throw e;
      }
      kept(run, leads, Handing.NO, e.problem().code());
      return true;
    }
    settled(run, "chat-owner-changed", Handing.NO, named(leads));
    return true;
  }

  private static void kept(ChatRun run, Optional<Person> leads, Handing now, String why) {
    Map<String, String> detail = named(leads);
    detail.put("problem", why);
    settled(run, "chat-owner-kept", now, detail);
  }

  private static Map<String, String> named(Optional<Person> leads) {
    Map<String, String> detail = new TreeMap<>();
    leads.ifPresent(it -> detail.put("member", it.id()));
    return detail;
  }

  /** Somebody else may lead the room by now: then that is looked at next. */
  private static void settled(ChatRun run, String kind, Handing now, Map<String, String> detail) {
    run.commit(
        work -> {
          boolean isSame =
              run.store.require(run.tenant, run.id).value().owner().equals(run.room.owner());
          run.change(work, it -> isSame ? it.handing(now) : it);
          run.record(work, kind, detail);
        });
  }
}
