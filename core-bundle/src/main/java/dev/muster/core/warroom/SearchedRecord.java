package dev.muster.core.warroom;

import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.core.digest.Sha256;
import dev.muster.core.store.Schema;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What searches at a platform said lately of some addresses: one piece of what is remembered of a
 * platform.
 *
 * @param stamp of the binding whose app searched; another one may see others
 * @param answers by a digest of the address
 */
record SearchedRecord(String stamp, Map<String, Answer> answers) {
  static final Schema<SearchedRecord> SCHEMA =
      new Schema<>(
          "searched-people",
          SearchedRecord.class,
          it -> List.of(),
          it -> it.answers().values().stream().map(Answer::until).max(Instant::compareTo));

  /**
   * What was said of an address.
   *
   * @param outcome {@code PENDING} if somebody was found: they are still to be added
   * @param userId who, by the platform's id
   * @param name what they are called there
   * @param until when it counts no more
   */
  record Answer(Outcome outcome, Optional<String> userId, Optional<String> name, Instant until) {}

  SearchedRecord {
    answers = Map.copyOf(answers);
  }

  /** The same digest for what platforms take for the same address. */
  static String digest(String address) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Sha256.of(address.toLowerCase(Locale.ROOT)));
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
