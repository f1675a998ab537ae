package dev.muster.web.http;

import java.time.Duration;

/** Every limit of a request. */
public final class Limits {
  /** The largest body, in bytes, where a route says nothing else. */
  public static final int BODY_BYTES = 1_000_000;

  /** The largest jar, in bytes. */
  public static final int PLUGIN_BYTES = 100_000_000;

  /** The most bytes of bodies that are on their way, of all requests together. */
  static final long GATHERED_BYTES = 64_000_000;

  /** The longest time that reading a body takes. */
  public static final Duration BODY_TIME = Duration.ofSeconds(8);

  /** The most requests at a time; what comes above is answered 503 at once. */
  public static final int IN_FLIGHT = 256;

  /** By when a request's thread is interrupted; an answer is then still to be written. */
  static final Duration REQUEST_TIME = Duration.ofSeconds(14);

  /** How often late requests are looked for. */
  static final Duration WATCH_INTERVAL = Duration.ofMillis(500);

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

  /** The deepest JSON. */
  static final int JSON_DEPTH = 16;

  /** The longest text in JSON, in characters. */
  static final int JSON_TEXT_CHARACTERS = 100_000;

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
