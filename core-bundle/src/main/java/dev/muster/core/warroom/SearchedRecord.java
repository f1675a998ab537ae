package dev.muster.core.warroom;

import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.core.store.Schema;
import dev.muster.spi.storage.IndexEntry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Of which addresses a platform's searches lately found nobody: one piece of what is remembered of
 * a platform. Whoever was found is in the ledgers of their rooms alone: who has an address, and
 * whether they are still there, only the platform knows.
 *
 * @param platform where
 * @param stamp of the binding whose app searched; another one may see others
 * @param answers by a digest of the address
 */
record SearchedRecord(String platform, String stamp, Map<String, Answer> answers) {
  /** The index of a platform's pieces. */
  static final String BY_PLATFORM = "platform";

  /** A digest begins with one of so many characters. */
  static final int PIECES = 64;

  static final Schema<SearchedRecord> SCHEMA =
      new Schema<>(
          "searched-people",
          SearchedRecord.class,
          it -> List.of(IndexEntry.of(BY_PLATFORM, it.platform())),
          it -> it.answers().values().stream().map(Answer::until).max(Instant::compareTo));

  /**
   * What was said of an address.
   *
   * @param outcome {@code NOT_FOUND} or {@code NOT_VISIBLE}
   * @param until when it counts no more
   */
  record Answer(Outcome outcome, Instant until) {}

  SearchedRecord {
    answers = Map.copyOf(answers);
  }

  SearchedRecord with(Map<String, Answer> others) {
    return new SearchedRecord(platform, stamp, others);
  }

  /** In which piece an answer is. */
  static String id(String platform, String digest) {
    return platform + "." + digest.charAt(0);
  }

  /** The answers that count for an app at a time. */
  Map<String, Answer> counting(String binding, Instant now) {
    Map<String, Answer> counting = new HashMap<>();
    if (stamp.equals(binding)) {
      answers.forEach(
          (digest, answer) -> {
            if (answer.until().isAfter(now)) {
              counting.put(digest, answer);
            }
          });
    }
    return counting;
  }
}
