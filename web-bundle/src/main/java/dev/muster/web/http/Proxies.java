package dev.muster.web.http;

import dev.muster.api.Installation;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The proxies before us whose word counts. Of what they say only the client's address is used:
 * scheme and host of our own addresses are settings.
 */
final class Proxies {
  private final Predicate<InetAddress> trusted;

  /**
   * Asks the setting.
   *
   * @param installation knows whose word counts
   */
  Proxies(Installation installation) {
    trusted = installation::trustsProxy;
  }

  /**
   * Whether an address is a trusted proxy's.
   *
   * @param address a literal IP address
   * @return true if so
   */
  boolean trusts(String address) {
    return IpAddresses.literal(address).filter(trusted).isPresent();
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
      if (!trusted.test(hop.get())) {
        return client;
      }
    }
    return client;
  }
}
