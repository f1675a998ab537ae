package dev.muster.core.warroom;

import dev.muster.api.warroom.WarRoom.ChatState;
import dev.muster.api.warroom.WarRoom.Done;
import dev.muster.api.warroom.WarRoom.Policy;
import dev.muster.core.warroom.ChatRecord.Attempt;
import dev.muster.core.warroom.Ended.Reading;
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
      new Text("The platform cannot keep people from writing.", "该平台不支持禁言。");

  private static final Text NOT_RENAMED = new Text("The chat could not be renamed.", "群聊未能改名。");

  private static final Text NOT_EXPORTED =
      new Text(
          "What was said could not be kept, so the chat was archived, not dissolved.",
          "聊天记录未能保存，因此仅归档而未解散群聊。");

  private static final Text LOST =
      new Text("What was said could not be kept; it is lost with the chat.", "聊天记录未能保存，已随群聊丢失。");

  private static final Text NOT_OPENED = new Text("There was no chat to close.", "没有可关闭的群聊。");

  private static final Text PERHAPS_OPENED =
      new Text(
          "The platform did not say whether it opened a chat. Look there.", "平台未说明是否已建群，请到平台上确认。");

  private static final Text GIVEN_UP =
      new Text(
          "The platform did not answer for a day; the chat stays as it is.", "平台一天内未响应，群聊保持原样。");

  private final ChatOpening opening;
  private final ChatTexts texts;
  private final ChatTitles titles;

  ChatEnding(ChatOpening opening, ChatTexts texts, ChatTitles titles) {
    this.opening = opening;
    this.texts = texts;
    this.titles = titles;
  }

  /** Does the next thing; true if there may be more. */
  boolean step(ChatRun run) throws Fault {
    Ended ended = run.chat.ended().orElse(Ended.BEGUN);
    if (ended.complete() || run.room.end().isEmpty()) {
      return false;
    }
    End end = run.room.end().get();
    boolean isGivenUp = run.now().isAfter(end.at().plus(Bounds.CLOSING));
    if (!isGivenUp && end.of(run.platform) != Policy.KEEP && ChatOpening.isUnknown(run)) {
      // one that nobody knows of is not to go on without its room
      return opening.settle(run);
    }
    if (!run.chat.stands()) {
      ChatTexts.refuse(run, run.chat.problem().orElseGet(Fault::chatGone));
      over(run, ended.because(missing(run)));
      return true;
    }
    if (isGivenUp) {
      over(run, ended.also(GIVEN_UP));
      return true;
    }
    if (texts.message(run)) {
      return true;
    }
    Policy policy = ended.instead().orElse(end.of(run.platform));
    try {
      switch (policy) {
        case KEEP -> over(run, ended);
        case ARCHIVE -> archive(run, ended);
        case DISSOLVE -> dissolve(run, end, ended);
      }
    } catch (Fault e) {
      if (e.retryable() || e.gone()) {
        throw e;
      }
      refused(run, policy, ended, e.problem().message());
    }
    return true;
  }

  /** Why there is no chat. */
  private static Text missing(ChatRun run) {
    if (run.chat.attempt().flatMap(Attempt::unknownSince).isPresent()) {
      return PERHAPS_OPENED;
    }
    return run.chat.ref().isPresent()
        ? run.chat.problem().orElseGet(Fault::chatGone).message()
        : NOT_OPENED;
  }

  /** What is left of a policy is done all the same. */
  private static void refused(ChatRun run, Policy policy, Ended ended, Text why) {
    if (policy == Policy.DISSOLVE) {
      store(run, ended.archiving(why));
    } else if (!ended.titled()) {
      store(run, ended.wasTitled().also(NOT_RENAMED).also(why));
    } else {
      over(run, ended.also(why));
    }
  }

  private static void store(ChatRun run, Ended ended) {
    run.ending(it -> it.ending(Optional.of(ended)));
  }

  private void archive(ChatRun run, Ended ended) throws Fault {
    if (!ended.titled()) {
      ChatTexts.rename(run, titles.closed(run));
      store(run, ended.wasTitled().as(Done.RENAMED));
    } else if (!run.has(GroupChatFeature.MUTE)) {
      over(run, ended.detail().isEmpty() ? ended.because(NO_MUTING) : ended);
    } else {
      texts.mute(run, true);
      over(run, ended.as(ended.done() == Done.RENAMED ? Done.ARCHIVED : Done.MUTED));
    }
  }

  private static void dissolve(ChatRun run, End end, Ended ended) throws Fault {
    if (!run.has(GroupChatFeature.DISSOLVE)) {
      store(run, ended.archiving(NO_DISSOLVING));
    } else if (run.has(GroupChatFeature.HISTORY_SURVIVES) || ended.exported() || ended.lost()) {
      run.ask(
          (chats, deadline) -> {
            chats.dissolve(run.ref(), deadline);
            return true;
          });
      over(run, (ended.lost() ? ended.also(LOST) : ended).as(Done.DISSOLVED));
    } else {
      export(run, end, ended);
    }
  }

  private static void export(ChatRun run, End end, Ended ended) throws Fault {
    Optional<Reading> read =
        run.has(GroupChatFeature.READ_HISTORY) ? ChatExport.next(run, ended) : Optional.empty();
    if (read.isPresent()) {
      store(run, read.get().isAll() ? ended.wasExported() : ended.reading(read.get()));
    } else {
      store(run, end.force() ? ended.wasNotExported() : ended.archiving(NOT_EXPORTED));
    }
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
    if (all.lost() && all.done() == Done.DISSOLVED) {
      detail.put("history", "lost");
    }
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
