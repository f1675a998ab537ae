package dev.muster.sandbox.common;

/** Somebody with a phone in their hand, as pages show them. */
public interface Someone {
  /**
   * What they are told apart by.
   *
   * @return the id that the platform's codes stand for
   */
  String id();

  /**
   * What they are called.
   *
   * @return the name
   */
  Words name();

  /**
   * What is special about them.
   *
   * @return a few words
   */
  Words note();

  /**
   * Whether they are to be let in, as a colour.
   *
   * @return the welcome they should meet with
   */
  Welcome welcome();

  /** The welcome somebody should meet with. */
  enum Welcome {
    /** A member whom the app is for. */
    IN,
    /** A member whom the app is not for. */
    EDGE,
    /** Nobody who should come in. */
    OUT
  }
}
