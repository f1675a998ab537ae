package dev.muster.core.task;

import java.time.Duration;
import java.util.Optional;

/**
 * A kind of task.
 *
 * @param name its name, in kebab case; it is stored and shown to administrators
 * @param payload a record that Jackson can write and read: ids and values, never a secret
 * @param pace whether it calls anybody outside
 * @param retry what happens when it does not succeed
 * @param remembered how long a task's id is remembered once it is done, so that adding it again has
 *     no effect; zero to forget it at once
 * @param every the pause between two runs of a task that repeats for ever; empty for one that is
 *     added by a feature
 * @param isKept whether nobody may delete a task of this kind: what it is for would stop for good,
 *     because only the task plans the next one, or because nothing else does it
 * @param <P> the payload
 */
public record TaskType<P>(
    String name,
    Class<P> payload,
    Pace pace,
    Retry retry,
    Duration remembered,
    Optional<Duration> every,
    boolean isKept) {
  /** The longest that one run may take before another node may take the task over. */
  static final Duration LEASE = Duration.ofMinutes(1);

  /**
   * How much sooner than it is due a task may run: those that were added together, a few
   * milliseconds apart, run one after the other.
   */
  public static final Duration EARLY = Duration.ofSeconds(1);

  /** Left of a lease when a run has to return, for storing what became of it. */
  private static final Duration MARGIN = Duration.ofSeconds(15);

  /** Nothing to say about a task that needs no payload. */
  public record Nothing() {}

  /** Whether a task of a kind calls anybody outside. */
  public enum Pace {
    /** A commit or two, which have to be there within seconds: waits for none of the others. */
    PROMPT(Duration.ofSeconds(1)),
    /** Storage and memory only: never waits for those that call somebody, and takes turns. */
    LOCAL(Duration.ofSeconds(1)),
    /** Takes as long as a platform likes. */
    REMOTE(LEASE.minus(MARGIN)),
    /**
     * The same for people who wait for it together: what nobody waits for keeps none of them
     * waiting.
     */
    CHAT(LEASE.minus(MARGIN)),
    /**
     * Takes as long as an application likes that somebody registered: keeps no platform waiting.
     */
    APPLICATION(LEASE.minus(MARGIN)),
    /** The same for the source of a rota, which a bundle brought: keeps no logout waiting. */
    SOURCE(LEASE.minus(MARGIN));

    private final Duration run;

    Pace(Duration run) {
      this.run = run;
    }

    /** How long a run may take: what is left then is {@link TaskHandler.Result.Unfinished}. */
    Duration run() {
      return run;
    }
  }

  /**
   * What happens when a run does not succeed.
   *
   * @param firstPause the pause after the first run; doubled after each further one
   * @param longestPause the longest pause
   * @param attempts how many runs there are before the task has failed for good
   */
  public record Retry(Duration firstPause, Duration longestPause, int attempts) {
    /** For about two days, at most 21 minutes apart. */
    public static final Retry PATIENT =
        new Retry(Duration.ofSeconds(5), Duration.ofSeconds(5L << 8), 140);

    /** For work of our own that must be done in the end: it is tried for ever. */
    public static final Retry ALWAYS =
        new Retry(Duration.ofSeconds(5), Duration.ofMinutes(10), Integer.MAX_VALUE);

    Duration pause(int attemptsBefore) {
      Duration pause = firstPause.multipliedBy(1L << Math.min(attemptsBefore, 30));
      return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
  }

  /** A kind that is forgotten when it is done. */
  public static <P> TaskType<P> of(String name, Class<P> payload, Pace pace, Retry retry) {
    return new TaskType<>(name, payload, pace, retry, Duration.ZERO, Optional.empty(), false);
  }

  /** A kind of which there is one task in the installation, which repeats for ever. */
  public static TaskType<Nothing> every(String name, Duration pause) {
    return new TaskType<>(
        name, Nothing.class, Pace.LOCAL, Retry.ALWAYS, Duration.ZERO, Optional.of(pause), true);
  }

  /** The same kind, remembered when it is done. */
  public TaskType<P> remembering(Duration time) {
    return new TaskType<>(name, payload, pace, retry, time, every, isKept);
  }

  /** The same kind, of which nobody may delete a task. */
  public TaskType<P> kept() {
    return new TaskType<>(name, payload, pace, retry, remembered, every, true);
  }
}
