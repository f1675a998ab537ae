package dev.muster.core.platform;

import dev.muster.spi.platform.ProviderException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls that one app may make, quota by quota: what a setting says, else what the platform's
 * descriptor says, else as many as it likes, which leaves it to the platform to say when it is too
 * much.
 */
final class CallBudget {
  /** More names than any platform's documentation has; the rest share one budget. */
  static final int MAX_QUOTAS = 200;

  private final String platform;
  private final PlatformSettings settings;
  private final Map<String, Integer> usual;
  private final Clock clock;
  private final ConcurrentHashMap<String, Optional<TokenBucket>> buckets =
      new ConcurrentHashMap<>();

  CallBudget(String platform, PlatformSettings settings, Map<String, Integer> usual, Clock clock) {
    this.platform = platform;
    this.settings = settings;
    this.usual = usual;
    this.clock = clock;
  }

  void take(String quota) throws ProviderException {
    Optional<TokenBucket> bucket = buckets.get(quota);
    if (bucket == null) {
      String name = buckets.size() < MAX_QUOTAS ? quota : "other";
      bucket = buckets.computeIfAbsent(name, this::make);
    }
    if (bucket.isEmpty()) {
      return;
    }
    Optional<Duration> wait = bucket.get().take();
    if (wait.isPresent()) {
      throw new ProviderException(
          ProviderException.Code.THROTTLED,
          "The budget of calls for " + quota + " is used up",
          Optional.empty(),
          wait,
          Optional.empty());
    }
  }

  private Optional<TokenBucket> make(String quota) {
    int limit =
        settings
            .setting(platform, "budget." + quota)
            .or(() -> settings.setting(platform, "budget.default"))
            .map(CallBudget::parse)
            .orElseGet(() -> usual.getOrDefault(quota, 0));
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
