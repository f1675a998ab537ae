package dev.muster.distribution.bench;

import dev.muster.distribution.process.Await;
import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Management;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lists of war rooms, where there are very many of them, each on three platforms. */
final class RoomListsMeasurement {
  private static final double MOST_MILLIS = 50;
  private static final int WARMING_UP = 200;
  private static final int PAGE = 50;
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String ROOMS = "/tenants/default/war-rooms";

  /** Of each application one is closed and one is not, of one severity. */
  private static final int APPLICATIONS = 4;

  private final PlatformProcess platform;
  private final int rooms;
  private final int calls;

  RoomListsMeasurement(PlatformProcess platform, boolean quick) {
    this.platform = platform;
    this.rooms = quick ? 800 : 100_000;
    this.calls = quick ? 50 : 1_000;
  }

  void into(Report report) throws IOException {
    Distribution node = Distribution.unpack("bench-rooms", platform.settings());
    List<String> originals;
    try (Child filled = node.run()) {
      originals = open(node);
      System.out.println("  rooms are open: " + filled.alive());
    }
    long began = System.nanoTime();
    ManyRooms.multiply(node.home().resolve("data"), originals, rooms / originals.size() - 1);
    System.out.println("  stored in " + (System.nanoTime() - began) / 1_000_000_000L + " s");
    try (Child measured = node.run();
        HttpConnection connection = new HttpConnection(node.port())) {
      List<RoomQuery> lists =
          List.of(
              new RoomQuery("first page", PAGE, ""),
              new RoomQuery("of a status", PAGE, "&status=closed"),
              new RoomQuery("of a severity", PAGE, "&severity=P2"),
              new RoomQuery("of an application", PAGE, "&application=shop-2"),
              new RoomQuery(
                  "of all three", PAGE, "&status=diagnosing&severity=P3&application=shop-3"),
              new RoomQuery("nothing fits", 0, "&status=recovered&severity=P1"));
      // warm ones alone say what a page costs; the first of a process comes once
      for (RoomQuery list : lists) {
        times(connection, list, WARMING_UP);
      }
      for (RoomQuery list : lists) {
        publish(report, list, times(connection, list, calls));
      }
      if (!measured.alive()) {
        throw new AssertionError("it has ended:\n" + measured.tail());
      }
    }
  }

  private static List<String> open(Distribution node) {
    Management api = new Management(node);
    for (BenchPlatform each : BenchPlatform.values()) {
      api.post(
          "/tenants/default/mobile-apps",
          "{'platform':'%s','fields':{%s}}".formatted(each.id(), each.fields()));
    }
    List<String> ids = new ArrayList<>();
    for (int application = 1; application <= APPLICATIONS; application++) {
      for (boolean closed : new boolean[] {false, true}) {
        String id = api.post(ROOMS, BenchRoom.of(application, 2)).path("id").asText();
        ids.add(id);
        api.post(ROOMS + "/" + id + "/status", "{'status':'diagnosing'}");
        Await.until(
            SOON,
            () -> "open: " + api.get(ROOMS + "/" + id),
            () -> BenchRoom.isWhole(api.get(ROOMS + "/" + id)));
        if (closed) {
          api.post(ROOMS + "/" + id + "/close", "{'policy':'keep'}");
        }
      }
    }
    Await.until(
        SOON,
        () -> "nothing is left to be done: " + api.get("/tenants/default/tasks"),
        () -> api.get("/tenants/default/tasks").path("items").isEmpty());
    return ids;
  }

  /** What is asked for, and how many rooms that page has. */
  private record RoomQuery(String name, int items, String parameters) {}

  private static List<Double> times(HttpConnection connection, RoomQuery list, int count)
      throws IOException {
    String request =
        "GET /api/v1"
            + ROOMS
            + "?limit="
            + PAGE
            + list.parameters()
            + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + Distribution.ADMIN_TOKEN
            + "\r\n\r\n";
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long began = System.nanoTime();
      HttpConnection.Answer answer = connection.exchange(request);
      times.add((System.nanoTime() - began) / 1e6);
      if (answer.status() != 200
          || answer.body().split("\"openedAt\"", -1).length != list.items() + 1) {
        throw new AssertionError(list.name() + ": " + answer);
      }
    }
    return times;
  }

  private void publish(Report report, RoomQuery list, List<Double> times) {
    List<Double> sorted = times.stream().sorted().toList();
    double p99 = sorted.get(sorted.size() * 99 / 100);
    report.target(
        "p99 of a list of war rooms, %s, %d rooms, ms".formatted(list.name(), rooms),
        "≤ 50",
        String.format(
            Locale.ROOT,
            "%.1f / **%.1f** / %.1f, p99 %.1f",
            sorted.get(0),
            sorted.get(sorted.size() / 2),
            sorted.get(sorted.size() - 1),
            p99),
        p99 <= MOST_MILLIS,
        "%d a page, on %d platforms each, %d calls, one at a time"
            .formatted(PAGE, BenchPlatform.values().length, calls));
  }
}
