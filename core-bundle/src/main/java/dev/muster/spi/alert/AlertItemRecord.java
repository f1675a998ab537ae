package dev.muster.spi.alert;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

record AlertItemRecord(
    String fingerprint,
    boolean resolved,
    String title,
    Optional<String> summary,
    Map<String, String> labels,
    Optional<Instant> startsAt,
    Optional<String> url)
    implements AlertItem {
  AlertItemRecord {
    // in their order: what is beyond the most is left out
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }

  @Override
  public AlertItem asResolved() {
    return new AlertItemRecord(fingerprint, true, title, summary, labels, startsAt, url);
  }

  @Override
  public AlertItem withSummary(String text) {
    return new AlertItemRecord(
        fingerprint, resolved, title, Optional.of(text), labels, startsAt, url);
  }

  @Override
  public AlertItem withLabels(Map<String, String> others) {
    return new AlertItemRecord(fingerprint, resolved, title, summary, others, startsAt, url);
  }

  @Override
  public AlertItem startingAt(Instant time) {
    return new AlertItemRecord(
        fingerprint, resolved, title, summary, labels, Optional.of(time), url);
  }

  @Override
  public AlertItem withUrl(String address) {
    return new AlertItemRecord(
        fingerprint, resolved, title, summary, labels, startsAt, Optional.of(address));
  }
}
