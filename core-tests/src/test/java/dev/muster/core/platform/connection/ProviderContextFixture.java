package dev.muster.core.platform.connection;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.core.platform.FakePlatform;
import dev.muster.core.platform.limit.PlatformLimits;
import dev.muster.core.platform.registry.ProviderRegistry;
import dev.muster.core.platform.registry.TestProviders;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.ProviderContext.Token;
import dev.muster.spi.platform.ProviderContext.TokenRecipe;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.testkit.storage.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What is lent to a provider, and a platform that takes some secrets. */
abstract class ProviderContextFixture {
  static final Duration LIFETIME = Duration.ofHours(2);

  final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T08:00:00Z"));
  final ProviderRegistry registry = new ProviderRegistry(new CountedMetrics());
  final Map<String, String> settings = new ConcurrentHashMap<>();
  final Connections connections =
      TestConnections.of(
          registry,
          (platform, key) -> Optional.ofNullable(settings.get(platform + "." + key)),
          new CountedMetrics(),
          clock,
          PlatformLimits.DEFAULT);

  /** The secrets that the platform takes. */
  final List<String> right = new ArrayList<>(List.of("current"));

  final AtomicInteger fetches = new AtomicInteger();

  ProviderContextFixture() {
    TestProviders.add(registry, new FakePlatform(), 0, "1.0.0", 1);
  }

  static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }

  static ProviderException fault(Code code) {
    return new ProviderException(code, "as the test says", Optional.empty());
  }

  ProviderContext context(Binding binding) throws ProviderException {
    return connections.call(binding, soon(), (c, d) -> ((FakePlatform.Fake) c).context());
  }

  ProviderContext context() throws ProviderException {
    return context(FakePlatform.binding("1"));
  }

  TokenRecipe recipe() {
    return TokenRecipe.of(
        "access",
        "secret",
        (secret, deadline) -> {
          int number = fetches.incrementAndGet();
          if (!right.contains(secret.reveal())) {
            throw fault(Code.CREDENTIAL_REFUSED);
          }
          return Token.of(Secret.of(secret.reveal() + "-" + number), LIFETIME);
        });
  }

  String token(ProviderContext context) throws ProviderException {
    return context.withToken(recipe(), Secret::reveal, soon());
  }

  Code code(ProviderContext context) {
    return catchThrowableOfType(ProviderException.class, () -> token(context)).code();
  }
}
