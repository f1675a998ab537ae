package dev.muster.core.audit;

/** Events that are counted in memory for a moment, so that many of a kind become one. */
public interface UnwrittenEvents {
  /** Stores what is not stored yet. */
  void write();
}
