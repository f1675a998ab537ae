package dev.muster.distribution.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.distribution.process.Await;
import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A node goes and comes while people are served, and nobody notices. */
class GracefulStopIT {
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final int STOPS = 3;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static Distribution unpack(String name) {
    return Distribution.unpack(
        name, Map.of("MUSTER_STOP_GRACE", "2", "MUSTER_ADMIN_PASSWORD", "not-asked-here-123"));
  }

  @Test
  void nothingFailsBehindABalancerThatLooksAtReadiness() {
    Distribution one = unpack("graceful-one");
    Distribution two = unpack("graceful-two");
    Child first = one.run();
    Child second = two.run();
    try (Balancer balancer = new Balancer("/t/default/oauth2/jwks", one, two)) {
      Await.until(STOP, "both serve", () -> balancer.sees(one) && balancer.sees(two));
      for (int i = 0; i < STOPS; i++) {
        int before = balancer.answered();
        Await.until(STOP, "load", () -> balancer.answered() > before + 20);
        assertThat(first.terminate(STOP)).isPresent();
        first = one.run();
        Await.until(STOP, "it is sent requests again", () -> balancer.sees(one));
      }
      assertThat(balancer.failed()).isEmpty();
      assertThat(first.output()).noneMatch(line -> line.contains("\"level\":\"ERROR\""));
    } finally {
      first.close();
      second.close();
    }
  }

  /** What is answered from the first byte of the start to the last of the stop is ours. */
  @Test
  void neverAnswersWithoutTheProduct() throws Exception {
    Distribution node = unpack("graceful-alone");
    Child process = node.launch("run");
    List<HttpResponse<String>> answers = new ArrayList<>();
    try {
      Await.until(Duration.ofSeconds(60), "ready", () -> status(node, answers) == 200);
      CompletableFuture<Boolean> stopped =
          CompletableFuture.supplyAsync(() -> process.terminate(STOP).isPresent());
      List<Integer> whileStopping = new ArrayList<>();
      while (!stopped.isDone()) {
        whileStopping.add(status(node, answers));
      }
      assertThat(stopped.get()).isTrue();
      assertThat(whileStopping).contains(503, 0);
      assertThat(answers)
          .allSatisfy(
              answer -> {
                assertThat(answer.statusCode()).isIn(200, 503);
                assertThat(answer.headers().firstValue("X-Correlation-Id")).isPresent();
              });
    } finally {
      process.close();
    }
  }

  private static int status(Distribution node, List<HttpResponse<String>> answers) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + "/readyz"))
            .timeout(Duration.ofSeconds(20))
            .build();
    try {
      HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
      answers.add(answer);
      return answer.statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
