package dev.muster.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.hook.AlertFormats.Reading;
import dev.muster.core.platform.CountedMetrics;
import dev.muster.spi.AlertFormat;
import dev.muster.spi.AlertFormat.Alert;
import dev.muster.spi.AlertFormat.Delivery;
import dev.muster.spi.AlertFormat.Problem;
import dev.muster.spi.AlertFormat.Result;
import dev.muster.spi.AlertFormat.Status;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AlertFormatsTest {
  private static final Alert ALERT =
      new Alert(
          "f1",
          Status.FIRING,
          "It is down",
          Optional.empty(),
          Optional.of("critical"),
          Map.of("job", "shop"),
          Optional.empty(),
          Optional.empty(),
          List.of());
  private static final Delivery DELIVERY =
      new Delivery("text/plain", Map.of(), "down".getBytes(StandardCharsets.UTF_8));

  private final CountedMetrics metrics = new CountedMetrics();
  private final AlertFormats formats = new AlertFormats(metrics);

  private static Problem problem(String title) {
    return new Problem(List.of("shop"), Status.FIRING, title, List.of(ALERT));
  }

  private static AlertFormat format(String name, Function<Delivery, Result> read) {
    return new AlertFormat() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Result read(Delivery delivery) {
        return read.apply(delivery);
      }
    };
  }

  private static AlertFormat tells(String name, String title) {
    return format(name, delivery -> new Result.Alerts(List.of(problem(title))));
  }

  @Test
  void hasItReadByTheFormatOfThatNameWithTheHighestRanking() {
    formats.add(tells("uptime", "first"), 0);
    formats.add(tells("uptime", "second"), 5);
    formats.add(tells("other", "third"), 9);

    assertThat(formats.read("uptime", DELIVERY))
        .isEqualTo(new Reading.Read(List.of(problem("second"))));
    assertThat(formats.names()).containsExactly("other", "uptime");
    assertThat(formats.read("nagios", DELIVERY)).isEqualTo(new Reading.UnknownFormat());
  }

  @Test
  void whatIsOfAnotherFormatIsToldShortly() {
    formats.add(format("uptime", delivery -> new Result.Unreadable("no ".repeat(200))), 0);

    assertThat(formats.read("uptime", DELIVERY))
        .isInstanceOfSatisfying(
            Reading.Unreadable.class, it -> assertThat(it.why()).hasSize(300).startsWith("no no"));
  }

  @Test
  void aFormatThatBreaksMaySucceedLater() {
    formats.add(
        format(
            "uptime",
            delivery -> {
              throw new NoClassDefFoundError("org/acme/Parser");
            }),
        0);

    assertThat(formats.read("uptime", DELIVERY)).isEqualTo(new Reading.Failed());
    assertThat(metrics.lines())
        .contains("muster_hook_calls_total hook format bundle test.bundle outcome failed");
  }

  @Test
  void refusesAFloodOfAlerts() {
    Problem flood =
        new Problem(
            List.of("shop"),
            Status.FIRING,
            "All",
            Collections.nCopies(AlertFormat.MAX_ALERTS, ALERT));
    formats.add(format("uptime", delivery -> new Result.Alerts(List.of(flood))), 0);

    assertThat(formats.read("uptime", DELIVERY)).isInstanceOf(Reading.Unreadable.class);
  }
}
