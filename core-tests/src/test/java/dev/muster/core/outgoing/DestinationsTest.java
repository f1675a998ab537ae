package dev.muster.core.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DestinationsTest {
  private final Destinations destinations = Destinations.of(false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST",
        "localhost.",
        "localhost..",
        "x.localhost",
        "localhost.localdomain",
        "db",
        "printer.local",
        "metadata.google.internal",
        "metadata.google.internal.",
        "router.home.arpa",
        "wiki.intranet",
        "127.0.0.1",
        "127.0.0.1.",
        "127.255.255.254",
        "127.1",
        "2130706433",
        "0177.0.0.1",
        "0x7f.0.0.1",
        "0x7f000001",
        "017700000001",
        "127.0.0.0x1",
        "0.0.0.0",
        "0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "100.100.100.200",
        "169.254.169.254",
        "169.254.0.23",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.168.1.1",
        "198.18.0.1",
        "168.63.129.16",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "[::]",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::ffff:169.254.169.254]",
        "[::ffff:a00:1]",
        "[::127.0.0.1]",
        "[fe80::1]",
        "[fe80::1%25lo]",
        "[fec0::1]",
        "[fc00::1]",
        "[fd00:ec2::254]",
        "[ff02::1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b::10.0.0.1]",
        "[64:ff9b:1::1]",
        "[2002:7f00:1::]",
        "[2001:0:7f00:1::]",
        "[100::1]"
      })
  void mayNotNameThisMachineOrAPrivateNetwork(String host) {
    URI uri = URI.create("https://" + host + ":8443/x");
    assertThat(destinations.mayName(uri)).isFalse();
    assertThatThrownBy(() -> destinations.resolve(uri)).isInstanceOf(UnknownHostException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop.example",
        "SHOP.example.",
        "localhost.example",
        "local.example",
        "1.shop.example",
        "10.example",
        "xn--fiqs8s.cn",
        "8.8.8.8",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "192.167.1.1",
        "203.0.113.7",
        "[2606:4700::1111]",
        "[::ffff:8.8.8.8]",
        "[64:ff9b::8.8.8.8]"
      })
  void mayNameWhatEverybodyReaches(String host) {
    assertThat(destinations.mayName(URI.create("https://" + host + "/x"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"urn:x", "https:/x", "https://a_b/x", "https://%31%32%37.0.0.1/"})
  void mayNotLackAHost(String address) {
    assertThat(destinations.mayName(URI.create(address))).isFalse();
    assertThat(Destinations.of(true).mayName(URI.create(address))).isFalse();
  }

  private static InetAddress[] addresses(String list) throws UnknownHostException {
    List<InetAddress> all = new ArrayList<>();
    for (String address : list.split(" ", -1)) {
      all.add(InetAddress.getByName(address));
    }
    return all.toArray(InetAddress[]::new);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "::1",
        "10.1.2.3",
        "::ffff:10.1.2.3",
        "169.254.169.254",
        "8.8.8.8 10.1.2.3",
        "10.1.2.3 8.8.8.8",
        "8.8.8.8 2606:4700::1111 fd00::1",
        "8.8.8.8 ::1 203.0.113.7"
      })
  void areRefusedWhereANameLeadsToAnyPrivateAddress(String list) throws UnknownHostException {
    InetAddress[] found = addresses(list);
    URI uri = URI.create("https://shop.example/x");

    assertThat(destinations.mayName(uri)).isTrue();
    assertThatThrownBy(() -> Destinations.of(false, host -> found).resolve(uri))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("shop.example is a private address");
    assertThat(Destinations.of(true, host -> found).resolve(uri)).containsExactly(found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "10.0.0.1 8.8.8.8", "2606:4700::1111"})
  void arePrivateAloneWhereACallIsPlain(String list) throws UnknownHostException {
    InetAddress[] found = addresses(list);
    InetAddress[] within = addresses("10.0.0.1 fd00::1");
    URI uri = URI.create("http://wiki.corp.example/x");

    assertThatThrownBy(() -> Destinations.of(true, host -> found).resolve(uri))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("wiki.corp.example is a public address");
    assertThat(Destinations.of(true, host -> within).resolve(uri)).containsExactly(within);
    assertThatThrownBy(() -> Destinations.of(false, host -> within).resolve(uri))
        .isInstanceOf(UnknownHostException.class);
  }

  @Test
  void areTheVeryAddressesThatWereJudged() throws UnknownHostException {
    InetAddress[] found = addresses("8.8.8.8 2606:4700::1111");
    List<String> asked = new ArrayList<>();
    Destinations looking =
        Destinations.of(
            false,
            host -> {
              asked.add(host);
              return found;
            });

    assertThat(looking.resolve(URI.create("https://SHOP.example./x"))).containsExactly(found);
    assertThat(asked).containsExactly("shop.example");
  }

  @Test
  void areNotLookedUpWhereTheNameAloneIsRefused() {
    Destinations never =
        Destinations.of(
            false,
            host -> {
              throw new AssertionError(host);
            });

    assertThatThrownBy(() -> never.resolve(URI.create("https://db.internal/")))
        .isInstanceOf(UnknownHostException.class);
  }

  @Test
  void mayBePrivateWhereTheSettingSaysSo() throws UnknownHostException {
    Destinations any = Destinations.of(true);
    assertThat(any.mayName(URI.create("https://localhost/"))).isTrue();
    assertThat(any.mayName(URI.create("https://[fd00::1]/"))).isTrue();
    assertThat(any.resolve(URI.create("https://127.0.0.1/")))
        .containsExactly(InetAddress.getByName("127.0.0.1"));
  }
}
