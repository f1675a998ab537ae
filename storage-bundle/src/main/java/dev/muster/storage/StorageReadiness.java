package dev.muster.storage;

import dev.muster.launch.Readiness;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.DocumentStore;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Whether the storage answers. The question is asked on a thread of its own, at most one at a time,
 * because a database that is gone may take longer to fail than whoever asks here can wait.
 */
final class StorageReadiness implements Readiness {
  static final String CHECK = "storage";

  private static final long PATIENCE_MILLIS = 900;
  private static final DocumentKey PROBE = new DocumentKey("readiness", "", "probe");

  private final DocumentStore store;
  private @Nullable CompletableFuture<String> asked;

  StorageReadiness(DocumentStore store) {
    this.store = store;
  }

  @Override
  public Map<String, String> checks() {
    return Map.of(CHECK, ask());
  }

  private String ask() {
    try {
      return answer().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return "The storage does not answer within a second";
    } catch (ExecutionException e) {
      return "The storage does not answer";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "Asking the storage was interrupted";
    }
  }

  private synchronized CompletableFuture<String> answer() {
    CompletableFuture<String> current = asked;
    if (current == null || current.isDone()) {
      CompletableFuture<String> next = new CompletableFuture<>();
      Thread thread = new Thread(() -> next.complete(probe()), "muster-storage-readiness");
      thread.setDaemon(true);
      thread.start();
      asked = next;
      return next;
    }
    return current;
  }

  private String probe() {
    try {
      store.find(PROBE);
      return "";
    } catch (RuntimeException e) {
      Failures.ignored(e);
      return "The storage does not answer";
    }
  }
}
