package dev.muster.launcher;

/**
 * What is wrong, and what would be right.
 *
 * @param subject a settings key or the thing that was looked at
 * @param found what was found there; never a secret's value
 * @param remedy what to do about it
 */
record Problem(String subject, String found, String remedy) {
  @Override
  public String toString() {
    return subject + ": " + found + "; " + remedy;
  }
}
