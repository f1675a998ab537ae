package dev.muster.distribution.bench;

/**
 * How much of each is measured.
 *
 * @param starts how often the gateway is started
 * @param people how many different people return
 * @param signInsForMemory after how many sign-ins the memory is looked at, warming up included
 * @param signInsBeforeCost after how many sign-ins at each the two are compared
 * @param rounds how often gateway and bare server take turns
 * @param perRound how many sign-ins one turn has
 * @param clients how many people sign in at a time
 * @param simultaneous how many sign in at once on a cold cache
 * @param fewUsers what a small storage holds
 * @param manyUsers what a large storage holds
 * @param latencyRounds how often the two take turns
 * @param perLatencyRound how many sign-ins one turn has
 */
record Sizes(
    int starts,
    int people,
    int signInsForMemory,
    int signInsBeforeCost,
    int rounds,
    int perRound,
    int clients,
    int simultaneous,
    int fewUsers,
    int manyUsers,
    int latencyRounds,
    int perLatencyRound) {
  static final Sizes FULL =
      new Sizes(10, 2_000, 10_000, 25_000, 5, 1_500, 8, 200, 1_000, 100_000, 5, 1_500);

  /** Proves that the benchmark runs; its figures say nothing. */
  static final Sizes QUICK = new Sizes(1, 20, 60, 80, 2, 40, 4, 20, 20, 60, 2, 40);
}
