package dev.muster.core.throttle;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Counts failures by key, and makes a key wait that has too many of them. Asking and counting are
 * one step, so that attempts side by side get no more tries than one after the other.
 *
 * <p>Memory is bounded. Where a place is needed, the key that is least restrained loses its own, so
 * that nobody gets a wait forgotten by failing under many other names.
 */
public final class Throttle {
  /** Failures closer together than this add up. */
  static final Duration WINDOW = Duration.ofMinutes(1);

  /** After as long without a failure, nothing is known of a key any more. */
  static final Duration MEMORY = Duration.ofMinutes(15);

  private static final int MOST_CREDIT = 1000;

  private static final Comparator<Entry> LEAST_RESTRAINED_FIRST =
      Comparator.<Entry>comparingInt(entry -> entry.level)
          .thenComparingInt(entry -> entry.weight)
          .thenComparingLong(entry -> entry.number);

  private final InstantSource clock;
  private final Rule rule;
  private final int most;

  /** The one whose last failure is longest ago comes first. */
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private final TreeSet<Entry> ranks = new TreeSet<>(LEAST_RESTRAINED_FIRST);
  private long failures;

  /**
   * What a key may do.
   *
   * @param limit how many failures within {@link #WINDOW} make it wait
   * @param first how long
   * @param longest how long at most: each further failure doubles the wait, also one alone. If it
   *     equals {@code first}, there is a new {@code limit} after each wait.
   */
  public record Rule(int limit, Duration first, Duration longest) {
    boolean doubles() {
      return first.compareTo(longest) < 0;
    }
  }

  /**
   * Makes a throttle.
   *
   * @param clock the time
   * @param rule the rule of every key
   * @param most the most keys that something is known of
   */
  public Throttle(InstantSource clock, Rule rule, int most) {
    this.clock = clock;
    this.rule = rule;
    this.most = most;
  }

  /** What is known of a key. */
  private static final class Entry {
    final String key;
    final long[] times;
    int next;
    int level;
    int weight;
    int credit;
    long number;
    long last;
    long until;

    Entry(String key, int limit) {
      this.key = key;
      this.times = new long[limit];
      Arrays.fill(times, Long.MIN_VALUE);
    }

    int recent(long now) {
      int count = 0;
      for (long time : times) {
        if (time > now - WINDOW.toMillis()) {
          count++;
        }
      }
      return count;
    }
  }

  /**
   * How long a key still waits.
   *
   * @param key the key
   * @return the wait, or empty if it may try
   */
  public synchronized Optional<Duration> waits(String key) {
    Entry entry = entries.get(key);
    long left = entry == null ? 0 : entry.until - clock.millis();
    return left > 0 ? Optional.of(Duration.ofMillis(left)) : Optional.empty();
  }

  /**
   * Counts a failure, unless the key waits.
   *
   * @param key the key
   * @return the wait that was there before, in which nothing is counted
   */
  public synchronized Optional<Duration> fails(String key) {
    Optional<Duration> wait = waits(key);
    if (wait.isEmpty()) {
      count(key);
    }
    return wait;
  }

  /**
   * Forgets a key.
   *
   * @param key the key
   */
  public synchronized void forget(String key) {
    Entry entry = entries.remove(key);
    if (entry != null) {
      ranks.remove(entry);
    }
  }

  /**
   * Remembers something good of a key that has failed before: {@link #room} grows by it.
   *
   * @param key the key
   */
  public synchronized void credit(String key) {
    Entry entry = entries.get(key);
    if (entry != null && entry.credit < MOST_CREDIT) {
      entry.credit++;
    }
  }

  /**
   * How many attempts of a key may go on at a time, so that it stays below the limit even if all of
   * them fail.
   *
   * @param key the key
   * @return the number, or empty if the key has not failed and no bound is needed
   */
  public synchronized Optional<Integer> room(String key) {
    Entry entry = entries.get(key);
    long now = clock.millis();
    return entry == null || now - entry.last >= MEMORY.toMillis()
        ? Optional.empty()
        : Optional.of(rule.limit - entry.recent(now) + entry.credit);
  }

  private void count(String key) {
    long now = clock.millis();
    forgetBefore(now - MEMORY.toMillis());
    Entry entry = entries.remove(key);
    if (entry == null) {
      if (entries.size() >= most) {
        forget(ranks.first().key);
      }
      entry = new Entry(key, rule.limit);
    } else {
      ranks.remove(entry);
    }
    entry.times[entry.next] = now;
    entry.next = (entry.next + 1) % rule.limit;
    entry.last = now;
    entry.number = ++failures;
    entry.weight = entry.recent(now);
    if (entry.weight >= rule.limit || (entry.level > 0 && rule.doubles())) {
      entry.until = now + wait(entry.level).toMillis();
      entry.level++;
    }
    entries.put(key, entry);
    ranks.add(entry);
  }

  private Duration wait(int level) {
    Duration wait = rule.first;
    for (int i = 0; i < level && wait.compareTo(rule.longest) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(rule.longest) < 0 ? wait : rule.longest;
  }

  private void forgetBefore(long time) {
    Iterator<Entry> oldest = entries.values().iterator();
    while (oldest.hasNext()) {
      Entry entry = oldest.next();
      if (entry.last > time) {
        return;
      }
      oldest.remove();
      ranks.remove(entry);
    }
  }

  /** How many keys something is known of. */
  synchronized int size() {
    return entries.size();
  }
}
