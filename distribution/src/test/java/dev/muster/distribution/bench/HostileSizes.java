package dev.muster.distribution.bench;

/**
 * How much of hostile load is measured.
 *
 * @param warmUp how many sign in before
 * @param quietSeconds how long others sign in undisturbed before each attack
 * @param seconds how long an attack takes; headers that drip are borne for ten
 */
record HostileSizes(int warmUp, int quietSeconds, int seconds) {
  static final HostileSizes FULL = new HostileSizes(4_000, 6, 13);

  /** Proves that the benchmark runs; its figures say nothing. */
  static final HostileSizes QUICK = new HostileSizes(40, 1, 2);
}
