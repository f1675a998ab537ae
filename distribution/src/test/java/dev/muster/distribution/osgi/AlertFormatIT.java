package dev.muster.distribution.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Caller;
import dev.muster.api.Tenants;
import dev.muster.api.warroom.Alert;
import dev.muster.api.warroom.AlertFormat;
import dev.muster.api.warroom.AlertIntakes;
import dev.muster.api.warroom.AlertReceiver;
import dev.muster.api.warroom.Alerts;
import dev.muster.launch.Listener;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

/** A format of alerts that a plugin brings, while it is there and once it has gone. */
@InFramework
class AlertFormatIT {
  private static final Caller ALICE = new Caller("admin:alice", "192.0.2.1", "id-of-the-test");
  private static final String TENANT = "formats";
  private static final String BUNDLE = "org.acme.lines";

  private PluginFixture plugins;

  @BeforeEach
  void tenant(BundleContext context) {
    plugins = new PluginFixture(context);
    plugins.service(Tenants.class).create(ALICE, TENANT, "Formats");
  }

  @AfterEach
  void leaveNothing(BundleContext context) throws Exception {
    PluginFixture fixture = new PluginFixture(context);
    fixture.service(Tenants.class).delete(ALICE, TENANT, OptionalLong.empty());
    fixture.clear();
  }

  private int send(String key, String body) throws IOException, InterruptedException {
    int port = plugins.service(Listener.class).open();
    URI address =
        URI.create(
            "http://127.0.0.1:%d/t/%s/alerts/%s/%s".formatted(port, TENANT, key, TestFormat.ID));
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(address)
                    .header("Content-Type", "text/plain")
                    .POST(BodyPublishers.ofString(body))
                    .build(),
                BodyHandlers.ofString());
    return answer.statusCode();
  }

  private List<Alert> alerts() {
    return plugins
        .service(Alerts.class)
        .list(TENANT, Optional.empty(), 10, Optional.empty())
        .items();
  }

  @Test
  void isReadForAsLongAsItsPluginIsThere() throws Exception {
    AlertReceiver receiver = plugins.service(AlertReceiver.class);
    String key =
        plugins.service(AlertIntakes.class).create(ALICE, TENANT, "Monitor").key().reveal();
    assertThat(send(key, "Slow")).isEqualTo(404);

    plugins.drop("lines.jar", PluginJars.ofFormat(BUNDLE));
    plugins.awaitVersion(BUNDLE, "1.0.0");
    assertThat(receiver.formats()).contains(new AlertFormat(TestFormat.ID));
    assertThat(send(key, " ")).isEqualTo(400);
    assertThat(send("wrong", "Slow")).isEqualTo(401);
    assertThat(send(key, "Slow")).isEqualTo(202);
    Dropped.await(() -> !alerts().isEmpty());

    plugins.clear();
    plugins.awaitNoBundle(BUNDLE);
    assertThat(receiver.formats()).isEqualTo(AlertFormat.OWN);
    assertThat(send(key, "Slow again")).isEqualTo(404);
    assertThat(alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.content().title()).isEqualTo("Slow");
              assertThat(alert.content().format().id()).isEqualTo(TestFormat.ID);
            });
  }
}
