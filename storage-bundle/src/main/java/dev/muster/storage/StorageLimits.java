package dev.muster.storage;

import java.time.Duration;

/**
 * Every bound of the storage, in one place.
 *
 * @param queuedCommits commits that wait for SQLite's writer; a caller beyond waits for room
 * @param commitsPerGroup commits that share one transaction of SQLite's, and so one fsync
 * @param commitsPerCheckpoint commits after which SQLite's log is copied to its file
 * @param commitTime how long a commit may take, waiting included
 * @param readers connections that read at the same time
 * @param readTime how long a read may wait for a connection
 * @param statementTime how long PostgreSQL may work on one statement
 * @param connectTime how long a connection to PostgreSQL may take to open
 * @param pool connections to PostgreSQL
 * @param attempts how often a commit that met another one in PostgreSQL is tried
 * @param untold changes that wait to be told to watchers; beyond, they are told to read afresh
 * @param purgeBatch expired documents deleted in one transaction
 * @param purgeBatches transactions of one round of purging
 * @param purgePause time between two rounds
 * @param reconnectPause time between two attempts to listen to PostgreSQL again
 * @param silence after so long without a word PostgreSQL is asked for one, and again after it the
 *     connection counts as deaf
 * @param unheardPause while PostgreSQL's changes are not heard, watchers are told to read afresh as
 *     often as this; with {@code silence}, {@code connectTime} and what a connection takes to fail
 *     it bounds how old a cached value gets: 60 s
 * @param closeTime how long closing waits for what is under way, per step
 */
record StorageLimits(
    int queuedCommits,
    int commitsPerGroup,
    int commitsPerCheckpoint,
    Duration commitTime,
    int readers,
    Duration readTime,
    Duration statementTime,
    Duration connectTime,
    int pool,
    int attempts,
    int untold,
    int purgeBatch,
    int purgeBatches,
    Duration purgePause,
    Duration reconnectPause,
    Duration silence,
    Duration unheardPause,
    Duration closeTime) {

  /** What the product runs with. A request has 15 s in all, so no wait is longer than 5 s. */
  static final StorageLimits DEFAULTS =
      new StorageLimits(
          2048,
          256,
          500,
          Duration.ofSeconds(5),
          4,
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          10,
          20,
          10_000,
          200,
          50,
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofSeconds(5));
}
