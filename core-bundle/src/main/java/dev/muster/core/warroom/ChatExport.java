package dev.muster.core.warroom;

import dev.muster.core.check.Texts;
import dev.muster.core.warroom.Ended.Reading;
import dev.muster.spi.Page;
import dev.muster.spi.chat.HistoryEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps what was said in a chat in the timeline, before it is dissolved: a page at a time. */
final class ChatExport {
  private ChatExport() {}

  /**
   * Keeps the next page.
   *
   * @return how far it has come; empty if it is too much, or if the platform refuses
   */
  static Optional<Reading> next(ChatRun run, Ended ended) throws Fault {
    Reading before = ended.reading().orElse(Reading.NOTHING);
    Page<HistoryEntry> page;
    try {
      page =
          run.ask(
              (chats, deadline) ->
                  chats.history(run.ref(), run.room.times().openedAt(), before.after(), deadline));
    } catch (Fault e) {
      if (e.retryable() || e.gone()) {
        throw e;
      }
      // a platform may forget its place until it can be asked again
      return before.after().isPresent() && !before.anew()
          ? Optional.of(Reading.ANEW)
          : Optional.empty();
    }
    store(run, page.items());
    Reading now = before.and(page);
    boolean isTooMuch = now.entries() >= Bounds.HISTORY || now.pages() >= Bounds.HISTORY_PAGES;
    return now.isAll() || !isTooMuch ? Optional.of(now) : Optional.empty();
  }

  /** Each once, however often it is read. */
  private static void store(ChatRun run, List<HistoryEntry> said) {
    for (int at = 0; at < said.size(); at += 100) {
      List<HistoryEntry> some = said.subList(at, Math.min(said.size(), at + 100));
      run.commit(
          work -> {
            for (HistoryEntry each : some) {
              if (isKnown(run, each)) {
                continue;
              }
              String key =
                  "said." + KeyRecord.digest(String.join("\n", run.id, run.platform, each.id()));
              if (run.store.timeline.find(run.tenant, key).isEmpty()
                  && !work.changes(run.store.timeline.key(run.tenant, key))) {
                work.add(run.store.timeline.create(run.tenant, key, entry(run, each)));
              }
            }
          });
    }
  }

  /** What the app says is in the timeline from when it is sent, but for the first message. */
  private static boolean isKnown(ChatRun run, HistoryEntry said) {
    return said.isOwn() && !run.chat.done().briefing().equals(Optional.of(said.id()));
  }

  private static TimelineRecord entry(ChatRun run, HistoryEntry said) {
    Map<String, String> detail = new TreeMap<>();
    said.userId().ifPresent(it -> detail.put("userId", it));
    TimelineRecord entry =
        new TimelineRecord(
            run.id,
            said.at(),
            "chat-message",
            run.platform,
            Optional.of(run.platform),
            Optional.of(Texts.cut(said.text(), Bounds.TEXT)),
            detail);
    return entry.recordedAt(run.now());
  }
}
