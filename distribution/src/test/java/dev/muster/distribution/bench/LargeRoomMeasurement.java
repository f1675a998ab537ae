package dev.muster.distribution.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.distribution.process.Await;
import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Management;
import dev.muster.distribution.process.PlatformsWire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A room of many people on three platforms that take their time: how long it takes until everybody
 * is in, and how much of that nobody at the platform was asked anything.
 */
final class LargeRoomMeasurement {
  private static final int CALL_MILLIS = 200;
  private static final double MOST_SHARE = 0.1;
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String ROOMS = "/tenants/default/war-rooms";

  private final PlatformProcess platform;
  private final int people;
  private final int rounds;
  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

  LargeRoomMeasurement(PlatformProcess platform, boolean quick) {
    this.platform = platform;
    this.people = quick ? 20 : 500;
    this.rounds = quick ? 2 : 10;
  }

  /** A call of a platform, in nanoseconds of this process's clock. */
  private record Call(BenchPlatform platform, String path, long from, long to) {}

  private Runnable watch(String path) {
    long from = System.nanoTime();
    BenchPlatform to = BenchPlatform.valueOf(path.split("/", 3)[1].toUpperCase(Locale.ROOT));
    return () -> calls.add(new Call(to, path, from, System.nanoTime()));
  }

  void into(Report report) throws IOException {
    try (PlatformsWire wire =
        new PlatformsWire("http://127.0.0.1:" + platform.port(), this::watch)) {
      Distribution node = Distribution.unpack("bench-large-room", wire.settings());
      try (Child process = node.run()) {
        Management api = new Management(node);
        for (BenchPlatform each : BenchPlatform.values()) {
          api.post(
              "/tenants/default/mobile-apps",
              "{'platform':'%s','fields':{%s}}".formatted(each.id(), each.fields()));
        }
        for (int small = 0; small < 2 * rounds; small++) {
          open(api, 5);
        }
        platform.slow(CALL_MILLIS);
        List<Room> rooms = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
          calls.clear();
          long from = System.nanoTime();
          open(api, people);
          rooms.add(room(from));
          System.out.println("  " + rooms.get(round) + " " + process.alive());
        }
        publish(report, rooms);
      } finally {
        platform.reset();
      }
    }
  }

  /** Asks for the people once all is done: that alone costs as much as a call of a platform. */
  private static void open(Management api, int people) {
    String id = api.post(ROOMS, BenchRoom.of(1, people)).path("id").asText();
    Await.until(
        SOON,
        () -> "nothing is left to be done: " + api.get("/tenants/default/tasks"),
        () -> api.get("/tenants/default/tasks").path("items").isEmpty());
    JsonNode room = api.get(ROOMS + "/" + id);
    if (!BenchRoom.isWhole(room)) {
      throw new AssertionError("not everybody is in: " + room);
    }
  }

  /**
   * What became of a room.
   *
   * @param seconds until the last call was answered
   * @param calls how many each platform got
   * @param asked for how many seconds each platform was being asked something
   * @param own for how many seconds it was not, until the last call was answered
   */
  private record Room(
      double seconds,
      Map<BenchPlatform, Integer> calls,
      Map<BenchPlatform, Double> asked,
      Map<BenchPlatform, Double> own) {
    double share(BenchPlatform of) {
      return own.getOrDefault(of, 0.0) / asked.getOrDefault(of, 0.0);
    }

    /** What the room waited for: of the chat that was done last. */
    double share() {
      return share(
          Collections.max(
              asked.keySet(),
              Comparator.comparingDouble(
                  it -> asked.getOrDefault(it, 0.0) + own.getOrDefault(it, 0.0))));
    }
  }

  private Room room(long from) {
    long last = from;
    Map<BenchPlatform, Integer> counts = new EnumMap<>(BenchPlatform.class);
    Map<BenchPlatform, Double> seconds = new EnumMap<>(BenchPlatform.class);
    Map<BenchPlatform, Double> own = new EnumMap<>(BenchPlatform.class);
    for (BenchPlatform each : BenchPlatform.values()) {
      List<Call> of =
          calls.stream()
              .filter(call -> call.platform() == each)
              .sorted(Comparator.comparingLong(Call::from))
              .toList();
      long asked = 0;
      long until = from;
      for (Call call : of) {
        asked += Math.max(0, call.to() - Math.max(until, call.from()));
        until = Math.max(until, call.to());
      }
      last = Math.max(last, until);
      counts.put(each, of.size());
      seconds.put(each, asked / 1e9);
      own.put(each, (until - from - asked) / 1e9);
    }
    return new Room((last - from) / 1e9, counts, seconds, own);
  }

  private void publish(Report report, List<Room> rooms) {
    String how =
        "%d people on each of %d platforms, %d ms a call; %d rooms, one at a time"
            .formatted(people, BenchPlatform.values().length, CALL_MILLIS, rounds);
    report.note(
        "a large war room, until the last call of a platform is answered, s",
        new Samples(rooms.stream().map(Room::seconds).toList()).spread("%.2f"),
        how);
    report.note("calls of the platforms", String.valueOf(rooms.get(0).calls()), how);
    for (BenchPlatform each : BenchPlatform.values()) {
      report.note(
          "own time to that of " + each.id(),
          new Samples(rooms.stream().map(room -> room.share(each)).toList()).spread("%.3f"),
          "until the last call of the chat was answered");
    }
    Samples shares = new Samples(rooms.stream().map(Room::share).toList());
    report.target(
        "the same of the chat that was done last",
        "≤ 0.1",
        shares.spread("%.3f"),
        shares.median() <= MOST_SHARE,
        how);
  }
}
