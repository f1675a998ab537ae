package dev.muster.distribution.bench;

/**
 * What came of a load.
 *
 * @param done how many signed in
 * @param failed how many did not
 * @param millis how long it took
 * @param cpuMillis processor time of the load itself
 * @param p50Micros the median of a sign-in's hops
 * @param p99Micros their 99th percentile
 * @param maxMicros the slowest
 */
record LoadResult(
    int done,
    int failed,
    long millis,
    long cpuMillis,
    long p50Micros,
    long p99Micros,
    long maxMicros) {
  private static final String MARK = "RESULT ";

  double perSecond() {
    return done * 1000.0 / millis;
  }

  String line() {
    return MARK
        + "%d %d %d %d %d %d %d"
            .formatted(done, failed, millis, cpuMillis, p50Micros, p99Micros, maxMicros);
  }

  static boolean is(String line) {
    return line.startsWith(MARK);
  }

  static LoadResult parse(String line) {
    String[] parts = line.substring(MARK.length()).split(" ");
    return new LoadResult(
        Integer.parseInt(parts[0]),
        Integer.parseInt(parts[1]),
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]),
        Long.parseLong(parts[4]),
        Long.parseLong(parts[5]),
        Long.parseLong(parts[6]));
  }
}
