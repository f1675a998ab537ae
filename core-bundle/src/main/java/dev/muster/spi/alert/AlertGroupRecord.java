package dev.muster.spi.alert;

import java.util.List;
import java.util.Optional;

record AlertGroupRecord(
    String key,
    Optional<String> grouping,
    Ending ending,
    String title,
    Optional<String> summary,
    List<AlertItem> alerts,
    int more)
    implements AlertGroup {
  AlertGroupRecord {
    alerts = List.copyOf(alerts);
    if (alerts.isEmpty()) {
      throw new IllegalArgumentException("A problem has one alert or more");
    }
  }

  @Override
  public AlertGroup groupedBy(String by) {
    return new AlertGroupRecord(key, Optional.of(by), ending, title, summary, alerts, more);
  }

  @Override
  public AlertGroup withSummary(String text) {
    return new AlertGroupRecord(key, grouping, ending, title, Optional.of(text), alerts, more);
  }

  @Override
  public AlertGroup withAlerts(List<AlertItem> others) {
    return new AlertGroupRecord(key, grouping, ending, title, summary, others, more);
  }

  @Override
  public AlertGroup withMore(int number) {
    return new AlertGroupRecord(key, grouping, ending, title, summary, alerts, number);
  }
}
