package dev.muster.storage;

import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.IndexEntry;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Commits and finds per second. A commit is what a sign-in writes: a session, an identity and a
 * token are created, a user is replaced, a code is deleted; five documents of 400 bytes with one to
 * three entries each.
 *
 * <p>Arguments: an empty directory; or {@code jdbc:postgresql://host/database} and a user. A second
 * (third) argument changes the seconds of each step, 5 unless told.
 */
public final class StorageBenchmark {
  private static final int USERS = 10_000;
  private static final int BODY = 400;

  private final JdbcDocumentStore store;
  private final long[] versions = new long[USERS];
  private final AtomicLong next = new AtomicLong();

  private StorageBenchmark(JdbcDocumentStore store) {
    this.store = store;
  }

  /** Prints one table. */
  public static void main(String[] arguments) throws Exception {
    boolean server = arguments[0].startsWith("jdbc:");
    StorageSettings settings =
        server
            ? StorageSettings.of(arguments[0], arguments[1], "", "")
            : StorageSettings.of(
                "", "", "", Files.createDirectories(Path.of(arguments[0])).toString());
    int seconds =
        Integer.parseInt(Arrays.stream(arguments).skip(server ? 2 : 1).findFirst().orElse("5"));
    try (JdbcDocumentStore store =
        StorageFactory.open(settings, InstantSource.system(), StorageLimits.DEFAULTS)) {
      StorageBenchmark benchmark = new StorageBenchmark(store);
      benchmark.storeUsers();
      System.out.printf(
          "%-8s %8s %12s %10s %10s %10s%n",
          "what", "callers", "per second", "p50 ms", "p99 ms", "CPU ms");
      benchmark.measure("warm-up", 8, seconds, benchmark::signIn);
      for (int callers : new int[] {1, 8, 64}) {
        benchmark.measure("commit", callers, seconds, benchmark::signIn);
      }
      for (int callers : new int[] {1, 8}) {
        benchmark.measure("find", callers, seconds, benchmark::find);
      }
    }
  }

  private void storeUsers() {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < USERS; i++) {
      changes.add(new Change.Create(user(i, 0)));
      if (changes.size() == Commit.MAX_CHANGES) {
        List<Long> stored = commit(changes);
        for (int k = 0; k < stored.size(); k++) {
          versions[i + 1 - stored.size() + k] = stored.get(k);
        }
        changes.clear();
      }
    }
  }

  private void signIn(int caller, int callers) {
    long number = next.incrementAndGet();
    String id = Long.toString(number, 36) + "-" + ThreadLocalRandom.current().nextInt();
    int user = caller + callers * ThreadLocalRandom.current().nextInt(USERS / callers);
    Optional<Instant> end = Optional.of(Instant.now().plusSeconds(3600));
    List<Long> stored =
        commit(
            List.of(
                new Change.Create(
                    document("sessions", id, 0, end, IndexEntry.of("user", "user-" + user))),
                new Change.Create(
                    document(
                        "identities",
                        id,
                        0,
                        Optional.empty(),
                        IndexEntry.unique("external", "corp/" + id),
                        IndexEntry.of("user", "user-" + user))),
                new Change.Create(
                    document(
                        "tokens",
                        id,
                        0,
                        end,
                        IndexEntry.unique("hash", id),
                        IndexEntry.of("session", id),
                        IndexEntry.of("user", "user-" + user))),
                new Change.Replace(user(user, versions[user])),
                new Change.Delete(new DocumentKey("codes", "demo", id), 0)));
    versions[user] = stored.get(3);
  }

  private void find(int caller, int callers) {
    int user = ThreadLocalRandom.current().nextInt(USERS);
    if (store.find(new DocumentKey("users", "demo", "user-" + user)).isEmpty()) {
      throw new IllegalStateException("lost user " + user);
    }
  }

  private static Document user(int number, long version) {
    return document(
        "users",
        "user-" + number,
        version,
        Optional.empty(),
        IndexEntry.unique("username", "name-" + number),
        IndexEntry.of("email", "name-" + number + "@corp.example"));
  }

  private static Document document(
      String collection, String id, long version, Optional<Instant> end, IndexEntry... entries) {
    return new Document(
        new DocumentKey(collection, "demo", id), version, new byte[BODY], List.of(entries), end);
  }

  private List<Long> commit(List<Change> changes) {
    CommitResult result = store.commit(changes);
    if (result instanceof CommitResult.Committed committed) {
      return committed.versions();
    }
    throw new IllegalStateException("Refused: " + result);
  }

  /** One thing that one caller does. */
  private interface Step {
    void run(int caller, int callers);
  }

  private void measure(String name, int callers, int seconds, Step step) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      long cpu = cpuNanos();
      long start = System.nanoTime();
      long end = start + Duration.ofSeconds(seconds).toNanos();
      List<Future<List<Long>>> running = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        int caller = i;
        running.add(
            threads.submit(
                () -> {
                  List<Long> times = new ArrayList<>();
                  for (long now = System.nanoTime(); now < end; ) {
                    step.run(caller, callers);
                    long after = System.nanoTime();
                    times.add(after - now);
                    now = after;
                  }
                  return times;
                }));
      }
      List<Long> all = new ArrayList<>();
      for (Future<List<Long>> times : running) {
        all.addAll(times.get());
      }
      double took = (System.nanoTime() - start) / 1e9;
      double used = (cpuNanos() - cpu) / 1e6;
      all.sort(null);
      System.out.printf(
          "%-8s %8d %12.0f %10.3f %10.3f %10.4f%n",
          name,
          callers,
          all.size() / took,
          all.get(all.size() / 2) / 1e6,
          all.get(all.size() * 99 / 100) / 1e6,
          used / all.size());
    } finally {
      threads.shutdownNow();
    }
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
