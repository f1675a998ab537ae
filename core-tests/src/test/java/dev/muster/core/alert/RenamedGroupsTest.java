package dev.muster.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.AlertFormat;
import dev.muster.core.store.Stored;
import dev.muster.core.testing.TestAlerts;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.storage.Query;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Problems whose sender calls them otherwise whenever its configuration is changed. */
class RenamedGroupsTest extends AlertFixture {
  private ProblemRecord only() {
    return core
        .storage
        .repository(ProblemRecord.SCHEMA)
        .page(TENANT, new Query.All(), false, 10, Optional.empty())
        .items()
        .stream()
        .map(Stored::value)
        .reduce(
            (one, other) -> {
              throw new AssertionError("two problems");
            })
        .orElseThrow();
  }

  @Test
  void rememberAFewNamesAndAlwaysTheFirst() {
    alerting.openAll(TENANT);
    String first = "{}:{alertname=Slow}";
    group("firing", first, "a");
    for (int i = 0; i < 40; i++) {
      group("firing", "{}/{team=%d}:{alertname=Slow}".formatted(i), "a");
    }

    assertThat(rooms.all()).hasSize(1);
    assertThat(only().keys()).hasSizeLessThanOrEqualTo(16);

    group("firing", first, "another");
    assertThat(rooms.all()).as("by its first name, without an alert in common").hasSize(1);
    assertThat(alerts()).hasSize(2).allMatch(it -> it.warRoom().equals(Optional.of("room-1")));
  }

  /** Several lanes are routed at a time: none would find what another makes of the same problem. */
  @Test
  void areRoutedOneAfterAnother() {
    for (int i = 0; i < 40; i++) {
      String key = "{}/{team=%d}:{alertname=Slow}".formatted(i);
      var unused =
          alerting.inbox.receive(
              TestCore.ALICE,
              TENANT,
              intake,
              TestAlerts.content(AlertFormat.ALERTMANAGER, message("firing", key, "a")));
    }

    assertThat(
            core.storage
                .repository(PieceRecord.SCHEMA)
                .page(TENANT, new Query.All(), false, 100, Optional.empty())
                .items())
        .hasSize(40)
        .extracting(it -> it.value().lane())
        .satisfies(lanes -> assertThat(Set.copyOf(lanes)).hasSize(1));
  }
}
