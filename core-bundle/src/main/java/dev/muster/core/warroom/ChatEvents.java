package dev.muster.core.warroom;

import dev.muster.api.Caller;
import dev.muster.api.warroom.WarRoom.ChatState;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.task.TaskType;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.core.task.TaskType.Retry;
import dev.muster.core.user.Accounts;
import dev.muster.core.warroom.ChatRecord.Handing;
import dev.muster.core.warroom.LedgerRecord.Entry;
import dev.muster.core.warroom.PeopleRecord.Person;
import dev.muster.spi.Text;
import dev.muster.spi.platform.Webhooks;
import dev.muster.spi.storage.Query;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What platforms tell of rooms' chats: that one is gone, who came and who left. */
@Component(service = TaskHandler.class)
public final class ChatEvents implements TaskHandler<ChatEvents.Told> {
  /** Longer than an event may be old by either clock, so that none counts twice. */
  public static final TaskType<Told> TYPE =
      TaskType.of("chat-event", Told.class, Pace.PROMPT, Retry.ALWAYS)
          .remembering(Webhooks.MAX_AGE.multipliedBy(4));

  /** The event of a chat's other title. */
  static final String RENAMED = "chat-renamed";

  private final RoomStore store;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public ChatEvents(
      @Reference Storage storage,
      @Reference Accounts accounts,
      @Reference TaskQueue queue,
      @Reference InstantSource clock) {
    this.store = new RoomStore(storage, accounts, queue);
    this.clock = clock;
  }

  /** What happened. */
  public enum Kind {
    /** It does not stand any more. */
    DISSOLVED,
    /** Some came and some left. */
    MEMBERS,
    /** It has another title. */
    RENAMED
  }

  /**
   * What was told, as the task's payload.
   *
   * @param kind what happened
   * @param platform from where
   * @param chatId which chat
   * @param at when
   * @param joined who came
   * @param left who left
   * @param title its title from now on
   */
  public record Told(
      Kind kind,
      String platform,
      String chatId,
      Instant at,
      List<String> joined,
      List<String> left,
      Optional<String> title) {
    /** Copies. */
    public Told {
      joined = List.copyOf(joined);
      left = List.copyOf(left);
    }
  }

  @Override
  public TaskType<Told> type() {
    return TYPE;
  }

  @Override
  public Result run(Run<Told> task) {
    return new Result.Done(work -> follow(work, task.tenant(), task.payload()));
  }

  private void follow(ChangeSet work, String tenant, Told told) {
    Optional<Stored<ChatRecord>> chat =
        store
            .chats
            .query(
                tenant,
                new Query.Equal(
                    ChatRecord.BY_CHAT, ChatRecord.byChat(told.platform(), told.chatId())),
                false,
                1,
                Optional.empty())
            .items()
            .stream()
            .filter(it -> it.value().state() == ChatState.OPEN)
            .findFirst();
    if (chat.isEmpty()) {
      return;
    }
    switch (told.kind()) {
      case DISSOLVED -> {
        if (chat.get().value().ended().isEmpty()) {
          work.add(store.chats.replace(chat.get(), chat.get().value().gone(Fault.chatGone())));
          record(work, tenant, chat.get().value(), "chat-gone", told, Map.of());
        }
      }
      case RENAMED ->
          told.title().ifPresent(title -> renamed(work, tenant, chat.get(), told, title));
      case MEMBERS -> members(work, tenant, chat.get().value(), told);
    }
  }

  /** Some platforms tell it also of a title that we gave, which stands in the timeline already. */
  private void renamed(
      ChangeSet work, String tenant, Stored<ChatRecord> chat, Told told, String title) {
    Doings done = chat.value().done();
    Optional<GivenTitle> ours =
        done.given().stream().filter(it -> it.isToldBy(title, told.at())).findFirst();
    if (ours.isPresent()) {
      work.add(store.chats.replace(chat, chat.value().did(done.told(ours.get()))));
    } else if (!bears(done, title)) {
      work.add(store.chats.replace(chat, chat.value().did(done.named(title))));
      record(work, tenant, chat.value(), RENAMED, told, Map.of("title", title));
    }
  }

  /** Whether a chat bears a title as far as we know, which its platform may have cut. */
  private static boolean bears(Doings done, String title) {
    return done.named()
        .or(done::title)
        .filter(
            known ->
                known.equals(title)
                    || done.given().stream()
                        .anyMatch(it -> it.text().equals(known) && it.isCut(title)))
        .isPresent();
  }

  /** Who leads the room may be in the chat now. */
  static ChatRecord mayBeHanded(ChatRecord chat) {
    return chat.done().handing() == Handing.NOT_JOINED ? chat.handing(Handing.WANTED) : chat;
  }

  private void members(ChangeSet work, String tenant, ChatRecord chat, Told told) {
    Optional<Stored<RoomRecord>> room = store.rooms.find(tenant, chat.room());
    if (room.isEmpty()) {
      return;
    }
    Ledger ledger = new Ledger(store, tenant, chat.room(), room.get().value(), chat.platform());
    Set<String> joined = Set.copyOf(told.joined());
    Set<String> left = Set.copyOf(told.left());
    for (Person person : ledger.people()) {
      Optional<Entry> entry = ledger.of(person).filter(it -> !person.removed());
      Optional<String> id = entry.flatMap(Entry::userId);
      if (id.filter(left::contains).isPresent() && entry.get().outcome() == Outcome.JOINED) {
        ledger.put(
            person,
            entry.get().settled(Outcome.FAILED, Optional.of(new Text("Left the chat.", "已退出群聊。"))));
      } else if (id.filter(joined::contains).isPresent()
          && entry.get().outcome() != Outcome.JOINED) {
        ledger.put(person, entry.get().joined(chat.openings()));
      }
    }
    ledger.storeOrAgain(work);
    if (chat.done().handing() == Handing.NOT_JOINED) {
      store.change(work, tenant, chat.room(), chat.platform(), ChatEvents::mayBeHanded);
      store.wake(work, tenant, chat.room(), chat.platform());
    }
    record(
        work,
        tenant,
        chat,
        "chat-members-changed",
        told,
        Map.of("joined", Integer.toString(joined.size()), "left", Integer.toString(left.size())));
  }

  private void record(
      ChangeSet work,
      String tenant,
      ChatRecord chat,
      String kind,
      Told told,
      Map<String, String> detail) {
    store.record(
        work,
        tenant,
        new TimelineRecord(
                chat.room(),
                told.at(),
                kind,
                Caller.SYSTEM.actor(),
                Optional.of(chat.platform()),
                Optional.empty(),
                detail)
            .recordedAt(clock.instant()));
  }
}
