package dev.muster.distribution.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.distribution.process.Await;
import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Management;
import dev.muster.distribution.process.Work;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The process: what it is, how it stops, what it says at its first start, where it may lie. */
class RunningIT {
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final Map<String, String> PASSWORD =
      Map.of("MUSTER_ADMIN_PASSWORD", "not-asked-here-123");

  @Test
  void answersWhatIsUnderWayBeforeItStops() throws Exception {
    try (Company company = new Company()) {
      Distribution node = Distribution.unpack("stop", company.settings(PASSWORD));
      try (Child process = node.run();
          Socket idle = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
        Company.bind(node);
        Person person = new Person("crowd-3");
        URI callback = person.scan(node);
        company.answerSlowly();
        CompletableFuture<URI> arrival =
            CompletableFuture.supplyAsync(() -> person.arrive(callback));
        Await.until(Duration.ofSeconds(10), "the platform is asked", company::isAsked);

        assertThat(process.terminate(STOP)).isPresent();
        assertThat(arrival.get(20, TimeUnit.SECONDS)).hasParameter("code");
        assertThat(process.output()).anyMatch(line -> line.contains("\"message\":\"stopped\""));
        assertThat(process.output()).noneMatch(line -> line.contains("\"level\":\"ERROR\""));
        assertThat(idle.isConnected()).isTrue();
      }
    }
  }

  @Test
  void stopsInTimeAlsoWhereAPlatformHangs() {
    try (Company company = new Company()) {
      Distribution node = Distribution.unpack("stop-hanging", company.settings(PASSWORD));
      try (Child process = node.run()) {
        Company.bind(node);
        Person person = new Person("crowd-4");
        URI callback = person.scan(node);
        company.hang();
        CompletableFuture<Integer> arrival =
            CompletableFuture.supplyAsync(() -> person.get(callback).statusCode());
        Await.until(Duration.ofSeconds(10), "the platform is asked", company::isAsked);

        assertThat(process.terminate(STOP)).isPresent();
        assertThat(arrival.handle((status, failure) -> failure == null ? status : 0).join())
            .isIn(0, 502, 503);
      }
    }
  }

  @Test
  void isTheProcessThatTheScriptWas() throws IOException {
    Distribution node = Distribution.unpack("pid", PASSWORD);
    try (Child process = node.run()) {
      assertThat(Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")))
          .contains("dev.muster.launcher.Main");
      assertThat(ProcessHandle.of(process.pid()).orElseThrow().children()).isEmpty();
    }
  }

  @Test
  void saysWhereTheAdministratorsPasswordIsOnceAtTheFirstStart() throws Exception {
    Distribution node = Distribution.unpack("first-start", Map.of());
    String password;
    try (Child process = node.run()) {
      List<String> lines =
          process.output().stream().filter(line -> line.contains("password")).toList();
      assertThat(lines).hasSize(1);
      password = Files.readString(node.home().resolve("data/admin.password")).strip();
      assertThat(lines.get(0)).contains("admin.password").doesNotContain(password);
      assertThat(signIn(node, password)).isEqualTo(200);
      assertThat(signIn(node, password + "x")).isEqualTo(401);
    }
    try (Child process = node.run()) {
      assertThat(process.output()).noneMatch(line -> line.contains("password"));
      assertThat(signIn(node, password)).isEqualTo(200);
    }
  }

  @Test
  void liesAnywhereAndMayBeMoved() {
    Distribution node = Distribution.unpack("a folder with spaces, ünïcode", PASSWORD);
    try (Child process = node.run()) {
      new Management(node).post("/tenants", "{'id':'moved','displayName':'Moved'}");
      assertThat(process.alive()).isTrue();
    }
    Path elsewhere = Work.folder("runs").resolve("moved to here");
    Distribution moved = node.moveTo(elsewhere);
    try (Child process = moved.run()) {
      assertThat(new Management(moved).get("/tenants/moved").path("displayName").asText())
          .isEqualTo("Moved");
      assertThat(process.alive()).isTrue();
    }
    assertThat(node.home()).doesNotExist();
    assertThat(elsewhere.resolve("data").resolve("muster.db")).exists();
  }

  @Test
  void goesOnWithTheOtherPlatformsWhereAPluginIsBroken() throws IOException {
    Distribution node = Distribution.unpack("broken-plugin", PASSWORD);
    Files.writeString(node.home().resolve("plugins").resolve("broken.jar"), "no jar at all");
    try (Child process = node.run()) {
      process.awaitLine(
          Duration.ofSeconds(10),
          "report of the broken plugin",
          0,
          line -> line.contains("\"level\":\"ERROR\"") && line.contains("plugin broken.jar"));
      assertThat(new Management(node).get("/platforms").path("items"))
          .hasSize(3)
          .allMatch(platform -> platform.path("available").asBoolean());
    }
  }

  private static int signIn(Distribution node, String password) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + "/api/v1/session"))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"username\":\"admin\",\"password\":\"" + password + "\"}"))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }
}
