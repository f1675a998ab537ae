package dev.muster.sandbox.common;

/** Somebody with a phone in their hand, as pages show them. */
public interface Someone {
  /** {@return their id at the platform, for which its codes stand} */
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
