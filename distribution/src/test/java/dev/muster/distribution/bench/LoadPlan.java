package dev.muster.distribution.bench;

/**
 * What a load is made of.
 *
 * @param port where the server listens, the gateway or the bare one
 * @param platformPort where the simulated platform listens
 * @param clients how many people sign in at a time
 * @param count how many sign in altogether
 * @param firstPerson the number of the first of them
 * @param people how many different ones there are: they come round in turn
 * @param seconds after which no further one begins
 * @param platform by which platform they sign in
 */
record LoadPlan(
    int port,
    int platformPort,
    int clients,
    int count,
    int firstPerson,
    int people,
    int seconds,
    BenchPlatform platform) {
  static final String TENANT = "bench";
  static final String CALLBACK =
      "/t/" + TENANT + "/login/" + BenchPlatform.WECHATWORK.id() + "/callback";
  static final String CLIENT_ID = "bench-client";
  static final String CLIENT_SECRET = "secret-of-the-bench-client-0123456789";

  static final String REDIRECT_URI = "http://127.0.0.1:9/callback";

  /** By Enterprise WeChat. */
  LoadPlan(
      int port,
      int platformPort,
      int clients,
      int count,
      int firstPerson,
      int people,
      int seconds) {
    this(
        port, platformPort, clients, count, firstPerson, people, seconds, BenchPlatform.WECHATWORK);
  }

  LoadPlan {
    if (clients < 1 || count < 1 || people < 1 || seconds < 1) {
      throw new IllegalArgumentException("a load without end or beginning");
    }
  }

  String base() {
    return "/t/" + TENANT;
  }

  String person(int turn) {
    return "crowd-" + (firstPerson + turn % people);
  }

  String line() {
    return "%d %d %d %d %d %d %d %s"
        .formatted(port, platformPort, clients, count, firstPerson, people, seconds, platform);
  }

  static LoadPlan parse(String line) {
    String[] parts = line.strip().split(" ");
    int[] numbers = new int[parts.length - 1];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Integer.parseInt(parts[i]);
    }
    return new LoadPlan(
        numbers[0],
        numbers[1],
        numbers[2],
        numbers[3],
        numbers[4],
        numbers[5],
        numbers[6],
        BenchPlatform.valueOf(parts[numbers.length]));
  }
}
