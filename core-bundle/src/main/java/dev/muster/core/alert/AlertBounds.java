package dev.muster.core.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Every limit of what is kept of alerts. */
final class AlertBounds {
  /** How long an alert stays in sight after it came last, and a problem. */
  static final Duration KEPT = Duration.ofDays(30);

  /** The most alerts of a tenant; the oldest go first. */
  static final int OF_TENANT = 100_000;

  /**
   * The most problems of a tenant. What is over goes first, then what has no room; of both what was
   * heard of longest ago.
   */
  static final int PROBLEMS_OF_TENANT = 50_000;

  /** So many alerts and problems are made before it is looked whether there are too many. */
  static final int LOOK_AFTER = 1_000;

  /** The most intakes of a tenant. */
  static final int INTAKES = 100;

  /** The most pieces of a tenant that wait to be routed; whoever sends more is to try again. */
  static final int PIECES_OF_TENANT = 20_000;

  /**
   * The most bytes of them, as far as senders decide it; each piece counts as the power of two
   * above what it has, from 1 KiB.
   */
  static final long PIECE_BYTES_OF_TENANT = 256L << 20;

  /** The most bytes of bodies that are read at a time, by all senders together. */
  static final long BODY_BYTES = 24_000_000;

  /** The same by the senders of a tenant, but for a body that is the only one. */
  static final long BODY_BYTES_OF_TENANT = 8_000_000;

  /** What of a body counts nothing. */
  static final int FREE_BODY_BYTES = 16_384;

  /** The most alerts of a piece. */
  static final int OF_PIECE = 100;

  /** The most bytes of a piece, but for what a single alert has. */
  static final int PIECE_BYTES = 250_000;

  /** In how many lanes an intake's problems are routed, so by how many nodes at a time. */
  static final int LANES = 8;

  /** The most names of one problem that are remembered. */
  static final int KEYS = 16;

  /** What came within so long of the last time is not worth a write. */
  static final Duration PRECISION = Duration.ofMinutes(1);

  /** The shortest time between two messages that the problem of a room is over or back. */
  static final Duration TOLD_EVERY = Duration.ofMinutes(1);

  private AlertBounds() {}

  /** A time as index values have it. */
  static String sortable(Instant time) {
    return String.format(Locale.ROOT, "%016d", Math.max(0, time.toEpochMilli()));
  }
}
