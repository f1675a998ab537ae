package dev.muster.storage;

import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.Query;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What text the databases can hold, and its order, which is that of the UTF-8 bytes. */
final class Texts {
  private Texts() {}

  /**
   * Whether a text has a UTF-8 form and no U+0000, which PostgreSQL cannot hold. Nothing else is
   * ever stored, so nothing else is ever found.
   */
  static boolean storable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return false;
      }
      if (Character.isHighSurrogate(c)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }

  static boolean storable(DocumentKey key) {
    return storable(key.collection()) && storable(key.partition()) && storable(key.id());
  }

  static boolean storable(Query.Condition condition) {
    if (condition instanceof Query.Equal equal) {
      return storable(equal.index()) && storable(equal.value());
    }
    if (condition instanceof Query.Prefix prefix) {
      return storable(prefix.index()) && storable(prefix.prefix());
    }
    if (condition instanceof Query.Range range) {
      return storable(range.index()) && storable(range.from()) && storable(range.to());
    }
    return true;
  }

  /** Whether a text takes no more than so many bytes. */
  static boolean fits(String text, int bytes) {
    return text.length() * 3 <= bytes || text.getBytes(StandardCharsets.UTF_8).length <= bytes;
  }

  /** The least text that is greater than every text with this prefix; empty if there is none. */
  static Optional<String> afterPrefix(String prefix) {
    int end = prefix.length();
    while (end > 0) {
      int last = prefix.codePointBefore(end);
      end -= Character.charCount(last);
      if (last < Character.MAX_CODE_POINT) {
        int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
        return Optional.of(prefix.substring(0, end) + Character.toString(next));
      }
    }
    return Optional.empty();
  }
}
