package dev.muster.web.http;

import java.time.Duration;

/** Every limit of a request. */
public final class Limits {
  /** The largest body, in bytes, where a route says nothing else. */
  public static final int BODY_BYTES = 1_000_000;

  /** The largest body that anybody may send who has not said yet who they are, in bytes. */
  public static final int ANONYMOUS_BYTES = 4_096;

  /** The largest jar, in bytes. */
  public static final int PLUGIN_BYTES = 100_000_000;

  /** The largest file of users, in bytes. */
  public static final int IMPORT_BYTES = 50_000_000;

  /**
   * The most bytes of bodies in memory, of all requests together, until they are answered. What
   * they become there is some ten times as much, which has to fit into the heap of the start
   * script.
   */
  static final long BODIES_BYTES = 8_000_000;

  /** What of a body counts nothing: sign-ins go on while others send large ones. */
  static final int FREE_BODY_BYTES = 16_384;

  /** The longest time that reading a body takes; an upload has more by what has come of it. */
  public static final Duration BODY_TIME = Duration.ofSeconds(8);

  /** How many bytes of an upload have to come in a second, once {@link #BODY_TIME} is over. */
  static final int UPLOAD_RATE = 256_000;

  /** The longest time for which what still comes is read over after an answer. */
  static final Duration LINGER_TIME = Duration.ofSeconds(2);

  /** The most bytes that are read over so. */
  static final int LINGER_BYTES = 4_000_000;

  /** The most requests that wait for a thread; what comes above is answered 503 at once. */
  static final int WAITING = 192;

  /** The longest time that a request waits for a thread; after that it is answered 503. */
  static final Duration TURN_TIME = Duration.ofSeconds(5);

  /** The most questions after the product's health that are looked into at a time. */
  static final int HEALTH_CHECKS = 4;

  /** Up to this size an answer is written at once, in bytes; a larger one in pieces. */
  public static final int ANSWER_BUFFER_BYTES = 32_768;

  /** By when a request's thread is interrupted; an answer is then still to be written. */
  static final Duration REQUEST_TIME = Duration.ofSeconds(14);

  /** How often late requests are looked for. */
  static final Duration WATCH_INTERVAL = Duration.ofMillis(500);

  /**
   * The most requests whose answer may have megabytes that are worked on at a time, beside all
   * others: what is put together for one takes several times its size.
   */
  static final int LARGE_ANSWERS = 8;

  /** The most bytes of such answers that wait for whoever asked to take them. */
  static final long LARGE_ANSWERS_BYTES = 64_000_000;

  /** The longest path, in characters. */
  static final int PATH_CHARACTERS = 2048;

  /** The most parts of a path. */
  static final int PATH_SEGMENTS = 16;

  /** The longest query, in characters. */
  static final int QUERY_CHARACTERS = 16_384;

  /** The most parameters of a query or a form. */
  static final int PARAMETERS = 100;

  /** The longest value of a parameter, in characters. */
  static final int PARAMETER_CHARACTERS = 16_384;

  /**
   * The most tokens of JSON: each may become an object of a hundred bytes. Two thousand people,
   * each named by a platform and an id there, are 12 000.
   */
  static final int JSON_TOKENS = 16_000;

  /** The deepest JSON. */
  static final int JSON_DEPTH = 16;

  /**
   * The longest text in JSON, in characters: as long as a body, so that whoever sends too large a
   * picture hears which member it is.
   */
  static final int JSON_TEXT_CHARACTERS = BODY_BYTES;

  /** The longest name in JSON, in characters. */
  static final int JSON_NAME_CHARACTERS = 200;

  /** The longest number in JSON, in characters. */
  static final int JSON_NUMBER_CHARACTERS = 40;

  /** The longest Cookie header that is looked at, in characters. */
  static final int COOKIE_CHARACTERS = 16_384;

  /** The most values of one cookie that are looked at: ours and what others planted beside it. */
  static final int COOKIES_OF_A_NAME = 3;

  private Limits() {}
}
