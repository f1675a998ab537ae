package dev.muster.core.warroom;

import java.time.Duration;

/** What bounds a war room, in one place. */
final class Bounds {
  static final int TITLE = 255;

  /** Titles of a chat that are known as ours when the platform tells of them after the next. */
  static final int GIVEN_TITLES = 5;

  /** How far what a platform tells may be from when we gave a title, by either clock. */
  static final Duration GIVEN_TITLE_TOLD = Duration.ofMinutes(10);

  static final int SUMMARY = 4_000;
  static final int TEXT = 10_000;

  /** What the timeline holds of a text that was changed. */
  static final int DETAIL = 500;

  /** People who are no members and get a notice. */
  static final int DIRECT = 50;

  /** What is said before a chat is closed. */
  static final int FAREWELL = 2_000;

  /** Applications, regions. */
  static final int LISTED = 100;

  /** Each is looked at whenever it may be somebody else's turn. */
  static final int ROTAS = 10;

  static final int NAME = 255;
  static final int KEY = 255;

  /**
   * People of all kinds who are in a room at a time, over all calls and with those of departments.
   */
  static final int PEOPLE = 5_000;

  /**
   * The same with those who were removed, who are kept. Whoever comes on duty comes in up to here.
   */
  static final int PEOPLE_EVER = 10_000;

  /** In one document of them. */
  static final int PEOPLE_IN_CHUNK = 100;

  /** Departments below one that is invited, itself included. */
  static final int DEPARTMENTS = 200;

  /** In how many runs a department is read that none has enough time for. */
  static final int READINGS = 3;

  /** A platform that found nobody of an address is not asked for it again so soon. */
  static final Duration UNFOUND_REMEMBERED = Duration.ofDays(1);

  /** How long a chat waits for another one's search at its platform, before others have a turn. */
  static final Duration SEARCH_TURN = Duration.ofSeconds(5);

  /** Addresses of which a piece remembers what was said; a platform has 64 pieces. */
  static final int SEARCHED_IN_PIECE = 100;

  /** What is read of a chat before it is dissolved. */
  static final int HISTORY = 20_000;

  /**
   * How long whoever closes a room waits for platforms to say whether a chat can be read, all of
   * them together.
   */
  static final Duration HISTORY_ASKED = Duration.ofSeconds(4);

  /** How often the platform refuses those with whom a chat is to be opened. */
  static final int OPENINGS = 6;

  /**
   * For how long new calls are made that look for those who were refused: with the last of them,
   * and the opening before, a run keeps its time.
   */
  static final Duration REFUSED_LOOKED_FOR = Duration.ofSeconds(2);

  /** How often somebody is added of whom the platform does not say what became. */
  static final int ADDINGS = 3;

  /** A message that has not gone out by then is of no use any more. */
  static final Duration MESSAGE = Duration.ofMinutes(5);

  /** For how long a message's key is relied on; {@code MESSAGE_KEYS} of the SPI promises it. */
  static final Duration MESSAGE_KEY = Duration.ofMinutes(5);

  /** Left of a chat's key when it is not relied on any more. */
  static final Duration KEY_MARGIN = Duration.ofMinutes(1);

  /** How much later than it is said a room is closed at most. */
  static final Duration CLOSING_DELAY = Duration.ofDays(1);

  /** How long closing a chat is tried. */
  static final Duration CLOSING = Duration.ofDays(1);

  /** The most pages in which it is read, also where there is nothing in them. */
  static final int HISTORY_PAGES = 1_000;

  private Bounds() {}
}
