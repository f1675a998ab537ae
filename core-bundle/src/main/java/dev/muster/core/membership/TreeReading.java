package dev.muster.core.membership;

import dev.muster.core.platform.connection.Binding;
import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.platform.Directory.Department;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a tree of departments, a page in each step. For one thread at a time. */
final class TreeReading implements Readers.Reading<DepartmentTree> {
  /** How long a page may take. */
  static final Duration PAGE_TIME = Duration.ofSeconds(5);

  /** Of 6 000 departments that come one by one, ten a second; nobody waits for the whole of it. */
  private static final Duration TREE_TIME = Duration.ofMinutes(10);

  /**
   * How many calls of a reading for which people wait are made at once, one after another: less
   * than half of what an app may make at once, so that there is enough for those who sign in.
   */
  static final int AT_ONCE = 100;

  private static final Duration SHORT_PAUSE = Duration.ofMillis(100);

  private final AddressBooks books;
  private final Binding binding;
  private final CallPace pace;
  private int atOnce;
  private final Deadline whole = Deadline.in(TREE_TIME);
  private final List<Department> all = new ArrayList<>();
  private Optional<String> after = Optional.empty();
  private Duration pause = Duration.ZERO;

  /** Reads one, for which people may wait, because there is none yet. */
  TreeReading(AddressBooks books, Binding binding, CallPace pace, boolean awaited) {
    this.books = books;
    this.binding = binding;
    this.pace = pace;
    this.atOnce = awaited ? AT_ONCE : 0;
  }

  @Override
  public Duration pause() {
    Duration throttled = pause;
    pause = Duration.ZERO;
    if (atOnce > 0) {
      atOnce--;
      return throttled;
    }
    return throttled.plus(pace.take(binding));
  }

  @Override
  public Optional<DepartmentTree> step() throws ProviderException {
    Optional<Page<Department>> read = page();
    if (read.isEmpty()) {
      return Optional.empty();
    }
    Page<Department> page = read.get();
    all.addAll(page.items());
    boolean standsStill = after.isPresent() && page.next().equals(after);
    if (all.size() > DepartmentTree.MOST || standsStill) {
      throw new ProviderException(
          Code.UNEXPECTED_ANSWER, "The departments do not come to an end", Optional.empty());
    }
    after = page.next();
    return after.isPresent() ? Optional.empty() : Optional.of(new DepartmentTree(all));
  }

  /** Empty where so many departments in so short a time were too many, and a pause helps. */
  private Optional<Page<Department>> page() throws ProviderException {
    Deadline deadline = whole.atMost(PAGE_TIME);
    try {
      return Optional.of(
          books.ask(
              binding,
              deadline,
              (directory, descriptor) -> directory.departments(after, deadline)));
    } catch (ProviderException e) {
      Duration wait = e.retryAfter().orElse(PAGE_TIME).plus(SHORT_PAUSE);
      if (e.code() != Code.THROTTLED || after.isEmpty() || whole.left().compareTo(wait) < 0) {
        throw e;
      }
      pause = wait;
      return Optional.empty();
    }
  }
}
