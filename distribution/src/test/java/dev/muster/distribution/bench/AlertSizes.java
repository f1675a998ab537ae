package dev.muster.distribution.bench;

/**
 * How much of alerts is measured.
 *
 * @param rounds how often a storm comes
 * @param alerts how many alerts it has
 * @param perSecond how many come in a second
 * @param warmUp how many sign in before, and how many alerts come that no rule is for
 * @param quietSeconds how long people sign in before each storm
 * @param signInsPerSecond how many sign in in a second
 */
record AlertSizes(
    int rounds, int alerts, int perSecond, int warmUp, int quietSeconds, int signInsPerSecond) {
  static final AlertSizes FULL = new AlertSizes(3, 10_000, 1_000, 6_000, 15, 30);

  /** Proves that the benchmark runs; its figures say nothing. */
  static final AlertSizes QUICK = new AlertSizes(2, 200, 100, 60, 2, 20);
}
