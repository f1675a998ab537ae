package dev.muster.core.alert.format;

import dev.muster.core.check.Texts;
import dev.muster.spi.Text;
import dev.muster.spi.alert.AlertFormatException;
import dev.muster.spi.alert.AlertGroup;
import dev.muster.spi.alert.AlertItem;
import dev.muster.spi.alert.AlertMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of what others' formats read: within the bounds and in the form that our own keep
 * themselves. What they call a problem is their own: no other format's is the same.
 */
final class Kept {
  private final String format;

  Kept(String format) {
    this.format = format;
  }

  AlertMessage of(AlertMessage read) {
    int alerts = read.groups().stream().mapToInt(group -> group.alerts().size()).sum();
    if (alerts > Bounds.ALERTS) {
      throw AlertFormatException.tooMuch(
          new Text(
              "A call takes at most " + Bounds.ALERTS + " alerts.",
              "每次调用最多接收 " + Bounds.ALERTS + " 条告警。"));
    }
    AlertMessage kept = AlertMessage.of(read.groups().stream().map(this::group).toList());
    return read.key().flatMap(key -> Said.line(key, Bounds.KEY)).map(kept::withKey).orElse(kept);
  }

  private AlertGroup group(AlertGroup read) {
    List<AlertItem> alerts = read.alerts().stream().map(Kept::item).toList();
    AlertGroup group =
        AlertGroup.of(
                Said.digest("key", format, read.key()),
                read.ending(),
                Said.line(read.title(), Bounds.TITLE).orElseGet(() -> alerts.get(0).title()),
                alerts)
            .withMore(Math.max(0, read.more()));
    AlertGroup summed = summary(read.summary()).map(group::withSummary).orElse(group);
    return read.grouping()
        .map(by -> summed.groupedBy(Said.digest("grouping", format, by)))
        .orElse(summed);
  }

  private static Optional<String> summary(Optional<String> text) {
    return text.flatMap(it -> Said.line(it, Bounds.SUMMARY));
  }

  private static AlertItem item(AlertItem read) {
    Map<String, String> labels = labels(read.labels());
    AlertItem item =
        AlertItem.of(
                Said.line(read.fingerprint(), Bounds.KEY)
                    .orElseGet(() -> Said.digest("labels", labels).substring(0, 16)),
                Said.line(read.title(), Bounds.TITLE).orElse("Alert"))
            .withLabels(labels);
    return Items.over(
        Items.from(
            Items.summary(item, summary(read.summary())),
            read.startsAt().filter(Said::isTime),
            read.url().flatMap(Said::url)),
        read.resolved());
  }

  private static Map<String, String> labels(Map<String, String> read) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (Map.Entry<String, String> label : read.entrySet()) {
      String name = label.getKey();
      if (labels.size() < Bounds.LABELS
          && !name.isBlank()
          && name.length() <= Bounds.LABEL_NAME
          && Texts.isPrintable(name)) {
        labels.put(name, Texts.cut(Texts.oneLine(label.getValue()), Bounds.LABEL_VALUE));
      }
    }
    return labels;
  }
}
