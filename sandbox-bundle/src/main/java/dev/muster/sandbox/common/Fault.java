package dev.muster.sandbox.common;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Something that goes wrong until it has happened often enough.
 *
 * @param id for taking it back
 * @param call the call that it strikes, such as {@code auth/getuserinfo}; those that begin alike,
 *     such as {@code appchat/*}; or one of the constants
 * @param kind what happens
 * @param number the platform's error code, the HTTP status or the milliseconds, by kind; a text,
 *     because some platforms' codes are words
 * @param after how many calls it lets through first
 * @param left how many times more; negative for ever
 */
public record Fault(
    String id, String call, Kind kind, String number, AtomicLong after, AtomicLong left) {
  /** Stands for every call. */
  public static final String EVERY_CALL = "*";

  /** Stands for every call that carries an access token. */
  public static final String CALLS_WITH_TOKEN = "with-token";

  /** The longest that an answer is held back. */
  static final Duration HANG = Duration.ofSeconds(60);

  /** What happens. */
  public enum Kind {
    /** The platform answers with an error code. */
    ERRCODE,
    /** The server answers with another HTTP status. */
    HTTP_STATUS,
    /** A page of some proxy comes back, with status 200. */
    HTML,
    /** Half a JSON object comes back. */
    NONSENSE,
    /** The right answer comes late. */
    SLOW,
    /** No answer comes for a minute. */
    HANG
  }

  /** Whether it strikes now; counts if so. */
  boolean strikes(String name, boolean carriesToken) {
    boolean meant =
        switch (call) {
          case EVERY_CALL -> true;
          case CALLS_WITH_TOKEN -> carriesToken;
          default ->
              call.endsWith(EVERY_CALL)
                  ? name.startsWith(call.substring(0, call.length() - 1))
                  : call.equals(name);
        };
    if (!meant || after.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      return false;
    }
    return left.get() < 0 || left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
  }

  boolean spent() {
    return left.get() == 0;
  }
}
