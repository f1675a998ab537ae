package dev.muster.core.alert;

import dev.muster.api.Metrics;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.spi.Deadline;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a tenant has of problems and alerts within its bounds: whoever has the key of an
 * intake makes as many of them as he likes. What is missed least goes first.
 */
@Component(service = KeptAlerts.class)
public final class KeptAlerts {
  private static final Logger LOG = LoggerFactory.getLogger(KeptAlerts.class);
  private static final String COUNTER = "muster_alerts_removed_total";
  private static final Query.Condition ALERTS = new Query.Prefix(AlertRecord.RECEIVED, "");
  private static final Query.Condition PROBLEMS = new Query.Prefix(ProblemRecord.LEAST, "");

  /** How many problems are removed in a commit, with their alerts. */
  private static final int PROBLEMS_AT_A_TIME = 100;

  /** A flood does not fill the log. */
  private static final Duration TOLD_EVERY = Duration.ofMinutes(1);

  private final Storage storage;
  private final Repository<AlertRecord> alerts;
  private final Repository<ProblemRecord> problems;
  private final Metrics metrics;
  private final InstantSource clock;
  private final Most most;

  /** By tenant, when the log last had a line, and how many were removed since. */
  private final Map<String, Told> told = new ConcurrentHashMap<>();

  /** Made by Declarative Services. */
  @Activate
  public KeptAlerts(
      @Reference Storage storage, @Reference Metrics metrics, @Reference InstantSource clock) {
    this(storage, metrics, clock, new Most(AlertBounds.OF_TENANT, AlertBounds.PROBLEMS_OF_TENANT));
  }

  KeptAlerts(Storage storage, Metrics metrics, InstantSource clock, Most most) {
    this.storage = storage;
    this.alerts = storage.repository(AlertRecord.SCHEMA);
    this.problems = storage.repository(ProblemRecord.SCHEMA);
    this.metrics = metrics;
    this.clock = clock;
    this.most = most;
  }

  /** The most of a tenant. */
  record Most(int alerts, int problems) {}

  private record Told(Instant at, long since) {}

  /**
   * Removes what is above the bounds.
   *
   * @return whether all of that has gone; else the time was over
   */
  boolean trim(String tenant, Deadline deadline) {
    // alerts go with their problems
    return trimProblems(tenant, deadline) && trimAlerts(tenant, deadline);
  }

  private boolean trimProblems(String tenant, Deadline deadline) {
    long tooMany = problems.count(tenant, PROBLEMS) - most.problems();
    long gone = 0;
    while (gone < tooMany && !deadline.passed()) {
      gone += removeProblems(tenant, (int) Math.min(PROBLEMS_AT_A_TIME, tooMany - gone));
    }
    removed(tenant, "problem", gone);
    return gone >= tooMany;
  }

  private int removeProblems(String tenant, int some) {
    UnitOfWork work = new UnitOfWork();
    int left = UnitOfWork.MOST_OF_A_KIND;
    int gone = 0;
    for (Stored<ProblemRecord> problem :
        problems.query(tenant, PROBLEMS, false, some, Optional.empty()).items()) {
      List<Stored<AlertRecord>> its =
          alerts.all(
              tenant,
              new Query.Prefix(AlertRecord.PROBLEM, Schema.join(problem.key().id(), "")),
              left);
      its.forEach(alert -> work.add(alerts.delete(tenant, alert.key().id())));
      left -= its.size();
      if (left == 0) {
        // there may be more of its alerts
        break;
      }
      // not if something is heard of it meanwhile
      work.add(problems.delete(problem));
      gone++;
      left--;
      if (left == 0) {
        break;
      }
    }
    return storage.commit(work) instanceof CommitResult.Committed ? gone : 0;
  }

  private boolean trimAlerts(String tenant, Deadline deadline) {
    long tooMany = alerts.count(tenant, ALERTS) - most.alerts();
    long gone = 0;
    while (gone < tooMany && !deadline.passed()) {
      gone += removeAlerts(tenant, (int) Math.min(tooMany - gone, UnitOfWork.MOST_OF_A_KIND));
    }
    removed(tenant, "alert", gone);
    return gone >= tooMany;
  }

  private int removeAlerts(String tenant, int some) {
    List<Stored<AlertRecord>> oldest =
        alerts.query(tenant, ALERTS, false, some, Optional.empty()).items();
    UnitOfWork work = new UnitOfWork();
    oldest.forEach(alert -> work.add(alerts.delete(tenant, alert.key().id())));
    return storage.commit(work) instanceof CommitResult.Committed ? oldest.size() : 0;
  }

  private void removed(String tenant, String what, long count) {
    if (count == 0) {
      return;
    }
    Instant now = clock.instant();
    Told last = told.getOrDefault(tenant, new Told(Instant.EPOCH, 0));
    long all = last.since() + count;
    if (now.isBefore(last.at().plus(TOLD_EVERY))) {
      told.put(tenant, new Told(last.at(), all));
    } else {
      told.put(tenant, new Told(now, 0));
      LOG.warn(
          "The tenant {} has more than {} problems or {} alerts: {} of them were removed",
          tenant,
          most.problems(),
          most.alerts(),
          all);
    }
    for (long i = 0; i < count; i++) {
      metrics.count(COUNTER, "kind", what);
    }
  }
}
