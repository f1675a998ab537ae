package dev.muster.core.testing;

import dev.muster.api.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was counted as lines of text. */
public final class CountedMetrics implements Metrics {
  private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
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
    numbers.merge(name + " " + String.join(" ", labels), change, Integer::sum);
  }

  /** What a gauge says, by its name and labels. */
  public int number(String gauge) {
    return numbers.getOrDefault(gauge, 0);
  }

  @Override
  public String scrape() {
    return String.join("\n", lines);
  }

  public List<String> lines() {
    return List.copyOf(lines);
  }
}
