package dev.muster.api;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Counts, times and gauges. Names and labels are few and fixed: never an id, a code or an address.
 */
@ProviderType
public interface Metrics {
  /**
   * Counts something.
   *
   * @param name as in Prometheus, such as {@code muster_sign_ins_total}
   * @param labels names and values in turn, the same names at every call
   */
  void count(String name, String... labels);

  /**
   * Times something.
   *
   * @param name as in Prometheus, such as {@code muster_http_seconds}
   * @param time how long it took
   * @param labels names and values in turn, the same names at every call
   */
  void time(String name, Duration time, String... labels);

  /**
   * Changes how many of something there are at the moment.
   *
   * @param name as in Prometheus, such as {@code muster_platform_threads_held}
   * @param change how many more, or less where it is negative
   * @param labels names and values in turn, the same names at every call
   */
  void change(String name, int change, String... labels);

  /**
   * All of them.
   *
   * @return Prometheus' text format, version 0.0.4
   */
  String scrape();
}
