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
 * @param manner what they do, and how fast
 */
record LoadPlan(
    int port,
    int platformPort,
    int clients,
    int count,
    int firstPerson,
    int people,
    int seconds,
    BenchPlatform platform,
    Manner manner) {
  static final String TENANT = "bench";
  static final String CALLBACK =
      "/t/" + TENANT + "/login/" + BenchPlatform.WECHATWORK.id() + "/callback";
  static final String CLIENT_ID = "bench-client";
  static final String CLIENT_SECRET = "secret-of-the-bench-client-0123456789";

  static final String REDIRECT_URI = "http://127.0.0.1:9/callback";

  /** How many numbers a line begins with. */
  private static final int NUMBERS = 7;

  /**
   * What people do, and how fast.
   *
   * @param visit what each of them does
   * @param source by which identity source, or with which key of an alert intake
   * @param perSecond how many begin in a second, however long the others take; 0 for as many as
   *     there is time for
   */
  record Manner(Visit visit, String source, int perSecond) {}

  /** Signing in by Enterprise WeChat. */
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

  /** Signing in by a platform. */
  LoadPlan(
      int port,
      int platformPort,
      int clients,
      int count,
      int firstPerson,
      int people,
      int seconds,
      BenchPlatform platform) {
    this(
        port,
        platformPort,
        clients,
        count,
        firstPerson,
        people,
        seconds,
        platform,
        new Manner(Visit.SIGN_IN, platform.id(), 0));
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

  /** The same people, who do something else. */
  LoadPlan doing(Visit visit) {
    return in(new Manner(visit, manner.source, manner.perSecond));
  }

  /** The same people, by another identity source, or with the key of an alert intake. */
  LoadPlan by(String source) {
    return in(new Manner(manner.visit, source, manner.perSecond));
  }

  /** The same people, of whom so many begin in a second. */
  LoadPlan at(int perSecond) {
    return in(new Manner(manner.visit, manner.source, perSecond));
  }

  private LoadPlan in(Manner other) {
    return new LoadPlan(
        port, platformPort, clients, count, firstPerson, people, seconds, platform, other);
  }

  String line() {
    return "%d %d %d %d %d %d %d %s %s %s %d"
        .formatted(
            port,
            platformPort,
            clients,
            count,
            firstPerson,
            people,
            seconds,
            platform,
            manner.visit,
            manner.source,
            manner.perSecond);
  }

  static LoadPlan parse(String line) {
    String[] parts = line.strip().split(" ");
    int[] numbers = new int[NUMBERS];
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
        BenchPlatform.valueOf(parts[NUMBERS]),
        new Manner(
            Visit.valueOf(parts[NUMBERS + 1]),
            parts[NUMBERS + 2],
            Integer.parseInt(parts[NUMBERS + 3])));
  }
}
