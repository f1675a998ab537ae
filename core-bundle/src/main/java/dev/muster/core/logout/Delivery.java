package dev.muster.core.logout;

import dev.muster.core.outgoing.OutgoingAnswer;
import dev.muster.core.outgoing.OutgoingCall;
import dev.muster.core.outgoing.OutgoingCalls;
import dev.muster.core.outgoing.OutgoingException;
import dev.muster.core.user.LogoutNotices.Notice;
import dev.muster.spi.Deadline;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** Notices on their way to one application. Several threads may work on it. */
final class Delivery {
  private static final String PARAMETER = "logout_token";

  /** Left of a run when it makes another call: the longest that one takes, and some. */
  private static final Duration ENOUGH = OutgoingCalls.LONGEST.plusSeconds(3);

  private final Line line;
  private final LogoutTokens tokens;
  private final InstantSource clock;
  private final Deadline deadline;
  private final Queue<Notice> waiting;
  private final List<Notice> refused = new ArrayList<>();
  private Optional<String> problem = Optional.empty();
  private boolean down;

  /**
   * How the application is reached.
   *
   * @param calls makes the calls
   * @param pace how fast this node makes them
   * @param uri where to
   */
  record Line(OutgoingCalls calls, Pace pace, URI uri) {}

  Delivery(
      Line line,
      LogoutTokens tokens,
      List<Notice> notices,
      InstantSource clock,
      Deadline deadline) {
    this.line = line;
    this.tokens = tokens;
    this.clock = clock;
    this.deadline = deadline;
    this.waiting = new ConcurrentLinkedQueue<>(notices);
  }

  /**
   * Sends one.
   *
   * @return whether there may be another one to be sent
   */
  boolean next() {
    if (isDown() || deadline.left().compareTo(ENOUGH) < 0) {
      return false;
    }
    Notice notice = waiting.poll();
    if (notice == null) {
      return false;
    }
    LockSupport.parkNanos(line.pace.take());
    send(notice);
    return true;
  }

  private void send(Notice notice) {
    try {
      OutgoingAnswer answer =
          line.calls.send(
              OutgoingCall.post(line.uri, Map.of(PARAMETER, tokens.make(notice, clock.instant()))),
              deadline);
      int status = answer.status();
      if (status / 100 != 2) {
        // of one session it may say that it knows none; anything else holds for all of them
        failed(notice, "it answered with HTTP status " + status + ".", status != 400);
      }
    } catch (OutgoingException e) {
      failed(notice, String.valueOf(e.getMessage()), true);
    }
  }

  private synchronized void failed(Notice notice, String why, boolean all) {
    refused.add(notice);
    problem = Optional.of(why);
    down |= all;
  }

  /** Whether it is of no use to go on. */
  synchronized boolean isDown() {
    return down;
  }

  /** Why what is left was not sent; empty if only time was lacking, or nothing is left. */
  synchronized Optional<String> problem() {
    return problem;
  }

  /** What was not sent. */
  synchronized List<Notice> left() {
    List<Notice> left = new ArrayList<>(refused);
    left.addAll(waiting);
    return left;
  }

  /** How many wait to be sent. */
  int waiting() {
    return waiting.size();
  }
}
