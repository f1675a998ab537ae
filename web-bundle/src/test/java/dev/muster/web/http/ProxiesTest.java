package dev.muster.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
  private final Proxies proxies = new Proxies(List.of("10.0.0.0/8", "192.0.2.1", "fd00::/9"));

  @Test
  void takesTheConnectionsAddressWhenNobodyIsTrusted() {
    assertThat(new Proxies(List.of()).client("10.1.1.1", List.of("203.0.113.9")))
        .isEqualTo("10.1.1.1");
    assertThat(proxies.client("198.51.100.1", List.of("203.0.113.9"))).isEqualTo("198.51.100.1");
  }

  @Test
  void takesTheLastAddressThatIsNoTrustedProxys() {
    assertThat(proxies.client("10.1.1.1", List.of("203.0.113.9"))).isEqualTo("203.0.113.9");
    assertThat(proxies.client("10.1.1.1", List.of("1.1.1.1, 203.0.113.9, 10.2.2.2")))
        .isEqualTo("203.0.113.9");
    assertThat(proxies.client("192.0.2.1", List.of("1.1.1.1", "203.0.113.9, 10.2.2.2")))
        .isEqualTo("203.0.113.9");
    assertThat(proxies.client("fd00::1", List.of("2001:db8::7"))).isEqualTo("2001:db8:0:0:0:0:0:7");
    assertThat(proxies.client("10.1.1.1", List.of("10.9.9.9"))).isEqualTo("10.9.9.9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"unknown", "", "example.com", "203.0.113", "999.1.1.1", "1.1.1.1:80", "a.b.c.d"})
  void believesNothingBehindAnAddressThatCannotBeRead(String hop) {
    assertThat(proxies.client("10.1.1.1", List.of("203.0.113.9, " + hop))).isEqualTo("10.1.1.1");
  }

  @Test
  void knowsItsNetworks() {
    assertThat(proxies.trusts("10.255.0.1")).isTrue();
    assertThat(proxies.trusts("11.0.0.1")).isFalse();
    assertThat(proxies.trusts("192.0.2.1")).isTrue();
    assertThat(proxies.trusts("192.0.2.2")).isFalse();
    assertThat(proxies.trusts("fd7f::1")).isTrue();
    assertThat(proxies.trusts("fd80::1")).isFalse();
    assertThat(proxies.trusts("localhost")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"proxy.example", "10.0.0.0/33", "10.0.0.0/x", "10.0.0/8", "", "10.0.0.0/-1"})
  void refusesASettingThatIsNoNetwork(String cidr) {
    assertThatThrownBy(() -> new Proxies(List.of(cidr)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("trusted.proxies");
  }
}
