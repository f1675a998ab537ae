package dev.muster.core.platform.limit;

import dev.muster.spi.platform.ProviderException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many calls per minute one app may make, call by call: what a setting says, else what the
 * platform's descriptor says, else as many as it likes, which leaves it to the platform to say when
 * it is too much. For any thread.
 */
public final class RateLimits {
  /** More calls than any platform's documentation has; the rest share one limit. */
  public static final int MAX_NAMES = 200;

  private final String platform;
  private final PlatformSettings settings;
  private final Map<String, Integer> usual;
  private final InstantSource clock;
  private final ConcurrentHashMap<String, Optional<TokenBucket>> buckets =
      new ConcurrentHashMap<>();

  /**
   * The limits of one app.
   *
   * @param platform the platform's id
   * @param settings may set a limit for a call ({@code budget.<call>}) or for all ({@code
   *     budget.default}); 0 is none
   * @param usual the descriptor's calls per minute, by call
   * @param clock when calls are made
   */
  public RateLimits(
      String platform, PlatformSettings settings, Map<String, Integer> usual, InstantSource clock) {
    this.platform = platform;
    this.settings = settings;
    this.usual = usual;
    this.clock = clock;
  }

  /**
   * Takes one call.
   *
   * @param call its name in the platform's documentation
   * @throws ProviderException {@code THROTTLED}, with how long to wait
   */
  public void take(String call) throws ProviderException {
    Optional<TokenBucket> bucket = buckets.get(call);
    if (bucket == null) {
      String name = buckets.size() < MAX_NAMES ? call : "other";
      bucket = buckets.computeIfAbsent(name, this::make);
    }
    if (bucket.isEmpty()) {
      return;
    }
    Optional<Duration> wait = bucket.get().take();
    if (wait.isPresent()) {
      throw new ProviderException(
          ProviderException.Code.THROTTLED,
          "The rate limit of " + call + " is reached",
          Optional.empty(),
          wait,
          Optional.empty());
    }
  }

  private Optional<TokenBucket> make(String call) {
    int limit =
        settings
            .setting(platform, "budget." + call)
            .or(() -> settings.setting(platform, "budget.default"))
            .map(RateLimits::parse)
            .orElseGet(() -> usual.getOrDefault(call, 0));
    return limit == 0 ? Optional.empty() : Optional.of(new TokenBucket(limit, clock));
  }

  private static int parse(String value) {
    try {
      return Math.max(0, Integer.parseInt(value.strip()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "A platform's budget is a number of calls per minute, or 0 for none, not " + value, e);
    }
  }
}
