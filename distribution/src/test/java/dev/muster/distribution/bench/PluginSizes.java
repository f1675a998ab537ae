package dev.muster.distribution.bench;

/**
 * How much of platforms that come and go is measured.
 *
 * @param drops how often a jar is dropped
 * @param crowd how many people sign in at a time while platforms are updated
 * @param warmUp how many sign in by each platform before that
 * @param turns how often each platform has a turn without updates and one with them
 * @param perTurn how many sign-ins a turn without updates has
 * @param updates how many updates a turn with them has
 * @param updatesInARow how many updates come one after another
 * @param plugins how many plugins the large installation has
 * @param starts how often the small and the large installation take turns
 * @param handOverTurns how often a call on threads of the provider's own is compared with one
 *     without
 * @param handOvers how many calls one turn has
 */
record PluginSizes(
    int drops,
    int crowd,
    int warmUp,
    int turns,
    int perTurn,
    int updates,
    int updatesInARow,
    int plugins,
    int starts,
    int handOverTurns,
    int handOvers) {
  static final PluginSizes FULL =
      new PluginSizes(20, 64, 2_500, 2, 2_500, 20, 500, 50, 5, 5, 40_000);

  /** Proves that the benchmark runs; its figures say nothing. */
  static final PluginSizes QUICK = new PluginSizes(2, 8, 40, 1, 40, 2, 6, 6, 1, 2, 400);
}
