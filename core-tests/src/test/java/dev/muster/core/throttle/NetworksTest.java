package dev.muster.core.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NetworksTest {
  @ParameterizedTest
  @CsvSource({
    "2001:db8:0:1::1, 2001:db8:0:1:ffff:ffff:ffff:ffff",
    "2001:DB8:0:1::1, 2001:0db8:0000:0001::2",
    "[2001:db8:0:1::1], 2001:db8:0:1::2",
    "fe80::1%eth0, fe80::2",
    "::ffff:192.0.2.1, 192.0.2.1",
  })
  void countAsOne(String one, String other) {
    assertThat(Networks.of(one)).isEqualTo(Networks.of(other));
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.1, 192.0.2.2", "2001:db8:0:1::1, 2001:db8:0:2::1", "'', 192.0.2.1"})
  void countForThemselves(String one, String other) {
    assertThat(Networks.of(one)).isNotEqualTo(Networks.of(other));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "unknown", "host.example", ":::", "1:2:3:4:5:6:7:8:9", "%", "[", "[]", ".1:2"})
  void areWhatTheyAreWhereTheyAreNoAddress(String odd) {
    assertThat(odd).startsWith(Networks.of(odd));
  }

  @Test
  void differFromEveryAddressOfAnotherKind() {
    assertThat(Networks.of("2001:db8::1")).endsWith("/64");
  }
}
