package dev.muster.testkit.platform;

/** Somebody at the platform. */
public enum Persona {
  /** An active member whom the app is for. */
  MEMBER,
  /**
   * A member whom the app is not for: of the company all the same, so that some platforms let them
   * sign in, but not in the address book as the app sees it.
   */
  HIDDEN,
  /** Somebody who left. */
  LEAVER,
  /** A member who is disabled. */
  DISABLED,
  /** A member of another company. */
  FOREIGN_MEMBER,
  /** A customer whom a member knows. */
  EXTERNAL_CONTACT,
  /** Somebody whom the company does not know. */
  STRANGER
}
