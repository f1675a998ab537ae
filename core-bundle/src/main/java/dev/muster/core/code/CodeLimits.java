package dev.muster.core.code;

import dev.muster.core.platform.limit.Quotas;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.throttle.Networks;
import dev.muster.core.throttle.PerMinute;
import dev.muster.core.user.SessionRecord;
import dev.muster.spi.platform.ProviderContext.Allowance;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How many codes go out: to one account, and for one network. Counted in the storage, so for all
 * nodes together.
 *
 * <p>The networks of an account's own sessions have a bound of their own, each: a stranger who uses
 * up an account's codes does not stop its person where they usually are.
 */
final class CodeLimits {
  /** The shorter of the two times that are counted in. */
  static final Duration SHORT = Duration.ofMinutes(10);

  private static final Duration LONG = Duration.ofDays(1);

  /** Asked for by one network in {@link #SHORT}, for whomever. */
  static final int OF_NETWORK = 20;

  /** Sent to one account in {@link #SHORT}. */
  static final int OF_ACCOUNT = 3;

  /** Sent to one account in a day. */
  static final int OF_ACCOUNT_A_DAY = 10;

  /** Events of a tenant in a minute that say that a code was not sent. */
  static final int EVENTS = 60;

  private static final int IN_MEMORY = 1000;
  private static final int MOST_SESSIONS = 100;

  private final Repository<SessionRecord> sessions;
  private final Quotas quotas;
  private final PerMinute events;

  CodeLimits(Storage storage, InstantSource clock) {
    this.sessions = storage.repository(SessionRecord.SCHEMA);
    this.quotas = new Quotas(storage, clock, IN_MEMORY);
    this.events = new PerMinute(EVENTS, clock);
  }

  /** Counts that a network asks for a code, unless it has asked too often. */
  boolean ofNetwork(String tenant, String address) {
    return took(quotas.of(tenant, "codes for " + Networks.of(address), "", OF_NETWORK, SHORT));
  }

  /** Counts that a code goes to an account, unless too many have. */
  boolean ofAccount(String tenant, String user, String address) {
    String network = Networks.of(address);
    String app = "codes to " + user + (isOwn(tenant, user, network) ? " by " + network : "");
    Allowance soon = quotas.of(tenant, app, "", OF_ACCOUNT, SHORT);
    if (!soon.take()) {
      return false;
    }
    if (!took(quotas.of(tenant, app, "", OF_ACCOUNT_A_DAY, LONG))) {
      soon.giveBack();
      return false;
    }
    soon.use();
    return true;
  }

  private static boolean took(Allowance allowance) {
    boolean left = allowance.take();
    if (left) {
      allowance.use();
    }
    return left;
  }

  private boolean isOwn(String tenant, String user, String network) {
    return sessions
        .all(tenant, new Query.Equal(SessionRecord.BY_USER, user), MOST_SESSIONS)
        .stream()
        .anyMatch(session -> Networks.of(session.value().address()).equals(network));
  }

  /** Whether a tenant's audit log takes another event of this minute. */
  boolean ofEvents(String tenant) {
    return events.allows(tenant);
  }
}
