package dev.muster.core.alert.format;

import dev.muster.core.check.Texts;
import dev.muster.core.digest.Sha256;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Values as they are kept of what somebody sent. */
final class Said {
  /** Before that a time is that of a program that knows none. */
  private static final Instant FIRST = Instant.parse("1971-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

  private static final Set<String> OVER =
      Set.of("resolved", "resolve", "recovered", "closed", "ok", "clear", "cleared");

  private static final Set<String> ON =
      Set.of("firing", "alerting", "alert", "triggered", "trigger", "open", "opened", "problem");

  private Said() {}

  /** A text in one line; empty if nothing is left of it. */
  static Optional<String> line(String text, int most) {
    return Optional.of(Texts.cut(Texts.oneLine(text), most)).filter(line -> !line.isEmpty());
  }

  /** An address that may be shown as a link. */
  static Optional<String> url(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return text.length() <= Bounds.URL
            && Texts.isPrintable(text)
            && (lower.startsWith("https://") || lower.startsWith("http://"))
        ? Optional.of(text)
        : Optional.empty();
  }

  /** A time; what is none is left out. */
  static Optional<Instant> time(String text) {
    if (text.isEmpty()) {
      // many alerts name no time, and a reading that fails costs a stack trace
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant()).filter(Said::isTime);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Whether it is one that a program may mean. */
  static boolean isTime(Instant time) {
    return time.isAfter(FIRST) && time.isBefore(LAST);
  }

  /** Whether a word says that something is over; empty if it says nothing of that. */
  static Optional<Boolean> over(String word) {
    String plain = word.toLowerCase(Locale.ROOT);
    if (OVER.contains(plain)) {
      return Optional.of(true);
    }
    return ON.contains(plain) ? Optional.of(false) : Optional.empty();
  }

  /** What stands for texts of any length. */
  static String digest(String kind, String... parts) {
    StringBuilder text = new StringBuilder(kind);
    for (String part : parts) {
      // by its length, so that no two lists of parts read alike
      text.append('\n').append(part.length()).append(':').append(part);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(text.toString()));
  }

  /** What stands for labels, whatever their order. */
  static String digest(String kind, Map<String, String> labels) {
    return digest(
        kind,
        new TreeMap<>(labels)
            .entrySet().stream()
                .flatMap(label -> java.util.stream.Stream.of(label.getKey(), label.getValue()))
                .toArray(String[]::new));
  }
}
