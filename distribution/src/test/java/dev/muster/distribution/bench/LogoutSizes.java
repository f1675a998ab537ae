package dev.muster.distribution.bench;

/**
 * How much of sign-outs is measured.
 *
 * @param rounds how often the sessions of an identity source end
 * @param sessions how many end each time
 * @param warmUp how many sign in before
 * @param quietSeconds how long others sign in before each round
 * @param perSecond how many others sign in in a second
 */
record LogoutSizes(int rounds, int sessions, int warmUp, int quietSeconds, int perSecond) {
  static final LogoutSizes FULL = new LogoutSizes(3, 10_000, 6_000, 30, 30);

  /** Proves that the benchmark runs; its figures say nothing. */
  static final LogoutSizes QUICK = new LogoutSizes(2, 40, 60, 2, 20);
}
