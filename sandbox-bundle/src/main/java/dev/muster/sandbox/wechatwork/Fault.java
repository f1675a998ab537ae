package dev.muster.sandbox.wechatwork;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Something that goes wrong until it has happened often enough.
 *
 * @param id for taking it back
 * @param call the call that it strikes, such as {@code auth/getuserinfo}, or one of the constants
 * @param kind what happens
 * @param number the error code, the HTTP status or the milliseconds, by kind
 * @param left how many times more; negative for ever
 */
record Fault(String id, String call, Kind kind, int number, AtomicLong left) {
  /** Stands for every call. */
  static final String EVERY_CALL = "*";

  /** Stands for every call that carries an access token. */
  static final String CALLS_WITH_TOKEN = "with-token";

  /** The longest that an answer is held back. */
  static final Duration HANG = Duration.ofSeconds(60);

  /** What happens. */
  enum Kind {
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
  boolean strikes(String name) {
    boolean meant =
        switch (call) {
          case EVERY_CALL -> true;
          case CALLS_WITH_TOKEN -> !name.equals("gettoken");
          default -> call.equals(name);
        };
    if (!meant) {
      return false;
    }
    return left.get() < 0 || left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
  }

  boolean spent() {
    return left.get() == 0;
  }

  /** What comes back in place of an answer. */
  String garbage() {
    return kind == Kind.HTML
        ? "<!doctype html><html><head><title>Portal</title></head><body><h1>Please sign in to"
            + " the network</h1></body></html>"
        : "{\"errcode\":0,\"errmsg\":\"ok\",\"access_tok";
  }
}
