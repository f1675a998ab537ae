package dev.muster.core.alert.format;

/** Every limit of what is sent. */
final class Bounds {
  /** The most alerts of one call. */
  static final int ALERTS = 1000;

  /** The most labels that are kept of an alert, or of what it has in common with others. */
  static final int LABELS = 64;

  /** The longest name of a label that is kept, in characters. */
  static final int LABEL_NAME = 100;

  /** The longest value of a label that is kept, in characters. */
  static final int LABEL_VALUE = 1000;

  /** The longest title, in characters. */
  static final int TITLE = 255;

  /** The longest summary that is kept, in characters. */
  static final int SUMMARY = 2000;

  /** The longest name of a problem or an alert of formats that have one, in characters. */
  static final int KEY = 255;

  /** The longest address that is kept, in characters. */
  static final int URL = 2000;

  /** The most members of an object, known or not. */
  static final int MEMBERS = 1000;

  /** The most tokens of a body. */
  static final int TOKENS = 700_000;

  /** The deepest body. */
  static final int DEPTH = 16;

  /** The longest text of a body, in characters; what is kept of it is less. */
  static final int TEXT = 10_000_000;

  /** The longest name of a member, in characters. */
  static final int NAME = 1000;

  /** The longest number, in characters. */
  static final int NUMBER = 40;

  private Bounds() {}
}
