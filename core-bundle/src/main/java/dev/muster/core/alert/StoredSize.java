package dev.muster.core.alert;

import dev.muster.spi.alert.AlertGroup;
import dev.muster.spi.alert.AlertItem;
import java.util.Optional;

/** How many bytes of JSON what senders say takes where it is stored, at the most. */
final class StoredSize {
  /** The names of members, times, digests. */
  private static final int AROUND_AN_ALERT = 200;

  /** Quotes and what separates. */
  private static final int AROUND_A_TEXT = 6;

  private StoredSize() {}

  static int of(AlertItem alert) {
    int size =
        AROUND_AN_ALERT
            + of(alert.fingerprint())
            + of(alert.title())
            + of(alert.summary())
            + of(alert.url());
    for (var label : alert.labels().entrySet()) {
      size += of(label.getKey()) + of(label.getValue());
    }
    return size;
  }

  /** Without its alerts. */
  static int around(AlertGroup group) {
    return AROUND_AN_ALERT
        + of(group.key())
        + of(group.grouping())
        + of(group.title())
        + of(group.summary());
  }

  private static int of(Optional<String> text) {
    return text.map(StoredSize::of).orElse(0);
  }

  private static int of(String text) {
    int size = AROUND_A_TEXT;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // JSON writes control characters as six
      size += c < ' ' ? 6 : c < 0x80 ? (c == '"' || c == '\\' ? 2 : 1) : 3;
    }
    return size;
  }
}
