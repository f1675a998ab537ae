package dev.muster.distribution.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.distribution.process.Await;
import dev.muster.distribution.process.Management;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * A storm of alerts of a hundred problems: whether each is stored, how long that takes, how many
 * war rooms come of it, and what it does to those who sign in meanwhile, each after a turn without
 * it.
 */
final class AlertsMeasurement {
  private static final double MOST_INTAKE_MILLIS = 100;
  private static final double MOST_RATIO = 2;
  private static final Duration TO_ROUTE = Duration.ofMinutes(3);
  private static final int SECONDS = 600;

  /** More than there are in any turn: it ends with its time. */
  private static final int WITHOUT_END = 200_000;

  /** How many connections monitoring systems have. */
  private static final int SENDERS = 50;

  private static final int PEOPLE = 200;
  private static final String ROOMS_BY = BenchPlatform.LARK.id();
  private static final String TENANT = "/tenants/" + LoadPlan.TENANT;

  private final PlatformProcess platform;
  private final LoadProcess load;
  private final AlertSizes sizes;
  private final int clients;

  AlertsMeasurement(PlatformProcess platform, LoadProcess load, AlertSizes sizes, int clients) {
    this.platform = platform;
    this.load = load;
    this.sizes = sizes;
    this.clients = clients;
  }

  void into(Report report) {
    try (GatewayProcess gateway = new GatewayProcess("bench-alerts", platform, "ES256");
        LoadProcess senders = new LoadProcess("bench-senders")) {
      gateway.bind(BenchPlatform.LARK);
      Management api = gateway.management();
      LoadResult signedIn = load.run(people(gateway, sizes.warmUp()).at(0));
      LoadResult ignored = senders.run(storm(gateway, intake(api), sizes.warmUp()));
      System.out.println("  warm: " + signedIn + " " + ignored);
      awaitRouted(api);
      allowRooms(api);
      List<Storm> storms = new ArrayList<>();
      for (int round = 0; round < sizes.rounds(); round++) {
        storms.add(storm(gateway, senders, api, round));
      }
      publish(report, storms, rooms(api));
    }
  }

  /** What came of one. */
  private record Storm(LoadResult intake, double routed, LoadResult before, LoadResult meanwhile) {
    double ratio() {
      return (double) meanwhile.p99Micros() / before.p99Micros();
    }
  }

  private Storm storm(GatewayProcess gateway, LoadProcess senders, Management api, int round) {
    String key = intake(api);
    LoadResult before = load.run(people(gateway, sizes.quietSeconds() * sizes.signInsPerSecond()));
    load.begin(people(gateway, WITHOUT_END));
    long began = System.nanoTime();
    LoadResult sent = senders.run(storm(gateway, key, sizes.alerts()));
    awaitRouted(api);
    double routed = (System.nanoTime() - began) / 1e9;
    Storm storm = new Storm(sent, routed, before, load.end());
    requireStored(api, sizes.warmUp() + (round + 1) * sizes.alerts());
    System.out.println("  " + storm);
    return storm;
  }

  private static String intake(Management api) {
    return api.post(TENANT + "/alert-intakes", "{'displayName':'Monitoring'}").path("key").asText();
  }

  private static void allowRooms(Management api) {
    api.patch(TENANT + "/war-room-settings", "{'maxNewRooms':1000}");
    api.post(
        TENANT + "/war-room-rules",
        ("{'displayName':'Shop','when':{'applications':['shop']},'then':{'platforms':['%1$s'],"
                + "'members':[{'platform':'%1$s','userId':'crowd-1'},{'platform':'%1$s','userId':'crowd-2'}]}}")
            .formatted(ROOMS_BY));
  }

  private LoadPlan people(GatewayProcess gateway, int count) {
    return new LoadPlan(gateway.port(), platform.port(), clients, count, 1, PEOPLE, SECONDS)
        .at(sizes.signInsPerSecond());
  }

  private LoadPlan storm(GatewayProcess gateway, String key, int count) {
    return new LoadPlan(gateway.port(), platform.port(), SENDERS, count, 1, PEOPLE, SECONDS)
        .doing(Visit.ALERT)
        .by(key)
        .at(sizes.perSecond());
  }

  /** Nothing is left to be done about what came. */
  private static void awaitRouted(Management api) {
    Await.until(
        TO_ROUTE,
        () -> "routed; left: " + api.get(TENANT + "/tasks"),
        () -> api.get(TENANT + "/tasks").path("items").isEmpty());
  }

  private static void requireStored(Management api, int alerts) {
    Set<String> stored = new HashSet<>();
    for (JsonNode alert : api.all(TENANT + "/alerts?limit=200")) {
      stored.add(alert.path("intake").asText() + " " + alert.path("fingerprint").asText());
    }
    if (stored.size() != alerts) {
      throw new AssertionError(stored.size() + " alerts of " + alerts + " are there");
    }
  }

  private static int rooms(Management api) {
    List<JsonNode> rooms = api.all(TENANT + "/war-rooms?limit=200");
    rooms.forEach(
        room -> {
          if (!room.path("chats").path(0).path("state").asText().equals("open")) {
            throw new AssertionError("not open: " + room);
          }
        });
    return rooms.size();
  }

  private void publish(Report report, List<Storm> storms, int rooms) {
    String how =
        "%d alerts, %d a second, on %d connections, one a call, in %d groups; %d times"
            .formatted(
                sizes.alerts(), sizes.perSecond(), SENDERS, AlertScript.GROUPS, sizes.rounds());
    int sent = storms.stream().mapToInt(it -> it.intake().done()).sum();
    report.target(
        "alerts that were answered 202 and are there",
        "all",
        sent + " of " + sizes.rounds() * sizes.alerts(),
        sent == sizes.rounds() * sizes.alerts(),
        how);
    report.target(
        "war rooms of each hundred groups",
        "≤ 100",
        String.valueOf(rooms / (double) sizes.rounds()),
        rooms <= AlertScript.GROUPS * sizes.rounds() && rooms > 0,
        "each with an open chat");
    Samples p99 = samples(storms, it -> it.intake().p99Micros() / 1e3);
    report.target(
        "p99 of the intake's answers, ms",
        "≤ 100",
        p99.spread("%.1f"),
        p99.median() <= MOST_INTAKE_MILLIS,
        how);
    report.note(
        "the same, median of the answers",
        samples(storms, it -> it.intake().p50Micros() / 1e3).spread("%.1f"),
        how);
    report.note(
        "until all were sent, s",
        samples(storms, it -> it.intake().millis() / 1e3).spread("%.1f"),
        "");
    report.note(
        "until all were routed and every room was open, s",
        samples(storms, Storm::routed).spread("%.1f"),
        "");
    signIns(report, storms);
  }

  private void signIns(Report report, List<Storm> storms) {
    report.note(
        "p99 of a sign-in before, ms",
        samples(storms, it -> it.before().p99Micros() / 1e3).spread("%.1f"),
        "%d a second, %d s".formatted(sizes.signInsPerSecond(), sizes.quietSeconds()));
    report.note(
        "p99 of a sign-in meanwhile, ms",
        samples(storms, it -> it.meanwhile().p99Micros() / 1e3).spread("%.1f"),
        "%d a second, until all were routed".formatted(sizes.signInsPerSecond()));
    Samples ratios = samples(storms, Storm::ratio);
    int failed = storms.stream().mapToInt(it -> it.meanwhile().failed()).sum();
    report.target(
        "their ratio",
        "≤ 2",
        ratios.spread("%.2f"),
        ratios.median() <= MOST_RATIO && failed == 0,
        "the median of the storms' ratios; " + failed + " sign-ins failed");
  }

  private static Samples samples(List<Storm> storms, ToDoubleFunction<Storm> figure) {
    return Samples.of(storms.stream().mapToDouble(figure).toArray());
  }
}
