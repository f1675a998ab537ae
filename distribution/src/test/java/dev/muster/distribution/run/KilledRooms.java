package dev.muster.distribution.run;

import dev.muster.distribution.process.Await;
import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Management;
import dev.muster.distribution.process.PlatformsWire;
import dev.muster.sandbox.SandboxServer;
import dev.muster.sandbox.common.GroupChat;
import dev.muster.sandbox.common.SimulatedPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Three companies in which rooms are opened, by hand and for alerts, by a node that is killed at
 * one of its calls.
 */
final class KilledRooms implements AutoCloseable {
  /** Who is in each chat in the end. */
  static final List<String> PEOPLE = List.of("oncall-engineer", "crowd-1", "crowd-2");

  /** One who is on all platforms, and two of each. */
  static final int INVITED = 7;

  private static final long ALERT_EVERY_MILLIS = 20;
  private static final Duration LONGEST_CALL = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newHttpClient();
  private final SandboxServer sandbox;
  private final PlatformsWire wire;
  private final Set<String> acknowledged = new ConcurrentSkipListSet<>();
  private final AtomicReference<Optional<Trap>> trap = new AtomicReference<>(Optional.empty());
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3);
  private URI intake = URI.create("http://127.0.0.1");
  private int opened;

  KilledRooms() {
    try {
      sandbox = SandboxServer.start(0, Clock.systemUTC());
    } catch (IOException e) {
      throw new AssertionError("the sandbox does not start", e);
    }
    wire = new PlatformsWire(sandbox.uri().toString(), this::watch);
  }

  /** Where a call is cut off. */
  enum When {
    /** The platform does not get it. */
    BEFORE,
    /** The platform has done it, and nobody is told. */
    ANSWERED,
    /** A moment later. */
    LATER
  }

  /** A node that is to be killed, and after how many calls. */
  private record Trap(Child node, AtomicInteger calls, When when, int laterMillis) {}

  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(wire.settings());
    settings.put("MUSTER_ADMIN_PASSWORD", "not-asked-here-123");
    return settings;
  }

  List<SimulatedPlatform<?>> platforms() {
    return sandbox.sandbox().platforms();
  }

  /** The keys of alerts that were answered with 202. */
  Set<String> acknowledged() {
    return Set.copyOf(acknowledged);
  }

  void prepare(Distribution node) {
    Management api = new Management(node);
    for (SimulatedPlatform<?> platform : platforms()) {
      List<String> fields = new ArrayList<>();
      platform.binding().forEach((name, value) -> fields.add("'" + name + "':'" + value + "'"));
      api.post(
          "/tenants/default/mobile-apps",
          "{'platform':'%s','fields':{%s}}".formatted(platform.id(), String.join(",", fields)));
    }
    api.patch("/tenants/default/war-room-settings", "{'maxNewRooms':1000}");
    api.post(
        "/tenants/default/war-room-rules",
        "{'displayName':'All','then':{%s}}".formatted(platformsAndMembers()));
    String key =
        api.post("/tenants/default/alert-intakes", "{'displayName':'Monitoring'}")
            .path("key")
            .asText();
    intake = URI.create("http://127.0.0.1:" + node.port() + "/t/default/alerts/" + key + "/json");
  }

  private String platformsAndMembers() {
    List<String> ids = new ArrayList<>();
    List<String> members = new ArrayList<>(List.of("{'mobile':'+8613800000001'}"));
    for (SimulatedPlatform<?> platform : platforms()) {
      ids.add("'" + platform.id() + "'");
      for (String person : List.of("crowd-1", "crowd-2")) {
        members.add("{'platform':'%s','userId':'%s'}".formatted(platform.id(), person));
      }
    }
    return "'platforms':[%s],'members':[%s]"
        .formatted(String.join(",", ids), String.join(",", members));
  }

  /** How many chats there are of each title on each platform. */
  Collection<Integer> chatsOfATitle() {
    Map<String, Integer> counts = new HashMap<>();
    for (SimulatedPlatform<?> platform : platforms()) {
      for (GroupChat chat : platform.chats()) {
        counts.merge(platform.id() + " " + chat.title(), 1, Integer::sum);
      }
    }
    return counts.values();
  }

  /** Kills a node at one of its next calls of a platform. */
  void killAt(Child node, int call, When when, int laterMillis) {
    trap.set(Optional.of(new Trap(node, new AtomicInteger(call), when, laterMillis)));
  }

  private Runnable watch(String path) {
    Optional<Trap> set = trap.get().filter(it -> it.calls().decrementAndGet() == 0);
    if (set.isEmpty()) {
      return () -> {};
    }
    Trap it = set.get();
    return switch (it.when()) {
      case BEFORE -> {
        it.node().kill();
        throw new UncheckedIOException(new IOException(path + " is not passed on"));
      }
      case ANSWERED -> it.node()::kill;
      case LATER -> () -> later(it);
    };
  }

  private void later(Trap it) {
    var unused = threads.schedule(it.node()::kill, it.laterMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Opens a room and lets alerts of a problem come in, until the node is killed.
   *
   * @param soon when it is killed at the latest, should there be fewer calls than it waits for
   */
  void openUntilKilled(Distribution node, Child process, Duration soon) {
    int round = ++opened;
    AtomicInteger number = new AtomicInteger();
    threads.execute(() -> quietly(() -> open(node, round)));
    ScheduledFuture<?> alerts =
        threads.scheduleWithFixedDelay(
            () -> send(round, number.getAndIncrement()),
            0,
            ALERT_EVERY_MILLIS,
            TimeUnit.MILLISECONDS);
    ScheduledFuture<?> latest =
        threads.schedule(process::kill, soon.toMillis(), TimeUnit.MILLISECONDS);
    Await.until(soon.plus(LONGEST_CALL), "the kill", () -> !process.alive());
    alerts.cancel(false);
    latest.cancel(false);
    trap.set(Optional.empty());
  }

  /** Opens the last room once more, which has to succeed: nobody knows whether it did before. */
  void openAgain(Distribution node) {
    if (opened > 0) {
      HttpResponse<String> answer = open(node, opened);
      if (answer.statusCode() / 100 != 2) {
        throw new AssertionError(answer.statusCode() + " " + answer.body());
      }
    }
  }

  private HttpResponse<String> open(Distribution node, int number) {
    String room = "{'title':'Room %d','severity':'P1',%s}".formatted(number, platformsAndMembers());
    URI rooms = URI.create("http://127.0.0.1:" + node.port() + "/api/v1/tenants/default/war-rooms");
    return post(
        HttpRequest.newBuilder(rooms)
            .header("Authorization", "Bearer " + Distribution.ADMIN_TOKEN)
            .header("Idempotency-Key", "room-" + number),
        room);
  }

  private void send(int round, int number) {
    String key = "alert-" + round + "-" + number;
    String alert =
        "{'title':'Problem %1$d','group':'group-%1$d','alertKey':'%2$s','severity':'critical'}"
            .formatted(round, key);
    quietly(
        () -> {
          if (post(HttpRequest.newBuilder(intake), alert).statusCode() == 202) {
            acknowledged.add(key);
          }
        });
  }

  private HttpResponse<String> post(HttpRequest.Builder request, String body) {
    try {
      return http.send(
          request
              .timeout(LONGEST_CALL)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body.replace('\'', '"')))
              .build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** The server is being killed: what was not acknowledged may be there or not. */
  private static void quietly(Runnable call) {
    try {
      call.run();
    } catch (UncheckedIOException e) {
      // as said
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    wire.close();
    sandbox.close();
  }
}
