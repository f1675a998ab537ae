package dev.muster.core.warroom;

import dev.muster.api.Caller;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.api.warroom.WarRoom.Problem;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.store.Stored;
import dev.muster.core.warroom.LedgerRecord.Entry;
import dev.muster.core.warroom.MessageRecord.Delivered;
import dev.muster.core.warroom.MessageRecord.Direct;
import dev.muster.spi.Text;
import dev.muster.spi.chat.GroupChatChange;
import dev.muster.spi.chat.GroupChatFeature;
import dev.muster.spi.chat.GroupMessage;
import dev.muster.spi.chat.Posted;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What stands in and above a chat: title, link, briefing and messages. */
final class ChatTexts {
  /** The code of a problem: it may have been sent. */
  static final String UNSURE = "delivery-unknown";

  private final ChatTitles titles;

  ChatTexts(ChatTitles titles) {
    this.titles = titles;
  }

  /** Has a chat bear the title of its room, and lets people write in it; true if it did not. */
  boolean title(ChatRun run) throws Fault {
    if (run.chat.done().muted()) {
      mute(run, false);
      return true;
    }
    String wanted = titles.of(run);
    if (isTitled(run, wanted)) {
      return false;
    }
    try {
      entitle(run, wanted);
      GivenTitle given = GivenTitle.of(wanted, run.traits.titleCharacters(), run.now());
      run.commit(
          work ->
              run.store
                  .chat(run.tenant, run.id, run.platform)
                  .ifPresent(it -> entitled(run, work, it, given)));
    } catch (Fault e) {
      lasting(run, e, it -> it.did(it.done().titleTried(wanted)));
    }
    return true;
  }

  /** The platform may have told of it before we get to say so. */
  private static void entitled(
      ChatRun run, ChangeSet work, Stored<ChatRecord> read, GivenTitle given) {
    Doings done = read.value().done();
    boolean isKnown = done.named().filter(given::is).isPresent();
    Doings now = done.titled(isKnown ? given.wasTold() : given);
    work.add(run.store.chats.replace(read, read.value().did(now)));
    if (!isKnown) {
      run.record(work, ChatEvents.RENAMED, Map.of("title", given.text()));
    }
  }

  private static boolean isTitled(ChatRun run, String title) {
    return run.chat.done().title().filter(title::equals).isPresent();
  }

  /** Has a chat bear a title as it ends, of which the timeline says what became of it. */
  static void rename(ChatRun run, String title) throws Fault {
    if (isTitled(run, title)) {
      return;
    }
    entitle(run, title);
    GivenTitle given = GivenTitle.of(title, run.traits.titleCharacters(), run.now());
    run.change(it -> it.did(it.done().titled(given)));
  }

  private static void entitle(ChatRun run, String title) throws Fault {
    GroupChatChange change = GroupChatChange.title(title);
    run.ask(
        (chats, deadline) -> {
          chats.change(run.ref(), change, deadline);
          return true;
        });
  }

  void mute(ChatRun run, boolean muted) throws Fault {
    run.ask(
        (chats, deadline) -> {
          chats.mute(run.ref(), muted, deadline);
          return true;
        });
    run.change(it -> it.did(it.done().muted(muted)));
  }

  /** Asks once for a link by which people join. */
  boolean link(ChatRun run) throws Fault {
    if (run.chat.done().asked() || !run.has(GroupChatFeature.JOIN_LINK)) {
      return false;
    }
    try {
      URI link = run.ask((chats, deadline) -> chats.joinLink(run.ref(), deadline));
      run.change(it -> it.did(it.done().linked(Optional.of(link))));
    } catch (Fault e) {
      lasting(run, e, it -> it.did(it.done().linked(Optional.empty())));
    }
    return true;
  }

  /** Sends the first message, once. */
  boolean briefing(ChatRun run) throws Fault {
    if (run.chat.done().briefed()) {
      return false;
    }
    Optional<Instant> begun = run.chat.done().briefingAt();
    if (begun.isPresent() && !mayRepeat(run, begun.get())) {
      // it may have arrived: nobody is briefed twice
      run.change(it -> it.did(it.done().briefed(Optional.empty())));
      return true;
    }
    if (begun.isEmpty()) {
      Instant now = run.now();
      run.change(it -> it.did(it.done().briefingAt(now)));
    }
    GroupMessage message =
        GroupMessage.markdown(
                titles
                    .texts(run.tenant, run.room)
                    .briefing(titles.named(run.tenant, run.id, run.room)))
            .withKey(briefingKey(run));
    Posted posted;
    try {
      posted = run.ask((chats, deadline) -> chats.send(run.ref(), message, deadline));
    } catch (Fault e) {
      if (e.retryable() && !e.unknown()) {
        run.change(it -> it.did(it.done().unbriefed()));
      }
      lasting(run, e, it -> it.did(it.done().briefed(Optional.empty())));
      return true;
    }
    if (posted instanceof Posted.Sent sent) {
      run.change(it -> it.did(it.done().briefed(sent.messageId())));
      return true;
    }
    throw Fault.passing("timeout", new Text("The platform did not answer in time.", "平台未及时响应。"));
  }

  private static String briefingKey(ChatRun run) {
    return KeyRecord.digest(
        String.join("\n", run.id, run.platform, Integer.toString(run.chat.openings())));
  }

  private static boolean mayRepeat(ChatRun run, Instant begun) {
    return run.has(GroupChatFeature.MESSAGE_KEYS)
        && run.now().isBefore(begun.plus(Bounds.MESSAGE_KEY));
  }

  boolean pin(ChatRun run) throws Fault {
    Optional<String> briefing = run.chat.done().briefing();
    if (run.chat.done().pinned() || briefing.isEmpty() || !run.has(GroupChatFeature.PIN)) {
      return false;
    }
    UnaryOperator<ChatRecord> done = it -> it.did(it.done().wasPinned());
    try {
      run.ask(
          (chats, deadline) -> {
            chats.pin(run.ref(), briefing.get(), deadline);
            return true;
          });
      run.change(done);
    } catch (Fault e) {
      lasting(run, e, done);
    }
    return true;
  }

  /** A fault that no retry fixes is shown, and the chat is left as it is. */
  private static void lasting(ChatRun run, Fault fault, UnaryOperator<ChatRecord> done)
      throws Fault {
    if (fault.retryable() || fault.gone()) {
      throw fault;
    }
    run.troubled(done, fault);
  }

  /** Sends what waits, one message at a time. */
  boolean message(ChatRun run) throws Fault {
    List<Stored<MessageRecord>> waiting = run.store.waiting(run.tenant, run.id, run.platform);
    if (waiting.isEmpty()) {
      return false;
    }
    Stored<MessageRecord> first = waiting.get(0);
    Delivered before = first.value().deliveries().getOrDefault(run.platform, Delivered.WAITING);
    Instant now = run.now();
    if (!now.isBefore(first.value().at().plus(Bounds.MESSAGE))) {
      deliver(run, first, Delivered.failed(before.begunAt().isPresent() ? unsure() : late()));
      return true;
    }
    Optional<Direct> person = first.value().direct();
    boolean isDoubtful =
        before.begunAt().filter(at -> person.isPresent() || !mayRepeat(run, at)).isPresent();
    if (isDoubtful) {
      deliver(run, first, Delivered.failed(unsure()));
      return true;
    }
    if (before.begunAt().isEmpty()) {
      deliver(run, first, before.begun(now));
    }
    try {
      Delivered done =
          person.isPresent()
              ? DirectMessages.send(run, first, person.get())
              : post(run, written(run, first));
      deliver(run, first, done);
    } catch (Fault e) {
      if (e.gone()) {
        throw e;
      }
      if (e.retryable()) {
        if (!e.unknown()) {
          deliver(run, first, Delivered.WAITING);
        }
        throw e;
      }
      deliver(run, first, Delivered.failed(e.unknown() ? unsure() : e.problem()));
    }
    return true;
  }

  private static Delivered post(ChatRun run, GroupMessage message) throws Fault {
    Posted posted = run.ask((chats, deadline) -> chats.send(run.ref(), message, deadline));
    if (posted instanceof Posted.Sent sent) {
      return Delivered.sent(sent.cut() ? Optional.of(cut()) : Optional.empty());
    }
    if (!run.has(GroupChatFeature.MESSAGE_KEYS)) {
      return Delivered.failed(unsure());
    }
    throw Fault.unanswered();
  }

  private static GroupMessage written(ChatRun run, Stored<MessageRecord> stored) {
    MessageRecord it = stored.value();
    GroupMessage bare =
        it.markdown() ? GroupMessage.markdown(it.text()) : GroupMessage.text(it.text());
    GroupMessage titled = it.title().map(bare::withTitle).orElse(bare);
    GroupMessage message = titled.withKey(stored.key().id());
    if (it.mentions().isEmpty() || !run.has(GroupChatFeature.MENTION)) {
      return message;
    }
    Set<String> named = Set.copyOf(it.mentions());
    Ledger ledger = run.ledger();
    return message.withMentions(
        ledger.people().stream()
            .filter(person -> named.contains(person.id()))
            .flatMap(person -> ledger.of(person).stream())
            .filter(entry -> entry.outcome() == Outcome.JOINED)
            .map(Entry::userId)
            .flatMap(Optional::stream)
            .collect(Collectors.toCollection(java.util.LinkedHashSet::new))
            .stream()
            .toList());
  }

  /** Whatever waits cannot go out. */
  static void refuse(ChatRun run, Problem why) {
    refuse(run.parts, new ChatRun.Of(run.tenant, run.id, run.room, run.chat), why);
  }

  /** The same where nothing is known of what its chats can do. */
  static void refuse(ChatRun.Parts parts, ChatRun.Of of, Problem why) {
    String platform = of.chat().platform();
    List<Stored<MessageRecord>> some = parts.store().waiting(of.tenant(), of.id(), platform);
    while (!some.isEmpty()) {
      some.forEach(
          each -> deliver(parts, of.tenant(), platform, each.key().id(), Delivered.failed(why)));
      some = parts.store().waiting(of.tenant(), of.id(), platform);
    }
  }

  private static void deliver(ChatRun run, Stored<MessageRecord> message, Delivered what) {
    deliver(run.parts, run.tenant, run.platform, message.key().id(), what);
  }

  private static void deliver(
      ChatRun.Parts parts, String tenant, String platform, String id, Delivered what) {
    RoomStore store = parts.store();
    parts
        .changes()
        .run(
            Caller.SYSTEM,
            tenant,
            work ->
                store
                    .messages
                    .find(tenant, id)
                    .ifPresent(
                        read -> {
                          MessageRecord message = read.value();
                          work.add(store.messages.replace(read, message.with(platform, what)));
                          if (what.over()
                              && !what.sent()
                              && isSaidNowhereElse(store, tenant, read)) {
                            store.record(
                                work, tenant, notSent(message.room(), platform, what, parts));
                          }
                        }));
  }

  /** Of a farewell {@code chat-closed} says it, and of a message to one person its answer does. */
  private static boolean isSaidNowhereElse(
      RoomStore store, String tenant, Stored<MessageRecord> message) {
    return message.value().direct().isEmpty()
        && store
            .rooms
            .find(tenant, message.value().room())
            .filter(
                room ->
                    room.value()
                        .end()
                        .flatMap(RoomRecord.End::farewell)
                        .filter(message.key().id()::equals)
                        .isEmpty())
            .isPresent();
  }

  private static TimelineRecord notSent(
      String room, String platform, Delivered what, ChatRun.Parts parts) {
    return new TimelineRecord(
        room,
        parts.clock().instant(),
        "message-not-sent",
        Caller.SYSTEM.actor(),
        Optional.of(platform),
        Optional.empty(),
        what.problem().map(it -> Map.of("problem", it.code())).orElseGet(Map::of));
  }

  static Problem cut() {
    return new Problem(
        "cut",
        new Text("It was too long for the platform and was cut.", "内容超出平台长度限制，已被截断。"),
        Optional.empty());
  }

  private static Problem late() {
    return new Problem(
        "too-late",
        new Text(
            "The chat could not be written to for some minutes; the message was given up.",
            "数分钟内无法写入该群聊，已放弃发送。"),
        Optional.empty());
  }

  static Problem unsure() {
    return new Problem(
        UNSURE,
        new Text(
            "The platform did not say whether it took the message. It is not sent again.",
            "平台未说明是否已接收消息，不再重复发送。"),
        Optional.empty());
  }
}
