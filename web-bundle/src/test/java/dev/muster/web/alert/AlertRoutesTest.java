package dev.muster.web.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.AlertIntakes.WithKey;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.alert.AlertFormat;
import dev.muster.spi.alert.AlertGroup;
import dev.muster.spi.alert.AlertGroup.Ending;
import dev.muster.spi.alert.AlertItem;
import dev.muster.spi.alert.AlertMessage;
import dev.muster.spi.alert.AlertRequest;
import dev.muster.web.http.Response;
import dev.muster.web.http.TestInstallation;
import dev.muster.web.http.TestRequest;
import dev.muster.web.http.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlertRoutesTest {
  private static final String TENANT = TestCore.TENANT;

  private final TestCore core = new TestCore();
  private final TestServer server =
      new TestServer(
          TestInstallation.plain(), new CountedMetrics(), new AlertRoutes(core.alerting.inbox));
  private String key = "";

  @BeforeEach
  void start() {
    core.directory.require(TENANT);
    WithKey made = core.alerting.intakes.create(TestCore.ALICE, TENANT, "Prometheus");
    key = made.key().reveal();
  }

  private Response send(String key, String format, String json) {
    return server.answer(
        TestRequest.of("POST", "/t/" + TENANT + "/alerts/" + key + "/" + format)
            .body("application/json", json));
  }

  private static String text(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private int stored() {
    core.taskWork.runDue();
    return core.alerting
        .alerts
        .list(TENANT, Optional.empty(), 200, Optional.empty())
        .items()
        .size();
  }

  @Test
  void accepts() {
    Response response = send(key, "json", "{\"title\":\"A\",\"alertKey\":\"a\"}");

    assertThat(response.status()).isEqualTo(202);
    assertThat(text(response))
        .isEqualTo(
            "{\"status\":\"success\",\"message\":\"Stored\",\"accepted\":1,\"alertKey\":\"a\"}");
    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void acceptsWhatTheFormatOfABundleReads() {
    assertThat(send(key, "mine", "{}").status()).isEqualTo(404);
    core.alerting.othersFormats.add(
        new AlertFormat() {
          @Override
          public String id() {
            return "mine";
          }

          @Override
          public AlertMessage read(AlertRequest request) {
            return AlertMessage.of(
                List.of(AlertGroup.of("a", Ending.FIRING, "A", List.of(AlertItem.of("a", "A")))));
          }
        },
        0);

    assertThat(send(key, "mine", "{}").status()).isEqualTo(202);
    assertThat(send("x" + key, "mine", "{}").status()).isEqualTo(401);
    assertThat(send(key, "Mine", "{}").status()).isEqualTo(404);
    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void answersClientsOfPagerDutyAsTheyExpect() {
    String event =
        "{\"routing_key\":\"r\",\"event_action\":\"trigger\",\"dedup_key\":\"d\",\"payload\":{\"summary\":\"A\",\"source\":\"b\",\"severity\":\"error\"}}";

    assertThat(text(send(key, "pagerduty", event))).contains("\"dedup_key\":\"d\"");
    assertThat(send(key, "pagerduty/v2/enqueue", event).status()).isEqualTo(202);
    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void refusesAForgedKeyAndSaysNothingOfIt() {
    Response response = send("musteralert_0123456789", "json", "{\"title\":\"A\"}");

    assertThat(response.status()).isEqualTo(401);
    assertThat(text(response)).contains("\"unauthenticated\"").doesNotContain("0123456789");
    for (int i = 0; i < 10; i++) {
      response = send("musteralert_0123456789", "json", "{\"title\":\"A\"}");
    }
    assertThat(response.status()).isEqualTo(429);
    assertThat(send(key, "json", "{\"title\":\"A\"}").status()).isEqualTo(202);
  }

  @Test
  void refusesWhatItCannotRead() {
    assertThat(send(key, "nagios", "{}").status()).isEqualTo(404);
    assertThat(send(key, "alertmanager", "{\"text\":\"A\"}").status()).isEqualTo(400);
    assertThat(
            server
                .answer(
                    TestRequest.of("POST", "/t/" + TENANT + "/alerts/" + key + "/json")
                        .body("text/plain", "{}"))
                .status())
        .isEqualTo(415);
    assertThat(server.answer(TestRequest.get("/t/" + TENANT + "/alerts/" + key + "/json")).status())
        .isEqualTo(405);
    assertThat(stored()).isZero();
  }

  private Response sendUntil(IOException end) {
    InputStream ends =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw end;
          }
        };
    InputStream begins = new ByteArrayInputStream("{\"title\":".getBytes(StandardCharsets.UTF_8));
    return server.answer(
        TestRequest.of("POST", "/t/" + TENANT + "/alerts/" + key + "/json").stream(
            "application/json", new SequenceInputStream(begins, ends)));
  }

  /** Alertmanager sends again after 5xx alone, and a body that ended is as wrong then. */
  @Test
  void hasWhatCameTooSlowlySentAgain() {
    Response slow = sendUntil(new IOException(new TimeoutException("idle")));

    assertThat(slow.status()).isEqualTo(503);
    assertThat(slow.headers()).anyMatch(it -> it.name().equals("Retry-After"));
    assertThat(sendUntil(new IOException("reset")).status()).isEqualTo(400);
    assertThat(stored()).isZero();
  }

  @Test
  void refusesWhatIsTooLarge() {
    byte[] large = new byte[50_000_000];
    Arrays.fill(large, (byte) ' ');
    Response declared =
        server.answer(
            TestRequest.of("POST", "/t/" + TENANT + "/alerts/" + key + "/json")
                .header("Content-Length", "50000000")
                .body("application/json", large));
    assertThat(declared.status()).isEqualTo(413);
    assertThat(
            server
                .answer(
                    TestRequest.of("POST", "/t/" + TENANT + "/alerts/" + key + "/json")
                        .body("application/json", large))
                .status())
        .isEqualTo(413);

    String many = "[" + "{},".repeat(3_000_000) + "{}]";
    for (String format :
        new String[] {"json", "alertmanager", "grafana", "pagerduty", "cloudevents"}) {
      assertThat(send(key, format, many).status()).as(format).isEqualTo(400);
    }
  }
}
