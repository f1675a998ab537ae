package dev.muster.web.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.testing.CountedMetrics;
import dev.muster.launch.Readiness;
import dev.muster.web.http.Response;
import dev.muster.web.http.TestInstallation;
import dev.muster.web.http.TestRequest;
import dev.muster.web.http.TestServer;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpsRoutesTest {
  private final CountedMetrics metrics = new CountedMetrics();
  private final HealthRoutes health = new HealthRoutes(metrics);
  private final TestServer server =
      new TestServer(
          TestInstallation.plain(), metrics, health, new LandingRoutes(TestInstallation.plain()));

  private Response get(String path) {
    return server.answer(TestRequest.get(path));
  }

  @Test
  void livesAsSoonAsItAnswers() {
    assertThat(get("/livez").status()).isEqualTo(200);
  }

  @Test
  void isNotReadyBeforeAnythingHasReported() {
    Response response = get("/readyz");
    assertThat(response.status()).isEqualTo(503);
    assertThat(response.has("Retry-After")).isTrue();
    assertThat(response.body()).asString().contains("\"start\"");
  }

  @Test
  void showsEachCheckByName() {
    Readiness storage = () -> Map.of("storage", "");
    Readiness keys = () -> Map.of("keys", "The key file cannot be read.");
    health.addReadiness(storage);
    assertThat(get("/readyz").status()).isEqualTo(200);
    assertThat(get("/readyz").body())
        .asString()
        .isEqualTo(
            "{\"status\":\"ok\",\"checks\":{\"storage\":{\"status\":\"ok\",\"detail\":\"\"}}}");
    health.addReadiness(keys);
    assertThat(get("/readyz").status()).isEqualTo(503);
    assertThat(get("/readyz").body())
        .asString()
        .contains("\"keys\":{\"status\":\"failing\",\"detail\":\"The key file cannot be read.\"}")
        .contains("\"storage\":{\"status\":\"ok\"");
    health.removeReadiness(keys);
    assertThat(get("/readyz").status()).isEqualTo(200);
  }

  @Test
  void isReadyAndNamesWhatIsOnlyWorseThanItShouldBe() {
    health.addReadiness(
        new Readiness() {
          @Override
          public Map<String, String> checks() {
            return Map.of("storage-changes", "Nothing is heard.");
          }

          @Override
          public Set<String> bearable() {
            return Set.of("storage-changes");
          }
        });

    Response response = get("/readyz");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body())
        .asString()
        .isEqualTo(
            "{\"status\":\"ok\",\"checks\":{\"storage-changes\":"
                + "{\"status\":\"degraded\",\"detail\":\"Nothing is heard.\"}}}");
  }

  @Test
  void isNotReadyWhenACheckItselfFails() {
    health.addReadiness(
        () -> {
          throw new IllegalStateException("jdbc password");
        });
    Response response = get("/readyz");
    assertThat(response.status()).isEqualTo(503);
    assertThat(response.body()).asString().doesNotContain("jdbc");
  }

  @Test
  void showsMetricsInPrometheusFormat() {
    get("/livez");
    Response response = get("/metrics");
    assertThat(response.contentType()).startsWith("text/plain;version=0.0.4");
    assertThat(response.body()).asString().contains("muster_http_seconds route /livez");
  }

  @Test
  void saysWhatThisIsAndLinksToTheDemoOnlyWhereThereIsOne() {
    Response plain = get("/");
    assertThat(plain.contentType()).isEqualTo("text/html;charset=utf-8");
    assertThat(plain.body()).asString().contains("Muster").doesNotContain("/t/demo");
    TestServer demo =
        new TestServer(
            TestInstallation.plain(),
            metrics,
            new LandingRoutes(TestInstallation.plain().demonstrating()));
    assertThat(demo.answer(TestRequest.get("/")).body()).asString().contains("/t/demo/login");
    assertThat(get("/favicon.ico").contentType()).isEqualTo("image/svg+xml");
  }
}
