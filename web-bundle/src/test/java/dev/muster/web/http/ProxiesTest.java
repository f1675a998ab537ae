package dev.muster.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
  private static final List<String> NONE = List.of();

  private final Proxies proxies =
      new Proxies(TestInstallation.plain().behind("10.0.0.0/8", "192.0.2.1/32", "fd00::/9"));

  @Test
  void takesTheConnectionsAddressWhenNobodyIsTrusted() {
    assertThat(
            new Proxies(TestInstallation.plain()).client("10.1.1.1", List.of("203.0.113.9"), NONE))
        .isEqualTo("10.1.1.1");
    assertThat(proxies.client("198.51.100.1", List.of("203.0.113.9"), NONE))
        .isEqualTo("198.51.100.1");
  }

  @Test
  void takesTheLastAddressThatIsNoTrustedProxys() {
    assertThat(proxies.client("10.1.1.1", List.of("203.0.113.9"), NONE)).isEqualTo("203.0.113.9");
    assertThat(proxies.client("10.1.1.1", List.of("1.1.1.1, 203.0.113.9, 10.2.2.2"), NONE))
        .isEqualTo("203.0.113.9");
    assertThat(proxies.client("192.0.2.1", List.of("1.1.1.1", "203.0.113.9, 10.2.2.2"), NONE))
        .isEqualTo("203.0.113.9");
    assertThat(proxies.client("fd00::1", List.of("2001:db8::7"), NONE))
        .isEqualTo("2001:db8:0:0:0:0:0:7");
    assertThat(proxies.client("10.1.1.1", List.of("10.9.9.9"), NONE)).isEqualTo("10.9.9.9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown",
        "",
        "example.com",
        "203.0.113",
        "999.1.1.1",
        "a.b.c.d",
        "1.2.3.256",
        "01.2.3.4",
        "1.2.3.4:",
        "1.2.3.4:http",
        "[1.2.3.4]",
        "[::1",
        "[::1]x",
        "abc:",
        ".:",
        "dead.beef",
        "::dead.beef",
        "_hidden",
        "for=1.1.1.1"
      })
  void believesNothingBehindAnAddressThatCannotBeRead(String hop) {
    assertThat(proxies.client("10.1.1.1", List.of("203.0.113.9, " + hop), NONE))
        .isEqualTo("10.1.1.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.9:4711 | 203.0.113.9",
        "[2001:db8::7] | 2001:db8:0:0:0:0:0:7",
        "[2001:db8::7]:443 | 2001:db8:0:0:0:0:0:7",
        "2001:DB8::7 | 2001:db8:0:0:0:0:0:7",
        "::ffff:203.0.113.9 | 203.0.113.9",
        "fe80::1%eth0 | fe80:0:0:0:0:0:0:1",
        "\"203.0.113.9\" | 203.0.113.9",
        "\"[2001:db8::7]:443\" | 2001:db8:0:0:0:0:0:7",
        "203.0.113.9:_port | 203.0.113.9"
      })
  void readsAnAddressHoweverAProxyWritesIt(String node, String address) {
    assertThat(proxies.client("10.1.1.1", List.of("1.1.1.1, " + node), NONE)).isEqualTo(address);
    assertThat(proxies.client("10.1.1.1", NONE, List.of("for=1.1.1.1, For=" + node)))
        .isEqualTo(address);
    assertThat(
            proxies.client(
                "10.1.1.1",
                NONE,
                List.of("for=1.1.1.1", "proto=https;FOR=" + node + ";by=10.1.1.1, for=10.2.2.2")))
        .isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for=unknown",
        "for=_hidden",
        "by=10.1.1.1",
        "",
        "for",
        "for=203.0.113.9;for=203.0.113.8",
        "for=\"203.0.113.9",
        "for=example.com"
      })
  void believesNothingBehindAnElementWithoutAnAddress(String element) {
    assertThat(proxies.client("10.1.1.1", NONE, List.of("for=203.0.113.1, " + element)))
        .isEqualTo("10.1.1.1");
  }

  @Test
  void aCommaInQuotesBeginsNoOtherHop() {
    assertThat(proxies.client("10.1.1.1", NONE, List.of("for=203.0.113.9;x=\"a,for=1.1.1.1\"")))
        .isEqualTo("203.0.113.9");
  }

  @Test
  void believesNeitherHeaderWhereTheyNameTwoClients() {
    List<String> one = List.of("203.0.113.9");
    assertThat(proxies.client("10.1.1.1", one, List.of("for=203.0.113.9")))
        .isEqualTo("203.0.113.9");
    assertThat(proxies.client("10.1.1.1", one, List.of("for=203.0.113.8"))).isEqualTo("10.1.1.1");
    assertThat(proxies.client("198.51.100.1", one, List.of("for=203.0.113.8")))
        .isEqualTo("198.51.100.1");
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
}
