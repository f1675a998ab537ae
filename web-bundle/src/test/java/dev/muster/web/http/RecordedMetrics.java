package dev.muster.web.http;

import dev.muster.api.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Metrics that remember what they were told. */
public final class RecordedMetrics implements Metrics {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  @Override
  public void count(String name, String... labels) {
    lines.add(name + " " + String.join(" ", labels));
  }

  @Override
  public void time(String name, Duration time, String... labels) {
    lines.add(name + " " + String.join(" ", labels));
  }

  @Override
  public void change(String name, int change, String... labels) {
    lines.add(name + " " + String.join(" ", labels) + " " + change);
  }

  @Override
  public String scrape() {
    return String.join("\n", lines) + "\n";
  }
}
