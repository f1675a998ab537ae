package dev.muster.core.alert.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.warroom.Alert;
import dev.muster.api.warroom.Alert.State;
import dev.muster.api.warroom.AlertReceiver.Content;
import dev.muster.core.hook.AlertFormatHooks;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.core.testing.TestAlerts;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Text;
import dev.muster.spi.alert.AlertFormat;
import dev.muster.spi.alert.AlertFormatException;
import dev.muster.spi.alert.AlertGroup;
import dev.muster.spi.alert.AlertGroup.Ending;
import dev.muster.spi.alert.AlertItem;
import dev.muster.spi.alert.AlertMessage;
import dev.muster.spi.alert.AlertRequest;
import dev.muster.testkit.alert.AlertFormatContract;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Formats that bundles bring. */
class OthersFormatsTest {
  private final AlertFormatHooks others = new AlertFormatHooks(new CountedMetrics());
  private final AlertFormats formats = new AlertFormats(others);

  /** A line for each alert: {@code state key severity title}. */
  private static final class Lines implements AlertFormat {
    private final String id;

    private Lines(String id) {
      this.id = id;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public Set<String> mediaTypes() {
      return Set.of("text/plain");
    }

    @Override
    public AlertMessage read(AlertRequest request) throws IOException {
      String text = new String(request.body().readAllBytes(), StandardCharsets.UTF_8);
      List<AlertGroup> groups = new ArrayList<>();
      for (String line : text.lines().toList()) {
        String[] words = line.split(" ", 4);
        if (words.length < 4 || !Set.of("on", "off").contains(words[0])) {
          throw AlertFormatException.malformed(new Text("A line is wrong.", "有一行格式错误。"));
        }
        AlertItem item = AlertItem.of(words[1], words[3]).withLabels(Map.of("severity", words[2]));
        boolean over = words[0].equals("off");
        groups.add(
            AlertGroup.of(
                words[1],
                over ? Ending.RESOLVED : Ending.FIRING,
                words[3],
                List.of(over ? item.asResolved() : item)));
      }
      if (groups.isEmpty()) {
        throw AlertFormatException.malformed(new Text("It is empty.", "内容为空。"));
      }
      return AlertMessage.of(groups);
    }
  }

  private static Content sent(String format, String type, String body) {
    return new Content(
        new dev.muster.api.warroom.AlertFormat(format),
        name -> Optional.of(type).filter(it -> name.equals("content-type")),
        new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }

  private AlertMessage read(String format, String body) {
    return formats.read(sent(format, "text/plain", body));
  }

  private static void refuses(ProblemCode code, Runnable read) {
    assertThatThrownBy(read::run)
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void areReadOnceTheyAreThere() {
    refuses(ProblemCode.NOT_FOUND, () -> read("lines", "on a P1 Slow"));
    assertThat(formats.mediaTypes("lines")).isEmpty();

    others.add(new Lines("lines"), 0);
    assertThat(read("lines", "on a P1 Slow").groups()).hasSize(1);
    assertThat(formats.ids())
        .containsExactly("alertmanager", "grafana", "pagerduty", "cloudevents", "json", "lines");
    assertThat(formats.mediaTypes("lines")).containsExactly("text/plain");
  }

  @Test
  void doNotTakeThePlaceOfOurs() {
    others.add(new Lines("json"), 5);
    assertThat(formats.ids()).hasSize(5);
    refuses(ProblemCode.UNSUPPORTED_MEDIA_TYPE, () -> read("json", "on a P1 Slow"));
  }

  /** Whatever it is sent. */
  private static final class Broken implements AlertFormat {
    @Override
    public String id() {
      return "lines";
    }

    @Override
    public Set<String> mediaTypes() {
      return Set.of("text/plain");
    }

    @Override
    public AlertMessage read(AlertRequest request) {
      throw new IllegalStateException("broken");
    }
  }

  @Test
  void thatBreakAreNotSentTheSameAgain() {
    others.add(new Broken(), 0);
    refuses(ProblemCode.MALFORMED, () -> read("lines", "on a P1 Slow"));
  }

  /** Names its media types only when it is told to, as a format does whose classes load slowly. */
  private record Slow(CountDownLatch said, Lines lines) implements AlertFormat {
    @Override
    public String id() {
      return lines.id();
    }

    @Override
    public Set<String> mediaTypes() {
      try {
        said.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return lines.mediaTypes();
    }

    @Override
    public AlertMessage read(AlertRequest request) throws IOException {
      return lines.read(request);
    }
  }

  /** Senders give up what is refused in any other way. */
  @Test
  void thatDoNotSayInTimeWhatTheyReadAreSentItAgain() {
    CountDownLatch said = new CountDownLatch(1);
    others.add(new Slow(said, new Lines("lines")), 0);
    refuses(ProblemCode.UNAVAILABLE, () -> read("lines", "on a P1 Slow"));

    said.countDown();
    assertThat(read("lines", "on a P1 Slow").groups()).hasSize(1);
  }

  @Test
  void areNotAskedAboutABodyThatEndsTooEarly() {
    others.add(new Lines("lines"), 0);
    InputStream torn =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new EOFException("torn");
          }
        };
    refuses(
        ProblemCode.MALFORMED,
        () ->
            formats.read(
                new Content(
                    new dev.muster.api.warroom.AlertFormat("lines"),
                    name -> Optional.of("text/plain").filter(it -> name.equals("content-type")),
                    torn)));
  }

  @Test
  void areAskedOnlyForWhatTheyRead() {
    others.add(new Lines("lines"), 0);
    refuses(
        ProblemCode.UNSUPPORTED_MEDIA_TYPE,
        () -> formats.read(sent("lines", "application/json", "{}")));
    refuses(ProblemCode.MALFORMED, () -> read("lines", "what"));
  }

  /** Says too much of everything. */
  private static final class Endless implements AlertFormat {
    private final int alerts;

    private Endless(int alerts) {
      this.alerts = alerts;
    }

    @Override
    public String id() {
      return "endless";
    }

    @Override
    public Set<String> mediaTypes() {
      return Set.of("text/plain");
    }

    @Override
    public AlertMessage read(AlertRequest request) {
      Map<String, String> labels = new LinkedHashMap<>();
      for (int i = 0; i < 100; i++) {
        labels.put("label" + i, "x".repeat(5000));
      }
      labels.put("n".repeat(101), "x");
      AlertItem item =
          AlertItem.of("f".repeat(1000), "title\n".repeat(1000))
              .withSummary("s".repeat(100_000))
              .withLabels(labels)
              .startingAt(Instant.MAX)
              .withUrl("javascript:alert(1)");
      return AlertMessage.of(
              List.of(
                  AlertGroup.of(
                          "k".repeat(100_000), Ending.FIRING, "", Collections.nCopies(alerts, item))
                      .groupedBy("g".repeat(100_000))
                      .withSummary("s".repeat(100_000))
                      .withMore(-1)))
          .withKey("k".repeat(1000));
    }
  }

  @Test
  void areKeptWithinOurBounds() {
    others.add(new Endless(1), 0);
    AlertMessage message = read("endless", "");
    AlertGroup group = message.groups().get(0);
    AlertItem item = group.alerts().get(0);

    assertThat(message.key().orElseThrow()).hasSize(255);
    assertThat(group.key()).hasSizeLessThan(100);
    assertThat(group.grouping().orElseThrow()).hasSizeLessThan(100);
    assertThat(group.title()).isEqualTo(item.title());
    assertThat(group.summary().orElseThrow()).hasSizeLessThanOrEqualTo(2000);
    assertThat(group.more()).isZero();
    assertThat(item.fingerprint()).hasSize(255);
    assertThat(item.title()).hasSizeLessThanOrEqualTo(255).doesNotContain("\n");
    assertThat(item.labels())
        .hasSize(64)
        .allSatisfy((name, value) -> assertThat(value).hasSize(1000));
    assertThat(item.startsAt()).isEmpty();
    assertThat(item.url()).isEmpty();
  }

  @Test
  void areRefusedWhereThereAreTooMany() {
    others.add(new Endless(1001), 0);
    refuses(ProblemCode.TOO_LARGE, () -> read("endless", ""));
  }

  @Test
  void openARoomAndTellItOfTheEnd() {
    TestCore core = new TestCore();
    TestAlerts alerting = core.alerting;
    core.directory.require(TestCore.TENANT);
    alerting.openAll(TestCore.TENANT);
    alerting.othersFormats.add(new Lines("lines"), 0);
    String intake = alerting.intake(TestCore.TENANT);
    for (String line : List.of("on a critical Slow", "off a critical Slow")) {
      var unused =
          alerting.inbox.receive(
              TestCore.ALICE, TestCore.TENANT, intake, sent("lines", "text/plain", line));
      core.taskWork.runDue();
    }
    List<Alert> alerts =
        alerting.alerts.list(TestCore.TENANT, Optional.empty(), 10, Optional.empty()).items();

    assertThat(alerts).hasSize(1);
    assertThat(alerts.get(0).content().format().id()).isEqualTo("lines");
    assertThat(alerts.get(0).state()).isEqualTo(State.ROUTED);
    assertThat(alerting.rooms.told).containsExactly("room-1 recovered");
  }

  @Nested
  class OfAnother extends AlertFormatContract {
    @Override
    protected AlertFormat format() {
      return new Lines("lines");
    }

    @Override
    protected String firing() {
      return "on a P1 Slow";
    }

    @Override
    protected String resolved() {
      return "off a P1 Slow";
    }
  }

  @Nested
  class OurOwn extends AlertFormatContract {
    @Override
    protected AlertFormat format() {
      return OwnFormats.ALL.get(4);
    }

    @Override
    protected String firing() {
      return "{\"title\":\"Slow\",\"alertKey\":\"a\"}";
    }

    @Override
    protected String resolved() {
      return "{\"title\":\"Slow\",\"alertKey\":\"a\",\"status\":\"resolved\"}";
    }
  }

  @Nested
  class OfPagerDuty extends AlertFormatContract {
    @Override
    protected AlertFormat format() {
      return OwnFormats.ALL.get(2);
    }

    @Override
    protected String firing() {
      return "{\"event_action\":\"trigger\",\"dedup_key\":\"a\",\"payload\":{\"summary\":\"Slow\"}}";
    }

    @Override
    protected String resolved() {
      return "{\"event_action\":\"resolve\",\"dedup_key\":\"a\"}";
    }
  }
}
