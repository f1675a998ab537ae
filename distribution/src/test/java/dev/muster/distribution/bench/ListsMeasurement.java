package dev.muster.distribution.bench;

import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Management;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Lists of users, where there are very many of them. */
final class ListsMeasurement {
  private static final double MOST_MILLIS = 100;
  private static final int WARMING_UP = 200;
  private static final int PAGE = 50;
  private static final long SEED = 20_261_129;

  private final int users;
  private final int calls;

  ListsMeasurement(boolean quick) {
    this.users = quick ? 1_000 : 1_000_000;
    this.calls = quick ? 50 : 1_000;
  }

  void into(Report report) throws IOException {
    Distribution node = Distribution.unpack("bench-lists", Map.of());
    Child filled = node.run();
    try {
      new Management(node)
          .post(
              "/tenants/default/users",
              ("{'username':'person%1$s','displayName':'Li Wei %1$s',"
                      + "'email':'%1$s@corp.example','emailVerified':true,'externalId':'E%1$s'}")
                  .formatted(ManyUsers.FIRST));
    } finally {
      filled.close();
    }
    ManyUsers.multiply(node.home().resolve("data"), users - 1);
    Child measured = node.run();
    try (HttpConnection connection = new HttpConnection(node.port())) {
      Random random = new Random(SEED);
      List<UserQuery> lists =
          List.of(
              new UserQuery("first page", PAGE, () -> ""),
              new UserQuery(
                  "search, one fits", 1, () -> "&q=person%07d".formatted(random.nextInt(users))),
              new UserQuery(
                  "search, a thousand fit",
                  PAGE,
                  () -> "&q=%04d".formatted(random.nextInt(users / 1_000))),
              new UserQuery("search, all fit", PAGE, () -> "&q=li%20wei"),
              new UserQuery(
                  "search among the disabled, nobody fits", 0, () -> "&status=disabled&q=li%20wei"),
              new UserQuery(
                  "who has not come in for a year",
                  PAGE,
                  () -> "&inactiveSince=2025-11-29T00:00:00Z"));
      // warm ones alone say what a page costs; the first of a process comes once
      for (UserQuery list : lists) {
        times(connection, list, WARMING_UP);
      }
      for (UserQuery list : lists) {
        publish(report, list, times(connection, list, calls));
      }
    } finally {
      measured.close();
    }
  }

  /** What is asked for, each time anew, and how many users that page has. */
  private record UserQuery(String name, int items, Supplier<String> parameters) {}

  private static List<Double> times(HttpConnection connection, UserQuery list, int count)
      throws IOException {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String request =
          "GET /api/v1/tenants/default/users?limit="
              + PAGE
              + list.parameters().get()
              + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
              + Distribution.ADMIN_TOKEN
              + "\r\n\r\n";
      long began = System.nanoTime();
      HttpConnection.Answer answer = connection.exchange(request);
      times.add((System.nanoTime() - began) / 1e6);
      if (answer.status() != 200
          || answer.body().split("\"username\"", -1).length != list.items() + 1) {
        throw new AssertionError(list.name() + ": " + answer);
      }
    }
    return times;
  }

  private void publish(Report report, UserQuery list, List<Double> times) {
    List<Double> sorted = times.stream().sorted().toList();
    double p99 = sorted.get(sorted.size() * 99 / 100);
    report.target(
        "p99 of a list of users, %s, %d users, ms".formatted(list.name(), users),
        "≤ 100",
        String.format(
            Locale.ROOT,
            "%.1f / **%.1f** / %.1f, p99 %.1f",
            sorted.get(0),
            sorted.get(sorted.size() / 2),
            sorted.get(sorted.size() - 1),
            p99),
        p99 <= MOST_MILLIS,
        "%d a page, %d calls, one at a time".formatted(PAGE, calls));
  }
}
