package dev.muster.core.background;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads on which tenants take turns: whatever waits for the platform of one keeps no other
 * waiting. Of a tenant a few pieces of work run at a time, of a lane one. Thread-safe.
 */
public final class TenantTurns implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TenantTurns.class);
  private static final int QUIET_SECONDS = 30;

  private final Bounds bounds;
  private final ThreadPoolExecutor threads;

  /** By tenant, whose turn is next first. */
  private final Map<String, Deque<Piece>> waiting = new LinkedHashMap<>();

  /** The lanes in which something runs, by tenant. */
  private final Map<String, Set<String>> busy = new HashMap<>();

  private int all;

  /**
   * Starts none yet: threads come with the first work.
   *
   * @param name what the threads are called
   */
  public TenantTurns(String name, Bounds bounds) {
    this.bounds = bounds;
    this.threads =
        new ThreadPoolExecutor(
            bounds.threads,
            bounds.threads,
            QUIET_SECONDS,
            TimeUnit.SECONDS,
            // one entry for each piece of work, of which there is a bounded number
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * How much there may be.
   *
   * @param threads how many there are
   * @param ofTenant the most that one tenant keeps busy
   * @param most how many pieces of work wait or run at a time
   * @param mostOfTenant the same of one tenant
   */
  public record Bounds(int threads, int ofTenant, int most, int mostOfTenant) {}

  /**
   * Of what one piece runs at a time.
   *
   * @param tenant whose turn it takes
   * @param name unique in the tenant
   */
  public record Lane(String tenant, String name) {}

  private record Piece(Lane lane, Runnable work) {}

  /**
   * Runs something once it is its turn. What fails is logged.
   *
   * @return false if too much waits already, or after {@link #close}: then it does not run
   */
  public boolean add(Lane lane, Runnable work) {
    synchronized (this) {
      if (all >= bounds.most || of(lane.tenant) >= bounds.mostOfTenant || threads.isShutdown()) {
        return false;
      }
      waiting.computeIfAbsent(lane.tenant, tenant -> new ArrayDeque<>()).add(new Piece(lane, work));
      all++;
    }
    try {
      threads.execute(this::run);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  private int of(String tenant) {
    Deque<Piece> pieces = waiting.get(tenant);
    return (pieces == null ? 0 : pieces.size()) + busy.getOrDefault(tenant, Set.of()).size();
  }

  /** Runs what may be run. What may not, waits for something that ends on another thread. */
  private void run() {
    for (Optional<Piece> piece = take(); piece.isPresent(); piece = take()) {
      try {
        piece.get().work.run();
      } catch (RuntimeException | Error e) { // what waits for this to end would wait for ever
        LOG.warn("Work for the tenant {} failed", piece.get().lane.tenant, e);
      } finally {
        ended(piece.get().lane);
      }
    }
  }

  private synchronized Optional<Piece> take() {
    Optional<Piece> piece =
        waiting.entrySet().stream()
            .flatMap(
                each -> take(each.getValue(), busy.getOrDefault(each.getKey(), Set.of())).stream())
            .findFirst();
    piece
        .map(Piece::lane)
        .ifPresent(
            lane -> {
              // its tenant's next turn comes after those of the others
              Deque<Piece> others = waiting.remove(lane.tenant);
              if (others != null && !others.isEmpty()) {
                waiting.put(lane.tenant, others);
              }
              busy.computeIfAbsent(lane.tenant, any -> new HashSet<>()).add(lane.name);
            });
    return piece;
  }

  private Optional<Piece> take(Deque<Piece> pieces, Set<String> lanes) {
    if (lanes.size() >= bounds.ofTenant) {
      return Optional.empty();
    }
    for (Iterator<Piece> each = pieces.iterator(); each.hasNext(); ) {
      Piece piece = each.next();
      if (!lanes.contains(piece.lane.name)) {
        each.remove();
        return Optional.of(piece);
      }
    }
    return Optional.empty();
  }

  private synchronized void ended(Lane lane) {
    all--;
    busy.computeIfPresent(
        lane.tenant,
        (tenant, lanes) -> {
          lanes.remove(lane.name);
          return lanes.isEmpty() ? null : lanes;
        });
  }

  /** Stops; what runs is interrupted and not waited for. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
