package dev.muster.core.platform.http;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads on which an HTTP client works between the network and the caller, who blocks. */
final class HttpThreads {
  /** Nothing on them blocks, so that two are enough for any number of calls. */
  private static final int THREADS = 2;

  private HttpThreads() {}

  static ExecutorService make(String platform) {
    try {
      // Since Java 21; this is compiled for 17.
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException e) {
      return pool(platform);
    }
  }

  private static ExecutorService pool(String platform) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "platform-" + platform);
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
