package dev.muster.distribution.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.distribution.process.Await;
import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Management;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A node that is killed while it brings in a file goes on where it was, and exports it whole. */
class KilledImportIT {
  private static final int LINES = 20_000;
  private static final String USERS = "/tenants/default/users";

  /** A dead node's lease ends after a minute. */
  private static final Duration LEASE_AND_MORE = Duration.ofSeconds(150);

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void everyLineIsBroughtInOnce() throws Exception {
    Distribution node =
        Distribution.unpack("killed-import", Map.of("MUSTER_ADMIN_PASSWORD", "not-asked-here-123"));
    Management api = new Management(node);
    String one;
    try (Child process = node.run()) {
      one = USERS + "/imports/" + start(node).path("id").asText();
      Await.until(
          Duration.ofSeconds(60), "it is under way", () -> api.get(one).path("done").asInt() > 500);
      process.kill();
    }
    try (Child process = node.run()) {
      assertThat(api.get(one).path("state").asText()).isEqualTo("running");
      Await.until(
          LEASE_AND_MORE,
          () -> "it is done: " + api.get(one),
          () -> api.get(one).path("state").asText().equals("done"));
      JsonNode done = api.get(one);
      assertThat(done.path("created").asInt()).isEqualTo(LINES);
      assertThat(done.path("done").asInt()).isEqualTo(LINES);
      assertThat(done.path("lines")).isEmpty();

      List<String> exported = call(node, "GET", "/export", "").body().lines().toList();
      assertThat(exported).hasSize(LINES + 1);
      assertThat(exported.stream().map(line -> line.split(",", 3)[1]).distinct().count())
          .isEqualTo(LINES + 1);
      assertThat(process.output()).noneMatch(line -> line.contains("\"level\":\"ERROR\""));
    }
  }

  private JsonNode start(Distribution node) throws IOException, InterruptedException {
    String csv =
        IntStream.range(0, LINES)
            .mapToObj(i -> "u" + i + ",Name " + i + ",u" + i + "@corp.example\n")
            .collect(Collectors.joining("", "username,displayName,email\n", ""));
    HttpResponse<String> started = call(node, "POST", "/import", csv);
    assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
    return new ObjectMapper().readTree(started.body());
  }

  private HttpResponse<String> call(Distribution node, String method, String path, String csv)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + node.port() + "/api/v1" + USERS + path))
            .header("Authorization", "Bearer " + Distribution.ADMIN_TOKEN)
            .header("Content-Type", "text/csv")
            .method(method, BodyPublishers.ofString(csv))
            .build(),
        BodyHandlers.ofString());
  }
}
