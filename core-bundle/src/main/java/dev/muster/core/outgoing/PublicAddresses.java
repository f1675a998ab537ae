package dev.muster.core.outgoing;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Addresses that everybody reaches (IANA's registries of special-purpose addresses; RFC 6890).
 * Those for documentation lead nowhere and count as public.
 */
final class PublicAddresses {
  private static final List<Network> PRIVATE_IPV4 =
      List.of(
          Network.of(8, 0), // this network
          Network.of(8, 10), // RFC 1918
          Network.of(10, 100, 64), // RFC 6598, shared with the provider; clouds' metadata
          Network.of(8, 127), // loopback
          Network.of(16, 169, 254), // link-local; clouds' metadata
          Network.of(12, 172, 16), // RFC 1918
          Network.of(24, 192, 0, 0), // protocol assignments; a cloud's metadata
          Network.of(24, 192, 88, 99), // relays, given up
          Network.of(16, 192, 168), // RFC 1918
          Network.of(15, 198, 18), // benchmarks
          Network.of(32, 168, 63, 129, 16), // a cloud's metadata, within public space
          Network.of(4, 224), // multicast
          Network.of(4, 240)); // reserved, and broadcast

  /** RFC 4291: all global unicast addresses so far; without it are loopback, ULA, link-local. */
  private static final Network GLOBAL = Network.of(3, 0x20);

  /** Protocol assignments, Teredo and 6to4, by which an IPv4 address is reached. */
  private static final List<Network> NOT_GLOBAL =
      List.of(Network.of(23, 0x20, 0x01, 0), Network.of(16, 0x20, 0x02));

  /** RFC 6052: an IPv4 address follows. */
  private static final Network TRANSLATED = Network.of(96, 0, 0x64, 0xff, 0x9b);

  private static final int IPV4_BYTES = 4;

  private PublicAddresses() {}

  /**
   * A range of addresses.
   *
   * @param bits how many bits of the start count
   * @param start the first bytes; those that lack are 0
   */
  private record Network(int bits, byte[] start) {
    static Network of(int bits, int... start) {
      byte[] bytes = new byte[(bits + 7) / 8];
      for (int i = 0; i < start.length; i++) {
        bytes[i] = (byte) start[i];
      }
      return new Network(bits, bytes);
    }

    boolean has(byte[] address) {
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (start[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  /** Whether an address is one. Java itself unwraps an IPv4 address that is mapped into IPv6. */
  static boolean contain(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      return containIpv4(bytes);
    }
    if (TRANSLATED.has(bytes)) {
      return containIpv4(Arrays.copyOfRange(bytes, bytes.length - IPV4_BYTES, bytes.length));
    }
    return GLOBAL.has(bytes) && NOT_GLOBAL.stream().noneMatch(network -> network.has(bytes));
  }

  private static boolean containIpv4(byte[] bytes) {
    return PRIVATE_IPV4.stream().noneMatch(network -> network.has(bytes));
  }
}
