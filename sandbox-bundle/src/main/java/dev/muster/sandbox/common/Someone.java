package dev.muster.sandbox.common;

/** Somebody with a phone in their hand, as pages show them. */
public interface Someone {
  /** {@return what they are told apart by: the id that the platform's codes stand for} */
  String id();

  /** {@return what they are called} */
  Words name();

  /** {@return what is special about them, in a few words} */
  Words note();

  /** {@return whether the app is for them} */
  boolean inRange();

  /** {@return whether the address book has them} */
  boolean listed();

  /** {@return whether they belong to the company as it wants them to} */
  boolean welcome();
}
