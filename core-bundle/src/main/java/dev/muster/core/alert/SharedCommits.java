package dev.muster.core.alert;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.spi.Text;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Stores what several calls bring in one commit. Who comes while a commit is made waits for the
 * next one, which takes whatever has come by then: the more calls there are, the more share a
 * commit, and the storage has time for others. Thread-safe.
 */
final class SharedCommits {
  /** The most pieces of a commit, but for what a single call has. */
  private static final int PIECES = 100;

  /** The same in bytes. */
  private static final long BYTES = 1 << 20;

  private static final int LINES = 64;

  private final Commit commit;
  private final List<Line> lines = IntStream.range(0, LINES).mapToObj(it -> new Line()).toList();

  SharedCommits(Commit commit) {
    this.commit = commit;
  }

  /** Stores pieces of a tenant, all of them or none. */
  @FunctionalInterface
  interface Commit {
    void store(String tenant, List<PieceRecord> pieces);
  }

  /** Of some tenants, as many as fall into it. */
  private static final class Line {
    final ReentrantLock turn = new ReentrantLock();
    final Queue<Call> calls = new ConcurrentLinkedQueue<>();
  }

  private record Call(String tenant, List<PieceRecord> pieces, CompletableFuture<Boolean> stored) {
    Call(String tenant, List<PieceRecord> pieces) {
      this(tenant, pieces, new CompletableFuture<>());
    }

    long bytes() {
      return pieces.stream().mapToLong(PieceRecord::counted).sum();
    }
  }

  /** Returns once a call's pieces are stored, or throws what kept them from it. */
  void store(String tenant, List<PieceRecord> pieces) {
    Line line = lines.get(Math.floorMod(tenant.hashCode(), LINES));
    Call mine = new Call(tenant, pieces);
    line.calls.add(mine);
    line.turn.lock();
    try {
      while (!mine.stored().isDone()) {
        storeSome(line, tenant);
      }
    } finally {
      line.turn.unlock();
    }
    try {
      boolean unused = mine.stored().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** How many calls wait for a commit. */
  int waiting() {
    return lines.stream().mapToInt(line -> line.calls.size()).sum();
  }

  private void storeSome(Line line, String tenant) {
    List<Call> some = next(line, tenant);
    try {
      commit.store(tenant, some.stream().flatMap(call -> call.pieces().stream()).toList());
      some.forEach(call -> call.stored().complete(true));
    } catch (RuntimeException e) {
      if (some.size() == 1) {
        some.get(0).stored().completeExceptionally(e);
      } else {
        // nobody is refused for what another one sent
        some.forEach(this::storeAlone);
      }
    } finally {
      // after an error nobody knows
      some.forEach(call -> call.stored().completeExceptionally(unknown()));
    }
  }

  private void storeAlone(Call call) {
    try {
      commit.store(call.tenant(), call.pieces());
      call.stored().complete(true);
    } catch (RuntimeException e) {
      call.stored().completeExceptionally(e);
    }
  }

  /** Those of a tenant that came first. */
  private static List<Call> next(Line line, String tenant) {
    List<Call> some = new ArrayList<>();
    int pieces = 0;
    long bytes = 0;
    for (Iterator<Call> all = line.calls.iterator(); all.hasNext(); ) {
      Call call = all.next();
      if (call.tenant().equals(tenant)) {
        pieces += call.pieces().size();
        bytes += call.bytes();
        if (!some.isEmpty() && (pieces > PIECES || bytes > BYTES)) {
          return some;
        }
        all.remove();
        some.add(call);
      }
    }
    return some;
  }

  private static ProblemException unknown() {
    return new ProblemException(
        ProblemCode.UNAVAILABLE,
        new Text("The alerts could not be stored. Send them again.", "告警未能存储，请重新发送。"));
  }
}
