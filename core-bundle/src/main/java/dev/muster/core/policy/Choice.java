package dev.muster.core.policy;

/** What a person who was asked has chosen. */
public sealed interface Choice {
  /** An account of their own. */
  record Create() implements Choice {}

  /**
   * An account that is there already, and that they have proved to be theirs.
   *
   * @param account whose it is
   */
  record Bind(Candidate account) implements Choice {}
}
