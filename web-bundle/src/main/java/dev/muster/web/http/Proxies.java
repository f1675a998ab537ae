package dev.muster.web.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * The proxies before us whose word counts. Of what they say only the client's address is used:
 * scheme and host of our own addresses are settings.
 */
final class Proxies {
  private final List<Network> networks;

  /**
   * Reads the setting.
   *
   * @param cidrs networks such as {@code 10.0.0.0/8} or single addresses
   */
  Proxies(List<String> cidrs) {
    networks = cidrs.stream().map(Network::parse).toList();
  }

  /**
   * Whether an address is a trusted proxy's.
   *
   * @param address a literal IP address
   * @return true if so
   */
  boolean trusts(String address) {
    return !networks.isEmpty() && IpAddresses.literal(address).filter(this::within).isPresent();
  }

  /**
   * Where a request comes from: the last address on its way that is not a trusted proxy's own, as
   * far as trusted proxies wrote it. Where both headers are there and name two clients, one of them
   * passed a proxy that does not know it: neither counts.
   *
   * @param remote where the connection comes from
   * @param xForwardedFor the values of {@code X-Forwarded-For}
   * @param forwarded the values of {@code Forwarded} (RFC 7239)
   * @return an IP address
   */
  String client(String remote, List<String> xForwardedFor, List<String> forwarded) {
    if ((xForwardedFor.isEmpty() && forwarded.isEmpty()) || !trusts(remote)) {
      return remote;
    }
    if (forwarded.isEmpty()) {
      return client(remote, ForwardedHops.ofList(xForwardedFor));
    }
    String client = client(remote, ForwardedHops.ofElements(forwarded));
    return xForwardedFor.isEmpty()
            || client.equals(client(remote, ForwardedHops.ofList(xForwardedFor)))
        ? client
        : remote;
  }

  private String client(String remote, List<String> hops) {
    String client = remote;
    for (int i = hops.size() - 1; i >= 0; i--) {
      Optional<InetAddress> hop = IpAddresses.node(hops.get(i));
      if (hop.isEmpty()) {
        return client;
      }
      client = hop.get().getHostAddress();
      if (!within(hop.get())) {
        return client;
      }
    }
    return client;
  }

  private boolean within(InetAddress address) {
    byte[] bytes = address.getAddress();
    return networks.stream().anyMatch(network -> network.contains(bytes));
  }

  private record Network(byte[] address, int bits) {
    static Network parse(String cidr) {
      int slash = cidr.indexOf('/');
      String address = slash < 0 ? cidr : cidr.substring(0, slash);
      byte[] bytes =
          IpAddresses.literal(address)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "trusted.proxies: a network such as 10.0.0.0/8, not " + cidr))
              .getAddress();
      int bits = bytes.length * Byte.SIZE;
      if (slash >= 0) {
        try {
          bits = Integer.parseInt(cidr.substring(slash + 1));
        } catch (NumberFormatException e) {
          bits = -1;
        }
      }
      if (bits < 0 || bits > bytes.length * Byte.SIZE) {
        throw new IllegalArgumentException(
            "trusted.proxies: a network such as 10.0.0.0/8, not " + cidr);
      }
      return new Network(bytes, bits);
    }

    boolean contains(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit += Byte.SIZE) {
        int mask = bits - bit >= Byte.SIZE ? 0xff : 0xff << (Byte.SIZE - (bits - bit)) & 0xff;
        int at = bit / Byte.SIZE;
        if ((address[at] & mask) != (other[at] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
