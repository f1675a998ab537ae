package dev.muster.core.background;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How many of the threads that do something in the background compute at a time. They are many,
 * because most of the time they wait for a platform; when platforms answer at once, all of them
 * would compete for the processors with those who sign in.
 *
 * <p>A courtesy, not a lock: whoever has waited for a second goes on without a place, and those
 * after it do so at once until a place is free again, so that nothing that hangs keeps others from
 * their work. Any thread may use it.
 */
public final class ProcessorShare {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /**
   * With so many waiting for a place it stays empty for a while after each: the chats of one room
   * are fewer, those of a storm of alerts are more.
   */
  private static final int CROWD = 4;

  /** For how long, as a multiple of the time for which it was taken. */
  private static final int REST = 2;

  private static final long LONGEST_REST_NANOS = 40_000_000;

  /** The turn of the thread that runs. */
  private static final ThreadLocal<Turn> TURN = new ThreadLocal<>();

  private final Semaphore places;
  private final Duration longestWait;

  /** Whether the places are held by what does not end: until one is free, nobody waits for them. */
  private volatile boolean stuck;

  /** Waits for somebody outside. */
  @FunctionalInterface
  public interface Wait<T, E extends Exception> {
    T end() throws E;
  }

  /** Half of the processors, and at least one. */
  public ProcessorShare() {
    this(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), LONGEST_WAIT);
  }

  ProcessorShare(int places, Duration longestWait) {
    this.places = new Semaphore(places, true);
    this.longestWait = longestWait;
  }

  /**
   * Does something on this thread once there is a place for it.
   *
   * @param work what to do; what it waits for outside goes through {@link #waiting}
   */
  public void run(Runnable work) {
    Turn turn = new Turn(this);
    turn.begin();
    TURN.set(turn);
    try {
      work.run();
    } finally {
      TURN.remove();
      turn.end();
    }
  }

  /**
   * Gives the place to others while this thread waits for somebody outside. On a thread without a
   * place it only waits.
   *
   * @param waiting what waits
   * @return what that returned
   * @throws E what that threw
   */
  public static <T, E extends Exception> T waiting(Wait<T, E> waiting) throws E {
    Turn turn = TURN.get();
    if (turn == null) {
      return waiting.end();
    }
    turn.end();
    try {
      return waiting.end();
    } finally {
      turn.begin();
    }
  }

  private boolean enter() {
    if (stuck) {
      return places.tryAcquire();
    }
    try {
      boolean entered = places.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS);
      stuck = !entered;
      return entered;
    } catch (InterruptedException e) {
      // its work ends soon, for the same reason
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void leave(long takenNanos) {
    if (places.getQueueLength() >= CROWD) {
      LockSupport.parkNanos(Math.min(LONGEST_REST_NANOS, REST * takenNanos));
    }
    stuck = false;
    places.release();
  }

  /** A thread's, which alone uses it. */
  private static final class Turn {
    private final ProcessorShare share;
    private boolean hasPlace;
    private long began;

    Turn(ProcessorShare share) {
      this.share = share;
    }

    void begin() {
      if (!hasPlace) {
        hasPlace = share.enter();
        began = System.nanoTime();
      }
    }

    void end() {
      if (hasPlace) {
        hasPlace = false;
        share.leave(System.nanoTime() - began);
      }
    }
  }
}
