package dev.muster.core.client;

import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import dev.muster.core.outgoing.OutgoingAnswer;
import dev.muster.core.outgoing.OutgoingCall;
import dev.muster.core.outgoing.OutgoingCalls;
import dev.muster.core.outgoing.OutgoingException;
import dev.muster.spi.Deadline;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that clients publish, in memory. An address is asked when what is known of it is old or
 * lacks a key that somebody presents, but never more often than once in {@link #PACE}: anybody can
 * present keys that nobody has. Safe for many threads.
 */
final class RemoteKeys {
  /** How long a set is taken without asking again. */
  static final Duration FRESH = Duration.ofMinutes(15);

  /** How long a set is taken while its address does not answer. */
  static final Duration OUTAGE = Duration.ofHours(1);

  /** The least time between two calls to an address. */
  static final Duration PACE = Duration.ofSeconds(30);

  private static final int MOST = 1000;
  private static final int OK = 200;
  private static final Logger LOG = LoggerFactory.getLogger(RemoteKeys.class);

  private final OutgoingCalls calls;
  private final InstantSource clock;

  /** The one that was used longest ago first. */
  private final Map<URI, Published> known = new LinkedHashMap<>(16, 0.75f, true);

  RemoteKeys(OutgoingCalls calls, InstantSource clock) {
    this.calls = calls;
    this.clock = clock;
  }

  /**
   * The keys at an address.
   *
   * @param address where
   * @param wanted what has to be among them, or they are asked for again
   * @return the keys, with what is wanted or without; empty if they cannot be read
   */
  Optional<JWKSet> of(URI address, JWKSelector wanted) {
    return published(address).keys(wanted);
  }

  private synchronized Published published(URI address) {
    Published published = known.computeIfAbsent(address, Published::new);
    if (known.size() > MOST) {
      known.remove(known.keySet().iterator().next());
    }
    return published;
  }

  /** What is known of an address; one thread at a time asks there. */
  private final class Published {
    private final URI address;
    private Optional<JWKSet> keys = Optional.empty();
    private Instant readAt = Instant.MIN;
    private Instant askedAt = Instant.MIN;

    Published(URI address) {
      this.address = address;
    }

    synchronized Optional<JWKSet> keys(JWKSelector wanted) {
      Instant now = clock.instant();
      boolean lacks = keys.map(set -> wanted.select(set).isEmpty()).orElse(true);
      if ((lacks || passed(readAt, FRESH, now)) && passed(askedAt, PACE, now)) {
        askedAt = now;
        Optional<JWKSet> read = ask();
        if (read.isPresent()) {
          keys = read;
          readAt = now;
        }
      }
      return keys.filter(set -> !passed(readAt, OUTAGE, now));
    }

    private static boolean passed(Instant since, Duration time, Instant now) {
      return since.equals(Instant.MIN) || !now.isBefore(since.plus(time));
    }

    private Optional<JWKSet> ask() {
      try {
        OutgoingAnswer answer =
            calls.send(
                OutgoingCall.get(
                    address, "application/jwk-set+json, application/json", KeySets.MAX_SIZE),
                Deadline.in(OutgoingCalls.LONGEST));
        Optional<JWKSet> read =
            answer.status() == OK
                ? KeySets.read(new String(answer.body(), StandardCharsets.UTF_8))
                : Optional.empty();
        if (read.isEmpty()) {
          LOG.info("{} answers {} and no public keys", address, answer.status());
        }
        return read;
      } catch (OutgoingException e) {
        LOG.info("The keys at {} cannot be read: {}", address, e.getMessage());
        return Optional.empty();
      }
    }
  }
}
