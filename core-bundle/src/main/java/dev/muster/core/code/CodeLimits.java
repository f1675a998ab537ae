package dev.muster.core.code;

import dev.muster.core.platform.limit.Quotas;
import dev.muster.core.session.StoredSessions;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.throttle.Networks;
import dev.muster.core.throttle.PerMinute;
import dev.muster.core.user.SessionRecord;
import dev.muster.spi.platform.ProviderContext.Allowance;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * How many codes go out: to one account, and for one network. Counted in the storage, so for all
 * nodes together.
 *
 * <p>What goes to an account is counted by the network that asks, so that a stranger who uses up
 * theirs does not keep its person from a code. Only networks from which the account has no session
 * are counted together as well, or a mailbox could be flooded from many.
 */
final class CodeLimits {
  /** The shorter of the two times that are counted in. */
  static final Duration SHORT = Duration.ofMinutes(10);

  private static final Duration LONG = Duration.ofDays(1);

  /** Asked for by one network in {@link #SHORT}, for whomever: a company may sit behind one. */
  static final int OF_NETWORK = 100;

  /** Sent to one account for one network in {@link #SHORT}. */
  static final int OF_ACCOUNT = 3;

  /** Sent to one account in a day for a network of its own. */
  static final int OF_OWN_A_DAY = 10;

  /** Sent to one account in a day for another network. */
  static final int OF_OTHER_A_DAY = 5;

  /** Sent to one account in a day for all other networks together. */
  static final int OF_OTHERS_A_DAY = 30;

  /** Events of a tenant in a minute that say that a code was not sent. */
  static final int EVENTS = 60;

  private static final int IN_MEMORY = 1000;
  private static final int MOST_SESSIONS = 100;

  private final Repository<SessionRecord> records;
  private final StoredSessions sessions;
  private final Quotas quotas;
  private final PerMinute events;

  CodeLimits(Storage storage, StoredSessions sessions, InstantSource clock) {
    this.records = storage.repository(SessionRecord.SCHEMA);
    this.sessions = sessions;
    this.quotas = new Quotas(storage, clock, IN_MEMORY);
    this.events = new PerMinute(EVENTS, clock);
  }

  /** Counts that a network asks for a code, unless it has asked too often. */
  boolean ofNetwork(String tenant, String address) {
    return took(
        List.of(quotas.of(tenant, "codes for " + Networks.of(address), "", OF_NETWORK, SHORT)));
  }

  /** Counts that a code is to go to an account, unless too many were. */
  boolean ofAccount(String tenant, String user, String address) {
    String network = Networks.of(address);
    boolean own = isOwn(tenant, user, network);
    String all = "codes to " + user;
    String here = all + " by " + network;
    List<Allowance> bounds = new ArrayList<>();
    bounds.add(quotas.of(tenant, here, "", OF_ACCOUNT, SHORT));
    bounds.add(quotas.of(tenant, here, "", own ? OF_OWN_A_DAY : OF_OTHER_A_DAY, LONG));
    if (!own) {
      bounds.add(quotas.of(tenant, all, "", OF_OTHERS_A_DAY, LONG));
    }
    return took(bounds);
  }

  /** All of them or none. */
  private static boolean took(List<Allowance> bounds) {
    List<Allowance> taken = new ArrayList<>();
    for (Allowance bound : bounds) {
      if (!bound.take()) {
        taken.forEach(Allowance::giveBack);
        return false;
      }
      taken.add(bound);
    }
    taken.forEach(Allowance::use);
    return true;
  }

  private boolean isOwn(String tenant, String user, String network) {
    return records.all(tenant, new Query.Equal(SessionRecord.BY_USER, user), MOST_SESSIONS).stream()
        .filter(session -> Networks.of(session.value().address()).equals(network))
        .anyMatch(session -> sessions.valid(tenant, session).isPresent());
  }

  /** Whether a tenant's audit log takes another event of this minute. */
  boolean ofEvents(String tenant) {
    return events.allows(tenant);
  }
}
