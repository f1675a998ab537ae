package dev.muster.core.alert.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.AlertFormat;
import dev.muster.core.alert.ReadOn;
import dev.muster.spi.alert.AlertGroup;
import dev.muster.spi.alert.AlertGroup.Ending;
import dev.muster.spi.alert.AlertItem;
import dev.muster.spi.alert.AlertMessage;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertFormatsTest extends AlertFormatsFixture {
  private static final String ALERTMANAGER =
      """
      {"receiver":"muster","status":"firing","alerts":[
        {"status":"firing","labels":{"alertname":"HighLatency","severity":"critical","service":"shop","instance":"web-1"},
         "annotations":{"summary":"Checkout is slow","description":"p99 above 3 s for 5 minutes"},
         "startsAt":"2026-11-22T10:58:00.000Z","endsAt":"0001-01-01T00:00:00Z",
         "generatorURL":"https://prometheus.example/graph?g0.expr=x","fingerprint":"a1b2c3d4e5f60718"},
        {"status":"resolved","labels":{"alertname":"HighLatency","severity":"critical","service":"shop","instance":"web-2"},
         "annotations":{"summary":"Checkout is slow"},
         "startsAt":"2026-11-22T10:57:00Z","endsAt":"2026-11-22T10:59:00Z","generatorURL":"javascript:alert(1)","fingerprint":"0718a1b2c3d4e5f6"}],
       "notification_reason":"first notification",
       "groupLabels":{"alertname":"HighLatency"},"commonLabels":{"alertname":"HighLatency","severity":"critical"},
       "commonAnnotations":{"summary":"Checkout is slow"},"routeLabels":{"team":"shop"},
       "externalURL":"https://alertmanager.example","version":"4","groupKey":"{}:{alertname=\\"HighLatency\\"}","truncatedAlerts":3}
      """;

  @Test
  void readsWhatAlertmanagerSends() {
    AlertGroup group = group(AlertFormat.ALERTMANAGER, ALERTMANAGER);

    assertThat(group.ending()).isEqualTo(Ending.FIRING);
    assertThat(group.title()).isEqualTo("Checkout is slow");
    assertThat(group.more()).isEqualTo(3);
    assertThat(group.grouping()).isPresent();
    AlertItem first = group.alerts().get(0);
    assertThat(first.fingerprint()).isEqualTo("a1b2c3d4e5f60718");
    assertThat(first.resolved()).isFalse();
    assertThat(first.labels())
        .containsEntry("severity", "critical")
        .containsEntry("service", "shop");
    assertThat(first.summary()).contains("p99 above 3 s for 5 minutes");
    assertThat(first.startsAt()).contains(Instant.parse("2026-11-22T10:58:00Z"));
    assertThat(first.url()).contains("https://prometheus.example/graph?g0.expr=x");
    assertThat(group.alerts().get(1).resolved()).isTrue();
    assertThat(group.alerts().get(1).url()).isEmpty();
  }

  @Test
  void saysWhatIsWrongWhereAlertsHaveNoAnnotationInCommon() {
    String none =
        ALERTMANAGER.replace("\"commonAnnotations\":{\"summary\":\"Checkout is slow\"},", "");
    AlertGroup same = group(AlertFormat.ALERTMANAGER, none);
    AlertGroup each =
        group(
            AlertFormat.ALERTMANAGER,
            none.replaceFirst("Checkout is slow", "Checkout is slow on web-1"));

    assertThat(same.title()).isEqualTo("Checkout is slow");
    assertThat(same.summary()).contains("p99 above 3 s for 5 minutes");
    assertThat(each.title()).isEqualTo("HighLatency");
    assertThat(each.summary()).contains("Checkout is slow on web-1\n\np99 above 3 s for 5 minutes");
  }

  @Test
  void saysWhereToReadOnInPlainText() {
    AlertGroup group =
        group(
            AlertFormat.ALERTMANAGER,
            ALERTMANAGER.replace("graph?g0.expr=x", "graph?g0.expr=a_b*2|c"));
    AlertGroup over =
        group(
            AlertFormat.ALERTMANAGER,
            ALERTMANAGER.replaceFirst(
                "\"status\":\"firing\",\"labels\"", "\"status\":\"resolved\",\"labels\""));

    assertThat(ReadOn.summary(group))
        .contains(
            "p99 above 3 s for 5 minutes\n\n"
                + "https://prometheus.example/graph?g0.expr=a%5Fb%2A2%7Cc");
    assertThat(ReadOn.summary(over)).contains("p99 above 3 s for 5 minutes");
  }

  @Test
  void tellsAGroupByItsKeyAndByItsLabels() {
    AlertGroup one = group(AlertFormat.ALERTMANAGER, ALERTMANAGER);
    AlertGroup moved =
        group(AlertFormat.ALERTMANAGER, ALERTMANAGER.replace("\"{}:{", "\"{}/{team=\\\"a\\\"}:{"));
    AlertGroup other =
        group(
            AlertFormat.ALERTMANAGER,
            ALERTMANAGER.replace("\"receiver\":\"muster\"", "\"receiver\":\"warnings\""));

    assertThat(moved.key()).isNotEqualTo(one.key());
    assertThat(moved.grouping()).isEqualTo(one.grouping());
    assertThat(other.grouping()).isNotEqualTo(one.grouping());
  }

  @Test
  void readsWhatGrafanaSends() {
    AlertGroup group =
        group(
            AlertFormat.GRAFANA,
            """
            {"receiver":"muster","status":"resolved","orgId":1,"alerts":[{"status":"resolved",
              "labels":{"alertname":"DiskFull","grafana_folder":"Hosts"},"annotations":{},
              "startsAt":"2026-11-22T10:00:00Z","endsAt":"2026-11-22T10:30:00Z","fingerprint":"c6eadffa33fcdf37",
              "silenceURL":"https://g.example/s","dashboardURL":"","panelURL":"","values":{"B":44.2,"C":null}}],
             "groupLabels":{"alertname":"DiskFull"},"commonLabels":{"alertname":"DiskFull"},"commonAnnotations":{},
             "externalURL":"https://g.example/","version":"1","groupKey":"{}/{}:{alertname=\\"DiskFull\\"}",
             "truncatedAlerts":0,"title":"[RESOLVED] DiskFull","state":"ok","message":"**Resolved**"}
            """);

    assertThat(group.ending()).isEqualTo(Ending.RESOLVED);
    assertThat(group.title()).isEqualTo("DiskFull");
  }

  @Test
  void readsEventsOfPagerDuty() {
    AlertMessage trigger =
        read(
            AlertFormat.PAGERDUTY,
            """
            {"routing_key":"0123456789abcdef0123456789abcdef","event_action":"trigger","dedup_key":"db-1/disk",
             "payload":{"summary":"Disk is full on db-1","source":"db-1","severity":"error",
               "timestamp":"2026-11-22T10:00:00Z","component":"postgres","group":"prod","class":"disk",
               "custom_details":{"free":"0.1","nested":{"a":1}}},
             "images":[{"src":"https://x.example/a.png"}],"links":[{"href":"https://x.example"}],
             "client":"Monitor","client_url":"https://monitor.example/1"}
            """);
    AlertGroup group = trigger.groups().get(0);

    assertThat(trigger.key()).contains("db-1/disk");
    assertThat(group.title()).isEqualTo("Disk is full on db-1");
    assertThat(group.alerts().get(0).labels())
        .containsEntry("severity", "error")
        .containsEntry("component", "postgres")
        .containsEntry("free", "0.1")
        .doesNotContainKey("nested");
    assertThat(trigger.toString()).doesNotContain("0123456789abcdef");
    AlertGroup resolved =
        group(
            AlertFormat.PAGERDUTY,
            "{\"routing_key\":\"r\",\"event_action\":\"resolve\",\"dedup_key\":\"db-1/disk\"}");
    assertThat(resolved.key()).isEqualTo(group.key());
    assertThat(resolved.ending()).isEqualTo(Ending.RESOLVED);
    assertThat(
            read(AlertFormat.PAGERDUTY, "{\"event_action\":\"acknowledge\",\"dedup_key\":\"x\"}")
                .groups())
        .isEmpty();
  }

  @Test
  void makesTheSameKeyForAnEventOfPagerDutyThatComesTwice() {
    String event =
        "{\"event_action\":\"trigger\",\"payload\":{\"summary\":\"A\",\"source\":\"b\",\"severity\":\"info\"}}";

    assertThat(read(AlertFormat.PAGERDUTY, event).key())
        .isEqualTo(read(AlertFormat.PAGERDUTY, event).key());
  }

  @Test
  void readsStructuredAndBatchedCloudEvents() {
    String firing =
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/monitor\",\"type\":\"com.example.disk.firing\",\"subject\":\"db-1\","
            + "\"time\":\"2026-11-22T10:00:00Z\",\"data\":{\"title\":\"Disk is full\",\"severity\":\"critical\",\"labels\":{\"region\":\"north\"}}}";
    String resolved =
        "{\"specversion\":\"1.0\",\"id\":\"2\",\"source\":\"/monitor\",\"type\":\"com.example.disk.resolved\",\"subject\":\"db-1\"}";
    AlertMessage one =
        read(
            AlertFormat.CLOUDEVENTS,
            firing,
            Map.of("content-type", "application/cloudevents+json"));
    AlertMessage batch =
        read(
            AlertFormat.CLOUDEVENTS,
            "[" + firing + "," + resolved + "]",
            Map.of("content-type", "application/cloudevents-batch+json"));

    AlertItem alert = one.groups().get(0).alerts().get(0);
    assertThat(alert.title()).isEqualTo("Disk is full");
    assertThat(alert.labels())
        .containsEntry("severity", "critical")
        .containsEntry("region", "north")
        .containsEntry("source", "/monitor");
    assertThat(batch.groups())
        .extracting(AlertGroup::ending)
        .containsExactly(Ending.FIRING, Ending.RESOLVED);
    assertThat(batch.groups()).extracting(AlertGroup::key).containsOnly(one.groups().get(0).key());
  }

  @Test
  void readsBinaryCloudEvents() {
    Map<String, String> headers = new HashMap<>();
    headers.put("content-type", "application/json");
    headers.put("ce-specversion", "1.0");
    headers.put("ce-id", "7");
    headers.put("ce-source", "/m%E7%9B%91");
    headers.put("ce-type", "disk.full.alert");

    AlertItem alert =
        read(AlertFormat.CLOUDEVENTS, "{\"summary\":\"It is full\"}", headers)
            .groups()
            .get(0)
            .alerts()
            .get(0);

    assertThat(alert.fingerprint()).isEqualTo("7");
    assertThat(alert.title()).isEqualTo("disk.full.alert");
    assertThat(alert.labels()).containsEntry("source", "/m监");
    assertThat(alert.summary()).contains("It is full");
  }

  @Test
  void readsOurOwnFormatOneByOneAndInLists() {
    AlertMessage one =
        read(
            AlertFormat.JSON,
            "{\"title\":\"Checkout\\nis down\",\"alertKey\":\"checkout\",\"severity\":\"critical\",\"application\":\"shop\",\"labels\":{\"host\":\"a\"}}");
    AlertMessage many =
        read(
            AlertFormat.JSON,
            "[{\"title\":\"A\",\"group\":\"g\",\"alertKey\":\"1\"},{\"title\":\"B\",\"group\":\"g\",\"alertKey\":\"2\"},"
                + "{\"alertKey\":\"3\",\"status\":\"resolved\"}]");

    assertThat(one.key()).contains("checkout");
    assertThat(one.groups().get(0).title()).isEqualTo("Checkout is down");
    assertThat(one.groups().get(0).alerts().get(0).labels())
        .isEqualTo(Map.of("severity", "critical", "application", "shop", "host", "a"));
    assertThat(many.groups()).hasSize(2);
    assertThat(many.groups().get(0).alerts())
        .extracting(AlertItem::fingerprint)
        .containsExactly("1", "2");
    assertThat(many.groups().get(1).alerts().get(0).resolved()).isTrue();
  }
}
