package dev.muster.testkit.platform;

/** Who stands behind a code. */
public enum Persona {
  /** An active member whom the app is for. */
  MEMBER,
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
