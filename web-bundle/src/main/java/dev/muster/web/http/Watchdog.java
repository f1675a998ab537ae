package dev.muster.web.http;

import dev.muster.spi.Deadline;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Interrupts what takes too long: a body that never comes, a wait that nobody ends. What a request
 * does has deadlines of its own; this is for what was forgotten there.
 */
final class Watchdog {
  private final Set<Task> running = ConcurrentHashMap.newKeySet();

  /**
   * Begins to watch the thread that calls.
   *
   * @param deadline by when it has to end, which may move
   * @return ends it
   */
  Task begin(Supplier<Deadline> deadline) {
    Task task = new Task(Thread.currentThread(), deadline);
    running.add(task);
    return task;
  }

  /**
   * Ends watching the thread that calls.
   *
   * @return whether it was interrupted
   */
  boolean end(Task task) {
    running.remove(task);
    return task.end();
  }

  /** Interrupts what is late. Called every now and then, by one thread. */
  void look() {
    for (Task task : running) {
      if (task.deadline.get().passed()) {
        task.interrupt();
      }
    }
  }

  /** A request being answered. */
  static final class Task {
    private final Thread thread;
    private final Supplier<Deadline> deadline;
    private boolean ended;
    private boolean interrupted;

    private Task(Thread thread, Supplier<Deadline> deadline) {
      this.thread = thread;
      this.deadline = deadline;
    }

    private synchronized void interrupt() {
      if (!ended && !interrupted) {
        interrupted = true;
        thread.interrupt();
      }
    }

    /** The thread goes on to another request: the interruption was not for that one. */
    private synchronized boolean end() {
      ended = true;
      if (interrupted) {
        Thread.interrupted();
      }
      return interrupted;
    }
  }
}
