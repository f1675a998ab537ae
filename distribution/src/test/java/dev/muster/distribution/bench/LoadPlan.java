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
 */
record LoadPlan(
    int port, int platformPort, int clients, int count, int firstPerson, int people, int seconds) {
  static final String TENANT = "bench";
  static final String SOURCE = "wecom";
  static final String CALLBACK = "/t/" + TENANT + "/login/" + SOURCE + "/callback";
  static final String CLIENT_ID = "bench-client";
  static final String CLIENT_SECRET = "secret-of-the-bench-client-0123456789";

  /** Where the simulated platform gives codes without its page. */
  static final String CODES = "/wechatwork/control/codes";

  static final String REDIRECT_URI = "http://127.0.0.1:9/callback";

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
    return "%d %d %d %d %d %d %d"
        .formatted(port, platformPort, clients, count, firstPerson, people, seconds);
  }

  static LoadPlan parse(String line) {
    String[] parts = line.strip().split(" ");
    int[] numbers = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      numbers[i] = Integer.parseInt(parts[i]);
    }
    return new LoadPlan(
        numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]);
  }
}
