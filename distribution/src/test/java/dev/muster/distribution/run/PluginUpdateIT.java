package dev.muster.distribution.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.distribution.process.Await;
import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Management;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Plugins change under people who sign in, and over restarts. */
class PluginUpdateIT {
  private static final String WECHATWORK = "dev.muster.wechatwork";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Map<String, String> SETTINGS =
      Map.of("MUSTER_ADMIN_PASSWORD", "not-asked-here-123", "MUSTER_PLUGINS_UPLOAD", "true");

  private static void awaitUpdate(Child process, int updates) {
    Await.until(
        PATIENCE,
        "update " + updates,
        () ->
            process.output().stream()
                    .filter(line -> line.contains("started: " + WECHATWORK))
                    .count()
                > updates);
  }

  @Test
  void nobodyNoticesThatAPluginIsUpdatedWhileTheySignIn() throws Exception {
    try (Company company = new Company()) {
      Distribution node = Distribution.unpack("plugin-update", company.settings(SETTINGS));
      PluginFiles files = new PluginFiles(node.home());
      try (Child process = node.run()) {
        Company.bind(node);
        Person early = new Person("crowd-1");
        URI callback = early.scan(node);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger signedIn = new AtomicInteger();
        List<CompletableFuture<Void>> people = new ArrayList<>();
        for (int i = 2; i < 5; i++) {
          String name = "crowd-" + i;
          people.add(
              CompletableFuture.runAsync(
                  () -> {
                    while (!stop.get()) {
                      new Person(name).signIn(node);
                      signedIn.incrementAndGet();
                    }
                  }));
        }
        for (int update = 1; update <= 5; update++) {
          int before = signedIn.get();
          files.replace(files.rebuilt("number-" + update));
          awaitUpdate(process, update);
          Await.until(PATIENCE, "people sign in", () -> signedIn.get() > before + 5);
        }
        stop.set(true);
        people.forEach(CompletableFuture::join); // throws what failed
        assertThat(early.redeem(node, early.arrive(callback)).path("id_token").asText())
            .isNotEmpty();
      }
    }
  }

  @Test
  void aSignInThatBeganBeforeAnUpdateAndARestartEndsAfterThem() {
    try (Company company = new Company()) {
      Distribution node = Distribution.unpack("plugin-restart", company.settings(SETTINGS));
      PluginFiles files = new PluginFiles(node.home());
      Person person = new Person("crowd-1");
      URI callback;
      try (Child process = node.run()) {
        Company.bind(node);
        callback = person.scan(node);
        files.replace(files.rebuilt("next"));
        awaitUpdate(process, 1);
      }
      try (Child process = node.run()) {
        assertThat(person.redeem(node, person.arrive(callback)).path("id_token").asText())
            .isNotEmpty();
        assertThat(process.alive()).isTrue();
      }
    }
  }

  @Test
  void aPlatformThatIsGoneAfterARestartStaysInSightAndFinishesSignInsOnceItIsBack()
      throws Exception {
    try (Company company = new Company()) {
      Distribution node = Distribution.unpack("plugin-missing", company.settings(SETTINGS));
      PluginFiles files = new PluginFiles(node.home());
      byte[] jar = Files.readAllBytes(files.jar());
      Person person = new Person("crowd-1");
      URI callback;
      try (Child process = node.run()) {
        Company.bind(node);
        callback = person.scan(node);
        assertThat(process.alive()).isTrue();
      }
      Files.delete(files.jar());
      try (Child process = node.run()) {
        Management api = new Management(node);
        JsonNode missing = api.get("/platforms/wechatwork");
        assertThat(missing.path("available").asBoolean()).isFalse();
        assertThat(missing.path("displayName").path("zh-CN").asText()).isEqualTo("企业微信");
        assertThat(api.get("/platforms").toString()).contains("\"id\":\"wechatwork\"");
        assertThat(api.get("/tenants/default/mobile-apps/wechatwork").path("platform").asText())
            .isEqualTo("wechatwork");
        HttpResponse<String> away = get(node, "/t/default/login/" + Company.SOURCE);
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.headers().firstValue("Retry-After")).isPresent();

        files.replace(jar);
        Await.until(
            PATIENCE,
            "the platform is back",
            () -> api.get("/platforms/wechatwork").path("available").asBoolean());
        assertThat(person.redeem(node, person.arrive(callback)).path("id_token").asText())
            .isNotEmpty();
        assertThat(process.alive()).isTrue();
      }
    }
  }

  private static HttpResponse<String> get(Distribution node, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  @Test
  void theLastJarThatWorkedGoesOnAlsoAfterARestart() {
    Distribution node = Distribution.unpack("plugin-last-good", SETTINGS);
    PluginFiles files = new PluginFiles(node.home());
    try (Child process = node.run()) {
      files.replace(new byte[0]);
      awaitProblem(node);
      assertThat(process.alive()).isTrue();
    }
    try (Child process = node.run()) {
      awaitProblem(node);
      assertThat(new Management(node).get("/platforms/wechatwork").path("available").asBoolean())
          .isTrue();
      byte[] mended =
          new PluginFiles(Distribution.unpack("plugin-source", SETTINGS).home()).rebuilt("x");
      files.replace(mended);
      Await.until(
          PATIENCE,
          "mended",
          () -> new Management(node).get("/plugins/" + WECHATWORK).path("problems").isEmpty());
      assertThat(process.alive()).isTrue();
    }
  }

  private static void awaitProblem(Distribution node) {
    Await.until(
        PATIENCE,
        "the problem is told",
        () -> !new Management(node).get("/plugins/" + WECHATWORK).path("problems").isEmpty());
    JsonNode plugin = new Management(node).get("/plugins/" + WECHATWORK);
    assertThat(plugin.path("state").asText()).isEqualTo("active");
    assertThat(plugin.path("problems").path(0).path("message").asText()).contains("is empty");
  }

  @Test
  void whatIsStoppedStaysStoppedAndItsSourcesStay() {
    try (Company company = new Company()) {
      Distribution node = Distribution.unpack("plugin-stopped", company.settings(SETTINGS));
      try (Child process = node.run()) {
        Company.bind(node);
        new Management(node).post("/plugins/" + WECHATWORK + "/stop", "");
        assertThat(process.alive()).isTrue();
      }
      try (Child process = node.run()) {
        Management api = new Management(node);
        assertThat(api.get("/plugins/" + WECHATWORK).path("state").asText()).isEqualTo("stopped");
        String source = "/tenants/default/identity-sources/" + Company.SOURCE;
        assertThat(api.get(source).path("enabled").asBoolean()).isTrue();
        assertThat(node.status("/t/default/login/" + Company.SOURCE)).isEqualTo(503);
        assertThat(api.patch(source, "{'enabled':false}").path("enabled").asBoolean()).isFalse();
        api.post("/plugins/" + WECHATWORK + "/start", "");
        api.patch(source, "{'enabled':true}");
        new Person("crowd-1").signIn(node);
        api.post("/plugins/" + WECHATWORK + "/stop", "");
        api.delete(source);
        api.delete("/tenants/default/mobile-apps/wechatwork");
        assertThat(process.alive()).isTrue();
      }
    }
  }

  @Test
  void takesUploadsOnlyWhenSwitchedOn() throws Exception {
    Distribution on = Distribution.unpack("plugin-upload", SETTINGS);
    PluginFiles files = new PluginFiles(on.home());
    try (Child process = on.run()) {
      assertThat(upload(on, files.rebuilt("uploaded")).statusCode()).isEqualTo(200);
      HttpResponse<String> refused = upload(on, new byte[] {1, 2, 3});
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(refused.body()).contains("plugin-refused", "damaged or incomplete");
      assertThat(files.jar()).doesNotExist();
      assertThat(process.alive()).isTrue();
    }
    Distribution off = on.with(Map.of("MUSTER_PLUGINS_UPLOAD", "false"));
    try (Child process = off.run()) {
      assertThat(new Management(off).get("/plugins/" + WECHATWORK).path("state").asText())
          .isEqualTo("active");
      HttpResponse<String> refused = upload(off, new byte[] {1, 2, 3});
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body()).contains("plugin-upload-off", "plugins.upload=true");
      assertThat(process.alive()).isTrue();
    }
  }

  @Test
  void startsNothingUnsignedWhereSignaturesAreAsked() {
    Distribution node =
        Distribution.unpack("plugin-trust", SETTINGS)
            .with(Map.of("MUSTER_PLUGINS_TRUST", "signed"));
    try (Child process = node.run()) {
      JsonNode plugin = new Management(node).get("/plugins/" + WECHATWORK);
      assertThat(plugin.path("state").asText()).isEqualTo("refused");
      assertThat(plugin.path("problems").path(0).path("code").asText()).isEqualTo("not-trusted");
      assertThat(process.alive()).isTrue();
    }
  }

  private static HttpResponse<String> upload(Distribution node, byte[] jar) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + "/api/v1/plugins"))
            .header("Authorization", "Bearer " + Distribution.ADMIN_TOKEN)
            .header("Content-Type", "application/java-archive")
            .POST(BodyPublishers.ofByteArray(jar))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
