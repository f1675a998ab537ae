package dev.muster.core.platform.connection;

import dev.muster.core.digest.Sha256;
import dev.muster.core.platform.limit.LeastRecentlyUsed;
import dev.muster.core.platform.limit.PlatformLimits;
import dev.muster.core.platform.limit.PlatformSettings;
import dev.muster.core.platform.limit.RateLimits;
import dev.muster.spi.Secret;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What connections to the same app share, however many there are and whichever provider made them:
 * tokens, breakers, rate limits. The least used go first when there are too many.
 */
final class AppStates {
  private final InstantSource clock;
  private final PlatformLimits limits;
  private final PlatformSettings settings;
  private final Map<String, CredentialState> credentials;
  private final Map<String, RateLimits> rateLimits;

  AppStates(InstantSource clock, PlatformLimits limits, PlatformSettings settings) {
    this.clock = clock;
    this.limits = limits;
    this.settings = settings;
    this.credentials = LeastRecentlyUsed.map(limits.credentials());
    this.rateLimits = LeastRecentlyUsed.map(limits.credentials());
  }

  CredentialState credential(AppKey app, Secret secret) {
    String key = app.text() + fingerprint(secret);
    return get(credentials, key, () -> new CredentialState(clock, limits));
  }

  /** What is known of a credential that was used lately. */
  Optional<CredentialState> known(AppKey app, Secret secret) {
    synchronized (credentials) {
      return Optional.ofNullable(credentials.get(app.text() + fingerprint(secret)));
    }
  }

  /** Of this app within these limits: another version of a provider may bring others. */
  RateLimits rateLimits(AppKey app, Map<String, Integer> callsPerMinute) {
    return get(
        rateLimits,
        app.text() + new TreeMap<>(callsPerMinute),
        () -> new RateLimits(app.platform(), settings, callsPerMinute, clock));
  }

  private static <V> V get(Map<String, V> map, String key, Supplier<V> make) {
    synchronized (map) {
      return map.computeIfAbsent(key, k -> make.get());
    }
  }

  private static String fingerprint(Secret secret) {
    return HexFormat.of().formatHex(Sha256.of(secret.reveal()));
  }
}
