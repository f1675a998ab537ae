package dev.muster.core.platform.limit;

import java.time.Duration;

/**
 * Every bound on how long and how much is waited, held and sent for a platform.
 *
 * @param absentWait how long a call waits for a platform that is just being replaced
 * @param seenRecently how long after it went a platform counts as being replaced; one that is gone
 *     for longer, or was never there, fails at once
 * @param drain how long a provider that goes is kept for the calls that run on it
 * @param concurrentCalls how many calls of one platform run at a time, so that one that hangs does
 *     not take every thread
 * @param callsOfOneThatHangs how many threads wait for a platform of which nothing comes back
 * @param callWait how long a call waits for its turn among those
 * @param call how long one call to a platform takes at the most
 * @param check how long a check takes at the most
 * @param connect how long opening a connection takes at the most
 * @param refusals after how many refusals in a row a credential is left alone
 * @param refusedPause for how long
 * @param connections how many connections are kept per provider
 * @param credentials how many credentials' tokens and breakers are kept
 */
public record PlatformLimits(
    Duration absentWait,
    Duration seenRecently,
    Duration drain,
    int concurrentCalls,
    int callsOfOneThatHangs,
    Duration callWait,
    Duration call,
    Duration check,
    Duration connect,
    int refusals,
    Duration refusedPause,
    int connections,
    int credentials) {
  /** Requests' threads, where no setting says otherwise. */
  private static final int USUAL_THREADS = 64;

  /** For the usual number of requests' threads. */
  public static final PlatformLimits DEFAULT = of(USUAL_THREADS);

  /**
   * Five eighths of the threads that answer requests at the most, so that others stay free; seven
   * sixteenths for one that hangs, so that two such leave some.
   *
   * @param requestThreads how many threads answer requests
   * @return the limits
   */
  public static PlatformLimits of(int requestThreads) {
    return new PlatformLimits(
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(8),
        Math.max(2, requestThreads * 5 / 8),
        Math.max(1, requestThreads * 7 / 16),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(12),
        Duration.ofSeconds(3),
        3,
        Duration.ofSeconds(60),
        10_000,
        10_000);
  }
}
