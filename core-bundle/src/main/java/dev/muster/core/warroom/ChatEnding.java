package dev.muster.core.warroom;

import dev.muster.api.warroom.WarRoom.ChatState;
import dev.muster.api.warroom.WarRoom.Done;
import dev.muster.api.warroom.WarRoom.Policy;
import dev.muster.core.warroom.ChatRecord.Attempt;
import dev.muster.core.warroom.ChatRecord.Ended;
import dev.muster.core.warroom.ChatRecord.Reading;
import dev.muster.core.warroom.MessageRecord.Delivered;
import dev.muster.core.warroom.RoomRecord.End;
import dev.muster.spi.Text;
import dev.muster.spi.chat.GroupChatFeature;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Ends a chat with its room, and says what the platform really did. */
final class ChatEnding {
  private static final Text NO_DISSOLVING =
      new Text(
          "The platform cannot dissolve chats; it was archived as far as it can.",
          "该平台不支持解散群聊，已尽可能归档。");

  private static final Text NO_MUTING =
      new Text(
          "The platform cannot keep people from writing; the chat was renamed.", "该平台不支持禁言，群聊已改名。");

  private static final Text NOT_EXPORTED =
      new Text(
          "What was said could not be kept, so the chat was archived, not dissolved.",
          "聊天记录未能保存，因此仅归档而未解散群聊。");

  private static final Text NOT_OPENED = new Text("There was no chat to close.", "没有可关闭的群聊。");

  private static final Text PERHAPS_OPENED =
      new Text(
          "The platform did not say whether it opened a chat. Look there.", "平台未说明是否已建群，请到平台上确认。");

  private static final Text GIVEN_UP =
      new Text(
          "The platform did not answer for a day; the chat stays as it is.", "平台一天内未响应，群聊保持原样。");

  private final ChatTexts texts;
  private final ChatTitles titles;

  ChatEnding(ChatTexts texts, ChatTitles titles) {
    this.texts = texts;
    this.titles = titles;
  }

  /** Does the next thing; true if there may be more. */
  boolean step(ChatRun run) throws Fault {
    Ended ended = run.chat.ended().orElse(Ended.BEGUN);
    if (ended.complete() || run.room.end().isEmpty()) {
      return false;
    }
    if (!run.chat.stands()) {
      boolean perhaps = run.chat.attempt().flatMap(Attempt::unknownSince).isPresent();
      ChatTexts.refuse(run, run.chat.problem().orElseGet(Fault::chatGone));
      over(run, ended.because(Optional.of(perhaps ? PERHAPS_OPENED : NOT_OPENED)));
      return true;
    }
    End end = run.room.end().get();
    if (run.now().isAfter(end.at().plus(Bounds.CLOSING))) {
      over(run, ended.because(Optional.of(GIVEN_UP)));
      return true;
    }
    if (texts.message(run)) {
      return true;
    }
    try {
      return end(run, end, ended);
    } catch (Fault e) {
      if (e.retryable() || e.gone()) {
        throw e;
      }
      Optional<Text> why = Optional.of(e.problem().message());
      boolean wasDissolving = end.of(run.platform) == Policy.DISSOLVE && ended.detail().isEmpty();
      if (wasDissolving && run.has(GroupChatFeature.DISSOLVE)) {
        run.ending(it -> it.ending(Optional.of(ended.because(why))));
      } else {
        over(run, ended.because(why));
      }
      return true;
    }
  }

  private boolean end(ChatRun run, End end, Ended ended) throws Fault {
    if (end.of(run.platform) == Policy.KEEP) {
      over(run, ended);
      return true;
    }
    if (end.of(run.platform) == Policy.DISSOLVE && ended.detail().isEmpty()) {
      return dissolve(run, end, ended);
    }
    String title = titles.closed(run);
    if (texts.title(run, title)) {
      run.ending(it -> it.ending(Optional.of(ended.as(Done.RENAMED))));
      return true;
    }
    if (!run.has(GroupChatFeature.MUTE)) {
      over(run, ended.as(Done.RENAMED).because(Optional.of(ended.detail().orElse(NO_MUTING))));
      return true;
    }
    texts.mute(run, true);
    over(run, ended.as(Done.ARCHIVED));
    return true;
  }

  private boolean dissolve(ChatRun run, End end, Ended ended) throws Fault {
    if (!run.has(GroupChatFeature.DISSOLVE)) {
      run.ending(it -> it.ending(Optional.of(ended.because(Optional.of(NO_DISSOLVING)))));
      return true;
    }
    if (!run.has(GroupChatFeature.HISTORY_SURVIVES) && !ended.exported()) {
      Optional<Reading> read =
          run.has(GroupChatFeature.READ_HISTORY) ? ChatExport.next(run, ended) : Optional.empty();
      if (read.filter(it -> !it.isAll()).isPresent()) {
        run.ending(it -> it.ending(Optional.of(ended.reading(read.get()))));
        return true;
      }
      if (read.isEmpty() && !end.force()) {
        run.ending(it -> it.ending(Optional.of(ended.because(Optional.of(NOT_EXPORTED)))));
        return true;
      }
      run.ending(it -> it.ending(Optional.of(ended.wasExported())));
      return true;
    }
    run.ask(
        (chats, deadline) -> {
          chats.dissolve(run.ref(), deadline);
          return true;
        });
    over(run, ended.as(Done.DISSOLVED));
    return true;
  }

  private static boolean isSaid(ChatRun run, String message) {
    return run.store
        .messages
        .find(run.tenant, message)
        .flatMap(read -> Optional.ofNullable(read.value().deliveries().get(run.platform)))
        .filter(Delivered::sent)
        .isPresent();
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static void over(ChatRun run, Ended ended) {
    Ended all = ended.all();
    ChatState state =
        all.done() == Done.KEPT && run.chat.stands() ? ChatState.OPEN : ChatState.CLOSED;
    Map<String, String> detail = new TreeMap<>();
    detail.put("done", word(all.done()));
    run.room
        .end()
        .ifPresent(
            end -> {
              detail.put("policy", word(end.of(run.platform)));
              end.farewell()
                  .ifPresent(it -> detail.put("farewell", isSaid(run, it) ? "sent" : "not-sent"));
            });
    run.commit(
        work -> {
          run.ending(work, it -> it.ending(Optional.of(all)).state(state));
          run.record(work, "chat-closed", detail);
        });
  }
}
