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
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that clients publish, in memory. An address is asked when what is known of it is old or
 * lacks a key that somebody presents, but never more often than once in {@link #PACE}: anybody can
 * present keys that nobody has. For the same reason nobody waits for the call of somebody else, and
 * few make one at a time: an address that hangs holds the thread of a request. Safe for many
 * threads.
 */
final class RemoteKeys {
  /** How long a set is taken without asking again. */
  static final Duration FRESH = Duration.ofMinutes(15);

  /** How long a set is taken while its address does not answer. */
  static final Duration OUTAGE = Duration.ofHours(1);

  /** The least time between two calls to an address. */
  static final Duration PACE = Duration.ofSeconds(30);

  /** How many calls are under way at a time: of the threads for requests most stay free. */
  static final int MOST_CALLS = 16;

  /** How many of them are for clients of one tenant. */
  static final int MOST_CALLS_OF_A_TENANT = 4;

  private static final int MOST = 1000;
  private static final int OK = 200;
  private static final Logger LOG = LoggerFactory.getLogger(RemoteKeys.class);

  private final OutgoingCalls calls;
  private final InstantSource clock;
  private final Consumer<String> log;
  private final Turns turns = new Turns(MOST_CALLS, MOST_CALLS_OF_A_TENANT);

  /** The one that was used longest ago first. */
  private final Map<URI, Published> known = new LinkedHashMap<>(16, 0.75f, true);

  RemoteKeys(OutgoingCalls calls, InstantSource clock) {
    this(calls, clock, LOG::info);
  }

  /**
   * Creates an instance.
   *
   * @param log where a line goes for each thing that is wrong with published keys
   */
  RemoteKeys(OutgoingCalls calls, InstantSource clock, Consumer<String> log) {
    this.calls = calls;
    this.clock = clock;
    this.log = log;
  }

  /**
   * The keys at an address. Blocks while it is asked, for {@link OutgoingCalls#LONGEST} at the
   * most.
   *
   * @param tenant for a client of which tenant
   * @param address where
   * @param wanted what has to be among them, or they are asked for again
   * @return the keys, with what is wanted or without; empty if they cannot be read, or would have
   *     to be asked for and may not be just now
   */
  Optional<JWKSet> of(String tenant, URI address, JWKSelector wanted) {
    return published(address).keys(tenant, wanted);
  }

  private synchronized Published published(URI address) {
    Published published = known.computeIfAbsent(address, Published::new);
    if (known.size() > MOST) {
      known.remove(known.keySet().iterator().next());
    }
    return published;
  }

  /**
   * What is known of an address.
   *
   * @param keys what it published
   * @param readAt when
   * @param askedAt when it was asked last, whatever came of it
   */
  private record Known(Optional<JWKSet> keys, Instant readAt, Instant askedAt) {
    static final Known NOTHING = new Known(Optional.empty(), Instant.MIN, Instant.MIN);

    Known and(Optional<JWKSet> read, Instant now) {
      return read.isPresent() ? new Known(read, now, now) : new Known(keys, readAt, now);
    }

    boolean isDue(JWKSelector wanted, Instant now) {
      boolean lacks = keys.filter(set -> has(set, wanted)).isEmpty();
      return (lacks || passed(readAt, FRESH, now)) && passed(askedAt, PACE, now);
    }

    Optional<JWKSet> usable(Instant now) {
      return keys.filter(set -> !passed(readAt, OUTAGE, now));
    }

    static boolean has(JWKSet set, JWKSelector wanted) {
      return !wanted.select(set).isEmpty();
    }

    private static boolean passed(Instant since, Duration time, Instant now) {
      return since.equals(Instant.MIN) || !now.isBefore(since.plus(time));
    }
  }

  /** An address; one thread at a time asks there, and the others do not wait for it. */
  private final class Published {
    private final URI address;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Known current = Known.NOTHING;

    /** What was logged last; guarded by {@link #asking}. */
    private Set<KeyFault> told = Set.of();

    Published(URI address) {
      this.address = address;
    }

    Optional<JWKSet> keys(String tenant, JWKSelector wanted) {
      Instant now = clock.instant();
      return !current.isDue(wanted, now) || isAsked(tenant, wanted, now)
          ? current.usable(now)
          // without what is wanted nobody can tell yet whether it is published
          : current.usable(now).filter(set -> Known.has(set, wanted));
    }

    /** False if somebody else is asking, or too many are. */
    private boolean isAsked(String tenant, JWKSelector wanted, Instant now) {
      if (!asking.tryLock()) {
        return false;
      }
      try {
        // whoever had the lock a moment ago may have asked
        return !current.isDue(wanted, now) || turns.take(tenant, () -> ask(now));
      } finally {
        asking.unlock();
      }
    }

    private void ask(Instant now) {
      Optional<JWKSet> read = Optional.empty();
      try {
        read = ask();
      } finally {
        current = current.and(read, now);
      }
    }

    private Optional<JWKSet> ask() {
      try {
        OutgoingAnswer answer =
            calls.send(
                OutgoingCall.get(
                    address, "application/jwk-set+json, application/json", KeySets.MAX_SIZE),
                Deadline.in(OutgoingCalls.LONGEST));
        Optional<KeySets.Read> read =
            answer.status() == OK
                ? KeySets.read(new String(answer.body(), StandardCharsets.UTF_8))
                : Optional.empty();
        if (read.isEmpty()) {
          LOG.info("{} answers {} and no public keys", address, answer.status());
        }
        read.ifPresent(published -> tell(published.faults()));
        return read.map(KeySets.Read::keys);
      } catch (OutgoingException e) {
        LOG.info("The keys at {} cannot be read: {}", address, e.getMessage());
        return Optional.empty();
      }
    }

    /** Once, until something else is wrong: an address is asked again and again. */
    private void tell(Set<KeyFault> faults) {
      if (!faults.isEmpty() && !faults.equals(told)) {
        log.accept(
            "Some of the keys at "
                + address
                + " are not used. "
                + faults.stream()
                    .map(fault -> fault.text().in("en"))
                    .collect(Collectors.joining(" ")));
      }
      told = faults;
    }
  }
}
