package dev.muster.core.throttle;

import dev.muster.api.AuditEvent;
import dev.muster.api.Caller;
import dev.muster.api.ProblemException;
import dev.muster.core.audit.Audit;
import dev.muster.core.audit.UnwrittenEvents;
import dev.muster.core.background.Background;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.change.Changes;
import dev.muster.core.store.Stored;
import dev.muster.spi.hook.AccessEvent.Attempt;
import dev.muster.spi.hook.AccessEvent.AttemptsRefused;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.CommitResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Audit events of what was refused: one a minute for each action, subject and address, with a
 * count. Written a moment later and not by the request, which costs nobody a commit; what is above
 * the bound of a tenant is one event for all.
 */
@Component(service = {RefusedAttempts.class, UnwrittenEvents.class})
public final class RefusedAttempts implements UnwrittenEvents {
  private static final Logger LOG = LoggerFactory.getLogger(RefusedAttempts.class);

  /** The most events of one tenant in a minute, less one for each action that counts the rest. */
  static final int MOST_OF_A_TENANT = 60;

  /** The most events in a minute. */
  static final int MOST = 1000;

  static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final String REST = "(others)";

  private final Changes changes;
  private final Audit audit;
  private final InstantSource clock;
  private final ReentrantLock writing = new ReentrantLock();
  private final Map<Key, Tally> tallies = new LinkedHashMap<>();
  private final Map<String, Integer> perTenant = new HashMap<>();
  private final Runnable writes;

  /** Made by Declarative Services. */
  @Activate
  public RefusedAttempts(
      @Reference Changes changes,
      @Reference Audit audit,
      @Reference Background background,
      @Reference InstantSource clock) {
    this.changes = changes;
    this.audit = audit;
    this.clock = clock;
    this.writes = background.every("storing refused attempts", PAUSE, this::write);
  }

  /** Writes what is left. */
  @Deactivate
  void close() {
    writes.run();
    write();
  }

  private record Key(String tenant, Attempt attempt, String subject, String network) {}

  /** The attempts of one key in one minute. */
  private static final class Tally {
    final Caller first;
    final Instant until;
    final Set<String> reasons = new TreeSet<>();
    int count;
    volatile int written;
    Optional<Stored<AuditEvent>> event = Optional.empty();

    Tally(Caller first, Instant until) {
      this.first = first;
      this.until = until;
    }
  }

  /**
   * Counts a refused attempt.
   *
   * @param caller from where; the actor is not used
   * @param tenant a tenant that is there, or the empty string
   * @param attempt what was refused
   * @param subject such as {@code client:shop}; nothing that a caller made up
   */
  public void add(Caller caller, String tenant, Attempt attempt, String subject) {
    add(caller, tenant, attempt, subject, Optional.empty());
  }

  /**
   * The same, with why.
   *
   * @param caller from where; the actor is not used
   * @param tenant a tenant that is there, or the empty string
   * @param attempt what was refused
   * @param subject such as {@code client:shop}; nothing that a caller made up
   * @param reason a word of ours; those of one event stand together
   */
  public synchronized void add(
      Caller caller, String tenant, Attempt attempt, String subject, Optional<String> reason) {
    Key key = new Key(tenant, attempt, subject, Networks.of(caller.address()));
    Caller first = new Caller("system", caller.address(), caller.correlationId());
    if (!tallies.containsKey(key) && isFull(tenant)) {
      String kind = subject.substring(0, subject.indexOf(':') + 1);
      key = new Key(tallies.size() < MOST ? tenant : "", attempt, kind + REST, "");
      first = new Caller("system", "", "");
    }
    Tally tally = tallies.get(key);
    if (tally == null) {
      tally = new Tally(first, clock.instant().plus(MINUTE));
      tallies.put(key, tally);
      perTenant.merge(key.tenant, 1, Integer::sum);
    }
    tally.count++;
    reason.ifPresent(tally.reasons::add);
  }

  private boolean isFull(String tenant) {
    return tallies.size() >= MOST || perTenant.getOrDefault(tenant, 0) >= MOST_OF_A_TENANT;
  }

  /** Stores what was counted since the last time, and forgets the minutes that are over. */
  @Override
  public void write() {
    writing.lock();
    try {
      for (Unwritten each : unwritten()) {
        write(each);
      }
    } catch (RuntimeException e) {
      // one line for all of them: the next look tries again
      LOG.warn("Audit events of refused attempts could not be stored", e);
    } finally {
      forgetWhatIsOver();
      writing.unlock();
    }
  }

  private record Unwritten(Key key, Tally tally, int count, Optional<String> reason) {}

  /** Storing may take long: whoever counts is not kept waiting for it. */
  private synchronized List<Unwritten> unwritten() {
    List<Unwritten> found = new ArrayList<>();
    tallies.forEach(
        (key, tally) -> {
          if (tally.count > tally.written) {
            found.add(new Unwritten(key, tally, tally.count, reason(tally)));
          }
        });
    return found;
  }

  private static Optional<String> reason(Tally tally) {
    return Optional.of(String.join(", ", tally.reasons)).filter(text -> !text.isEmpty());
  }

  /** What could not be stored is kept beyond its minute: the next look tries again. */
  private synchronized void forgetWhatIsOver() {
    Instant now = clock.instant();
    for (Map.Entry<Key, Tally> each : List.copyOf(tallies.entrySet())) {
      Tally tally = each.getValue();
      if (tally.count == tally.written && !now.isBefore(tally.until)) {
        tallies.remove(each.getKey());
        perTenant.computeIfPresent(
            each.getKey().tenant, (tenant, count) -> count > 1 ? Integer.valueOf(count - 1) : null);
      }
    }
  }

  private void write(Unwritten unwritten) {
    Key key = unwritten.key;
    Tally tally = unwritten.tally;
    int count = unwritten.count;
    AttemptsRefused event = new AttemptsRefused(key.attempt, key.subject, count, unwritten.reason);
    ChangeSet work = changes.open(tally.first, key.tenant);
    try {
      tally.event.ifPresentOrElse(
          stored -> work.add(audit.replaced(stored, event)), () -> work.emit(event));
      Change change = work.changes().get(0);
      if (changes.commit(work) instanceof CommitResult.Committed) {
        tally.event = Optional.of(audit.committed(change, work));
      }
      tally.written = count;
    } catch (ProblemException e) {
      // the tenant is gone, and everything of it with it
      tally.written = count;
    }
  }
}
