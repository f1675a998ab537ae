package dev.muster.core.metrics;

import dev.muster.api.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All counts and times of this node. Counting takes no lock. */
@Component(service = Metrics.class)
public final class MetricsRegistry implements Metrics {
  /** The most series; more means that somebody puts ids into labels. */
  static final int MAX_SERIES = 2000;

  private static final Logger LOG = LoggerFactory.getLogger(MetricsRegistry.class);
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

  private final ConcurrentHashMap<Series, LongAdder> counters = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Series, LongAdder> gauges = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Series, Timer> timers = new ConcurrentHashMap<>();
  private final LongAdder dropped = new LongAdder();

  /** Nothing is counted yet. */
  @Activate
  public MetricsRegistry() {}

  /** A name with labels, names and values in turn. */
  private record Series(String name, List<String> labels) {
    String text(String suffix, String more) {
      StringBuilder text = new StringBuilder(name).append(suffix);
      StringBuilder inside = new StringBuilder();
      for (int i = 0; i + 1 < labels.size(); i += 2) {
        inside.append(inside.isEmpty() ? "" : ",");
        inside.append(labels.get(i)).append("=\"").append(escaped(labels.get(i + 1))).append('"');
      }
      if (!more.isEmpty()) {
        inside.append(inside.isEmpty() ? "" : ",").append(more);
      }
      return inside.isEmpty()
          ? text.toString()
          : text.append('{').append(inside).append('}').toString();
    }

    private static String escaped(String value) {
      return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
  }

  /** A histogram, in buckets that fit sign-ins and calls to platforms. */
  private static final class Timer {
    private static final double[] BOUNDS = {
      0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15
    };

    private final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
    private final LongAdder nanos = new LongAdder();

    Timer() {
      for (int i = 0; i < buckets.length; i++) {
        buckets[i] = new LongAdder();
      }
    }

    void add(Duration time) {
      long spent = Math.max(0, time.toNanos());
      nanos.add(spent);
      int i = 0;
      while (i < BOUNDS.length && spent / 1e9 > BOUNDS[i]) {
        i++;
      }
      buckets[i].increment();
    }

    void write(Series series, StringBuilder out) {
      long count = 0;
      for (int i = 0; i < buckets.length; i++) {
        count += buckets[i].sum();
        String bound = i < BOUNDS.length ? number(BOUNDS[i]) : "+Inf";
        line(out, series.text("_bucket", "le=\"" + bound + "\""), Long.toString(count));
      }
      line(out, series.text("_sum", ""), number(nanos.sum() / 1e9));
      line(out, series.text("_count", ""), Long.toString(count));
    }
  }

  @Override
  public void count(String name, String... labels) {
    add(counters, 1, series(name, labels));
  }

  @Override
  public void change(String name, int change, String... labels) {
    add(gauges, change, series(name, labels));
  }

  private void add(ConcurrentHashMap<Series, LongAdder> all, int number, Series series) {
    LongAdder adder = all.get(series);
    if (adder == null) {
      if (isFull(series)) {
        return;
      }
      adder = all.computeIfAbsent(series, each -> new LongAdder());
    }
    adder.add(number);
  }

  @Override
  public void time(String name, Duration time, String... labels) {
    Series series = series(name, labels);
    Timer timer = timers.get(series);
    if (timer == null) {
      if (isFull(series)) {
        return;
      }
      timer = timers.computeIfAbsent(series, each -> new Timer());
    }
    timer.add(time);
  }

  private Series series(String name, String... labels) {
    return new Series(name, List.of(labels));
  }

  /** Checks a new series, because looking at every count would cost. */
  private boolean isFull(Series series) {
    boolean named = NAME.matcher(series.name).matches() && series.labels.size() % 2 == 0;
    if (!named) {
      throw new IllegalArgumentException(series.name + ": a metric has a name and labels in pairs");
    }
    if (counters.size() + gauges.size() + timers.size() < MAX_SERIES) {
      return false;
    }
    if (dropped.sum() == 0) {
      LOG.warn("There are too many metrics: {} and others are not kept", series.name);
    }
    dropped.increment();
    return true;
  }

  @Override
  public String scrape() {
    StringBuilder out = new StringBuilder(4096);
    numbers(counters, "counter", out);
    numbers(gauges, "gauge", out);
    family(
        timers.keySet(),
        "histogram",
        out,
        each -> {
          Timer timer = timers.get(each);
          if (timer != null) {
            timer.write(each, out);
          }
        });
    type(out, "muster_metrics_dropped_total", "counter");
    line(out, "muster_metrics_dropped_total", Long.toString(dropped.sum()));
    JvmMetrics.write(out);
    return out.toString();
  }

  private static void numbers(
      ConcurrentHashMap<Series, LongAdder> all, String kind, StringBuilder out) {
    family(
        all.keySet(),
        kind,
        out,
        each -> {
          LongAdder number = all.get(each);
          line(out, each.text("", ""), Long.toString(number == null ? 0 : number.sum()));
        });
  }

  private static void family(
      Iterable<Series> all, String kind, StringBuilder out, Consumer<Series> write) {
    Map<String, Series> sorted = new TreeMap<>();
    all.forEach(each -> sorted.put(each.text("", ""), each));
    Map<String, List<Series>> families = new TreeMap<>();
    sorted
        .values()
        .forEach(each -> families.computeIfAbsent(each.name, n -> new ArrayList<>()).add(each));
    for (Map.Entry<String, List<Series>> each : families.entrySet()) {
      type(out, each.getKey(), kind);
      each.getValue().forEach(write);
    }
  }

  static void type(StringBuilder out, String name, String kind) {
    out.append("# TYPE ").append(name).append(' ').append(kind).append('\n');
  }

  static void line(StringBuilder out, String series, String value) {
    out.append(series).append(' ').append(value).append('\n');
  }

  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%s", value);
  }
}
