package dev.muster.api.warroom;

/** How bad a problem is. */
public enum Severity {
  /** Critical. */
  P1,
  /** Major. */
  P2,
  /** Minor. */
  P3,
  /** For information. */
  P4
}
