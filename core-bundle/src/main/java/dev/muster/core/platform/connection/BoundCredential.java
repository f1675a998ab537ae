package dev.muster.core.platform.connection;

import dev.muster.spi.Secret;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A secret field of one connection: the secret, what is known of it, and the one before. */
final class BoundCredential {
  private static final Logger LOG = LoggerFactory.getLogger(BoundCredential.class);

  private final Try current;
  private final Optional<Try> previous;
  private final Runnable worked;
  private final AtomicBoolean overlap;

  BoundCredential(AppKey app, BoundSecret secret, AppStates states) {
    current = new Try(secret.current(), states.credential(app, secret.current()), true);
    previous = secret.previous().map(s -> new Try(s, states.credential(app, s), false));
    worked = secret.worked();
    overlap = new AtomicBoolean(previous.isPresent());
  }

  /** A secret, what is known of it, and whether it is the one that was set last. */
  record Try(Secret secret, CredentialState state, boolean isCurrent) {}

  /** The one that was set last. */
  Try current() {
    return current;
  }

  /** The one before, as long as the current one has not worked. */
  Optional<Try> previous() {
    return overlap.get() ? previous : Optional.empty();
  }

  /** In the order in which they are tried. */
  List<Try> tries() {
    return previous().map(before -> List.of(current, before)).orElseGet(() -> List.of(current));
  }

  void worked(Try which) {
    if (which.isCurrent() && overlap.get() && overlap.compareAndSet(true, false)) {
      try {
        worked.run();
      } catch (RuntimeException e) {
        overlap.set(true);
        LOG.warn("Could not store that a changed secret works: {}", e.getClass().getName());
      }
    }
  }

  void resetBreakers() {
    tries().forEach(t -> t.state().breaker().reset());
  }
}
