package dev.muster.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class MetricsRegistryTest {
  private final MetricsRegistry metrics = new MetricsRegistry();

  @Test
  void writesCountersAndHistogramsAsPrometheusReadsThem() {
    metrics.count("muster_sign_ins_total", "result", "ok");
    metrics.count("muster_sign_ins_total", "result", "ok");
    metrics.count("muster_sign_ins_total", "result", "a\"b\\c\nd");
    metrics.change("muster_platform_threads_held", 3, "platform", "chat");
    metrics.change("muster_platform_threads_held", -1, "platform", "chat");
    metrics.time("muster_http_seconds", Duration.ofMillis(3), "route", "x");
    metrics.time("muster_http_seconds", Duration.ofSeconds(20), "route", "x");

    assertThat(metrics.scrape().lines())
        .contains(
            "# TYPE muster_sign_ins_total counter",
            "muster_sign_ins_total{result=\"ok\"} 2",
            "muster_sign_ins_total{result=\"a\\\"b\\\\c\\nd\"} 1",
            "# TYPE muster_platform_threads_held gauge",
            "muster_platform_threads_held{platform=\"chat\"} 2",
            "# TYPE muster_http_seconds histogram",
            "muster_http_seconds_bucket{route=\"x\",le=\"0.0025\"} 0",
            "muster_http_seconds_bucket{route=\"x\",le=\"0.005\"} 1",
            "muster_http_seconds_bucket{route=\"x\",le=\"+Inf\"} 2",
            "muster_http_seconds_count{route=\"x\"} 2",
            "# TYPE jvm_threads_current gauge")
        .doesNotHaveDuplicates();
  }

  @Test
  void refusesNamesThatAreNone() {
    assertThatThrownBy(() -> metrics.count("a b")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> metrics.count("a", "x")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keepsNoMoreSeriesThanItMay() {
    for (int i = 0; i < MetricsRegistry.MAX_SERIES + 5; i++) {
      metrics.count("c_total", "id", "" + i);
    }

    assertThat(metrics.scrape()).contains("muster_metrics_dropped_total 5");
  }
}
