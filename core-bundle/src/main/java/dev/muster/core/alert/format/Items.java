package dev.muster.core.alert.format;

import dev.muster.spi.alert.AlertItem;
import java.time.Instant;
import java.util.Optional;

/** Alerts with what may be there or not. */
final class Items {
  private Items() {}

  static AlertItem over(AlertItem item, boolean over) {
    return over ? item.asResolved() : item;
  }

  static AlertItem summary(AlertItem item, Optional<String> text) {
    return text.map(item::withSummary).orElse(item);
  }

  static AlertItem from(AlertItem item, Optional<Instant> time, Optional<String> url) {
    AlertItem timed = time.map(item::startingAt).orElse(item);
    return url.map(timed::withUrl).orElse(timed);
  }
}
