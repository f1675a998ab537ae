package dev.muster.spi.alert;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** One alert. Immutable; methods that return one make changed copies. */
@ProviderType
public sealed interface AlertItem permits AlertItemRecord {
  /**
   * An alert that fires.
   *
   * @param fingerprint what its sender tells it by
   * @param title a line
   * @return the alert
   */
  static AlertItem of(String fingerprint, String title) {
    return new AlertItemRecord(
        fingerprint, false, title, Optional.empty(), Map.of(), Optional.empty(), Optional.empty());
  }

  /** {@return what its sender tells it by} */
  String fingerprint();

  /** {@return whether it is over} */
  boolean resolved();

  /** {@return a line} */
  String title();

  /** {@return more of it} */
  Optional<String> summary();

  /** {@return its labels; severity, application and region are read from them} */
  Map<String, String> labels();

  /** {@return since when it fires, as its sender says} */
  Optional<Instant> startsAt();

  /** {@return where to read more} */
  Optional<String> url();

  /** {@return the same, which is over} */
  AlertItem asResolved();

  /**
   * The same with more of it.
   *
   * @param text plain text
   * @return a changed copy
   */
  AlertItem withSummary(String text);

  /**
   * The same with labels.
   *
   * @param labels values by name: {@code severity}, {@code application} and {@code region} unless
   *     the tenant's settings say otherwise
   * @return a changed copy
   */
  AlertItem withLabels(Map<String, String> labels);

  /**
   * The same, with since when it fires: of two messages about an alert the later beginning counts.
   *
   * @param time since when
   * @return a changed copy
   */
  AlertItem startingAt(Instant time);

  /**
   * The same, with where to read more.
   *
   * @param url an address of {@code http} or {@code https}; another one is left out
   * @return a changed copy
   */
  AlertItem withUrl(String url);
}
